/// Addresses that stand in a text: of the web, of mail.
enum Addresses {
  static func ranges(in flat: FlatText) -> [Range<Int>] {
    let text = flat.scalars
    var ranges: [Range<Int>] = []
    var index = 0
    while index < text.count {
      guard text[index] < 0x80, flat.reading[index] == .text,  // nearly all of a Japanese text ends here
        let start = start(at: index, in: text, from: ranges.last?.upperBound ?? 0)
      else {
        index += 1
        continue
      }
      let end = end(from: index, in: text)
      if text[index] == 0x40, !isDomain(index + 1..<end, text) {
        index += 1
        continue
      }
      ranges.append(start..<end)
      index = end
    }
    return ranges
  }

  /// Returns where an address begins that is known by what stands at `index`: ://, www., @ or a domain's slash.
  private static func start(at index: Int, in text: [UInt32], from first: Int) -> Int? {
    switch text[index] {
    case 0x3A:  // :
      guard text.has([0x3A, 0x2F, 0x2F], at: index), index + 3 < text.count, (0x21...0x7E).contains(text[index + 3])
      else {
        return nil
      }
      let start = run(endingAt: index, in: text, from: first) { Script($0) == .latin && $0 < 0x80 }
      return index - start >= 2 ? start : nil
    case 0x57, 0x77:  // w
      guard index + 4 < text.count, text[index + 1] | 0x20 == 0x77, text[index + 2] | 0x20 == 0x77,
        text[index + 3] == 0x2E, isLetterOrDigit(text[index + 4])
      else { return nil }
      return index > first && isLetterOrDigit(text[index - 1]) ? nil : index
    case 0x40:  // @
      let start = run(endingAt: index, in: text, from: first) {
        isLetterOrDigit($0) || [0x2E, 0x5F, 0x25, 0x2B, 0x2D].contains($0)
      }
      guard start < index else { return nil }
      return start - first >= 7 && text.has(mailto, at: start - 7) ? start - 7 : start
    case 0x2F:  // /
      let start = run(endingAt: index, in: text, from: first) { isLetterOrDigit($0) || $0 == 0x2E || $0 == 0x2D }
      guard start < index, let dot = text[start..<index].lastIndex(of: 0x2E), dot > start else { return nil }
      return domains.contains(text[(dot + 1)..<index].map { $0 | 0x20 }) ? start : nil
    default: return nil
    }
  }

  private static func run(
    endingAt end: Int, in text: [UInt32], from first: Int, where isPart: (UInt32) -> Bool
  ) -> Int {
    var start = end
    while start > first, isPart(text[start - 1]) { start -= 1 }
    return start
  }

  /// Returns where an address ends: signs at its end belong to the sentence, and a bracket to the one before the address.
  private static func end(from index: Int, in text: [UInt32]) -> Int {
    var end = index + 1
    var depth = 0
    while end < text.count, (0x21...0x7E).contains(text[end]), text[end] != 0x3C, text[end] != 0x3E {
      if text[end] == 0x28 { depth += 1 }
      if text[end] == 0x29 {
        if depth == 0 { break }
        depth -= 1
      }
      end += 1
    }
    while end > index + 1, trailing.contains(text[end - 1]) { end -= 1 }
    return end
  }

  /// Whether it is the domain of a mail address, which 100 and 5.5 are not.
  private static func isDomain(_ range: Range<Int>, _ text: [UInt32]) -> Bool {
    let domain = text[range].prefix { isLetterOrDigit($0) || $0 == 0x2E || $0 == 0x2D }
    guard let dot = domain.lastIndex(of: 0x2E), dot > domain.startIndex else { return false }
    let last = domain[(dot + 1)...]
    return last.count >= 2 && last.allSatisfy { Script($0) == .latin }
  }

  private static func isLetterOrDigit(_ scalar: UInt32) -> Bool {
    scalar < 0x80 && (Script(scalar) == .latin || Script(scalar) == .digit)
  }

  private static let mailto = [UInt32](scalarsOf: "mailto:")
  private static let trailing = [UInt32](scalarsOf: ".,;:!?'\"]}*")
  private static let domains = ["jp", "com", "net", "org", "info", "biz", "dev", "io", "co", "app", "site", "online"]
    .map {
      [UInt32](scalarsOf: $0)
    }
}

extension FlatText {
  /// Whether an address stands in the text.
  package var hasAddress: Bool { !Addresses.ranges(in: self).isEmpty }
}
