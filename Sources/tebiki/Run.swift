import ArgumentParser
import GuideModel
import Platform
import Press
import Source

/// Runs a command on a project and says what came of it, as text or as JSON.
enum Run {
  static func command(
    _ name: String, _ options: CommonOptions,
    _ body: (Project, inout Outcome) async throws(FileError) -> Void
  ) async throws {
    let start = Machine.monotonicSeconds
    var outcome = Outcome()
    var failure: CommandFailure?
    let bar = options.progressBar
    do throws(CommandFailure) {
      let project = try options.project(telling: bar.progress)
      do throws(FileError) {
        try await body(project, &outcome)
      } catch {
        throw CommandFailure.machine(error)
      }
      if let misuse = outcome.misuse { throw CommandFailure.usage(misuse) }
    } catch {
      failure = error
    }
    outcome.end()
    bar.end()
    let seconds = Machine.monotonicSeconds - start
    let language = options.language
    let fails = outcome.fails(strictly: options.strict) || outcome.customers?.failed.isEmpty == false
    let ok = failure == nil && !fails
    switch options.format {
    case .text: break
    case .json:
      Console.standardOutput(
        JSON.outcome(
          name, outcome, ok: ok, failure: failure, seconds: seconds, language,
          showingHints: options.hints || name == "check") + "\n")
    case .sarif: Console.standardOutput(JSON.sarif(outcome, failure: failure, language) + "\n")
    }
    if options.format == .text {
      printDiagnostics(outcome.report, in: outcome.sources, options)
    }
    if let failure { throw failed(failure, language) }
    if options.format == .text {
      if fails {
        Console.standardError(mistakes(name, outcome, language))
      } else if !options.quiet {
        Console.standardError(summary(name, outcome, seconds, language))
      }
      if options.verbose { Console.standardError(times(of: outcome.phases, language)) }
    }
    if fails { throw outcome.customers.map { $0.ready > 0 && !$0.failed.isEmpty } == true ? someFailed : ExitCode(1) }
  }

  /// The status for customers of whom some were made, and some were not.
  private static let someFailed = ExitCode(4)

  /// How long each part of the work took, one a line.
  static func times(of phases: [(phase: Phase, seconds: Double)], _ language: Language) -> String {
    let names = phases.map { $0.phase.name.text(in: language) }
    let width = names.map(\.displayWidth).max() ?? 0
    let times = phases.map { String(Int(($0.seconds * 1000).rounded())) }
    let digits = times.map(\.utf8.count).max() ?? 0
    return zip(names, times).map { name, time in
      let gap = width - name.displayWidth + digits - time.utf8.count + 2
      return "  \(name)\(String(repeating: " ", count: gap))\(time) ms\n"
    }.joined()
  }

  /// Says why a command could not go on, and returns the status that it ends with.
  static func failed(_ failure: CommandFailure, _ language: Language) -> ExitCode {
    Console.standardError("tebiki: \(failure.message.text(in: language).shown)\n")
    return failure.exitCode
  }

  /// Prints what was found; hints, which never fail, are counted unless they are asked for.
  static func printDiagnostics(_ report: Report, in sources: SourceFiles, _ options: CommonOptions) {
    let language = options.language
    let style = ConsoleStyle(language: language, colors: Terminal.hasColors, width: Terminal.width)
    let showsHints = options.hints || options.verbose
    Console.standardError(style.describe(showsHints ? report : report.withoutHints, in: sources))
    let hints = report.inFileOrder.count { $0.severity == .hint }
    guard hints > 0, !showsHints, !options.quiet else { return }
    Console.standardError(
      Message(
        ja: "ヒントが\(hints)件あります（--hints で表示します）\n",
        en: "\(hints) \(hints == 1 ? "hint" : "hints"): --hints shows \(hints == 1 ? "it" : "them")\n"
      ).text(in: language))
  }
}
