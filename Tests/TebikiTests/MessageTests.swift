import Foundation
import Platform
import Press
import Source
import Testing

@testable import tebiki

/// Everything that is said is said in two languages.
@Suite struct MessageTests {
  private static func isJapanese(_ text: some StringProtocol) -> Bool {
    text.unicodeScalars.contains { (0x3041...0x30FF).contains($0.value) || (0x4E00...0x9FFF).contains($0.value) }
  }

  @Test func `every rule is explained in both languages`() {
    for kind in DiagnosticKinds.all {
      let (ja, en) = (kind.explanation.ja, kind.explanation.en)
      #expect(Self.isJapanese(ja) && ja.hasSuffix("。"), "\(kind.name)")
      let outsideQuotes = ja.replacing(/「[^」]*」/, with: "「」")
      #expect(!outsideQuotes.contains(/[ぁ-んァ-ヶ一-龠、。] [ぁ-んァ-ヶ一-龠]/), "a blank within a sentence: \(kind.name)")
      #expect(!en.isEmpty && en.hasSuffix(".") && en.prefix(1).allSatisfy { !$0.isLowercase }, "\(kind.name)")
    }
  }

  /// The literals `ja: "…"` and `en: "…"` of the sources, in their order; of one that is put together, its first part.
  private static func literals() throws -> [(file: String, ja: Substring, en: Substring)] {
    let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../Sources")
    var found: [(String, Substring, Substring)] = []
    for file in try FileManager.default.subpathsOfDirectory(atPath: sources.path).sorted()
    where file.hasSuffix(".swift") {
      let text = try String(contentsOf: sources.appendingPathComponent(file), encoding: .utf8)
      for match in text.matches(of: /\bja:\s*"(?!"")((?:[^"\\\n]|\\.)*)"[^;{}]*?\ben:\s*"(?!"")((?:[^"\\\n]|\\.)*)"/) {
        found.append((file, match.1, match.2))
      }
    }
    return found
  }

  @Test func `every message has both, and the Japanese one is Japanese`() throws {
    let messages = try Self.literals()
    #expect(messages.count > 500)
    for (file, ja, en) in messages {
      #expect(ja.isEmpty == en.isEmpty || ja.contains("紙の上でも"), "\(file): \(ja)")
      // What is typed is the same in both; what begins with a value has its words behind it.
      let isTyped = ja == en && (!en.contains(" ") || ["tebiki ", "unset ", "HTTP "].contains { en.hasPrefix($0) })
      #expect(Self.isJapanese(ja) || ja.contains("\\(") || ["「git」", "id"].contains(ja) || isTyped, "\(file): \(ja)")
      // English may quote Japanese words, and is more than they.
      #expect(en.isEmpty || en.contains(/[A-Za-z]{2}/), "\(file): \(en)")
      let isCut = en.hasSuffix("?? ")  // at a quote within a value
      #expect(ja != en || isTyped || isCut, "\(file): \(en)")
      #expect(!ja.contains(/されませんでした|ことができません/), "\(file): \(ja)")
    }
  }

  @Test func `what cannot be done is said as a sentence to which the path and the reason are added`() throws {
    let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../Sources")
    var count = 0
    for file in try FileManager.default.subpathsOfDirectory(atPath: sources.path) where file.hasSuffix(".swift") {
      let text = try String(contentsOf: sources.appendingPathComponent(file), encoding: .utf8)
      for match in text.matches(
        of: /(?:failed\([^()]*(?:"[^"]*\\[^"]*")?[^()]*?, "|doing: Message\(ja: ")([^"\\]+)", (?:en: )?"/)
      {
        #expect(match.1.hasSuffix("ません"), "\(file): \(match.1)")
        count += 1
      }
    }
    #expect(count >= 20, "\(count) places")
  }

  @Test func `what the system refuses is said in both languages`() throws {
    let japanese = try CommandTests.run(["render", "none.md"], in: "/", environment: ["LANG": "ja_JP.UTF-8"])
    #expect(japanese.errors == "tebiki: ファイルを読めません: none.md（見つかりません）\n")
    let english = try CommandTests.run(["render", "none.md"], in: "/")
    #expect(english.errors == "tebiki: cannot read none.md: No such file or directory\n")
  }

  @Test(arguments: [
    ("ja_JP.UTF-8", true), ("ja_JP.utf8", true), ("ja", true), ("ja_JP", true), ("ja_JP.eucJP", false), ("C", false),
    ("", false), ("fr_FR.UTF-8", false),
  ])
  func `messages are Japanese where the terminal can show them`(locale: String, isJapanese: Bool) throws {
    let result = try CommandTests.run(["bild"], in: "/", environment: ["LANG": locale])
    #expect(Self.isJapanese(result.errors) == isJapanese, "\(result.errors)")
  }

  /// What a shell does with the program's output, the status that it ends with, and what it says.
  @Test(arguments: [
    ("list pages >&-", 0, ""), ("build --no-cache >&- 2>&-", 0, ""), ("bild 2>&-", 2, ""), ("render <&-", 0, ""),
    ("list pages | head -c 1 >/dev/null", 0, ""),
    ("list pages >/dev/full", 3, "tebiki: cannot write the result: No space left on device\n"),
  ])
  func `a closed or full output is no crash`(line: String, status: Int32, errors: String) throws {
    let project = try CommandTests.Project()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", "'\(CommandTests.program)' \(line)"]
    process.currentDirectoryURL = URL(fileURLWithPath: project.path)
    process.environment = ["LANG": "en_US.UTF-8", "PATH": "/usr/bin:/bin"]
      .merging(ProcessInfo.processInfo.environment.filter { $0.key.hasSuffix("SAN_OPTIONS") }) { $1 }
    let (output, said) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = said
    try process.run()
    let text = String(decoding: said.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == status && text == errors, "\(text)")
    #expect(output.fileHandleForReading.readDataToEndOfFile().isEmpty)
    #expect(!line.hasPrefix("build") || project.text("output/site/index.html")?.hasPrefix("<!doctype html>") == true)
  }
}
