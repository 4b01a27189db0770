import Markup
import Platform
package import Source

/// No `**` is left over in the text that the reader gets.
///
/// ```
/// ** 重要 **です      the stars are printed: a blank stands inside them
/// ```
package struct LiteralEmphasis: Rule {
  package static let kinds = [kind]

  package static func check(_ page: Page, of guide: Guide, reporting report: inout Report) {
    guard page.document.pool[...].place(of: 0x2A, from: 0) != nil else { return }
    for node in page.document.nodes {
      guard case .text = node.kind, case let text = page.document.bytes(node.text),
        let start = text.indices.dropLast().first(where: { text[$0] == 0x2A && text[$0 + 1] == 0x2A })
      else { continue }
      let source = guide.sources[node.range.file]
      let place = TextPlaces(of: node, in: page.document, source: source).range(of: start..<start + 2)
      guard source.bytes[Int(place.start)] == 0x2A else { continue }  // written \*\*: meant as it stands
      report.add(
        kind, at: place,
        Message(ja: "「**」がそのまま表示されます", en: "these stars are printed as they stand"),
        help: Message(
          ja: "内側の空白を消すか、閉じる「**」を書いてください。文字として書くなら \\*\\* です",
          en: "remove the blank inside, or write the closing stars; as mere characters they are \\*\\*"))
    }
  }
}

private let kind = Diagnostic.Kind(
  "T313", "literal-emphasis", .warning,
  Message(
    ja: """
      強調のつもりの「**」が、強調にならずに表示されます。多いのは、「** 重要 **」のように内側に空白がある場合と、閉じる「**」がない場合です。
      """,
    en: """
      Stars that were meant as emphasis are printed. Most often a blank stands inside them ('** x **'), or the closing \
      ones are missing.
      """))
