import ArgumentParser
import Platform
import Press
import Preview
import Source

struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: Help.text(
      ja: "手元で見ます。保存するたびに組み立て直し、画面も変わります",
      en: "Builds, serves the site to this machine, rebuilds on a save and reloads the page."),
    discussion: Help.text(
      ja: """
        間違いは端末とページに表示し、前回できたページがそのまま残ります。

        EXAMPLES
          tebiki serve --open
          tebiki serve --port 8080 --poll       共有フォルダーに置いた content/ のとき
        """,
      en: """
        What is wrong is shown in the terminal and in the page; the last good page stays.

        EXAMPLES
          tebiki serve --open
          tebiki serve --port 8080 --poll       for content on a network share
        """))

  @Option(help: .init(ja: "ポート。0 なら空いているもの", en: "The port; 0 takes a free one."))
  var port = 4000

  @Option(
    help: .init(
      ja: "待ち受けるアドレス。この機械だけのもの以外にすると、ほかの機械からも見えます",
      en: "The address to listen at; anything but a loopback address lets others in."))
  var host = "127.0.0.1"

  @Flag(help: .init(ja: "ブラウザーで開きます", en: "Open the page in a browser."))
  var open = false

  @Flag(
    help: .init(
      ja: "変更をシステムから知らせてもらわず、ファイルを繰り返し見ます",
      en: "Look at the files again and again instead of asking the system for changes."))
  var poll = false

  @OptionGroup var options: CommonOptions

  func validate() throws {
    guard options.format == .text else {
      throw Misuse(ja: "「tebiki serve」に --format はありません", en: "--format is not for 'tebiki serve'")
    }
    if host.isEmpty || host.contains("/") || host.wholeMatch(of: /[^:]*:\d+/) != nil {
      throw Misuse(
        ja: "--host はアドレスだけです。番号は --port で指定してください（例: --host 0.0.0.0 --port 8000）",
        en: "--host is an address alone; the port is said by --port, as in --host 0.0.0.0 --port 8000")
    }
    guard (0...65_535).contains(port) else {
      throw Misuse(ja: "--port は 0 から 65535 までです", en: "--port must be from 0 to 65535")
    }
  }

  func run() async throws {
    let language = options.language
    do throws(CommandFailure) {
      let bar = options.progressBar
      let project = try options.project(telling: bar.progress)
      let preview = Preview()
      let server: PreviewServer
      var live = LiveBuild(project)
      // Watched from before the first build: a save during it is not missed.
      let folders = ["\(project.root)/content", "\(project.root)/themes"].filter(FileSystem.exists)
      let watcher = Watcher(folders, isPolling: poll)
      do {
        await build(&live, project, bar, preview)
        server = try await PreviewServer.start(preview, host: host, port: port)
      } catch {
        throw .machine(error)
      }
      Console.standardError(
        Message(
          ja: "\(server.address) で見られます（Ctrl-C で終わります）\n", en: "\(server.address) (Ctrl-C ends it)\n"
        ).text(in: language))
      if open { Terminal.open(server.address) }
      while true {
        watcher.waitForChange()
        await build(&live, project, bar, preview)
      }
    } catch {
      throw Run.failed(error, language)
    }
  }

  /// Builds once and publishes what came of it.
  private func build(_ live: inout LiveBuild, _ project: Project, _ bar: ProgressBar, _ preview: Preview) async {
    let start = Machine.monotonicSeconds
    let language = options.language
    var outcome = Outcome()
    var failure: FileError?
    do throws(FileError) {
      try await live.build(reporting: &outcome)
    } catch {
      failure = error
    }
    outcome.end()
    bar.end()
    var problem = failure?.message.text(in: language)
    if let problem {
      Console.standardError("tebiki: \(problem)\n")
    } else if outcome.fails(strictly: options.strict) {
      var serious = Report()
      for diagnostic in outcome.report.diagnostics
      where diagnostic.severity == .error || options.strict && diagnostic.severity == .warning {
        serious.add(diagnostic)
      }
      problem = ConsoleStyle(language: language, colors: false, width: 100).describe(serious, in: outcome.sources)
    }
    Run.printDiagnostics(outcome.report, in: outcome.sources, options)
    let milliseconds = Int(((Machine.monotonicSeconds - start) * 1000).rounded())
    if problem == nil, !options.quiet {
      let count = outcome.changes.map { $0.written + $0.removed } ?? 0
      Console.standardError(
        Message(ja: "変わったファイル \(count)（\(milliseconds)ミリ秒）\n", en: "\(count) files changed (\(milliseconds) ms)\n")
          .text(in: language))
    }
    if options.verbose { Console.standardError(Run.times(of: outcome.phases, language)) }
    // After a failed build these are still the last good one's.
    let files = outcome.changes?.hasSameFiles == true ? nil : try? project.publishedFiles()
    preview.publish(files.map { BuiltSite(folder: "\(project.output)/site", paths: $0) }, problem: problem)
    try? live.prepare()  // without it the next build is a whole one
  }
}
