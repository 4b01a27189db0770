import Source

extension Term {
  /// Whether it stands before another one in あいうえお order: voiced and small kana count as the plain ones, and only
  /// then do they make a difference.
  package func precedes(_ other: Term) -> Bool {
    let (own, others) = (Self.order(of: reading), Self.order(of: other.reading))
    if own != others { return own.lexicographicallyPrecedes(others) }
    return (reading, name.value) < (other.reading, other.name.value)
  }

  /// The kana that heads its part of the glossary.
  package var initial: String { Self.order(of: reading).first.map { [$0].text } ?? "" }

  private static func order(of reading: String) -> [UInt32] {
    [UInt32](scalarsOf: reading).compactMap { scalar in
      let hiragana = (0x30A1...0x30F6).contains(scalar) ? scalar - 0x60 : scalar
      return hiragana == Sign.longVowel ? nil : plain[hiragana] ?? hiragana
    }
  }

  /// Voiced and small kana, and the plain ones that they are sorted as.
  private static let plain: [UInt32: UInt32] = {
    let changed = [UInt32](scalarsOf: "がぎぐげござじずぜぞだぢづでどばびぶべぼぱぴぷぺぽぁぃぅぇぉっゃゅょゎゔ")
    let base = [UInt32](scalarsOf: "かきくけこさしすせそたちつてとはひふへほはひふへほあいうえおつやゆよわう")
    return Dictionary(uniqueKeysWithValues: zip(changed, base))
  }()
}
