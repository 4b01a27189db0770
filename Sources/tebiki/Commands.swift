import ArgumentParser
import GuideModel
import Markup
import Platform
import Press
import Source
import Template

struct Build: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: Help.text(ja: "サイトとすべての資料を作ります", en: "Builds the site and every sheet."),
    discussion: Help.text(
      ja: "間違いがあれば、すべて知らせます。そのときは、前回できたものがそのまま残ります。",
      en: "Mistakes in the content are all shown, and then the last good output stays as it is."))

  @Flag(
    help: .init(
      ja: "資料と業種ごとの一式を PDF にもします（画面を出さないブラウザーを使います）",
      en: "Print every sheet and every trade's pack as PDF too, by a headless browser."))
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
    abstract: Help.text(
      ja: "間違いをすべて調べ、何も書き出しません", en: "Checks everything that can be wrong, and writes nothing."),
    discussion: "EXAMPLES\n  tebiki check --strict\n  tebiki check --fit\n  tebiki check --external")

  @Flag(
    help: .init(
      ja: "資料が紙に収まるかも調べます（画面を出さないブラウザーを使います）",
      en: "Lay the sheets out on paper too, by a headless browser."))
  var fit = false

  @Flag(
    help: .init(
      ja: "よそのサイトへのリンクがまだあるかも、curl で問い合わせます",
      en: "Ask other sites, by curl, whether what is linked to is still there."))
  var external = false

  @OptionGroup var options: CommonOptions

  func run() async throws {
    try await Run.command("check", options) { [fit, external] (project, outcome) throws(FileError) in
      let checked = fit ? try await project.checkFit(reporting: &outcome) : try await project.check(reporting: &outcome)
      if external, let checked { try project.checkWeb(checked, reporting: &outcome) }
    }
  }
}

struct Clean: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: Help.text(ja: "作ったものだけを消します", en: "Removes what was built, and nothing else."),
    usage: "tebiki clean [<options>]",
    discussion: Help.text(
      ja: "お客様の資料（output/customers/）は残します。--customers を付けると、サイトは残し、ファイルにないお客様の資料だけを消します。",
      en:
        "Customers' sheets (output/customers/) stay. With --customers the site stays, and the sheets of those go whom the file does not name."
    ))

  @Option(
    help: .init(
      ja: "このファイルにないお客様の資料だけを消します", en: "Remove the sheets of customers who are not in this file, and those alone.",
      valueName: "file.csv"),
    completion: .file(extensions: ["csv"]))
  var customers: String?

  @OptionGroup var options: CommonOptions

  func validate() throws {
    try options.refuseSARIF()
    if customers?.isEmpty == true {
      throw Misuse(ja: "'--customers' の値がありません", en: "'--customers' has no value")
    }
  }

  func run() async throws {
    try await Run.command("clean", options) { [customers] (project, outcome) throws(FileError) in
      if let customers {
        try project.cleanCustomers(notIn: customers, reporting: &outcome)
      } else {
        try project.clean(reporting: &outcome)
      }
    }
  }
}

struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: Help.text(
      ja: "なぜ間違いなのかと、直し方を説明します", en: "Says why something is a mistake, and how it is mended."),
    discussion: "EXAMPLES\n  tebiki explain T201\n  tebiki explain broken-link")

  @Argument(
    help: .init(ja: "メッセージに出る番号か名前", en: "A code or a name, as messages show them."), completion: Completion.rules)
  var code: String

  @OptionGroup var options: CommonOptions

  func validate() throws { try options.refuseSARIF() }

  func run() throws {
    let kinds = DiagnosticKinds.all
    guard let kind = kinds.first(where: { $0.code == code.uppercased() || $0.name == code.lowercased() }) else {
      let near = closest(to: code, in: kinds.map(\.name) + kinds.map(\.code))
      throw Misuse(
        ja: "'\(code)' という規則はありません。" + (near.map { "'\($0)' ではありませんか" } ?? "T201 のような番号か、broken-link のような名前です"),
        en: "there is no rule '\(code)'; "
          + (near.map { "did you mean '\($0)'?" } ?? "it is a code such as T201, or a name such as broken-link"))
    }
    let text = kind.explanation.text(in: options.language)
    guard options.format == .json else {
      return Console.standardOutput("\(kind.code) \(kind.name) (\(kind.severity.rawValue))\n\n\(text)\n")
    }
    let item = JSON.object([
      ("code", .string(kind.code)), ("name", .string(kind.name)), ("severity", .string(kind.severity.rawValue)),
      ("explanation", .string(text)),
    ])
    Console.standardOutput(
      JSON.outcome("explain", Outcome(), ok: true, failure: nil, seconds: 0, options.language, items: [item]) + "\n")
  }
}

