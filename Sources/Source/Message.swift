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
