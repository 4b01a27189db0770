/// Says what may stand where a term stood, by what stands around it: blind replacement breaks sentences
/// (読めない形に変えることしてください, 仕組みアプリ).
enum Grammar {
  /// What follows a term, as far as its replacement must know.
  enum Following: Equatable {
    /// A particle, だ・です・な, punctuation, a bracket, a blank, or nothing: a noun phrase may stand here.
    case free
    /// する・し・さ・せ・でき.
    case verb
    /// Another noun.
    case noun
    case other
  }

  static func following(_ text: ArraySlice<UInt32>) -> Following {
    guard let next = text.first else { return .free }
    switch Script(next) {
    case .hiragana:
      if !text.hasPrefix(can), particles.contains(where: text.hasPrefix) { return .free }
      return beginsVerb(text) ? .verb : .other
    case .kanji:
      if text.dropFirst().first.map({ Script($0) }) == .kanji { return .noun }
      return next == 0x7B49 ? .free : .other  // 等; other single kanji are endings, as in サーバー室
    case .katakana, .latin, .digit: return .noun
    case .other: return next == SpellingKey.opaque ? .noun : .free
    }
  }

  /// Whether what stands before a term leaves it a word of its own: 未・再・非 make another word.
  static func isFree(before text: ArraySlice<UInt32>) -> Bool {
    text.last.map { !Script($0).joinsWords } ?? true
  }

  private static func beginsVerb(_ text: ArraySlice<UInt32>) -> Bool {
    if verbs.contains(where: text.hasPrefix) { return true }
    return text.count == 1 && (text.first == 0x3057 || text.first == 0x3059)  // し, す at the very end
  }

  private static let verbs = [
    "する", "すれ", "すべ", "して", "した", "しな", "しま", "しよ", "しつ", "し、", "しろ", "しそ", "しづ", "しに", "しや", "し直",
    "し続", "し忘", "され", "させ", "さず", "せず", "せよ", "せぬ", "でき",
  ].map { Array(scalarsOf: $0) }

  private static let can = Array(scalarsOf: "でき")

  private static let particles = [
    "から", "まで", "より", "など", "だけ", "ほど", "くらい", "ぐらい", "ずつ", "こそ", "さえ", "しか", "で", "だ", "な", "が", "を", "に",
    "へ", "と", "の", "も", "や", "か", "は", "ね", "よ", "ごと", "または", "および", "あるいは", "もしくは", "ばかり", "って",
  ].map { Array(scalarsOf: $0) }
}
