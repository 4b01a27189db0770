import ArgumentParser
import GuideModel
import Press
import Source

/// Runs a command on a project and says what came of it, as text or as JSON.
enum Run {
  static func command(
    _ name: String, _ options: CommonOptions,
    _ body: (Project, inout Outcome) async throws(FileError) -> Void
  ) async throws {
    let start = Console.monotonicSeconds
    var outcome = Outcome()
    var failure: CommandFailure?
    do throws(CommandFailure) {
      let project = try options.project()
      do throws(FileError) {
        try await body(project, &outcome)
      } catch {
        throw CommandFailure.machine(error)
      }
      if let misuse = outcome.misuse { throw CommandFailure.usage(misuse) }
    } catch {
      failure = error
    }
    let seconds = Console.monotonicSeconds - start
    let language = options.language
    let ok = failure == nil && !outcome.fails(strictly: options.strict)
    switch options.format {
    case .text: break
    case .json:
      Console.standardOutput(JSON.outcome(name, outcome, ok: ok, failure: failure, seconds: seconds, language) + "\n")
    case .sarif: Console.standardOutput(JSON.sarif(outcome, failure: failure, language) + "\n")
    }
    if options.format == .text {
      let shown = options.quiet ? outcome.report.withoutHints : outcome.report
      printDiagnostics(shown, in: outcome.sources, language: language)
    }
    if let failure { throw failed(failure, language) }
    if outcome.fails(strictly: options.strict) {
      if options.format == .text { Console.standardError(mistakes(name, outcome, language)) }
      throw ExitCode(1)
    }
    if options.format == .text, !options.quiet { Console.standardError(summary(name, outcome, seconds, language)) }
    if options.format == .text, options.verbose {
      for phase in outcome.phases {
        Console.standardError("  \(phase.name.text(in: language)) \(Int((phase.seconds * 1000).rounded())) ms\n")
      }
    }
  }

  /// Says why a command could not go on, and returns the status that it ends with.
  static func failed(_ failure: CommandFailure, _ language: Language) -> ExitCode {
    Console.standardError("tebiki: \(failure.message.text(in: language).shown)\n")
    return failure.exitCode
  }

  static func printDiagnostics(_ report: Report, in sources: SourceFiles, language: Language) {
    let style = ConsoleStyle(language: language, colors: Console.hasColors, width: Console.width)
    Console.standardError(style.describe(report, in: sources))
  }

  /// What is known of the sheets on paper.
  private static func paper(_ outcome: Outcome) -> Message {
    if outcome.isFitChecked { return Message(ja: "PDF \(outcome.pdfs)。", en: "\(counted(outcome.pdfs, "PDF")).") }
    let stale = outcome.stalePDFs
    let gone =
      stale == 0
      ? Message(ja: "", en: "")
      : Message(
        ja: "中身の変わったPDF \(stale)件を外しました（build --pdf で作り直せます）。",
        en: "\(counted(stale, "PDF")) of changed sheets taken away ('build --pdf' makes them anew). ")
    return Message(
      ja: gone.ja + "資料が紙に収まるかは確かめていません。", en: gone.en + "Whether sheets fit on paper was not checked.")
  }

  private static func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

  private static func mistakes(_ name: String, _ outcome: Outcome, _ language: Language) -> String {
    let errors = outcome.report.inFileOrder.count { $0.severity == .error }
    let warnings = outcome.report.inFileOrder.count { $0.severity == .warning }
    let kept = name == "build"
    return Message(
      ja: "エラー \(errors)件、警告 \(warnings)件。\(kept ? "前回できたものは、そのまま残っています。" : "")\n",
      en:
        "\(counted(errors, "error")), \(counted(warnings, "warning")).\(kept ? " The last good output is as it was." : "")\n"
    ).text(in: language)
  }

  private static func summary(_ name: String, _ outcome: Outcome, _ seconds: Double, _ language: Language) -> String {
    let time = Int((seconds * 100).rounded())
    let clock = "\(time / 100).\(time % 100 < 10 ? "0" : "")\(time % 100)"
    guard let changes = outcome.changes else {
      let warnings = outcome.report.inFileOrder.count { $0.severity == .warning }
      guard warnings == 0 else {
        return Message(
          ja: "警告 \(warnings)件（ページ \(outcome.pages)、資料 \(outcome.sheets)、\(clock)秒）\n",
          en: "\(counted(warnings, "warning")): \(outcome.pages) pages, \(outcome.sheets) sheets (\(clock) s)\n"
        ).text(in: language)
      }
      return Message(
        ja: "問題は見つかりませんでした（ページ \(outcome.pages)、資料 \(outcome.sheets)、\(clock)秒）\n",
        en: "nothing wrong: \(outcome.pages) pages, \(outcome.sheets) sheets (\(clock) s)\n"
      ).text(in: language)
    }
    guard name != "clean" else {
      return Message(ja: "\(changes.removed)個のファイルを消しました\n", en: "removed \(changes.removed) files\n").text(
        in: language)
    }
    return Message(
      ja:
        "ページ \(outcome.pages)、資料 \(outcome.sheets)。書いたファイル \(changes.written)、変わらないもの \(changes.unchanged)、消したもの \(changes.removed)（\(clock)秒）。\(paper(outcome).ja)\n",
      en:
        "\(outcome.pages) pages, \(outcome.sheets) sheets: \(changes.written) files written, \(changes.unchanged) unchanged, \(changes.removed) removed (\(clock) s). \(paper(outcome).en)\n"
    ).text(in: language)
  }
}
