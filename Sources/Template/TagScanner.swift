import Platform
import Source

/// One `{{…}}` of a template.
struct Tag {
  enum Sigil { case variable, raw, section, inverted, close, partial, parent, block, comment, delimiters }

  var sigil: Sigil
  var name: String
  /// Where the name stands.
  var range: SourceRange
  /// The text since the tag before it.
  var text: Range<Int> = 0..<0
  /// The tag itself.
  var bytes: Range<Int> = 0..<0
  /// Where its line begins, when nothing but blanks stands before it.
  var lineStart: Int?
  /// Where the next line begins, when nothing but blanks stands behind it.
  var nextLine: Int?

  /// The blanks before it on its line, when nothing else is there.
  var lead: Range<Int> { (lineStart ?? bytes.lowerBound)..<bytes.lowerBound }
}

/// Finds the tags of a template, by the delimiters that it has set last.
struct TagScanner {
  private let bytes: [UInt8]
  private let file: FileID
  private(set) var position = 0
  /// Whether a tag is mistaken in a way that makes the rest unreadable; that is reported.
  private(set) var isBroken = false
  private var opening: [UInt8] = Array("{{".utf8)
  private var closing: [UInt8] = Array("}}".utf8)

  init(source: SourceFile, file: FileID) {
    bytes = source.bytes
    self.file = file
  }

  /// Goes on behind what has been read, at the next line say.
  mutating func skip(to position: Int) { self.position = position }

  /// Returns the next tag; nil at the end, or at one that is not closed.
  mutating func next(_ report: inout Report) -> Tag? {
    guard !isBroken, let open = bytes[position...].firstRange(of: opening)?.lowerBound else { return nil }
    var inside = open + opening.count
    let first = inside < bytes.count ? bytes[inside] : 0
    var ending = closing
    if first == UInt8(ascii: "{") { ending = [UInt8(ascii: "}")] + closing }
    if first == UInt8(ascii: "=") { ending = [UInt8(ascii: "=")] + closing }
    if ending != closing { inside += 1 }
    guard let close = bytes[inside...].firstRange(of: ending)?.lowerBound else {
      isBroken = true
      report.add(
        TemplateRules.syntax, at: SourceRange(file: file, start: open, end: open + opening.count),
        Message(ja: "タグが閉じられていません", en: "the tag is not closed"),
        help: Message(
          ja: "\(String(decoding: ending, as: UTF8.self)) を書いてください",
          en: "write \(String(decoding: ending, as: UTF8.self))"))
      return nil
    }
    var tag = read(inside..<close, behind: ending == closing ? nil : first)
    tag.text = position..<open
    tag.bytes = open..<close + ending.count
    position = tag.bytes.upperBound
    (tag.lineStart, tag.nextLine) = line(of: tag)
    if tag.sigil == .delimiters { setDelimiters(by: tag, &report) }
    return tag
  }

  private static let sigils: [UInt8: Tag.Sigil] = [
    UInt8(ascii: "#"): .section, UInt8(ascii: "^"): .inverted, UInt8(ascii: "/"): .close,
    UInt8(ascii: ">"): .partial, UInt8(ascii: "<"): .parent, UInt8(ascii: "$"): .block,
    UInt8(ascii: "!"): .comment, UInt8(ascii: "&"): .raw,
  ]

  /// Reads what stands in a tag, behind the `{` or `=` that has an ending of its own.
  private func read(_ inside: Range<Int>, behind mark: UInt8?) -> Tag {
    var content = bytes[inside]
    var sigil: Tag.Sigil = .variable
    if let mark {
      sigil = mark == UInt8(ascii: "{") ? .raw : .delimiters
    } else if let first = content.first, let found = Self.sigils[first] {
      sigil = found
      content = content.dropFirst()
    }
    let name = content.drop(while: Self.isSpace)
    let trimmed = name[..<((name.lastIndex { !Self.isSpace($0) } ?? (name.startIndex - 1)) + 1)]
    return Tag(
      sigil: sigil, name: String(decoding: trimmed, as: UTF8.self),
      range: SourceRange(file: file, start: trimmed.startIndex, end: trimmed.endIndex))
  }

  private func line(of tag: Tag) -> (start: Int?, next: Int?) {
    var start = tag.bytes.lowerBound
    while start > tag.text.lowerBound, Self.isBlank(bytes[start - 1]) { start -= 1 }
    var end = tag.bytes.upperBound
    while end < bytes.count, Self.isBlank(bytes[end]) || bytes[end] == 0x0D { end += 1 }
    return (
      start == 0 || bytes[start - 1] == 0x0A ? start : nil,
      end == bytes.count || bytes[end] == 0x0A ? min(end + 1, bytes.count) : nil
    )
  }

  private mutating func setDelimiters(by tag: Tag, _ report: inout Report) {
    let marks = bytes[tag.range.bytes].split(whereSeparator: Self.isSpace)
    guard marks.count == 2, !marks.contains(where: { $0.contains(UInt8(ascii: "=")) }) else {
      isBroken = true
      return report.add(
        TemplateRules.syntax, at: tag.range,
        Message(ja: "区切りの変更が正しくありません", en: "these are no delimiters"),
        help: Message(
          ja: "二つの区切りを空白で分けて書いてください（例：{{=<% %>=}}）", en: "write the two with a blank between them: {{=<% %>=}}"))
    }
    (opening, closing) = (Array(marks[0]), Array(marks[1]))
  }

  static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

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
