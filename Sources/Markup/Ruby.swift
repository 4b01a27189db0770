import Source

/// A word with its reading, `{漢字|かんじ}`, or with a reading for each of its characters, `{漢字|かん|じ}`.
struct Ruby {
  /// A part of the word and its reading, which is empty where the part reads itself.
  struct Pair {
    var base: Range<Int>
    var reading: Range<Int>
  }

  /// The word in its parts; empty where there are not as many readings as characters.
  private(set) var pairs: [Pair] = []
  /// How many characters the word has, and how many readings.
  private(set) var counts = (characters: 0, readings: 0)
  /// One past the closing brace.
  private(set) var end: Int

  /// Reads what begins with the brace at `open`: no part has blanks at its ends, and the word is not of ASCII alone.
  ///
  /// A word with several readings is one only where it has kanji and they are kana: `{はい|いいえ|不明}` is a choice.
  init?(at open: Int, in text: ArraySlice<UInt8>) {
    guard let parts = Self.parts(at: open, in: text), let base = parts.first, let last = parts.last,
      parts.count > 1, !base.isEmpty, text[base].contains(where: { $0 >= 0x80 }),
      parts.allSatisfy({ text[$0] == text[$0].trimmingBlanks })
    else { return nil }
    end = last.upperBound + 1
    if parts.count == 2, !last.isEmpty {
      pairs = [Pair(base: base, reading: last)]
      return
    }
    let readings = parts.dropFirst()
    let word = String(decoding: text[base], as: UTF8.self)
    guard word.unicodeScalars.contains(where: \.isKanji),
      readings.allSatisfy({ String(decoding: text[$0], as: UTF8.self).unicodeScalars.allSatisfy(\.isKana) })
    else { return nil }
    let filled = readings.count { !$0.isEmpty }
    guard filled > 0 || word.unicodeScalars.allSatisfy(\.isKanji) else { return nil }
    counts = (word.count, readings.count)
    guard word.count == readings.count else { return }
    var start = base.lowerBound
    for (character, reading) in zip(word, readings) {
      let part = start..<start + character.utf8.count
      guard !reading.isEmpty || !character.unicodeScalars.contains(where: \.isKanji) else {
        pairs = []
        return
      }
      let readsItself = text[part].elementsEqual(text[reading])
      pairs.append(Pair(base: part, reading: readsItself ? reading.upperBound..<reading.upperBound : reading))
      start = part.upperBound
    }
  }

  /// Returns what the bars part between two braces.
  private static func parts(at open: Int, in text: ArraySlice<UInt8>) -> [Range<Int>]? {
    var parts: [Range<Int>] = []
    var start = open + 1
    for index in start..<max(start, min(open + 300, text.endIndex)) {
      switch text[index] {
      case UInt8(ascii: "{"): return nil
      case UInt8(ascii: "|"), UInt8(ascii: "}"):
        parts.append(start..<index)
        start = index + 1
        if text[index] == UInt8(ascii: "}") { return parts }
      default: continue
      }
    }
    return nil
  }
}

extension Unicode.Scalar {
  package var isKanji: Bool {
    switch value {
    case 0x3005, 0x3007, 0x303B, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF: true
    default: false
    }
  }

  /// Whether it is of a reading: kana, its marks, the bar of a long vowel.
  package var isKana: Bool {
    switch value {
    case 0x3041...0x3096, 0x3099...0x309F, 0x30A1...0x30FF, 0x31F0...0x31FF, 0xFF66...0xFF9F: true
    default: false
    }
  }
}
