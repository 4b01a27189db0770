/// Says whether an author has explained a word where it stands.
enum Explanation {
  /// Whether the use at `range` is explained: by what follows in （）, by standing as `plain（TERM）`, or by とは、.
  static func isGiven(
    for range: Range<Int>, plain: [String], in text: [UInt32], isTerm: (ArraySlice<UInt32>) -> Bool
  ) -> Bool {
    let behind = text[range.upperBound...]
    if behind.hasPrefix(toWa) { return true }
    if let parenthesis = parenthesis(behind: range.upperBound, in: text), explains(text[parenthesis.content]),
      !isTerm(text[parenthesis.content])
    {
      return true
    }
    guard range.lowerBound > 0, isOpen(text[range.lowerBound - 1]), let next = behind.first, isClose(next) else {
      return false
    }
    let before = text[..<(range.lowerBound - 1)]
    return plain.contains { before.hasSuffix(Array(scalarsOf: $0)) }
  }

  /// A parenthesis behind a word, its brackets and what stands in them.
  struct Parenthesis {
    var whole: Range<Int>
    var content: Range<Int>
  }

  /// What stands in a longer parenthesis explains nothing: its reader has forgotten the word.
  private static let longest = 500

  /// Returns the parenthesis that follows at `index`, over a closing quotation mark.
  static func parenthesis(behind index: Int, in text: [UInt32]) -> Parenthesis? {
    var start = index
    while start < min(text.count, index + 8), [0x300D, 0x300F, 0x22, 0x201D].contains(text[start]) { start += 1 }
    guard start < text.count, isOpen(text[start]) else { return nil }
    var depth = 0
    for position in start..<min(text.count, start + longest) {
      if isOpen(text[position]) { depth += 1 }
      if isClose(text[position]) { depth -= 1 }
      if depth == 0 { return Parenthesis(whole: start..<position + 1, content: start + 1..<position) }
    }
    return nil
  }

  /// Whether a parenthesis says what a word means: not how it is read, no acronym, no reference.
  private static func explains(_ content: ArraySlice<UInt32>) -> Bool {
    content.count >= 2 && !isReadingOrAcronym(content) && !references.contains { content.hasPrefix($0) }
  }

  /// Whether it is nothing but kana, or nothing but Latin letters, digits and signs.
  static func isReadingOrAcronym(_ content: ArraySlice<UInt32>) -> Bool {
    let scripts = content.map { Script($0) }
    return scripts.allSatisfy { $0 == .hiragana || $0 == .katakana || $0 == .other }
      && scripts.contains { $0 == .hiragana || $0 == .katakana }
      || scripts.allSatisfy { $0 == .latin || $0 == .digit || $0 == .other }
  }

  private static let toWa = Array(scalarsOf: "とは、")
  private static let references = ["以下", "注", "参照", "図", "表"].map { Array(scalarsOf: $0) }

  private static func isOpen(_ scalar: UInt32) -> Bool { scalar == 0x28 || scalar == Sign.openParenthesis }
  private static func isClose(_ scalar: UInt32) -> Bool { scalar == 0x29 || scalar == Sign.closeParenthesis }
}
