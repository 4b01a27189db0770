import ArgumentParser
import GuideModel
import Platform
import Press
import Source

extension Language: ExpressibleByArgument {}
extension CalendarDate: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}

/// How results are printed.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable { case text, json, sarif }

/// What every command takes.
struct CommonOptions: ParsableArguments {
  @Option(
    help: .init(
      ja: "プロジェクトのフォルダー（省略時: 今の場所から上へたどって、content/site.yaml があるフォルダー）",
      en: "The project's folder (default: the nearest one upward with content/site.yaml).", valueName: "dir"),
    completion: .directory)
  var root: String?

  @Option(
    help: .init(
      ja: "書き出す先（省略時: プロジェクトの output/）", en: "Where to build (default: ROOT/output).", valueName: "dir"),
    completion: .directory)
  var output: String?

  @Option(
    help: .init(
      ja: "テーマ（省略時: site.yaml が指すもの）", en: "The theme, instead of the one that site.yaml names.",
      valueName: "name"),
    completion: Completion.themes)
  var theme: String?

  @Flag(help: .init(ja: "下書き（draft: true）も入れます", en: "Take drafts too."))
  var drafts = false

  @Flag(help: .init(ja: "警告があれば失敗にします", en: "Let a warning fail."))
  var strict = false

  @Flag(help: .init(ja: "ヒントも表示します（付けなければ、数だけを一行で）", en: "Show hints; else they are counted in one line."))
  var hints = false

  @Option(help: .init(ja: "同時に進める数（省略時: プロセッサーの数）", en: "How many workers (default: one a processor).", valueName: "n"))
  var jobs: Int?

  @Option(
    help: .init(
      ja: "{{today}} とする日（省略時: SOURCE_DATE_EPOCH、なければ今日）",
      en: "What {{today}} is (default: SOURCE_DATE_EPOCH, else today).", valueName: "yyyy-mm-dd"))
  var date: CalendarDate?

  @Option(
    help: .init(
      ja: "結果の形。json は標準出力に一つのオブジェクト、sarif は check だけ",
      en: "text, or one object on standard output; sarif is for check."))
  var format = OutputFormat.text

  @Flag(
    name: .customLong("no-cache"), help: .init(ja: "前回取っておいたものを使いません", en: "Use nothing that an earlier run has kept."))
  var noCache = false

  @Flag(help: .init(ja: "エラーと警告だけを表示します", en: "Print nothing but errors and warnings."))
  var quiet = false

  @Flag(help: .init(ja: "ヒントと、作業ごとにかかった時間も表示します", en: "Show hints, and how long each part of the work took."))
  var verbose = false

  @Option(help: .init(ja: "メッセージの言語。なければ LANG によります", en: "The language of messages (default: from LANG)."))
  var lang: Language?

  func validate() throws {
    for (name, value) in [("root", root), ("output", output), ("theme", theme)] where value?.isEmpty == true {
      throw Misuse(ja: "'--\(name)' の値がありません", en: "'--\(name)' has no value")
    }
    if let jobs, !(1...64).contains(jobs) {
      throw Misuse(ja: "--jobs は 1 から 64 までです", en: "--jobs must be from 1 to 64")
    }
    if quiet, verbose {
      throw Misuse(ja: "--quiet と --verbose は一緒に使えません", en: "--quiet and --verbose exclude each other")
    }
    if quiet, hints {
      throw Misuse(ja: "--quiet と --hints は一緒に使えません", en: "--quiet and --hints exclude each other")
    }
  }

  /// SARIF tells of mistakes, and nothing else can be said in it.
  func refuseSARIF() throws {
    if format == .sarif {
      throw Misuse(ja: "--format sarif は「tebiki check」のものです", en: "--format sarif is for 'tebiki check'")
    }
  }

  /// A bar that shows how far the work has come, unless nothing is to be said.
  var progressBar: ProgressBar { ProgressBar(isShown: !quiet && format == .text, language) }

  var language: Language { Console.language(lang) }

  /// The project's folder.
  func projectRoot() throws(CommandFailure) -> String {
    if let root {
      guard let path = resolvedPath(root) else {
        throw .usage(Message(ja: "フォルダー '\(root)' がありません", en: "there is no folder '\(root)'"))
      }
      if FileSystem.isFolder("\(path)/content") { return path }
      let none = Message(ja: "'\(root)' に content フォルダーがありません", en: "there is no content folder in '\(root)'")
      let isInside = path.hasSuffix("/content") || FileSystem.exists("\(path)/site.yaml") || !FileSystem.isFolder(path)
      throw .usage(
        isInside
          ? Message(
            ja: "\(none.ja)。--root には、content/ のあるフォルダーを指定してください",
            en: "\(none.en): give --root the folder that content/ lies in") : none)
    }
    var folder = Machine.currentFolder
    while true {
      if FileSystem.exists("\(folder)/content/site.yaml") { return folder }
      guard let slash = folder.lastIndex(of: "/"), folder != "/" else { break }
      folder = slash == folder.startIndex ? "/" : String(folder[..<slash])
    }
    throw .usage(
      Message(
        ja: "content/site.yaml のあるフォルダーが見つかりません。その中で実行するか、--root で指定してください",
        en: "no folder with content/site.yaml here or above; run inside one, or name it by --root"))
  }

  func project(telling progress: @escaping Progress = { _, _, _ in }) throws(CommandFailure) -> Project {
    let root = try projectRoot()
    let project = Project(
      root: root, output: output ?? "\(root)/output", theme: theme, program: Machine.program, isStrict: strict,
      options: Guide.Options(today: try today(), includesDrafts: drafts, jobs: jobs ?? Machine.processors),
      browser: Machine.environment("TEBIKI_BROWSER"),
      progress: progress, usesCache: !noCache)
    if let misuse = project.outputMisuse ?? project.themeMisuse { throw .usage(misuse) }
    return project
  }

  /// Returns what `{{today}}` is.
  func today() throws(CommandFailure) -> CalendarDate {
    if let date { return date }
    guard let epoch = Machine.environment("SOURCE_DATE_EPOCH") else {
      // The day that it is where this machine stands.
      let now = Machine.secondsSince1970
      return CalendarDate(secondsSince1970: now + Machine.secondsAheadOfUniversalTime(at: now))
    }
    guard let seconds = Int(epoch), (0..<Self.endOfYear9999).contains(seconds) else {
      throw .usage(
        Message(
          ja: "SOURCE_DATE_EPOCH は 1970 年からの秒数にしてください: '\(epoch)'",
          en: "SOURCE_DATE_EPOCH must be seconds since 1970: '\(epoch)'"))
    }
    return CalendarDate(secondsSince1970: seconds)
  }

  private static let endOfYear9999 = 253_402_300_800
}

/// Why a command cannot go on; its exit status goes by it.
enum CommandFailure: Error {
  case usage(Message)
  case machine(FileError)

  var message: Message {
    switch self {
    case .usage(let message): message
    case .machine(let error): error.message
    }
  }

  var exitCode: ExitCode {
    switch self {
    case .usage: ExitCode(2)
    case .machine: ExitCode(3)
    }
  }
}
