/// Says where a sentence ends that a 。, ！ or ？ may be the end of.
enum SentenceEnd {
  /// Returns the index behind the signs that end a sentence at `index`; nil where it goes on.
  ///
  /// What is asked or called goes on where it is only said: だろう？と思ったら、….
  static func end(at index: Int, in text: [UInt32]) -> Int? {
    if text[index] < 0x80, !isEnd(index, text) { return nil }
    guard text[index] != Sign.fullStop, text[index] != 0x2E else { return index + 1 }
    var end = index + 1
    while end < text.count, isCall(text[end]) { end += 1 }
    var behind = end
    while behind < text.count, quotes.contains(text[behind]) { behind += 1 }
    var next = behind
    while next < text.count, Sign.isSpace(text[next]), text[next] != 0x0A { next += 1 }
    if goesOn(text[next...], isApart: next > behind) { return nil }
    return behind
  }

  /// Whether an ASCII sign is an end: it is not inside a word, such as an address, nor a full stop behind anything but
  /// a word.
  private static func isEnd(_ index: Int, _ text: [UInt32]) -> Bool {
    if text[index] == 0x2E, index == 0 || !Script(text[index - 1]).joinsWords { return false }
    return index + 1 == text.count || text[index + 1] >= 0x80 || Sign.isSpace(text[index + 1])
      || isCall(text[index + 1])
  }

  private static func isCall(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x21, 0x3F, 0xFF01, 0xFF1F, 0x203C, 0x2047...0x2049: true
    default: false
    }
  }

  /// Whether what follows ！ or ？ belongs to the same sentence; behind a space only what can belong to no other.
  private static func goesOn(_ text: ArraySlice<UInt32>, isApart: Bool) -> Bool {
    guard let first = text.first else { return false }
    if first == Sign.comma || first == 0xFF0C { return true }
    if beginnings.contains(where: text.hasPrefix) { return false }
    if particles.contains(where: text.hasPrefix) { return true }
    guard !isApart, particlesBeforeWords.contains(first), let second = text.dropFirst().first else { return false }
    switch Script(second) {
    case .kanji, .katakana, .latin, .digit: return true
    case .hiragana, .other: return Sign.close(of: second) != nil
    }
  }

  /// What follows a question or a call that is quoted.
  private static let particles = [
    "と", "って", "など", "なんて", "を", "だと", "だけ", "だった", "だ。", "です", "にも", "には", "に、", "について", "のよう", "ばかり", "くらい",
    "ぐらい", "やら",
  ].map { [UInt32](scalarsOf: $0) }

  /// Words that begin a sentence like a particle.
  private static let beginnings = [
    "とにかく", "とても", "とっても", "ところ", "とりあえず", "ともかく", "ともあれ", "ともに", "ときどき", "ときに", "とくに", "とうとう", "とはいえ",
    "とは言え", "とたん", "とかく", "とっさ", "とおり", "となり", "とんで", "とんでも", "とっく", "とすれば", "となれば", "となると", "というわけで",
    "ということで", "といっても", "どう", "などなど", "だったら",
  ].map { [UInt32](scalarsOf: $0) }

  private static let particlesBeforeWords = [UInt32](scalarsOf: "のにがはもでかやへ")
  private static let quotes = [UInt32](scalarsOf: "”’")
}
