import ArgumentParser
import Source

/// The program: a thin layer over one call each.
@main
struct Tebiki: AsyncParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "tebiki",
    abstract: "Turns one Markdown guide into a site for those who know and printable sheets for those who decide.",
    discussion: """
      A project is a folder with content/site.yaml. Run a command inside it, or name it by --root.

      EXAMPLES
        tebiki build                      site and sheets into output/
        tebiki check --format json        every mistake, for a program to read
        tebiki list sheets --industry clinic
        tebiki new industry dentist       one file, and every sheet for one more trade
      """,
    version: version,
    subcommands: [
      Build.self, Serve.self, Handouts.self, Check.self, New.self, List.self, Render.self, Explain.self,
      DoctorCommand.self,
      Clean.self,
    ])

  static func main() async {
    do {
      var command = try parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch let code as ExitCode where code.rawValue != parsersUsageStatus {
      exit(withError: code)
    } catch {
      // Wrong usage is 2 here, not the parser's own 64; help and version are no errors.
      let code = exitCode(for: error)
      let text = fullMessage(for: error)
      if code == .success {
        if !text.isEmpty { print(text) }
        exit(withError: ExitCode.success)
      }
      Console.standardError(text + "\n")
      exit(withError: ExitCode(2))
    }
  }

  private static let parsersUsageStatus: Int32 = 64
}
