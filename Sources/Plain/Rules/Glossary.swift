import Platform
package import Source

/// The glossary keeps its word: its tests pass, no spelling is there twice, and its plain wording is plain.
package enum Glossary {
  package static let kinds = [failedTest, duplicate, notPlain]

  package static func check(_ language: PlainLanguage, _ lexicon: Lexicon) -> Report {
    var report = Report()
    checkSpellings(language, &report)
    for (index, term) in language.terms.enumerated() {
      for hit in term.hits where !lexicon.finds(term: index, in: hit.value) {
        report.add(
          failedTest, at: hit.range,
          Message(ja: "「\(term.name.value)」がこの文に見つかりません", en: "'\(term.name.value)' is not found in this text"),
          help: Message(ja: "variants に書き方を加えるか、試しの文を直してください", en: "add the spelling to 'variants', or mend the test"))
      }
      for miss in term.misses where lexicon.finds(term: index, in: miss.value) {
        report.add(
          failedTest, at: miss.range,
          Message(ja: "「\(term.name.value)」がこの文に見つかってしまいます", en: "'\(term.name.value)' is found in this text"),
          help: Message(ja: "その言葉を not_in に加えてください", en: "add the phrase to 'not_in'"))
      }
      let wordings =
        [term.plain, term.short, term.suru, term.compound]
        + (term.policy == .explain ? [term.explanation] : [])
      for case let wording? in wordings { checkPlain(wording, of: index, language, lexicon, &report) }
    }
    return report
  }

  private static func checkSpellings(_ language: PlainLanguage, _ report: inout Report) {
    var owners: [[UInt32]: Int] = [:]
    // In the file's order, not the kana's: of two it is the later that is told of.
    let inFileOrder = language.terms.enumerated().sorted { left, right in
      let (one, other) = (left.element.name.range, right.element.name.range)
      return (one.file, one.start) < (other.file, other.start)
    }
    for (index, term) in inFileOrder {
      for spelling in term.spellings {
        let key = Lexicon.key(of: spelling.value)
        guard let first = owners[key] else {
          owners[key] = index
          continue
        }
        guard first != index else { continue }
        let owner = language.terms[first].name.value
        report.add(
          duplicate, at: spelling.range,
          Message(
            ja: "'\(spelling.value)' は、前にある用語「\(owner)」にもあります",
            en: "'\(spelling.value)' is a spelling of '\(owner)' too, which stands before"),
          help: Message(
            ja: "どちらか一方を消すか、一つの用語にまとめてください（別の呼び方は variants に）",
            en: "remove one of them, or make them one term (its other names are 'variants')"))
      }
    }
    for word in language.everyday {
      let key = Lexicon.key(of: word.value)
      guard let owner = owners[key].map({ language.terms[$0].name.value }) else { continue }
      report.add(
        duplicate, at: word.range,
        Message(ja: "'\(word.value)' は用語集の「\(owner)」です", en: "'\(word.value)' is the glossary's '\(owner)'"),
        help: Message(
          ja: "日常語なら、用語集の policy を keep にしてください", en: "if it is an everyday word, give the term the policy 'keep'"))
    }
  }

  /// A wording goes onto sheets as it stands, so it has no term and no unlisted word.
  ///
  /// - Parameter own: The term whose wording it is, which an explanation may name; nil for a trade's wording, whose other words
  ///   are the trade's own.
  package static func checkPlain(
    _ wording: Located<String>, of own: Int? = nil, _ language: PlainLanguage, _ lexicon: Lexicon,
    _ report: inout Report
  ) {
    let text = Array(scalarsOf: wording.value)
    let finder = WordFinder(text, lexicon)
    var words = own == nil ? [] : finder.unknown.map { text[$0].text }
    for use in finder.uses {
      guard case .term(let index) = use.meaning, language.terms[index].policy != .keep else { continue }
      if language.terms[index].policy == .explain && index == own { continue }
      words.append(text[use.range].text)
    }
    guard !words.isEmpty else { return }
    let list = words.joined(separator: "、")
    report.add(
      notPlain, at: wording.range,
      Message(ja: "言い換えに、やさしくない言葉があります: \(list)", en: "the wording is not plain itself: \(list)"),
      help: Message(ja: "だれでも知っている言葉だけで書いてください", en: "use words that everybody knows"))
  }

  private static let failedTest = Diagnostic.Kind(
    "T520", "failed-term-test", .error,
    Message(
      ja: "用語集の tests の文で、言葉が見つからない（hit）か、見つかってしまいます（miss）。variants か not_in を書き足すか、文を直してください。",
      en:
        "A text of a term's 'tests' does not have it (hit), or has it (miss). Mend 'variants' or 'not_in', or the text."
    ))

  private static let duplicate = Diagnostic.Kind(
    "T521", "duplicate-term", .error,
    Message(
      ja: "同じ書き方の言葉が二つあります。長音、濁音の書き分け、全角と半角、大文字と小文字の違いは、区別しません。片方を消すか、一つの用語の variants にまとめてください。",
      en:
        "Two terms have one spelling. Long vowels, ヴ and バ, width and case make no difference. Remove one, or make it one of the other's 'variants'."
    ))

  private static let notPlain = Diagnostic.Kind(
    "T522", "wording-not-plain", .error,
    Message(
      ja: "用語集の言い換えや説明、業種の words の言い換えは、そのまま配付資料に入ります。専門用語は使えず、用語集では日常語の一覧にない言葉も使えません。",
      en: """
        A term's plain wording, and a trade's in its 'words', go onto sheets as they stand: they can have no term, and a term's no \
        unlisted word.
        """))
}

extension Lexicon {
  /// Whether a term is found somewhere in `text`.
  fileprivate func finds(term: Int, in text: String) -> Bool {
    WordFinder(Array(scalarsOf: text), self).uses.contains { $0.meaning == .term(term) }
  }
}
