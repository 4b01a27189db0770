import Platform

extension ArraySlice<UInt8> {
  /// Returns the first place of `byte` at `start` or behind it; `memchr` looks at many bytes at once.
  package func place(of byte: UInt8, from start: Int) -> Int? {
    let first = startIndex
    return unsafe withUnsafeBytes { unsafe $0.place(of: byte, from: start - first).map { $0 + first } }
  }

  /// Whether two bytes stand side by side somewhere.
  func containsPair(_ first: UInt8, _ second: UInt8) -> Bool {
    var index = startIndex
    while let found = place(of: first, from: index) {
      index = found + 1
      if index < endIndex, self[index] == second { return true }
    }
    return false
  }
}

extension ArraySlice<UInt8> {
  /// Returns the end of the first `word` at `start` or behind it.
  package func end(of word: String, from start: Int) -> Int? {
    let word = Array(word.utf8)
    var index = start
    while let found = place(of: word[0], from: index) {
      if self[found...].starts(with: word) { return found + word.count }
      index = found + 1
    }
    return nil
  }
}
