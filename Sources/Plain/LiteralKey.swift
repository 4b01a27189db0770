/// A text folded scalar by scalar, without regard to what stands beside it: width, case and compatibility forms alone.
///
/// A spelling key depends on the neighbours: the ー of キー goes where the run of katakana ends. A part of a text that was
/// cut inside such a place is no part of the text's spelling key, but it is a part of its literal key.
package struct LiteralKey {
  package private(set) var scalars: [UInt32] = []
  /// Where each folded scalar begins in the text.
  package private(set) var starts: [Int32] = []

  package init(_ text: [UInt32]) {
    scalars.reserveCapacity(text.count)
    starts.reserveCapacity(text.count)
    for index in text.indices { fold(text[index], at: Int32(index)) }
  }

  private mutating func fold(_ scalar: UInt32, at index: Int32) {
    switch scalar {
    case 0x41...0x5A: add(scalar + 0x20, at: index)
    case 0x20...0x7E, 0x3001...0x3020, 0x3041...0x3096, 0x3099, 0x309A, 0x30A1...0x30FC, 0x3400...0x9FFF, 0x300...0x36F,
      0x2010...0x2012, 0x2212:
      add(scalar, at: index)
    case 0x309B, 0x309C: add(scalar - 2, at: index)  // the combining marks
    case _ where Sign.isIgnored(scalar): break
    default:
      for part in SpellingKey.compatible(scalar) {
        if part == scalar { add(part, at: index) } else { fold(part, at: index) }
      }
    }
  }

  private mutating func add(_ scalar: UInt32, at index: Int32) {
    scalars.append(scalar)
    starts.append(index)
  }
}

extension LiteralKey {
  /// Returns the parts of a text's literal key that its spelling key does not have: around each place where the two
  /// differ, with `margin` scalars on either side. Parts are parted by zeros.
  package static func differences(of text: [UInt32], from key: SpellingKey, margin: Int) -> [UInt32] {
    let literal = LiteralKey(text)
    guard literal.scalars != key.scalars else { return [] }
    var isChanged = [Bool](repeating: false, count: literal.scalars.count)
    var (own, other) = (0, 0)
    while own < literal.scalars.count {
      // What both make of one scalar of the text.
      let start = literal.starts[own]
      var end = own + 1
      while end < literal.scalars.count, literal.starts[end] == start { end += 1 }
      while other < key.scalars.count, key.starts[other] < start { other += 1 }
      var otherEnd = other
      while otherEnd < key.scalars.count, key.starts[otherEnd] == start { otherEnd += 1 }
      if literal.scalars[own..<end] != key.scalars[other..<otherEnd] {
        for index in own..<end { isChanged[index] = true }
      }
      (own, other) = (end, otherEnd)
    }
    var parts: [UInt32] = []
    var done = 0
    for index in isChanged.indices where isChanged[index] {
      let from = max(0, index - margin)
      let to = min(literal.scalars.count, index + margin + 1)
      if from > done, !parts.isEmpty { parts.append(0) }
      if to > done { parts += literal.scalars[max(from, done)..<to] }
      done = max(done, to)
    }
    return parts
  }
}
