import Platform
import Source
import Testing

@testable import Markup

@Suite struct YAMLTests {
  private func parse(_ text: String) -> (node: YAMLNode?, report: Report, source: SourceFile) {
    let source = SourceFile(path: "a.yaml", text: text)
    var report = Report()
    let node = YAMLNode(parsing: 0..<source.bytes.count, of: source, file: FileID(0), reporting: &report)
    return (node, report, source)
  }

  @Test func `values know their bytes under Japanese`() throws {
    let (node, _, source) = parse("題: 手引き\nlist: [あ, \"い う\"]\n")
    guard case .mapping(let entries) = try #require(node).content else { throw Unexpected() }
    #expect(String(decoding: source.bytes[entries[0].value.range.bytes], as: UTF8.self) == "手引き")
    guard case .sequence(let items) = entries[1].value.content else { throw Unexpected() }
    #expect(String(decoding: source.bytes[items[1].range.bytes], as: UTF8.self) == "\"い う\"")
  }

  private struct Unexpected: Error {}

  @Test(arguments: [
    ("a: [b", 1), ("a: b: c", 1), ("a: 1\na: 2", 2), ("x: &a 1\ny: *a", 1), ("x: !!str 1", 1), ("'a", 1),
    ("a:\n\tb: 1", 2), ("color: #c2185b", 1), ("a:\n  accent:  #fff \n  b: 1", 2),
    (String(repeating: "[", count: 100), 1), ("? [a]\n: b", 1),
  ])
  func `what is broken is invalid-yaml, on its line`(text: String, line: Int) throws {
    let (node, report, source) = parse(text)
    #expect(node == nil)
    let diagnostic = try #require(report.diagnostics.first)
    #expect(diagnostic.kind.name == "invalid-yaml")
    var positions = Positions(in: SourceFiles(files: [source]))
    let found = positions.place(of: try #require(diagnostic.range)).start.line
    #expect(found == line || found == line + 1)
  }

  /// What a Japanese keyboard writes, where it is told, and how many mistakes that makes.
  @Test(arguments: [
    ("title：x", 1, 6, 1), ("title：x\ndescription：y\nlanguage: ja", 1, 6, 2), ("title:\"x\"\nlanguage: ja", 1, 6, 1),
    ("title:　x\nlanguage: ja", 1, 7, 1), ("a:\n\t- b", 2, 1, 1), ("a:\n－　b", 2, 1, 1), ("a:\n-　b", 2, 2, 1),
    ("a: b\nc: ”x: y”", 2, 4, 1), ("a: |\n  注意：これ\n  b:c\nd：e\nf: g", 4, 2, 1), ("a: 1\nb c\nd: 2", 2, 1, 1),
    ("a: [b, c\nd: 1", 1, 4, 1),
  ])
  func `a sign that only looks like YAML's is told where it stands`(text: String, line: Int, column: Int, count: Int)
    throws
  {
    let (node, report, source) = parse(text)
    #expect(node == nil && report.diagnostics.count == count)
    let diagnostic = try #require(report.diagnostics.first)
    var positions = Positions(in: SourceFiles(files: [source]))
    let place = positions.place(of: try #require(diagnostic.range)).start
    #expect(diagnostic.kind.name == "invalid-yaml" && (place.line, place.column) == (line, column), "\(place)")
    for diagnostic in report.diagnostics {
      #expect(!diagnostic.message.ja.contains { $0.isASCII && $0.isLetter && !"YAML".contains($0) })
    }
  }

  @Test(arguments: [
    ("a: ”x”", 1), ("a: “x”", 1), ("a: [甲、乙]", 1), ("a: [甲，乙]", 1), ("a: \"”x”\"", 0), ("a: [\"甲、乙\"]", 0),
    ("a: [甲、乙, 丙]", 0),
    ("a:\n  - 甲、乙", 0), ("a: 「x」", 0), ("a: ［甲、乙］", 1), ("a: x”", 0),
  ])
  func `what is read as a text, and was hardly meant so, is a warning`(text: String, count: Int) {
    let (node, report, _) = parse(text)
    #expect(node != nil && report.diagnostics.map(\.kind.name) == Array(repeating: "wide-sign", count: count))
  }

  @Test(arguments: [
    ("title: [重要] お知らせ", "title: \"[重要] お知らせ\""), ("title: [甲] [乙]", "title: \"[甲] [乙]\""),
    ("title: *強調*", "title: \"*強調*\""), ("title: **注意** 文", "title: \"**注意** 文\""), ("title: &x", "title: \"&x\""),
    ("title: !重要", "title: \"!重要\""), ("title: !x", "title: \"!x\""), ("title: @x", "title: \"@x\""),
    ("title: %x", "title: \"%x\""), ("title: `x`", "title: \"`x`\""), ("title: - x", "title: \"- x\""),
    ("title: ? x", "title: \"? x\""), ("title: 題: 副題", "title: \"題: 副題\""), ("title: {甲} 乙", "title: \"{甲} 乙\""),
    ("title: \"重要\" お知らせ", "title: '\"重要\" お知らせ'"), ("tags:\n  - [甲] 乙", "- \"[甲] 乙\""),
    ("title: [重要] お知らせ\r\norder: 1", "title: \"[重要] お知らせ\""),
    ("tags: [甲 #1, 乙]", "\"甲 #1\""), ("tags: [甲, 乙 #1 改 ]", "\"乙 #1 改\""), ("- {label: 対策 #4, value: 3}", "\"対策 #4\""),
    ("tags: [[甲] 乙, 丙]", "put each item that has a bracket or ': ' in it in quotes"),
  ])
  func `a value that begins with a sign of YAML is told in quotes`(text: String, line: String) {
    let (node, report, _) = parse(text)
    #expect(node == nil && report.diagnostics.count == 1)
    #expect(report.diagnostics.first?.help?.en.hasSuffix(line) == true, "\(report.diagnostics)")
  }

  @Test(arguments: [
    "a: # a note", "a: # c2185b", "a: #c2185b is red", "a: #1\n- b", "a: \"#fff\"", "a: x #fff", "a: #fff\n  b: 1",
  ])
  func `a comment is no colour`(text: String) {
    #expect(!parse(text).report.diagnostics.contains { $0.message.en.contains("begins a comment") })
  }

  @Test func `front matter is split off, whatever the line ends`() {
    for text in ["---\ntitle: a\n---\n本文", "---\r\ntitle: a\r\n---\r\n本文", "\u{FEFF}---\ntitle: a\n---\n本文"] {
      let source = SourceFile(path: "a.md", text: text)
      var report = Report()
      let (yaml, body) = source.splitFrontMatter(FileID(0), reporting: &report)
      #expect(yaml.map { String(decoding: source.bytes[$0], as: UTF8.self).hasPrefix("title: a") } == true)
      #expect(String(decoding: source.bytes[body], as: UTF8.self) == "本文")
    }
  }

  @Test func `bytes that are not UTF-8 are reported where they stand`() throws {
    let source = SourceFile(path: "a.md", bytes: Array("あ".utf8) + [0x82, 0xA0])
    var report = Report()
    #expect(!source.checkEncoding(FileID(0), reporting: &report))
    #expect(report.diagnostics.first?.range?.start == 3)
  }
}
