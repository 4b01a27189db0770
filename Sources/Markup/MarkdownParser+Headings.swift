import Platform
import Source

extension MarkdownParser {
  /// Takes `{#id}` off the end of the heading that is about to be closed.
  mutating func takeHeadingID() {
    guard dialect == .tebiki, let heading = builder.innermost, case .heading = heading.kind else { return }
    let last = builder.document.nodes.count - 1
    let node = builder.document.nodes[last]
    guard node.kind == .text else { return }
    let text = builder.document.bytes(node.text)
    guard text.last == UInt8(ascii: "}"), let open = text.lastIndex(of: UInt8(ascii: "{")), open + 3 < text.endIndex,
      text[open + 1] == UInt8(ascii: "#")
    else { return }
    let id = open + 2..<text.endIndex - 1
    let places = TextPlaces(literal: node.text, range: node.range, pool: builder.document.pool, source: source.bytes)
    let place = places.range(of: open..<text.endIndex)
    guard text[id].allSatisfy({ $0.isASCIILetterOrDigit || "-_.:".utf8.contains($0) || $0 >= 0x80 }) else {
      return report.add(
        MarkupRules.badHeadingID, at: place,
        Message(ja: "見出しの id に使えない文字があります", en: "a heading's id has a character that ids cannot have"),
        help: Message(ja: "文字と数字、- _ . : だけで書いてください", en: "write letters, digits and - _ . : alone"))
    }
    builder.setHeadingID(Int(heading.detail), to: Span(id), givenAt: place)
    let kept = text[..<open].trimmingBlanks.endIndex
    builder.updateNode(last) { $0.text.end = UInt32(max(kept, Int($0.text.start))) }
  }

  /// Gives every heading an id of its own: the one it was given, else its text, numbered from 1 where it comes again, as
  /// GitHub does.
  mutating func nameHeadings() {
    for (heading, id) in headingIDs() { builder.setHeadingID(heading, to: builder.span(id)) }
  }

  /// Returns the ids of the headings that were given none.
  private mutating func headingIDs() -> [(heading: Int, id: [UInt8])] {
    guard !builder.document.headings.isEmpty else { return [] }
    let document = builder.document
    var taken = HeadingIDs()
    for heading in document.headings where !heading.id.isEmpty {
      let bytes = Array(document.bytes(heading.id))
      if !taken.insert(bytes) {
        let id = String(decoding: bytes, as: UTF8.self)
        report.add(
          MarkupRules.duplicateHeadingID, at: document.nodes[Int(heading.node)].range,
          Message(ja: "見出しの id '\(id)' は、このページですでに使われています", en: "the heading id '\(id)' is used twice on this page"),
          help: Message(ja: "別の id にしてください", en: "give one of them another id"))
      }
    }
    var numbers: [[UInt8]: Int] = [:]
    var ids: [(heading: Int, id: [UInt8])] = []
    var text: [UInt8] = []
    for (index, heading) in document.headings.enumerated() where heading.id.isEmpty {
      text.removeAll(keepingCapacity: true)
      document.appendPlainText(of: Int(heading.node), to: &text)
      let base = Self.slug(of: text)
      var id = base
      while !taken.insert(id) {
        numbers[base, default: 0] += 1
        id = base + "-\(numbers[base] ?? 1)".utf8
      }
      ids.append((index, id))
    }
    return ids
  }

  /// Makes an id of a heading's text: letters and digits of any script, `-` for blanks, the rest left out.
  static func slug(of text: [UInt8]) -> [UInt8] {
    var id: [UInt8] = []
    id.reserveCapacity(text.count)
    var index = 0
    while index < text.count {
      let byte = text[index]
      if byte < 0x80 {
        if byte.isASCIILetterOrDigit || byte == 0x5F || byte == 0x2D {
          id.append((0x41...0x5A).contains(byte) ? byte + 0x20 : byte)
        } else if byte.isBlank, !id.isEmpty {
          id.append(0x2D)
        }
        index += 1
        continue
      }
      var end = index + 1
      while end < text.count, text[end].isContinuation { end += 1 }
      let scalar = text.scalar(at: index)
      if scalar.isMarkdownSpace {
        if !id.isEmpty { id.append(0x2D) }
      } else if isLetter(scalar) {
        for byte in index..<end { id.append(text[byte]) }
      }
      index = end
    }
    while id.last == 0x2D { id.removeLast() }
    return id.isEmpty ? Array("section".utf8) : id
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x3041...0x3096, 0x30A1...0x30FA, 0x30FC...0x30FE, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0x3005: return true
    case 0x3001...0x3003, 0x3008...0x3020, 0x30FB, 0xFF01...0xFF0F: return false
    default: break
    }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
      .spacingMark, .decimalNumber, .letterNumber, .otherNumber:
      return true
    default: return false
    }
  }
}

/// The ids that are taken: compared one by one while they are few, as on most pages.
private struct HeadingIDs {
  private var few: [[UInt8]] = []
  private var many: Set<[UInt8]> = []

  /// Takes an id; false where it is taken already.
  mutating func insert(_ id: [UInt8]) -> Bool {
    guard few.count < 16 else {
      if many.isEmpty { many = Set(few) }
      return many.insert(id).inserted
    }
    if few.contains(id) { return false }
    few.append(id)
    return true
  }
}

extension Document {
  /// Returns the text of a node and its descendants, as it is read aloud: no markup, joined lines joined.
  package func plainText(of index: Int) -> [UInt8] {
    var text: [UInt8] = []
    appendPlainText(of: index, to: &text)
    return text
  }

  /// Appends the text of a node and its descendants.
  package func appendPlainText(of index: Int, to text: inout [UInt8]) {
    for node in nodes[index..<Int(nodes[index].end)] {
      switch node.kind {
      case .text, .fixed, .code, .value, .ruby: text.append(contentsOf: bytes(node.text))
      case .softBreak(let joins): if !joins { text.append(0x20) }
      case .lineBreak: text.append(0x20)
      case .paragraph, .heading, .quote, .list, .item, .codeBlock, .htmlBlock, .thematicBreak, .table, .row, .cell,
        .directive, .footnotes, .footnote, .html, .emphasis, .strong, .strikethrough, .link, .image,
        .footnoteReference, .group, .blank, .qr, .figure:
        break
      }
    }
  }
}
