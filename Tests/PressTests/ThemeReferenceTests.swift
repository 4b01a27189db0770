import Foundation
import Testing

@testable import Press

@Suite struct ThemeReferenceTests {
  /// Beside this checkout's docs/theme.md. `TEBIKI_RECORD=1` writes the reference there, and fails the run.
  @Test func `the reference of themes is what the templates' shapes say`() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let file = root.appendingPathComponent("docs/theme.md")
    let text = try String(contentsOf: file, encoding: .utf8)
    let marks = ["<!-- ここから PageShape.swift から作る -->\n", "<!-- ここまで -->"]
    let start = try #require(text.range(of: marks[0]))
    let end = try #require(text.range(of: marks[1]))
    let recorded = text[start.upperBound..<end.lowerBound]
    let expected = "\n\(ThemeReference.markdown)\n"
    if ProcessInfo.processInfo.environment["TEBIKI_RECORD"] != nil {
      try text.replacingCharacters(in: start.upperBound..<end.lowerBound, with: expected)
        .write(to: file, atomically: true, encoding: .utf8)
      Issue.record("docs/theme.md is written anew")
    }
    #expect(recorded == expected, "run again with TEBIKI_RECORD=1")
  }

  @Test func `every value of a template says what it is`() {
    #expect(!ThemeReference.markdown.contains("|  |"))
  }
}
