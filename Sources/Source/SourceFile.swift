/// Holds the bytes of one text file and the path by which messages name it.
package struct SourceFile: Sendable {
  /// The path from the project's root, with `/` between the parts.
  package let path: String
  /// The file's bytes as read, a byte-order mark included.
  package let bytes: [UInt8]

  package init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }

  package init(path: String, text: String) {
    self.init(path: path, bytes: Array(text.utf8))
  }

  /// Returns the range of the whole line, without its ending, that holds the byte `offset`.
  package func line(at offset: Int) -> Range<Int> {
    let offset = min(offset, bytes.count)
    let start = bytes[..<offset].lastIndex(where: Self.endsLine).map { $0 + 1 } ?? 0
    let end = bytes[offset...].firstIndex(where: Self.endsLine) ?? bytes.count
    return start..<max(start, end)
  }

  /// Returns the line (from 1) and the column (from 1, in Unicode scalars) of the byte `offset`.
  ///
  /// A byte-order mark at the file's start does not count as a column. Complexity: linear in `offset`; where many
  /// places of one file are asked for, give the file's `lineStarts`.
  package func position(at offset: Int, lineStarts: [Int]? = nil) -> (line: Int, column: Int) {
    let offset = min(offset, bytes.count)
    let starts = lineStarts ?? self.lineStarts
    var (low, line) = (0, starts.count)
    while low < line {
      let middle = (low + line) / 2
      if starts[middle] <= offset { low = middle + 1 } else { line = middle }
    }
    var start = starts[line - 1]
    if start == 0, bytes.starts(with: Self.byteOrderMark) { start = min(3, offset) }
    let scalars = bytes[min(start, offset)..<offset].count { $0 & 0xC0 != 0x80 }
    return (line, scalars + 1)
  }

  /// The UTF-8 encoding of U+FEFF.
  package static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// The byte offset of each line.
  package var lineStarts: [Int] {
    var starts = [0]
    for index in bytes.indices {
      switch bytes[index] {
      case UInt8(ascii: "\n"): starts.append(index + 1)
      case UInt8(ascii: "\r") where !followedByNewline(index + 1): starts.append(index + 1)
      default: continue
      }
    }
    return starts
  }

  private func followedByNewline(_ index: Int) -> Bool {
    index < bytes.count && bytes[index] == UInt8(ascii: "\n")
  }

  private static func endsLine(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
  }
}
