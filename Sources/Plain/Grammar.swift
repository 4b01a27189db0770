/// Says what may stand where a term stood, by what stands around it: blind replacement breaks sentences
/// (読めない形に変えることしてください, 仕組みアプリ).
enum Grammar {
  /// What follows a term, as far as its replacement must know.
  enum Following: Equatable {
    /// A particle, だ・です・な, punctuation, a bracket, a blank, or nothing: a noun phrase may stand here.
    case free
    /// する, して, した, しま…: what a wording before する always takes.
    case verb
    /// され, させ, でき, しな, しや…: what changes who does it, or whether; 〜ように does not go on with it.
    case changedVerb
    /// Another noun.
    case noun
    case other
  }

  static func following(_ text: ArraySlice<UInt32>) -> Following {
    guard let next = text.first else { return .free }
    switch Script(next) {
    case .hiragana:
      if !text.hasPrefix(can), particles.contains(where: text.hasPrefix) { return .free }
      if changedVerbs.contains(where: text.hasPrefix) { return .changedVerb }
      return beginsVerb(text) ? .verb : .other
    case .kanji:
      if notCompounding.contains(where: text.hasPrefix) { return .other }
      if text.dropFirst().first.map({ Script($0) }) == .kanji { return .noun }
      return next == 0x7B49 ? .free : .other  // 等; other single kanji are endings, as in サーバー室
    case .katakana: return next == Sign.longVowel ? .other : .noun
    case .latin, .digit: return .noun
    case .other: return next == SpellingKey.opaque ? .noun : .free
    }
  }

  /// Whether what stands before a term leaves it a word of its own: 未・再・非, お・ご and digits make another word.
  static func isFree(before text: ArraySlice<UInt32>) -> Bool {
    guard let last = text.last else { return true }
    if last == 0x304A || last == 0x3054 {  // お, ご; but not the end of a word in hiragana
      return text.dropLast().last.map { Script($0) == .hiragana } ?? false
    }
    return !Script(last).joinsWords && Script(last) != .digit
  }

  private static func beginsVerb(_ text: ArraySlice<UInt32>) -> Bool {
    if verbs.contains(where: text.hasPrefix) { return true }
    return text.count == 1 && (text.first == 0x3057 || text.first == 0x3059)  // し, す at the very end
  }

  private static let verbs = [
    "する", "すれ", "すべ", "して", "した", "しま", "しよ", "し、", "しろ", "せず", "せよ",
  ].map { Array(scalarsOf: $0) }

  private static let changedVerbs = [
    "され", "させ", "さず", "せぬ", "でき", "しな", "しつ", "しそ", "しづ", "しに", "しや", "し直", "し続", "し忘",
  ].map { Array(scalarsOf: $0) }

  /// Kanji behind a term that are no noun which a 〜の could lead to: 以外, 不要, 可能, 直後, 失敗.
  private static let notCompounding = [
    "以", "不", "未", "可", "必須", "必要", "自体", "自身", "直後", "直前", "途中", "次第", "失敗", "成功", "完了", "開始", "終了",
    "中止", "等々", "両方", "同士", "前後", "済", "毎", "有無", "無", "禁止",
  ].map { Array(scalarsOf: $0) }

  private static let can = Array(scalarsOf: "でき")

  private static let particles = [
    "から", "まで", "より", "など", "だけ", "ほど", "くらい", "ぐらい", "ずつ", "こそ", "さえ", "しか", "で", "だ", "な", "が", "を", "に",
    "へ", "と", "の", "も", "や", "か", "は", "ね", "よ", "ごと", "または", "および", "あるいは", "もしくは", "ばかり", "って",
  ].map { Array(scalarsOf: $0) }
}