struct Render: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: Help.text(
      ja: "Markdown の文章一つを HTML にします", en: "Renders one Markdown text as an HTML fragment."),
    discussion: Help.text(
      ja: """
        --root を付けなければ、プロジェクトは読みません。付ければ、その値も入ります。
        """,
      en: """
        No project is read unless --root names one; its values are then put in.
        """,
      examples: [
        "tebiki render page.md",
        "echo '**「重要」**です' | tebiki render",
      ]))

  @Argument(
    help: .init(ja: "ファイル（なければ、または - なら標準入力）", en: "The file; standard input where none is named, or '-'."),
    completion: .file(extensions: ["md"]))
  var file: String?

  @Flag(
    help: .init(
      ja: "CommonMark だけを解釈し、HTML もアドレス（javascript: など）もそのまま残します。信用できる文章だけに使ってください",
      en: "Nothing but CommonMark: raw HTML and every address (javascript: too) kept; for texts that you trust."))
  var commonmark = false

  @OptionGroup var options: CommonOptions

  func validate() throws {
    try options.refuseSARIF()
    if file?.isEmpty == true {
      throw Misuse(ja: "ファイルの名前が空です", en: "the file's name is empty")
    }
  }

  func run() async throws {
    let start = Machine.monotonicSeconds
    var outcome = Outcome()
    var html: [UInt8]?
    var failure: CommandFailure?
    do throws(CommandFailure) {
      html = try await render(&outcome)
    } catch {
      failure = error
    }
    let text = html.map { String(decoding: $0, as: UTF8.self) }
    let ok = failure == nil && !outcome.fails(strictly: options.strict)
    if options.format == .json {
      Console.standardOutput(
        JSON.outcome(
          "render", outcome, ok: ok, failure: failure, seconds: Machine.monotonicSeconds - start, options.language,
          items: text.map { [.object([("html", .string($0))])] } ?? [], showingHints: options.hints) + "\n")
    } else {
      if let text { Console.standardOutput(text) }
      Run.printDiagnostics(outcome.report, in: outcome.sources, options)
    }
    if let failure { throw Run.failed(failure, options.language) }
    if !ok { throw ExitCode(1) }
  }

  private func render(_ outcome: inout Outcome) async throws(CommandFailure) -> [UInt8] {
    let guide = try await guide(&outcome)
    let bytes: [UInt8]
    do {
      bytes = try readFile(file.flatMap { $0 == "-" ? nil : $0 } ?? "/dev/stdin", allowingStreams: true)
    } catch {
      throw .machine(error)
    }
    // Beside the project's own texts: fragments that are pulled in keep their places.
    let source = outcome.sources.add(SourceFile(path: file ?? "-", bytes: bytes))
    return HTMLFragment.render(
      outcome.sources[source], source, as: commonmark ? .commonMark : .tebiki, guide: guide,
      reporting: &outcome.report)
  }

  /// The guide that --root names.
  private func guide(_ outcome: inout Outcome) async throws(CommandFailure) -> Guide? {
    guard options.root != nil else { return nil }
    let project = try options.project()
    do {
      return try await project.guide(reporting: &outcome)
    } catch {
      throw .machine(error)
    }
  }
}
