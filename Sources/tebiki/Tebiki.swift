import ArgumentParser
import Platform
import Press
import Source

/// The program: a thin layer over one call each.
@main
struct Tebiki: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tebiki",
    abstract: Help.text(
      ja: "一つの Markdown の手引きから、詳しい人のためのサイトと、決める人のための印刷資料を作ります",
      en: "Turns one Markdown guide into a site for those who know and printable sheets for those who decide."),
    discussion: Help.text(
      ja: """
        プロジェクトは content/site.yaml のあるフォルダーです。その中で使うか、--root で指定します。

        EXAMPLES
          tebiki new site guide             小さなサイトを一つ作る
          tebiki build                      サイトと資料を output/ に作る
          tebiki check --format json        すべての間違いを、プログラムで読める形にする
          tebiki new industry dentist       業種を一つ増やす

        「tebiki --generate-completion-script bash」（または zsh、fish）の出力をシェルに読ませると、コマンドや id を補えます。
        """,
      en: """
        A project is a folder with content/site.yaml. Run a command inside it, or name it by --root.

        EXAMPLES
          tebiki new site guide             a small project to begin with
          tebiki build                      site and sheets into output/
          tebiki check --format json        every mistake, for a program to read
          tebiki new industry dentist       one more trade's sheets

        A shell completes commands, options and ids by what 'tebiki --generate-completion-script bash' (or zsh, or fish) \
        prints.
        """),
    version: Version.text,
    subcommands: [
      Build.self, Serve.self, Handouts.self, Check.self, New.self, List.self, Render.self, Explain.self,
      DoctorCommand.self,
      Clean.self,
    ])

  static func main() async {
    Terminal.openStandardStreams()
    let words = Words.typed
    do {
      if let misuse = Misuse(words) { throw misuse }
      var command = try await asyncParseAsRoot(words.asksForHelp.map { ["help", $0] } ?? words.all)
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch let code as ExitCode {
      exit(withError: code)
    } catch  where exitCode(for: error) == .success {
      Console.standardOutput(Help.page(for: error) + "\n")  // help, the version, a script for a shell
    } catch {
      refuse(error, words)
    }
  }

  /// Says in one line why a command line cannot be carried out, and ends with the status of wrong usage, which is not the
  /// parser's own.
  private static func refuse(_ error: any Error, _ words: Words) -> Never {
    var message = (error as? Misuse)?.message ?? Misuse.translated(message(for: error), words)
    switch words.format {
    case .text: break
    case .json:
      let name = words.all.first { !$0.hasPrefix("-") } ?? ""
      Console.standardOutput(
        JSON.outcome(name, Outcome(), ok: false, failure: .usage(message), seconds: 0, words.language) + "\n")
    case .sarif:
      Console.standardOutput(JSON.sarif(Outcome(), failure: .usage(message), words.language) + "\n")
    }
    if !(error is Misuse) {
      let help = "tebiki help" + (words.command.map { " \($0)" } ?? "")
      message = Message(ja: "\(message.ja)（\(help)）", en: "\(message.en) (\(help))")
    }
    _ = Run.failed(.usage(message), words.language)
    exit(withError: ExitCode(2))
  }

  /// A short help: what to type first.
  func run() async throws {
    let text = Message(
      ja: """
        \(Version.text)
        一つの Markdown の手引きから、サイトと印刷資料を作ります。

          tebiki new site フォルダー   小さなサイトを一つ作る
          tebiki serve                 手元で見る。保存すると、画面も変わる
          tebiki build --pdf           output/site/ に書き出し、資料を PDF にもする
          tebiki check                 間違いを、場所と直し方を示して知らせる
          tebiki doctor                この機械に足りないものと、入れ方を知らせる

        すべてのコマンドは「tebiki help」、くわしくは「tebiki help コマンド」。

        """,
      en: """
        \(Version.text)
        One Markdown guide becomes a site and printable sheets.

          tebiki new site DIR    a small site to begin with
          tebiki serve           shows it here, and again on every save
          tebiki build --pdf     into output/site/, the sheets as PDF too
          tebiki check           every mistake, its place, and how to mend it
          tebiki doctor          what this machine lacks, and how to get it

        'tebiki help' lists all commands, 'tebiki help COMMAND' says more.

        """)
    Console.standardOutput(text.text(in: Console.language(nil)))
  }
}
