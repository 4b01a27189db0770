import Platform
import Source

/// The text of one footnote, cut out of the source before libcmark sees it: to CommonMark `[^1]: 注` is a link
/// definition, and would vanish.
struct FootnoteDefinition {
  var label: Located<String>
  /// The bytes of each line of the text, without the indentation.
  var lines: [Range<Int>]
}

enum Footnotes {
  /// Returns the label that begins at `start` and ends before a `]`: no blanks, no brackets, at most 100 bytes.
  static func label(at start: Int, in text: ArraySlice<UInt8>) -> Range<Int>? {
    var end = start
    while end < text.endIndex, end - start <= 100, !text[end].isBlank, !text[end].isLineEnd,
      text[end] != UInt8(ascii: "["), text[end] != UInt8(ascii: "]")
    {
      end += 1
    }
    guard end > start, end < text.endIndex, text[end] == UInt8(ascii: "]") else { return nil }
    return start..<end
  }

  /// Splits a text into the runs between footnotes' texts, and these; fenced code is left alone.
  static func split(
    _ body: Range<Int>, of source: SourceFile, file: FileID
  ) -> (runs: [Range<Int>], definitions: [FootnoteDefinition]) {
    var runs: [Range<Int>] = []
    var definitions: [FootnoteDefinition] = []
    var start = body.lowerBound
    var fence: (byte: UInt8, count: Int)?
    var isInside = false
    var isAfterBlank = false
    var position = body.lowerBound
    while position < body.upperBound {
      let end = source.bytes[position..<body.upperBound].firstIndex(of: 0x0A) ?? body.upperBound
      let next = min(end + 1, body.upperBound)
      let line = source.bytes[position..<end]
      let text = line.drop { $0.isBlank }
      let indent = line.prefix { $0.isBlank }.reduce(0) { $1 == 0x09 ? $0 + 4 : $0 + 1 }
      let isBlank = text.allSatisfy { $0 == 0x0D }
      if let open = fence, !isInside {
        let run = text.prefix { $0 == open.byte }.count
        if indent < 4, run >= open.count, text.dropFirst(run).allSatisfy({ $0.isBlank || $0 == 0x0D }) { fence = nil }
      } else if indent < 4, let label = definition(text, in: file) {
        if !isInside { runs.append(start..<position) }
        isInside = true
        let textStart = label.range.bytes.upperBound + 2
        definitions.append(
          FootnoteDefinition(label: label, lines: [(textStart + blanks(source.bytes[textStart..<end]))..<next]))
      } else if isInside, isBlank || indent >= 4 || !isAfterBlank && !isLinkDefinition(text) {
        let cut = isBlank ? position : position + cutOff(line)
        definitions[definitions.count - 1].lines.append(cut..<next)
      } else {
        if isInside { start = position }
        isInside = false
        if indent < 4, let byte = text.first, byte == UInt8(ascii: "`") || byte == UInt8(ascii: "~") {
          let run = text.prefix { $0 == byte }.count
          if run >= 3 { fence = (byte, run) }
        }
      }
      isAfterBlank = isBlank
      position = next
    }
    if !isInside { runs.append(start..<body.upperBound) }
    return (runs, definitions)
  }

  private static func definition(_ line: ArraySlice<UInt8>, in file: FileID) -> Located<String>? {
    guard line.starts(with: [0x5B, 0x5E]), let label = label(at: line.startIndex + 2, in: line),
      label.upperBound + 1 < line.endIndex, line[label.upperBound + 1] == UInt8(ascii: ":")
    else { return nil }
    let range = SourceRange(file: file, start: label.lowerBound, end: label.upperBound)
    return Located(String(decoding: line[label], as: UTF8.self), at: range)
  }

  /// Whether a line defines a link, `[題]: https://…`, and so does not go on with a footnote's text. The address must look
  /// like one: `[注]: 文` may be text.
  private static func isLinkDefinition(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.first == UInt8(ascii: "["), line.dropFirst().first != UInt8(ascii: "^"),
      let close = line.indices.first(where: { line[$0] == UInt8(ascii: "]") && line[$0 - 1] != UInt8(ascii: "\\") }),
      close > line.startIndex + 1, line[(close + 1)...].first == UInt8(ascii: ":")
    else { return false }
    let rest = line[(close + 2)...].drop { $0.isBlank }
    let address = rest.prefix { !$0.isBlank && $0 != 0x0D }
    let title = rest[address.endIndex...].trimmingBlanks.filter { $0 != 0x0D }
    guard title.isEmpty || title.first.map({ "\"'(".utf8.contains($0) }) == true else { return false }
    return address.first == UInt8(ascii: "<") || address.contains { "/.#".utf8.contains($0) }
  }

  private static func blanks(_ text: ArraySlice<UInt8>) -> Int { text.prefix { $0.isBlank }.count }

  /// How many bytes of indentation belong to the footnote: four columns at most.
  private static func cutOff(_ line: ArraySlice<UInt8>) -> Int {
    var columns = 0
    var bytes = 0
    for byte in line {
      guard byte.isBlank, columns < 4 else { break }
      columns += byte == 0x09 ? 4 : 1
      bytes += 1
    }
    return bytes
  }
}

extension MarkdownParser {
  /// Returns the footnote that `label` refers to, numbered by the order of first references; nil where there is none.
  mutating func reference(to label: String) -> Int? {
    guard let index = footnoteIndexes[label] else { return nil }
    if let known = footnoteNumbers[index] {
      builder.countFootnoteReference(known)
      return known
    }
    footnoteOrder.append(index)
    let number = builder.addFootnote(label)
    footnoteNumbers[index] = number
    return number
  }

  /// Adds the texts of the footnotes that were referred to, and reports those that were not.
  mutating func addFootnotes() {
    guard !footnotes.isEmpty else { return }
    if let first = footnoteOrder.first {
      builder.open(.footnotes, at: footnotes[first].label.range)
      var next = 0
      while next < footnoteOrder.count {  // a footnote's text may refer to further ones
        let definition = footnotes[footnoteOrder[next]]
        builder.open(.footnote, at: definition.label.range, detail: UInt32(next))
        var piece = Piece()
        for line in definition.lines { append(line, to: &piece, EmphasisMarks.append) }
        piece.indexLines()
        Fences.mark(&piece)
        convert(piece)
        builder.close()
        next += 1
      }
      builder.close()
    }
    for (index, footnote) in footnotes.enumerated() where footnoteNumbers[index] == nil {
      report.add(
        MarkupRules.unusedFootnote, at: footnote.label.range,
        Message(
          ja: "脚注 '\(footnote.label.value)' はどこからも参照されていません",
          en: "nothing refers to the footnote '\(footnote.label.value)'"),
        help: Message(
          ja: "本文に [^\(footnote.label.value)] を書くか、脚注を消してください",
          en: "write [^\(footnote.label.value)] in the text, or remove it"))
    }
  }
}
