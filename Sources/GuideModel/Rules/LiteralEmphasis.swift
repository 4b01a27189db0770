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
        text.place(of: 0x2A, from: text.startIndex) != nil
      else { continue }
      let source = guide.sources[node.range.file]
      let places = TextPlaces(of: node, in: page.document, source: source)
      guard let place = Self.stars(in: text, places, source.bytes) else { continue }
      report.add(
        kind, at: place,
        Message(ja: "「**」がそのまま表示されます", en: "these stars are printed as they stand"),
        help: Message(
          ja: "内側の空白を消すか、閉じる「**」を書いてください。文字として書くなら \\*\\* です",
          en: "remove the blank inside, or write the closing stars; as mere characters they are \\*\\*"))
    }
  }
}

extension LiteralEmphasis {
  /// Returns the place of the first stars that were meant as emphasis.
  private static func stars(in text: ArraySlice<UInt8>, _ places: TextPlaces, _ source: [UInt8]) -> SourceRange? {
    var index = text.startIndex
    while let start = text.place(of: 0x2A, from: index) {
      let end = text[start...].firstIndex { $0 != 0x2A } ?? text.endIndex
      index = end
      guard end - start > 1 else { continue }
      let place = places.range(of: start..<end)
      // Written \*\*, or named: (**), 「**」, +、**、%.
      guard source[Int(place.start)] == 0x2A, !isNamed(place.bytes, in: source) else { continue }
      return places.range(of: start..<start + 2)
    }
    return nil
  }

  /// Whether stars stand alone: between brackets, quotes or commas, or as an operator between two operands (`2 ** 3`).
  private static func isNamed(_ stars: Range<Int>, in source: [UInt8]) -> Bool {
    let line = (before: source[..<stars.lowerBound].suffix(64), after: source[stars.upperBound...].prefix(64))
    let before = String(decoding: line.before, as: UTF8.self)
    let after = String(decoding: line.after, as: UTF8.self)
    func isBlank(_ character: Character) -> Bool { character == " " || character == "　" }
    let left = before.reversed().drop(while: isBlank).first
    let right = after.drop(while: isBlank).first
    guard let left, let right else { return false }
    let openings = Set("(（[［「『【〔《〈\"'“‘、，,・/／|｜")
    let closings = Set(")）]］」』】〕》〉\"'”’、，,・/／|｜")
    if openings.contains(left), closings.contains(right) { return true }
    guard before.last == " ", after.first == " " else { return false }
    func isOperand(_ character: Character) -> Bool { character.isASCII && (character.isLetter || character.isNumber) }
    return (isOperand(left) || left == ")") && (isOperand(right) || right == "(" || right == "-")
      && !after.contains("**") && !before.contains("**")
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
