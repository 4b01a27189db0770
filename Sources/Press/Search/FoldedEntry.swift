import Plain

/// An entry's texts as search compares them: title, headings, texts, each ended by a zero, and no white space.
struct FoldedEntry: Sendable {
  private(set) var scalars: [UInt32] = []
  /// Where the headings begin, and where the texts do.
  private(set) var titleEnd = 0
  private(set) var headingsEnd = 0

  /// - Parameter margin: how many scalars beside a place that is spelled in two ways are kept in the other spelling.
  init(_ entry: SearchEntry, margin: Int) {
    scalars.reserveCapacity(entry.size / 2)
    if !entry.goesOn { add(Array(entry.title.utf8), margin) }
    titleEnd = scalars.count
    for section in entry.sections { add(section.heading, margin) }
    headingsEnd = scalars.count
    for section in entry.sections { add(section.text, margin) }
  }

  /// Nothing is found across white space, which parts the words of a query; nor does it change how they are folded.
  private mutating func add(_ bytes: [UInt8], _ margin: Int) {
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex { $0 <= 0x20 } ?? bytes.count
      if end > start, !addSimple(bytes[start..<end], margin) { addAny(bytes[start..<end], margin) }
      start = end + 1
    }
  }

  private mutating func addAny(_ bytes: ArraySlice<UInt8>, _ margin: Int) {
    let text = Array(scalarsOf: String(decoding: bytes, as: UTF8.self))
    let key = SpellingKey(text)
    append(key.scalars)
    append(LiteralKey.differences(of: text, from: key, margin: margin))
  }

  private mutating func append(_ key: [UInt32]) {
    guard !key.isEmpty else { return }
    for scalar in key { scalars.append(scalar <= 0x20 ? 0 : scalar) }
    scalars.append(0)
  }

  /// Adds a text of characters that fold one by one, but for the long vowel at the end of a run of katakana; false
  /// where there are others, and nothing is added. Nearly every text is of these, and folding them so is much faster.
  private mutating func addSimple(_ bytes: ArraySlice<UInt8>, _ margin: Int) -> Bool {
    let start = scalars.count
    var dropped: [Int] = []
    var last: UInt32 = 0
    var index = bytes.startIndex
    /// The scalars as the literal key has them: long vowels that go are noted, and taken out at the end.
    func endsInLongVowel() -> Bool {
      last == 0x30FC && scalars.count - start > 1 && (0x30A1...0x30FC).contains(scalars[scalars.count - 2])
    }
    while index < bytes.endIndex {
      var scalar = UInt32(bytes[index])
      switch bytes[index] {
      case 0x41...0x5A:
        scalar += 0x20
        index += 1
      case 0x21...0x7E where scalar != 0x2D || !(0x30A1...0x30FF).contains(last): index += 1
      case 0xE3...0xE9 where index + 2 < bytes.endIndex:
        scalar = (scalar & 0x0F) << 12 | UInt32(bytes[index + 1] & 0x3F) << 6 | UInt32(bytes[index + 2] & 0x3F)
        index += 3
        switch scalar {
        case 0x3001...0x3020, 0x3041...0x3096, 0x3400...0x9FFF, 0x30A2, 0x30A4, 0x30A6, 0x30A8, 0x30AA...0x30F3,
          0x30F5...0x30FA, 0x30FC:
          break
        case 0x30A1, 0x30A3, 0x30A5, 0x30A7, 0x30A9:
          guard last != 0x30A6 else { return giveUp(start) }  // ウィ and the like
        default: return giveUp(start)
        }
      case 0xEF where index + 2 < bytes.endIndex:  // full-width letters and signs
        scalar = 0xF000 | UInt32(bytes[index + 1] & 0x3F) << 6 | UInt32(bytes[index + 2] & 0x3F)
        guard (0xFF01...0xFF5E).contains(scalar), scalar != 0xFF0D else { return giveUp(start) }
        scalar -= 0xFEE0
        if (0x41...0x5A).contains(scalar) { scalar += 0x20 }
        index += 3
      default: return giveUp(start)
      }
      if last == 0x30FC, !(0x30A1...0x30FC).contains(scalar), endsInLongVowel() { dropped.append(scalars.count - 1) }
      scalars.append(scalar)
      last = scalar
    }
    if endsInLongVowel() { dropped.append(scalars.count - 1) }
    settle(dropped, start, margin)
    return true
  }

  private mutating func giveUp(_ start: Int) -> Bool {
    scalars.removeLast(scalars.count - start)
    return false
  }

  /// Takes long vowels out of what was added from `start` on, and adds what stands around them with them.
  private mutating func settle(_ dropped: [Int], _ start: Int, _ margin: Int) {
    let literalEnd = scalars.count
    guard !dropped.isEmpty else { return scalars.append(0) }
    var parts: [UInt32] = []
    var done = start
    for index in dropped {
      let (from, to) = (max(start, index - margin), min(literalEnd, index + margin + 1))
      if from > done, !parts.isEmpty { parts.append(0) }
      if to > done { parts += scalars[max(from, done)..<to] }
      done = max(done, to)
    }
    var kept = dropped[0]
    var next = 0
    for index in dropped[0]..<literalEnd {
      if next < dropped.count, dropped[next] == index {
        next += 1
      } else {
        scalars[kept] = scalars[index]
        kept += 1
      }
    }
    scalars.removeLast(literalEnd - kept)
    scalars.append(0)
    scalars += parts
    scalars.append(0)
  }
}
