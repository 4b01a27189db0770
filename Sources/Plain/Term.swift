package import Source

/// A term of the glossary: how it is spelled, and what a sheet says in its place.
package struct Term: Sendable {
  /// What becomes of a term on a sheet, after 公用文作成の考え方 (2022).
  package enum Policy: String, CaseIterable, Sendable {
    /// Other words are put in its place.
    case replace
    /// It stays, and is explained where it comes first.
    case explain
    /// It is never replaced by itself, and always a mistake.
    case avoid
    /// An everyday word.
    case keep
  }

  package var name: Located<String>
  /// In hiragana; the glossary is in its order.
  package var reading: String
  package var variants: [Located<String>] = []
  /// Phrases in which it is no term: 納税証明書 for 証明書.
  package var exceptions: [Located<String>] = []
  package var policy = Policy.replace
  /// Says the same in plain words; ends in a noun.
  package var plain: Located<String>?
  /// The same in ten characters at most: for headings, tables, figures, and where it comes again.
  package var short: Located<String>?
  /// What stands before する.
  package var suru: Located<String>?
  /// What stands before another noun.
  package var compound: Located<String>?
  /// The explanation that the site shows; with policy `explain`, what sheets add.
  package var explanation: Located<String>?
  /// Texts in which it must be found, and texts in which it must not.
  package var hits: [Located<String>] = []
  package var misses: [Located<String>] = []

  package init(name: Located<String>, reading: String) {
    self.name = name
    self.reading = reading
  }

  package var spellings: [Located<String>] { [name] + variants }
}

/// What the project says about words: its terms, the everyday words, the limits of the rules.
package struct PlainLanguage: Sendable {
  package var terms: [Term]
  package var everyday: [Located<String>]
  /// The everyday words that no project has to list.
  package var standardWords: [Located<String>] = []
  /// Long runs of kanji that are no mistake: 個人情報保護委員会.
  package var allowed: [Located<String>]
  package var limits: [PlainRule: RuleLimits]

  package init(
    terms: [Term] = [], everyday: [Located<String>] = [], allowed: [Located<String>] = [],
    limits: [PlainRule: RuleLimits] = [:]
  ) {
    self.terms = terms
    self.everyday = everyday
    self.allowed = allowed
    self.limits = limits
  }
}
