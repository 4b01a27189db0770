import Markup
import Platform
package import Source

/// Nothing was meant as a mark that is printed as mere characters.
///
/// ```
/// #　見出し        the blank behind the mark is a full-width one
/// [題]（a.md）     the brackets are full-width ones
/// ```
/// Only what is almost surely meant is told: 「-5度」 and 「#1」 are ordinary text.
package struct UnreadMarks: Rule {
  package static let kinds = [kind]

  package static func check(_ page: Page, of guide: Guide, reporting report: inout Report) {
    check(page.document, guide.sources, &report)
  }

  package static func check(_ guide: Guide, reporting report: inout Report) {
    for override in guide.overrides { check(override.document, guide.sources, &report) }
  }

  private static func check(_ document: Document, _ sources: SourceFiles, _ report: inout Report) {
    /// The paragraph before, where it is a single line that may be an item: `-項目`.
    var lone: LoneItem?
    for (index, node) in document.nodes.enumerated() where node.kind.holdsMarks {
      let source = sources[node.range.file]
      let isItem = index > 0 && document.nodes[index - 1].kind == .item
      guard mayHaveMarks(source.bytes, node.range.bytes) else { continue }
      let text = MarkedText(of: index, in: document, source.bytes)
      var marks: [UnreadMark] = []
      if node.kind == .paragraph {
        marks += LineMarks.find(in: text, isItem: isItem)
        if index > 0, document.nodes[index - 1].kind == .quote { marks += LineMarks.callout(in: text) }
        if let item = LineMarks.loneItem(in: text) {
          if let before = lone, before.end == index, before.item.sign == item.sign {
            if !before.isTold { marks.append(before.item.mark) }
            lone = LoneItem(item: item, end: Int(node.end), isTold: true)
          } else {
            lone = LoneItem(item: item, end: Int(node.end), isTold: false)
          }
        }
      }
      marks += InlineMarks.find(in: text)
      for mark in marks.sorted(by: { $0.bytes.lowerBound < $1.bytes.lowerBound }) {
        report.add(
          kind, at: SourceRange(file: node.range.file, start: mark.bytes.lowerBound, end: mark.bytes.upperBound),
          Message(
            ja: "「\(mark.shown(in: source.bytes))」がそのまま表示されます",
            en: "'\(mark.shown(in: source.bytes))' is printed as it stands"),
          help: mark.help)
      }
    }
  }

  private struct LoneItem {
    var item: LineMarks.Item
    var end: Int
    var isTold: Bool
  }

  /// Whether some bytes have a sign that a mark may begin with; nearly all text has none.
  private static func mayHaveMarks(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    for index in range.clamped(to: bytes.indices) {
      switch bytes[index] {
      case UInt8(ascii: "#"), UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "["),
        UInt8(ascii: "]"), UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "^"), UInt8(ascii: ":"),
        UInt8(ascii: "$"), UInt8(ascii: "{"), UInt8(ascii: "."), UInt8(ascii: ")"):
        return true
      case 0xEF where index + 2 < bytes.count:
        switch (bytes[index + 1], bytes[index + 2]) {
        case (0xBC, 0x83), (0xBC, 0x8A), (0xBC, 0xBB), (0xBC, 0xBD), (0xBD, 0x80), (0xBD, 0x9B), (0xBD, 0x9C):
          return true
        default: continue
        }
      default: continue
      }
    }
    return false
  }
}

/// A mark that is printed, and what to write in its place.
struct UnreadMark {
  var bytes: Range<Int>
  var help: Message

  /// The mark as a message shows it, cut short.
  func shown(in source: [UInt8]) -> String {
    let text = String(decoding: source[bytes.clamped(to: source.indices)], as: UTF8.self)
    return text.count > 24 ? text.prefix(23) + "…" : text
  }
}

/// What the reader of a block gets as mere characters, at their places in the source; everything else is left blank.
struct MarkedText {
  /// What stands for the prefix of a container and for the ends of lines, and what for code, HTML, pictures and marks.
  static let outside: UInt8 = 0
  static let other: UInt8 = 1

  /// The lines, each from its first character on.
  private(set) var lines: [[UInt8]] = []
  let source: [UInt8]

  init(of block: Int, in document: Document, _ source: [UInt8]) {
    self.source = source
    let node = document.nodes[block]
    let range = node.range.bytes.clamped(to: source.indices)
    var text = [UInt8](repeating: Self.outside, count: range.count)
    for inline in document.nodes[(block + 1)..<max(block + 1, Int(node.end))] where inline.range.file == node.range.file
    {
      let bytes = inline.range.bytes.clamped(to: range)
      switch inline.kind {
      case .text:
        for index in bytes { text[index - range.lowerBound] = source[index] }
      case .softBreak, .lineBreak: continue
      default:
        for index in bytes { text[index - range.lowerBound] = Self.other }
      }
    }
    var start = range.lowerBound
    while start < range.upperBound {
      let end = source[start..<range.upperBound].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? range.upperBound
      var first = start
      while first < end, text[first - range.lowerBound] == Self.outside || source[first] == 0x20 { first += 1 }
      lines.append(Array(text[(first - range.lowerBound)..<(end - range.lowerBound)]))
      places.append(first)
      start = end + (source[end..<range.upperBound].starts(with: [0x0D, 0x0A]) ? 2 : 1)
    }
  }

  /// Where each line begins in the source.
  private(set) var places: [Int] = []

  /// Returns the place in the source of some bytes of a line.
  func place(_ bytes: Range<Int>, ofLine line: Int) -> Range<Int> {
    bytes.lowerBound + places[line]..<bytes.upperBound + places[line]
  }

  /// Whether a backslash says that the byte at `index` of a line is meant as it stands.
  func isEscaped(_ index: Int, inLine line: Int) -> Bool {
    let place = places[line] + index
    return place > 0 && place <= source.count && source[place - 1] == UInt8(ascii: "\\")
      || place < source.count && source[place] == UInt8(ascii: "\\")
  }
}

extension Node.Kind {
  fileprivate var holdsMarks: Bool {
    switch self {
    case .paragraph, .heading, .cell: true
    default: false
    }
  }
}

private let kind = Diagnostic.Kind(
  "T323", "unread-mark", .hint,
  Message(
    ja: """
      印のつもりで書かれたと思われるものが、文字のまま表示されます。多いのは、印の後の空白が全角であるもの（#　見出し）、かっこや印が全角であるもの\
      （[題]（a.md））、ほかの道具だけの書き方（:smile:、H~2~O）です。文字として書くなら、前に「\\」を付けると知らせは出なくなります。
      """,
    en: """
      Something that looks like a mark is printed as mere characters: the blank behind it is a full-width one, its brackets are, \
      or only another tool knows it (:smile:, H~2~O). Where it is meant as it stands, put a '\\' before it.
      """))
