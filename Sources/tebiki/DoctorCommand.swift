import ArgumentParser
import Platform
import Press
import Source

struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: Help.text(
      ja: "この機械に足りないものと、入れ方を知らせます",
      en: "Says what this machine has and lacks, and how to get what is missing."),
    usage: "tebiki doctor [<options>]",
    discussion: Help.text(
      ja: "サイト、資料、PDF に要るものを調べ、ブラウザーを一度起動します。サイトを作れる状態なら、0 で終わります。",
      en: """
        It looks for what the site, the sheets and PDFs need, and starts the browser once. Exits with 0 when the \
        site can be built.
        """))

  @OptionGroup var options: CommonOptions

  func validate() throws { try options.refuseSARIF() }

  func run() async throws {
    let start = Machine.monotonicSeconds
    let language = options.language
    var findings: [Doctor.Finding] = []
    var failure: CommandFailure?
    do throws(CommandFailure) {
      let doctor = Doctor(
        project: try project(), theme: options.theme, program: Machine.program,
        browser: Machine.environment("TEBIKI_BROWSER"))
      findings = await doctor.examine()
    } catch {
      failure = error
    }
    let ok = failure == nil && findings.allSatisfy { $0.isThere || !$0.isNeeded }
    if options.format == .json {
      Console.standardOutput(
        JSON.outcome(
          "doctor", Outcome(), ok: ok, failure: failure, seconds: Machine.monotonicSeconds - start, language,
          items: findings.map { json($0, language) }) + "\n")
    } else if failure == nil {
      Console.standardOutput(text(findings, language))
    }
    if let failure { throw Run.failed(failure, language) }
    if !ok { throw ExitCode(3) }
  }

  /// The project that is named, else the one that this folder lies in, if any.
  private func project() throws(CommandFailure) -> Project? {
    if options.root == nil, (try? options.projectRoot()) == nil { return nil }
    return try options.project()
  }

  private func json(_ finding: Doctor.Finding, _ language: Language) -> JSON {
    .object([
      ("name", .string(finding.name)), ("for", .string(finding.purpose.rawValue)), ("found", .bool(finding.isThere)),
      ("needed", .bool(finding.isNeeded)), ("text", .string(finding.text.text(in: language))),
      ("mend", finding.isThere ? .null : finding.mend.map { .string($0.text(in: language)) } ?? .null),
    ])
  }

  private func text(_ findings: [Doctor.Finding], _ language: Language) -> String {
    var text = ""
    for purpose in Doctor.Purpose.allCases {
      let own = findings.filter { $0.purpose == purpose }
      if own.isEmpty { continue }
      text += purpose.name.text(in: language) + "\n"
      for finding in own {
        let mark = finding.isThere ? "○" : finding.isNeeded ? "×" : "△"
        text += "  \(mark) \(finding.text.text(in: language))\n"
        if !finding.isThere, let mend = finding.mend { text += "     → \(mend.text(in: language))\n" }
      }
    }
    return text + verdict(on: findings).text(in: language) + "\n"
  }

  private func verdict(on findings: [Doctor.Finding]) -> Message {
    func works(_ purpose: Doctor.Purpose) -> Bool {
      findings.allSatisfy { $0.purpose != purpose || $0.isThere || !$0.isEssential }
    }
    if !works(.site) {
      return Message(ja: "× を直すまで、サイトは作れません。", en: "The site cannot be built until what is marked × is mended.")
    }
    if !works(.sheets) {
      return Message(ja: "サイトは作れます。資料はまだありません。", en: "The site can be built. It has no sheets yet.")
    }
    if !works(.pdf) {
      return Message(
        ja: "サイトと資料は作れます。PDF には、△ のものが要ります。",
        en: "The site and its sheets can be built. PDFs need what is marked △.")
    }
    return Message(ja: "サイトも資料も PDF も作れます。", en: "The site, its sheets and PDFs can be made.")
  }
}
