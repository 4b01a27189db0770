import Foundation
import Markup
import Source
import Testing

@testable import Press

/// The published examples; they run where `TEBIKI_SPEC` names the folder that holds the specifications.
@Suite(
  .enabled(
    if: ProcessInfo.processInfo.environment["TEBIKI_SPEC"] != nil,
    "TEBIKI_SPEC does not name the folder with the specifications"))
struct SpecTests {
  struct Example {
    var number: Int
    var section: String
    var markdown: String
    var html: String
  }

  /// Reads the examples of a specification: thirty-two backquotes, `example`, Markdown, a dot, HTML.
  static func examples(of file: String) throws -> [Example] {
    let folder = ProcessInfo.processInfo.environment["TEBIKI_SPEC"] ?? ""
    let text = try String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8)
    let fence = String(repeating: "`", count: 32)
    var examples: [Example] = []
    var section = ""
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
    while let line = lines.popFirst() {
      if line.hasPrefix("## ") { section = String(line.dropFirst(3)) }
      guard line.hasPrefix(fence + " example") else { continue }  // GFM names the extension behind it
      var parts = ["", ""]
      var part = 0
      while let line = lines.popFirst(), line != fence {
        if line == ".", part == 0 { part = 1 } else { parts[part] += line + "\n" }
      }
      examples.append(
        Example(
          number: examples.count + 1, section: section, markdown: parts[0].replacing("→", with: "\t"),
          html: parts[1].replacing("→", with: "\t")))
    }
    return examples
  }

  private func render(_ markdown: String, _ dialect: Dialect) -> String {
    var report = Report()
    let html = HTMLFragment.render(SourceFile(path: "a.md", text: markdown), as: dialect, reporting: &report)
    return String(decoding: html, as: UTF8.self)
  }

  @Test func `CommonMark 0.30, every example`() throws {
    let examples = try Self.examples(of: "commonmark-0.30.txt")
    #expect(examples.count == 652)
    let wrong = examples.filter { render($0.markdown, .commonMark) != $0.html }
    #expect(wrong.isEmpty, "\(wrong.map(\.number))")
  }

  @Test(arguments: [
    ("Tables (extension)", 8), ("Task list items (extension)", 2), ("Strikethrough (extension)", 2),
    ("Autolinks (extension)", 11),
  ])
  func `GFM's extensions, every example`(section: String, count: Int) throws {
    let examples = try Self.examples(of: "gfm-0.29.txt").filter { $0.section == section }
    #expect(examples.count == count)
    for example in examples {
      #expect(comparable(render(example.markdown, .tebiki)) == comparable(example.html), "\(example.number)")
    }
  }

  /// GFM 0.29 has no example of it, and later ones have: here it is a mere character, 3~5万円.
  @Test func `one tilde strikes nothing out`() {
    #expect(render("~~Hi~~ Hello, ~there~ world!\n", .tebiki) == "<p><del>Hi</del> Hello, ~there~ world!</p>\n")
  }

  /// What GFM and we write differently and mean alike: alignment, the table's frame, attributes of boxes.
  private func comparable(_ html: String) -> String {
    html.replacing("<div class=\"table\" tabindex=\"0\">", with: "").replacing("</table></div>", with: "</table>")
      .replacing(" class=\"center\"", with: " align=\"center\"").replacing(" class=\"right\"", with: " align=\"right\"")
      .replacing(" class=\"task\"", with: "").replacing(" checked=\"\" disabled=\"\" type=\"checkbox\">", with: "[x]")
      .replacing(" disabled=\"\" type=\"checkbox\">", with: "[ ]")
      .replacing(" type=\"checkbox\" checked=\"\" disabled=\"\" />", with: "[x]")
      .replacing(" type=\"checkbox\" disabled=\"\" />", with: "[ ]")
  }
}
