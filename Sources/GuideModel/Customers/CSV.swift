import Platform
import Source

/// A table of texts as spreadsheets save it, each cell with its place. Source: RFC 4180, and what Excel does.
struct CSV {
  struct Row {
    var cells: [Located<String>]
    /// The whole row, without its line end.
    var range: SourceRange

    /// Whether none of its cells says anything, as the rows that a spreadsheet leaves at its end.
    var isEmpty: Bool { cells.allSatisfy { $0.value.trimmed.isEmpty } }
  }

  private(set) var rows: [Row] = []

  /// Reads a text in UTF-8, with or without a byte-order mark; lines end in LF, CRLF or CR. A first line `sep=;` names
  /// the sign between cells, and a Ctrl-Z ends the file, as DOS had it. A quote that is never closed and text behind a
  /// closing one are reported, and end the table there.
  init(_ source: SourceFile, _ file: FileID, reporting report: inout Report) {
    var bytes = source.bytes
    while let last = bytes.last, last == 0x1A || last == 0 || last.isLineEnd { bytes.removeLast() }
    var index = 0
    while bytes[index...].starts(with: SourceFile.byteOrderMark) { index += 3 }
    var separator = UInt8(ascii: ",")
    let firstLine = bytes[index...].prefix { !$0.isLineEnd }
    if let named = Self.separator(named: String(decoding: firstLine, as: UTF8.self)) {
      separator = named
      index = firstLine.endIndex
      while index < bytes.count, bytes[index].isLineEnd { index += 1 }
    }
    while index < bytes.count {
      let start = index
      var cells: [Located<String>] = []
      var isRowDone = false
      while !isRowDone {
        guard
          let (cell, next) = Self.cell(
            at: index, of: bytes, separator, file, reporting: &report)
        else { return }
        cells.append(cell)
        index = next
        if index < bytes.count, bytes[index] == separator { index += 1 } else { isRowDone = true }
      }
      let range = SourceRange(file: file, start: start, end: index)
      if cells.count > 1 || !cells[0].value.isEmpty { rows.append(Row(cells: cells, range: range)) }
      if index < bytes.count, bytes[index] == 0x0D { index += 1 }
      if index < bytes.count, bytes[index] == 0x0A, index == range.bytes.upperBound || bytes[index - 1] == 0x0D {
        index += 1
      }
    }
  }

  /// Reads one cell, up to the separator or the line's end behind it.
  private static func cell(
    at start: Int, of bytes: [UInt8], _ separator: UInt8, _ file: FileID, reporting report: inout Report
  ) -> (Located<String>, next: Int)? {
    guard start < bytes.count, bytes[start] == UInt8(ascii: "\"") else {
      let end = bytes[start...].firstIndex { isEnd($0, separator) } ?? bytes.count
      let text = String(decoding: bytes[start..<end], as: UTF8.self)
      return (Located(text, at: SourceRange(file: file, start: start, end: end)), end)
    }
    var text: [UInt8] = []
    var index = start + 1
    while index < bytes.count {
      if bytes[index] != UInt8(ascii: "\"") {
        text.append(bytes[index])
      } else if index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "\"") {
        text.append(bytes[index])
        index += 1
      } else {
        break
      }
      index += 1
    }
    let end = index + 1
    guard index < bytes.count, end == bytes.count || isEnd(bytes[end], separator) else {
      report.add(
        .badValue, at: SourceRange(file: file, start: start, end: min(start + 1, bytes.count)),
        Message(ja: "引用符「\"」が正しく閉じられていません", en: "the quote '\"' is not closed as it should be"),
        help: Message(
          ja: "セルの終わりで閉じ、中の「\"」は二つ重ねてください", en: "close it at the cell's end, and double each '\"' inside"))
      return nil
    }
    let range = SourceRange(file: file, start: start, end: end)
    return (Located(String(decoding: text, as: UTF8.self), at: range), end)
  }

  private static func isEnd(_ byte: UInt8, _ separator: UInt8) -> Bool { byte == separator || byte.isLineEnd }

  /// The sign between cells that a first line such as `sep=;` names for Excel; nil where it is none.
  static func separator(named line: some StringProtocol) -> UInt8? {
    let signs = line.utf8.filter { $0 != UInt8(ascii: "\"") && $0 != 0x20 && ![0xEF, 0xBB, 0xBF].contains($0) }
    let word = String(decoding: signs.prefix(4), as: UTF8.self).lowercased()
    guard word == "sep=", let sign = signs.dropFirst(4).first, sign < 0x80 else { return nil }
    // A program that saved the line again has filled it up with empty cells.
    return signs.dropFirst(5).allSatisfy { $0 == sign || $0 == UInt8(ascii: ",") } ? sign : nil
  }
}
