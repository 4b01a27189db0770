import Platform
import Testing

@testable import Source

@Suite struct ConsoleStyleTests {
  private let kind = Diagnostic.Kind("T999", "test", .error, Message(ja: "", en: ""))

  private func describe(_ text: String, _ marked: String, bytes: Int? = nil, width: Int = 100) -> [String] {
    let file = SourceFile(path: "content/a.md", text: text)
    let needle = Array(marked.utf8)
    let start = file.bytes.indices.first { file.bytes[$0...].starts(with: needle) } ?? 0
    let range = SourceRange(file: FileID(0), start: start, end: start + (bytes ?? needle.count))
    var report = Report()
    report.add(kind, at: range, Message(ja: "だめ", en: "wrong"), help: Message(ja: "直す", en: "mend it"))
    let style = ConsoleStyle(language: .en, width: width)
    return style.describe(report, in: SourceFiles(files: [file])).split(separator: "\n").map(String.init)
  }

  @Test func `the caret stands under Japanese text`() {
    let lines = describe("一行目\n詳しくは [事例](risc.md) を\n", "risc.md")
    #expect(lines[0] == "content/a.md:2:11: error[T999 test]: wrong")
    #expect(lines[1] == "2 | 詳しくは [事例](risc.md) を")
    #expect(lines[2] == "  |                 ^^^^^^^ mend it")
  }

  @Test func `a wide character takes two carets, an emoji too, a combining mark none`() {
    #expect(describe("あ漢字い", "漢字")[2] == "  |   ^^^^ mend it")
    #expect(describe("🙂漢", "漢")[2] == "  |   ^^ mend it")
    #expect(describe("e\u{301}x", "x")[2] == "  |  ^ mend it")
  }

  @Test func `a place that ends within a character ends behind it`() {
    let lines = describe("# 質問", "#", bytes: 3)
    #expect(lines[1] == "1 | # 質問" && lines[2] == "  | ^^^^ mend it")
  }

  @Test func `tabs, CRLF and a byte-order mark do not move it`() {
    #expect(describe("\tx", "x")[2] == "  |  ^ mend it")
    #expect(describe("ab\r\ncd\r\n", "cd")[0].hasPrefix("content/a.md:2:1:"))
    #expect(describe("\u{FEFF}ab", "b")[0].hasPrefix("content/a.md:1:2:"))
    #expect(describe("\u{FEFF}ab", "b")[2] == "  |  ^ mend it")
  }

  @Test func `a long line is shown around the caret`() {
    let lines = describe(
      String(repeating: "あ", count: 200) + "ここ" + String(repeating: "い", count: 200), "ここ", width: 60)
    #expect(lines[1].contains("ここ"))
    #expect(lines[1].unicodeScalars.reduce(0) { $0 + $1.displayWidth } <= 60)
    let caret = lines[2].prefix { $0 != "^" }.count
    let before = lines[1][..<(lines[1].range(of: "ここ")?.lowerBound ?? lines[1].startIndex)]
    #expect(before.unicodeScalars.reduce(0) { $0 + $1.displayWidth } == caret)
  }

  @Test func `control characters never reach the terminal`() {
    #expect(!describe("a\u{1B}[31mb", "b")[1].contains("\u{1B}"))
  }

  @Test func `diagnostics come in the order of files and places, each once`() {
    var report = Report()
    let message = Message(ja: "", en: "m")
    for (file, start) in [(1, 5), (0, 9), (0, 2), (0, 2)] {
      report.add(kind, at: SourceRange(file: FileID(file), start: start, end: start + 1), message)
    }
    #expect(report.inFileOrder.map { Int($0.range?.start ?? 0) } == [2, 9, 5])
  }
}

extension String {
  fileprivate func range(of needle: String) -> Range<Index>? {
    indices.first { self[$0...].hasPrefix(needle) }.map { $0..<index($0, offsetBy: needle.count) }
  }
}
