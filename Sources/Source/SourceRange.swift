/// Names one file of a loaded set by its index in `SourceFiles.files`.
package struct FileID: Hashable, Comparable, Sendable {
  package let index: UInt32

  @inlinable
  package init(_ index: Int) { self.index = UInt32(index) }

  package static func < (left: FileID, right: FileID) -> Bool { left.index < right.index }
}

/// Says where something stands: a range of bytes in one file. Lines and columns exist only when printed.
package struct SourceRange: Hashable, Sendable {
  package var file: FileID
  /// The first byte, from 0.
  package var start: UInt32
  /// One past the last byte.
  package var end: UInt32

  @inlinable
  package init(file: FileID, start: Int, end: Int) {
    self.file = file
    self.start = UInt32(start)
    self.end = UInt32(Swift.max(start, end))
  }

  package var bytes: Range<Int> { Int(start)..<Int(end) }
}

/// Pairs a value with the place that it was written at.
package struct Located<Value: Sendable>: Sendable {
  package var value: Value
  package var range: SourceRange

  @inlinable
  package init(_ value: Value, at range: SourceRange) {
    self.value = value
    self.range = range
  }

  @inlinable
  package func map<Other>(_ transform: (Value) -> Other) -> Located<Other> {
    Located<Other>(transform(value), at: range)
  }
}
