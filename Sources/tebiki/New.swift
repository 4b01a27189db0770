import ArgumentParser
import GuideModel
import Press
import Source

struct New: AsyncParsableCommand {
  enum What: String, ExpressibleByArgument, CaseIterable {
    case page, practice, measure, resource, industry, incident, sheet, term, theme
  }

  static let configuration = CommandConfiguration(
    abstract: "Writes a ready-to-fill file.",
    discussion: """
      Every key is explained in it, and it builds as it stands. What is there already is never written over.
      A page is named by its path below content/, a term by itself, everything else by its id.
      A theme is a folder themes/NAME/ that extends the standard theme.

      EXAMPLES
        tebiki new industry dentist
        tebiki new page parts/checklists/opening
        tebiki new term 多要素認証
        tebiki new theme mine
      """)

  @Argument(
    help: ArgumentHelp("What to write: \(What.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "what"))
  var what: What

  @Argument(help: ArgumentHelp("Its id; a page's path; the term; the theme's name.", valueName: "name"))
  var name: String

  @OptionGroup var options: CommonOptions

  func validate() throws { try options.refuseSARIF() }

  func run() async throws {
    let start = Console.monotonicSeconds
    let language = options.language
    var outcome = Outcome()
    var written: [String] = []
    var failure: CommandFailure?
    do throws(CommandFailure) {
      written = try await write()
      outcome.changes = .init()
      outcome.changes?.written = written.count
    } catch {
      failure = error
    }
    if options.format == .json {
      Console.standardOutput(
        JSON.outcome(
          "new", outcome, ok: failure == nil, failure: failure, seconds: Console.monotonicSeconds - start, language,
          items: written.map { .object([("file", .string($0))]) }) + "\n")
    } else if failure == nil {
      Console.standardOutput(written.map { $0 + "\n" }.joined())
      if !options.quiet { Console.standardError(next.text(in: language) + "\n") }
    }
    if let failure {
      Console.standardError("tebiki: \(failure.message.text(in: language))\n")
      throw failure.exitCode
    }
  }

  /// What to do with what is written.
  private var next: Message {
    guard what == .theme else {
      return Message(
        ja: "中の説明を読みながら書き換え、「tebiki check」で確かめてください",
        en: "fill it in as it explains, then run 'tebiki check'")
    }
    return Message(
      ja: "content/site.yaml に「theme: \(name)」と書くと使われます。「tebiki serve --theme \(name)」で見ながら書き換えてください",
      en:
        "write 'theme: \(name)' in content/site.yaml to use it; 'tebiki serve --theme \(name)' shows it while you change it"
    )
  }

  private func write() async throws(CommandFailure) -> [String] {
    let project = try options.project()
    do {
      if what == .theme { return try project.addTheme(named: name) }
      guard let starter = Starter(rawValue: what.rawValue) else { return [try await project.addTerm(named: name)] }
      return [try await project.add(starter, named: name)]
    } catch {
      switch error {
      case .refused(let message): throw .usage(message)
      case .disk(let error): throw .machine(error)
      }
    }
  }
}
