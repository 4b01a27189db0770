import Plain
import Source

/// Breaks a Japanese text into lines where SVG has no layout of its own.
enum LineBreaking {
  /// Characters that may not begin a line.
  private static let notFirst: Set<Character> = Set("、。，．・：；？！）〕］｝〉》」』】ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々〜…%％")
  /// Characters that may not end one.
  private static let notLast: Set<Character> = Set("（〔［｛〈《「『【")

  /// Returns the lines of `text` in a column `width` wide, set in `size`.
  ///
  /// Lines are of like length, and end where a phrase does when one ends near: behind kana before kanji or katakana. A
  /// word ends up on two lines only where it is longer than a line by itself: standing out, it would cover its neighbour.
  static func lines(of text: String, width: Int, size: Int) -> [String] {
    var rest = Array(text)[...]
    var lines: [String] = []
    while let next = firstLine(of: rest, widest: width * 100 / size) {
      lines.append(String(rest[..<next]))
      rest = rest[next...]
    }
    return rest.isEmpty ? lines : lines + [String(rest)]
  }

  /// Cuts a company's name where a line may end: behind what kind of company it is, and where another script begins that
  /// a word begins with. Browsers know phrases, and a name of kanji is none of them: 北／関東支社.
  static func parts(ofName name: String) -> [String] {
    let scalars = Array(name.unicodeScalars)
    var parts: [String] = []
    var part = String.UnicodeScalarView()
    for (index, scalar) in scalars.enumerated() {
      if index > 0,
        isCut(between: Script(scalars[index - 1].value), and: Script(scalar.value))
          || companies.contains(where: String(part).hasSuffix) && Script(scalar.value).joinsWords
      {
        parts.append(String(part))
        part = .init()
      }
      part.append(scalar)
    }
    return part.isEmpty ? parts : parts + [String(part)]
  }

  private static let companies = ["株式会社", "有限会社", "合同会社", "合資会社", "合名会社", "一般社団法人", "協同組合"]

  private static func isCut(between last: Script, and next: Script) -> Bool {
    last != next && next.joinsWords && [.kanji, .katakana, .hiragana].contains(last)
  }

  /// Returns how wide a line is at most, set in `size`.
  static func width(of line: String, size: Int) -> Int {
    (hundredths(of: Array(line)[...]) * size + 99) / 100
  }

  /// Returns where the first of several lines ends; nil where everything fits on one.
  private static func firstLine(of text: ArraySlice<Character>, widest: Int) -> Int? {
    let total = hundredths(of: text)
    guard total > widest else { return nil }
    let target = total / ((total + widest - 1) / max(widest, 1))
    var best: (end: Int, cost: Int)?
    var fitting = text.startIndex + 1
    var meter = Meter()
    for end in text.indices.dropFirst() {
      meter.add(text[end - 1])
      let width = meter.width
      if width > widest { break }
      fitting = end
      guard !notFirst.contains(text[end]), !notLast.contains(text[end - 1]), !isInWord(text[end - 1], text[end]) else {
        continue
      }
      let cost = abs(width - target) + roughness(between: text[end - 1], and: text[end])
      if cost < best?.cost ?? .max { best = (end, cost) }
    }
    return best?.end ?? fitting
  }

  private static func hundredths(of text: ArraySlice<Character>) -> Int {
    var meter = Meter()
    for character in text { meter.add(character) }
    return meter.width
  }

  /// Measures a text, one character after the other.
  private struct Meter {
    /// In hundredths of the size, as the wide faces of the sheets have it; browsers part wide characters from others by
    /// an eighth.
    private(set) var width = 0
    private var wasWide: Bool?

    mutating func add(_ character: Character) {
      for scalar in character.unicodeScalars where scalar.displayWidth > 0 {
        let isWide = scalar.displayWidth == 2
        if let wasWide, wasWide != isWide { width += 13 }
        wasWide = isWide
        switch scalar {
        case _ where isWide: width += 100
        case "%", "@", "&", "M", "W", "m", "w": width += 100
        case "0"..."9": width += 77
        case "A"..."Z": width += 84
        case ".", ",", "'", "i", "j", "l", " ": width += 40
        default: width += 70
        }
      }
    }
  }

  /// Whether two characters are letters or digits of one word or number.
  private static func isInWord(_ last: Character, _ next: Character) -> Bool {
    func isPart(_ character: Character) -> Bool {
      character.isASCII && (character.isLetter || character.isNumber || ".,%-".contains(character))
    }
    return isPart(last) && isPart(next)
  }

  /// How badly a line ends between two characters: well behind a particle, badly inside a word.
  private static func roughness(between last: Character, and next: Character) -> Int {
    if ("ぁ"..."ん").contains(next) { return 400 }
    if "をはがにのでともへや、。」）".contains(last) { return 0 }
    return ("ぁ"..."ん").contains(last) ? 250 : 400
  }
}
