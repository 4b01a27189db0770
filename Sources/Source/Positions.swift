/// Says on which lines and columns ranges stand.
///
/// Complexity: a file's lines are found once; a column is counted from the nearest place that is known: the line's start,
/// or where the last range began or ended. Ranges in the order of their files take time that grows with the files.
package struct Positions {
  /// A byte as readers count: lines from 1, columns from 1 in Unicode scalars.
  package struct Point: Equatable {
    fileprivate var offset = 0
    package fileprivate(set) var line = 1
    package fileprivate(set) var column = 1
  }

  /// Where a range begins and ends, and the bytes of the line that it begins on, without its ending.
  package struct Place {
    package let start: Point
    package let end: Point
    package let line: Range<Int>
  }

  private let sources: SourceFiles
  private var file: FileID?
  /// The byte offset of each line of `file`; of the first, what stands behind a byte-order mark.
  private var lineStarts = [0]
  private var last = (start: Point(), end: Point())

  package init(in sources: SourceFiles) { self.sources = sources }

  package mutating func place(of range: SourceRange) -> Place {
    let bytes = sources[range.file].bytes
    if range.file != file {
      file = range.file
      lineStarts = Self.lineStarts(of: bytes)
      let top = Point(offset: lineStarts[0])
      last = (top, top)
    }
    last.start = point(at: Int(range.start), of: bytes)
    last.end = point(at: Int(range.end), of: bytes)
    return Place(start: last.start, end: last.end, line: line(last.start.line, of: bytes))
  }

  private func point(at offset: Int, of bytes: [UInt8]) -> Point {
    let offset = max(lineStarts[0], min(offset, bytes.count))
    let line = lineStarts.partitioningIndex { $0 > offset }
    var nearest = Point(offset: lineStarts[line - 1], line: line)
    for known in [last.start, last.end]
    where known.line == line && abs(known.offset - offset) < abs(nearest.offset - offset) { nearest = known }
    let between = bytes[min(nearest.offset, offset)..<max(nearest.offset, offset)].count { $0 & 0xC0 != 0x80 }
    let column = nearest.column + (nearest.offset < offset ? between : -between)
    return Point(offset: offset, line: line, column: column)
  }

  private func line(_ number: Int, of bytes: [UInt8]) -> Range<Int> {
    let start = lineStarts[number - 1]
    var end = number < lineStarts.count ? lineStarts[number] : bytes.count
    while end > start, bytes[end - 1].isLineEnd { end -= 1 }
    return start..<end
  }

  private static func lineStarts(of bytes: [UInt8]) -> [Int] {
    var starts = [bytes.starts(with: SourceFile.byteOrderMark) ? SourceFile.byteOrderMark.count : 0]
    for (index, byte) in bytes.enumerated() where byte.isLineEnd {
      let isHalf = byte == UInt8(ascii: "\r") && index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: "\n")
      if !isHalf { starts.append(index + 1) }
    }
    return starts
  }
}
