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
    let start = bytes[..<offset].lastIndex(where: \.isLineEnd).map { $0 + 1 } ?? 0
    let end = bytes[offset...].firstIndex(where: \.isLineEnd) ?? bytes.count
    return start..<max(start, end)
  }

  /// The UTF-8 encoding of U+FEFF.
  package static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
}

extension UInt8 {
  /// Whether it is a line feed or a carriage return.
  @inlinable
  package var isLineEnd: Bool { self == UInt8(ascii: "\n") || self == UInt8(ascii: "\r") }
}
