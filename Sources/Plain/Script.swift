/// What a character is written in, as far as finding words in Japanese needs to know.
package enum Script: Sendable {
  case kanji, katakana, hiragana, latin, digit, other

  package init(_ scalar: UInt32) {
    switch scalar {
    case 0x3041...0x3096, 0x3099...0x309F: self = .hiragana
    case 0x30A1...0x30FA, 0x30FC...0x30FF, 0x31F0...0x31FF, 0xFF66...0xFF9F: self = .katakana
    case 0x3005...0x3007, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF: self = .kanji
    case 0x30...0x39, 0xFF10...0xFF19: self = .digit
    case 0x41...0x5A, 0x61...0x7A, 0xFF21...0xFF3A, 0xFF41...0xFF5A, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x24F:
      self = .latin
    default: self = .other
    }
  }

  /// Whether a run of it is read as one word: hiragana and signs are not.
  package var joinsWords: Bool {
    switch self {
    case .kanji, .katakana, .latin: true
    case .hiragana, .digit, .other: false
    }
  }
}

/// Some scalars that rules look for.
enum Sign {
  static let longVowel: UInt32 = 0x30FC  // ー
  static let middleDot: UInt32 = 0x30FB  // ・
  static let underscore: UInt32 = 0x5F
  static let comma: UInt32 = 0x3001  // 、
  static let fullStop: UInt32 = 0x3002  // 。
  static let openParenthesis: UInt32 = 0xFF08  // （
  static let closeParenthesis: UInt32 = 0xFF09  // ）

  /// The closing bracket of an opening one.
  static func close(of scalar: UInt32) -> UInt32? {
    switch scalar {
    case 0xFF08: 0xFF09
    case 0x28: 0x29
    case 0x300C: 0x300D
    case 0x300E: 0x300F
    case 0x3010: 0x3011
    case 0x3008: 0x3009
    case 0x300A: 0x300B
    case 0x3014: 0x3015
    case 0x5B: 0x5D
    case 0xFF3B: 0xFF3D
    default: nil
    }
  }

  /// The half-width bracket of a full-width closing one, and the other way round.
  static func otherWidth(of close: UInt32) -> UInt32? {
    switch close {
    case 0xFF09: 0x29
    case 0x29: 0xFF09
    case 0xFF3D: 0x5D
    case 0x5D: 0xFF3D
    default: nil
    }
  }

  static func isClose(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0xFF09, 0x29, 0x300D, 0x300F, 0x3011, 0x3009, 0x300B, 0x3015, 0x5D, 0xFF3D: true
    default: false
    }
  }

  static func endsSentence(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x3002, 0xFF01, 0xFF1F, 0x21, 0x2E, 0x3F: true
    default: false
    }
  }

  static func isSpace(_ scalar: UInt32) -> Bool {
    scalar == 0x20 || scalar == 0x3000 || scalar == 0x0A || scalar == 0x09
  }

  /// Scalars that choose one of a character's forms, and print nothing themselves.
  @inline(__always)
  static func isVariationSelector(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x180B...0x180D, 0x180F, 0xFE00...0xFE0F, 0xE0100...0xE01EF: true
    default: false
    }
  }

  /// Whether a key leaves a scalar out.
  @inline(__always)
  static func isIgnored(_ scalar: UInt32) -> Bool { isZeroWidth(scalar) || isVariationSelector(scalar) }

  /// The combining form of a voicing mark that stands alone.
  static func combiningVoicing(_ scalar: UInt32) -> UInt32? {
    switch scalar {
    case 0x309B: 0x3099  // ゛
    case 0x309C: 0x309A  // ゜
    default: nil
    }
  }

  /// Scalars that print nothing and part nothing: zero-width spaces and joiners, soft hyphens.
  static func isZeroWidth(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0xAD, 0x200B...0x200D, 0x2060, 0xFEFF: true
    case 0x202A...0x202E, 0x2066...0x2069: true  // they turn the direction of what is around them
    default: false
    }
  }
}

extension [UInt32] {
  /// The scalars of a text.
  package init(scalarsOf text: String) { self = text.unicodeScalars.map(\.value) }
}

extension Sequence<UInt32> {
  /// The scalars as a text.
  package var text: String {
    var text = String.UnicodeScalarView()
    for value in self { text.append(Unicode.Scalar(value) ?? "\u{FFFD}") }
    return String(text)
  }
}

extension [UInt32] {
  /// Whether `word` stands at `index`.
  func has(_ word: [UInt32], at index: Int) -> Bool {
    guard count - index >= word.count else { return false }
    for offset in word.indices where self[index + offset] != word[offset] { return false }
    return true
  }
}

extension ArraySlice<UInt32> {
  func hasPrefix(_ word: [UInt32]) -> Bool {
    guard count >= word.count else { return false }
    for offset in word.indices where self[startIndex + offset] != word[offset] { return false }
    return true
  }

  func hasSuffix(_ word: [UInt32]) -> Bool {
    count >= word.count && self[(endIndex - word.count)...].hasPrefix(word)
  }
}
