import ArgumentParser
import Press
import Source

struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Says what this machine has and lacks, and how to get what is missing.",
    discussion: "Exits with 0 when the site can be built; what PDFs need besides is told, too.")

  @OptionGroup var options: CommonOptions

  func validate() throws { try options.refuseSARIF() }

  func run() async throws {
    let language = options.language
    let root = try? options.projectRoot()
    let findings = Doctor.examine(
      root: root, theme: options.theme ?? "standard", program: Console.program,
      output: options.output ?? root.map { "\($0)/output" }, browser: Console.environment("TEBIKI_BROWSER"))
    let ok = findings.allSatisfy { $0.isThere || !$0.isNeeded }
    if options.format == .json {
      let items = findings.map { finding in
        JSON.object([
          ("name", .string(finding.name)), ("found", .bool(finding.isThere)), ("needed", .bool(finding.isNeeded)),
          ("text", .string(finding.text.text(in: language))),
        ])
      }
      Console.standardOutput(
        JSON.outcome("doctor", Outcome(), ok: ok, failure: nil, seconds: 0, language, items: items) + "\n")
    } else {
      for finding in findings {
        let mark = finding.isThere ? "○" : finding.isNeeded ? "×" : "△"
        Console.standardOutput("\(mark) \(finding.text.text(in: language))\n")
      }
      let all = findings.allSatisfy(\.isThere)
      let end =
        all
        ? Message(ja: "サイトも PDF も作れます。", en: "The site and PDFs can be made.")
        : ok
          ? Message(ja: "サイトは作れます。△ は PDF に必要なものです。", en: "The site can be built. What is marked △ is needed for PDFs.")
          : Message(ja: "× を直すまで、サイトは作れません。", en: "The site cannot be built until what is marked × is mended.")
      Console.standardOutput(end.text(in: language) + "\n")
    }
    if !ok { throw ExitCode(3) }
  }
}
