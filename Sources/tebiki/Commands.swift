import ArgumentParser
import GuideModel
import Markup
import Press
import Source
import Template

struct Build: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Builds the site and every sheet.",
    discussion: "Mistakes in the content are all shown, and then the last good output stays as it is.")

  @Flag(help: "Print every sheet and every trade's pack as PDF too, by a headless browser.")
  var pdf = false

  @OptionGroup var options: CommonOptions

  func validate() throws { try options.refuseSARIF() }

  func run() async throws {
    try await Run.command("build", options) { [pdf] (project, outcome) throws(FileError) in
      try await project.build(pdf: pdf, reporting: &outcome)
    }
  }
}

struct Check: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Checks everything that can be wrong, and writes nothing.",
    discussion: "EXAMPLES\n  tebiki check --strict\n  tebiki check --fit")

  @Flag(help: "Lay the sheets out on paper too, by a headless browser.")
  var fit = false

  @OptionGroup var options: CommonOptions

  func run() async throws {
    try await Run.command("check", options) { [fit] (project, outcome) throws(FileError) in
      if fit { try await project.checkFit(reporting: &outcome) } else { try await project.check(reporting: &outcome) }
    }
  }
}

struct Clean: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Removes what was built, and nothing else.")

  @OptionGroup var options: CommonOptions

  func validate() throws { try options.refuseSARIF() }

  func run() async throws {
    try await Run.command("clean", options) { (project, outcome) throws(FileError) in
      outcome.changes = .init()
      outcome.changes?.removed = try OutputFolder(project.output).clean()
    }
  }
}

struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Says why something is a mistake, and how it is mended.",
    discussion: "EXAMPLES\n  tebiki explain T201\n  tebiki explain broken-link")

  @Argument(help: "A code or a name, as messages show them.")
  var code: String

  @Option(help: "The language: ja or en (default: from LANG).")
  var lang: Language?

  func run() throws {
    let kinds = DiagnosticKinds.all
    guard let kind = kinds.first(where: { $0.code == code.uppercased() || $0.name == code.lowercased() }) else {
      let near = closest(to: code, in: kinds.map(\.name) + kinds.map(\.code))
      throw ValidationError("there is no rule '\(code)'" + (near.map { "; did you mean '\($0)'?" } ?? ""))
    }
    Console.standardOutput(
      "\(kind.code) \(kind.name) (\(kind.severity.rawValue))\n\n\(kind.explanation.text(in: Console.language(lang)))\n")
  }
}

struct Render: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Renders one Markdown text as an HTML fragment.",
    discussion: """
      No project is read unless --root names one; its values are then put in.

      EXAMPLES
        tebiki render page.md
        echo '**「重要」**です' | tebiki render
      """)

  @Argument(help: "The file; standard input where none is named.")
  var file: String?

  @Flag(help: "Nothing but CommonMark, raw HTML kept.")
  var commonmark = false

  @Option(help: ArgumentHelp("The project whose values are put in.", valueName: "dir"))
  var root: String?

  @Option(help: "The language of messages: ja or en (default: from LANG).")
  var lang: Language?

  func run() async throws {
    let language = Console.language(lang)
    var report = Report()
    do throws(CommandFailure) {
      let guide = try await guide(language)
      let bytes: [UInt8]
      do {
        bytes = try readFile(file ?? "/dev/stdin")
      } catch {
        throw .machine(error)
      }
      // Beside the project's own texts: fragments that are pulled in keep their places.
      var sources = guide?.sources ?? SourceFiles(files: [])
      let source = sources.add(SourceFile(path: file ?? "-", bytes: bytes))
      let html = HTMLFragment.render(
        sources[source], source, as: commonmark ? .commonMark : .tebiki, guide: guide, reporting: &report)
      Console.standardOutput(String(decoding: html, as: UTF8.self))
      Run.printDiagnostics(report, in: sources, language: language)
    } catch {
      Console.standardError("tebiki: \(error.message.text(in: language))\n")
      throw error.exitCode
    }
    if report.hasErrors { throw ExitCode(1) }
  }

  /// The guide that --root names; mistakes in it stop the command.
  private func guide(_ language: Language) async throws(CommandFailure) -> Guide? {
    guard let root else { return nil }
    guard let options = try? CommonOptions.parse(["--root", root]) else { return nil }
    var outcome = Outcome()
    let project = try options.project()
    let guide: Guide?
    do {
      guide = try await project.guide(reporting: &outcome)
    } catch {
      throw .machine(error)
    }
    Run.printDiagnostics(outcome.report, in: outcome.sources, language: language)
    return guide
  }
}

/// Every kind of mistake that there is.
enum DiagnosticKinds {
  static var all: [Diagnostic.Kind] {
    ([SourceFiles.unreadableEntry] + MarkupRules.all + GuideRules.kinds + TemplateRules.all + Theme.kinds
      + PrintRules.kinds + Git.kinds)
      .sorted { $0.code < $1.code }
  }
}
