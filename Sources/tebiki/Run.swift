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
    let fails = outcome.fails(strictly: options.strict)
    if options.format == .text {
      if fails {
        Console.standardError(mistakes(name, outcome, language))
      } else if !options.quiet {
        Console.standardError(summary(name, outcome, seconds, language))
      }
      if options.verbose { Console.standardError(times(of: outcome.phases, language)) }
    }
    if fails { throw ExitCode(1) }
  }

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

  static func printDiagnostics(_ report: Report, in sources: SourceFiles, language: Language) {
    let style = ConsoleStyle(language: language, colors: Terminal.hasColors, width: Terminal.width)
    Console.standardError(style.describe(report, in: sources))
  }
}
