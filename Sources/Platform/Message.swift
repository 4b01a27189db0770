/// Says one thing in the two languages of the console.
package struct Message: Hashable, Sendable {
  package let ja: String
  package let en: String

  package init(ja: String, en: String) {
    self.ja = ja
    self.en = en
  }

  package func text(in language: Language) -> String {
    switch language {
    case .ja: ja
    case .en: en
    }
  }
}

/// A language that messages are written in.
package enum Language: String, CaseIterable, Sendable {
  case ja, en
}

extension String {
  /// The English noun with its article: 'a page', 'an industry'.
  package var withArticle: String { (first.map("aeiou".contains) == true ? "an " : "a ") + self }

  /// The text as it stands within a Japanese sentence: with a blank where it begins or ends with a Latin letter.
  package var amongJapanese: String {
    func isLatin(_ character: Character?) -> Bool { character.map { $0.isASCII && $0.isLetter } ?? false }
    return (isLatin(first) ? " " : "") + self + (isLatin(last) ? " " : "")
  }

  /// The text without characters that a terminal would act on.
  package var shown: String {
    String(
      String.UnicodeScalarView(
        unicodeScalars.map { scalar in
          switch scalar.value {
          case 0..<0x20, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069: "?"
          default: scalar
          }
        }))
  }
}
