#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension ArraySlice<UInt8> {
  /// Returns the first place of `byte` at `start` or behind it; `memchr` looks at many bytes at once.
  func place(of byte: UInt8, from start: Int) -> Int? {
    let first = startIndex
    return unsafe withUnsafeBytes { bytes in
      guard start - first < bytes.count, let base = bytes.baseAddress else { return nil }
      let found = unsafe memchr(base + (start - first), Int32(byte), bytes.count - (start - first))
      return unsafe found.map { unsafe $0 - UnsafeMutableRawPointer(mutating: base) + first }
    }
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

extension UnsafeRawBufferPointer {
  /// Returns the first place of `word`, whose first byte is rare.
  func place(of word: [UInt8]) -> Int? {
    guard let base = baseAddress else { return nil }
    var start = 0
    while start + word.count <= count, let found = unsafe memchr(base + start, Int32(word[0]), count - start) {
      let place = unsafe UnsafeRawPointer(found) - base
      if unsafe self[place...].starts(with: word) { return place }
      start = place + 1
    }
    return nil
  }
}
