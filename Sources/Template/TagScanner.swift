import Source

/// One `{{…}}` of a template.
struct Tag {
  enum Sigil { case variable, raw, section, inverted, close, partial, comment }

  var sigil: Sigil
  var name: String
  /// Where the name stands.
  var range: SourceRange
  /// The blanks before a partial that stands alone on its line.
  var indent: [UInt8] = []
}

/// Cuts a template into texts and tags; a tag that prints nothing and stands alone on its line takes the line along.
struct TagScanner {
  enum Piece {
    case text([UInt8])
    case tag(Tag)
  }

  private let bytes: [UInt8]
  private let file: FileID
  private let indent: [UInt8]
  private var position = 0
  private var pending: Piece?
  private var isAtLineStart = true

  init(source: SourceFile, file: FileID, indent: [UInt8]) {
    bytes = source.bytes
    self.file = file
    self.indent = indent
  }

  /// Returns the next piece; nil at the end, or behind a tag that is not closed.
  mutating func next(_ report: inout Report) -> Piece? {
    if let piece = pending {
      pending = nil
      return piece
    }
    guard position < bytes.count else { return nil }
    guard let open = firstBraces(from: position) else {
      defer { position = bytes.count }
      return .text(indented(bytes[position...]))
    }
    let isTriple = open + 2 < bytes.count && bytes[open + 2] == UInt8(ascii: "{")
    let ending: [UInt8] = Array((isTriple ? "}}}" : "}}").utf8)
    let inside = open + (isTriple ? 3 : 2)
    guard let close = bytes[inside...].firstRange(of: ending)?.lowerBound else {
      report.add(
        TemplateRules.syntax, at: SourceRange(file: file, start: open, end: open + 2),
        Message(ja: "タグが閉じられていません", en: "the tag is not closed"),
        help: Message(ja: "}} を書いてください", en: "write }}"))
      return nil
    }
    var tag = read(inside..<close, isTriple: isTriple, &report)
    var before = bytes[position..<open]
    position = close + ending.count
    if tag.sigil != .variable, tag.sigil != .raw, let line = lineAlone(from: before, tagStart: open) {
      if tag.sigil == .partial { tag.indent = indent + Array(bytes[line.start..<open]) }
      before = before[..<line.start]
      position = line.next
      let text = indented(before)
      isAtLineStart = true
      pending = .tag(tag)
      return .text(text)
    }
    let text = indented(before, followedByTag: true)
    pending = .tag(tag)
    return .text(text)
  }

  private func firstBraces(from start: Int) -> Int? {
    var index = start
    while index + 1 < bytes.count {
      if bytes[index] == UInt8(ascii: "{"), bytes[index + 1] == UInt8(ascii: "{") { return index }
      index += 1
    }
    return nil
  }

  private func read(_ inside: Range<Int>, isTriple: Bool, _ report: inout Report) -> Tag {
    var content = bytes[inside]
    var sigil: Tag.Sigil = isTriple ? .raw : .variable
    if !isTriple, let first = content.first {
      let sigils: [UInt8: Tag.Sigil] = [
        UInt8(ascii: "#"): .section, UInt8(ascii: "^"): .inverted, UInt8(ascii: "/"): .close,
        UInt8(ascii: ">"): .partial, UInt8(ascii: "!"): .comment, UInt8(ascii: "&"): .raw,
      ]
      if let found = sigils[first] {
        sigil = found
        content = content.dropFirst()
      } else if [UInt8(ascii: "="), UInt8(ascii: "<"), UInt8(ascii: "$")].contains(first) {
        report.add(
          TemplateRules.syntax, at: SourceRange(file: file, start: inside.lowerBound, end: inside.upperBound),
          Message(ja: "このタグは使えません（区切りの変更と継承）", en: "delimiters and inheritance are not taken"))
        sigil = .comment
      }
    }
    let name = content.drop(while: Self.isSpace)
    let trimmed = name[..<((name.lastIndex { !Self.isSpace($0) } ?? (name.startIndex - 1)) + 1)]
    return Tag(
      sigil: sigil, name: String(decoding: trimmed, as: UTF8.self),
      range: SourceRange(file: file, start: trimmed.startIndex, end: trimmed.endIndex))
  }

  /// Returns where the line of a tag begins and where the next one does, when nothing but blanks stands beside it.
  private func lineAlone(from before: ArraySlice<UInt8>, tagStart: Int) -> (start: Int, next: Int)? {
    var start = tagStart
    while start > before.startIndex, bytes[start - 1] == 0x20 || bytes[start - 1] == 0x09 { start -= 1 }
    guard start == 0 || bytes[start - 1] == 0x0A else { return nil }
    var end = position
    while end < bytes.count, bytes[end] == 0x20 || bytes[end] == 0x09 || bytes[end] == 0x0D { end += 1 }
    guard end == bytes.count || bytes[end] == 0x0A else { return nil }
    return (start, min(end + 1, bytes.count))
  }

  /// Puts the partial's indentation before each line.
  private mutating func indented(_ text: ArraySlice<UInt8>, followedByTag: Bool = false) -> [UInt8] {
    guard !indent.isEmpty else { return Array(text) }
    var result: [UInt8] = []
    for byte in text {
      if isAtLineStart { result += indent }
      result.append(byte)
      isAtLineStart = byte == 0x0A
    }
    if followedByTag, isAtLineStart {
      result += indent
      isAtLineStart = false
    }
    return result
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}

extension ArraySlice<UInt8> {
  fileprivate func firstRange(of needle: [UInt8]) -> Range<Int>? {
    var index = startIndex
    while index + needle.count <= endIndex {
      if self[index...].starts(with: needle) { return index..<index + needle.count }
      index += 1
    }
    return nil
  }
}
