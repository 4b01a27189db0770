import Source

extension UInt8 {
  var isASCIILetterOrDigit: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }

  var isASCIIPunctuation: Bool {
    switch self {
    case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: true
    default: false
    }
  }

  var isBlank: Bool { self == 0x20 || self == 0x09 }

  /// Whether the byte continues a UTF-8 sequence.
  var isContinuation: Bool { self & 0xC0 == 0x80 }
}

extension Unicode.Scalar {
  /// Whether CommonMark 0.30 calls it whitespace.
  var isMarkdownSpace: Bool {
    switch value {
    case 0x09, 0x0A, 0x0C, 0x0D, 0x20, 0xA0, 0x1680, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: true
    default: false
    }
  }

  /// Whether CommonMark 0.30 calls it punctuation: ASCII's, and Unicode's categories P*.
  var isMarkdownPunctuation: Bool {
    if value < 0x80 { return UInt8(value).isASCIIPunctuation }
    switch value {  // the common ones, without a look at Unicode's tables
    case 0x3041...0x3096, 0x30A1...0x30FA, 0x30FC...0x30FE, 0x4E00...0x9FFF: return false
    case 0x3001...0x3003, 0x3008...0x3011, 0x3014...0x301F, 0x30FB: return true
    default: break
    }
    switch properties.generalCategory {
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
      .finalPunctuation, .otherPunctuation:
      return true
    default: return false
    }
  }

  /// Whether it is written without spaces around it: wide, full-width or half-width kana, but no emoji.
  ///
  /// Source: East Asian Width (UAX #11) as the CJK-friendly amendment of CommonMark's emphasis reads it.
  var isCJK: Bool {
    switch value {
    case 0x00...0x10FF: false
    case 0x3000...0x302F, 0x3041...0x3096, 0x3099...0x30FF, 0x4E00...0x9FFF, 0xFF61...0xFFDC: true
    default: displayWidth == 2 && !properties.isEmojiPresentation
    }
  }

  /// Whether a line break between it and another such character is no space: wide, but no Hangul, which has spaces.
  var joinsLines: Bool {
    switch value {
    case 0x1100...0x11FF, 0x3130...0x318F, 0xA960...0xA97F, 0xAC00...0xD7FF, 0xFFA0...0xFFDC: false
    default: isCJK
    }
  }
}

extension RandomAccessCollection<UInt8> where Index == Int {
  /// Returns the scalar that begins at `index`; the bytes are valid UTF-8.
  func scalar(at index: Int) -> Unicode.Scalar {
    let first = UInt32(self[index])
    let value: UInt32
    switch first {
    case 0..<0x80: value = first
    case 0xC0..<0xE0: value = (first & 0x1F) << 6 | tail(index + 1)
    case 0xE0..<0xF0: value = (first & 0x0F) << 12 | tail(index + 1) << 6 | tail(index + 2)
    default: value = (first & 0x07) << 18 | tail(index + 1) << 12 | tail(index + 2) << 6 | tail(index + 3)
    }
    return Unicode.Scalar(value) ?? "\u{FFFD}"
  }

  /// Returns the scalar that ends before `index`.
  func scalar(before index: Int) -> Unicode.Scalar {
    var start = index - 1
    while start > startIndex, self[start].isContinuation { start -= 1 }
    return scalar(at: start)
  }

  private func tail(_ index: Int) -> UInt32 { index < endIndex ? UInt32(self[index] & 0x3F) : 0 }
}
