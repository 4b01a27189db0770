package import Markup
import Platform
package import Source

/// What the text of a sheet measures.
package struct PlainMeasure: Sendable {
  package var sentences = 0
  /// Characters of the sentences, without what stands in （）.
  package var characters = 0
  /// Characters of the running text, and the kanji among them, without names, lists and tables.
  package var proseCharacters = 0
  package var proseKanji = 0
  /// How many terms plain words were put in place of.
  package var replaced = 0

  package init() {}

  package var charactersPerSentence: Double { sentences == 0 ? 0 : Double(characters) / Double(sentences) }

  /// The share of kanji, from 0 to 1.
  package var kanjiRatio: Double { proseCharacters == 0 ? 0 : Double(proseKanji) / Double(proseCharacters) }
}

/// Holds a text, as its reader gets it, against the rules of plain language.
package struct Gate {
  package private(set) var report: Report
  package private(set) var suppressions: [Suppression]
  /// Of sheets; pages are not measured.
  package private(set) var measure = PlainMeasure()

  /// Checks a document: a page of the site, or a sheet after its wording.
  package init(
    _ document: Document, _ sources: SourceFiles, _ language: PlainLanguage, isSheet: Bool, place: SourceRange? = nil
  ) {
    var inspection = Inspection(of: document, sources, language, isSheet: isSheet)
    var passages: [Passage] = []
    Passage.forEach(in: document) { passages.append($0) }
    let allowed =
      isSheet ? (language.allowed + language.terms.flatMap(\.spellings)).map { Array(scalarsOf: $0.value) } : []
    for passage in passages {
      SentenceRules.check(passage, &inspection)
      PhraseRules.check(passage, &inspection)
      ClaimRules.check(passage, &inspection)
      CharacterRules.check(passage, &inspection)
      if isSheet { KanjiRules.check(passage, allowed: allowed, &inspection) }
    }
    StyleRules.check(passages, &inspection)
    ListRules.check(&inspection)
    if isSheet {
      for passage in passages where passage.place == .prose || passage.place == .item { measure.add(passage) }
      if let place { Self.check(measure, at: place, &inspection) }
      Self.checkCode(&inspection)
    }
    report = inspection.report
    suppressions = inspection.suppressions
  }

  private static func check(_ measure: PlainMeasure, at place: SourceRange, _ inspection: inout Inspection) {
    let length = measure.charactersPerSentence
    if let severity = inspection.limits(of: .longSentences).severity(of: length) {
      let shown = Int(length.rounded())
      inspection.find(
        .longSentences, severity, at: place, node: -1,
        Message(ja: "一文が平均\(shown)字あります", en: "\(shown) characters a sentence on average"),
        help: Message(ja: "長い文から二つに分けてください", en: "cut the longest ones in two"))
    }
    let percent = measure.kanjiRatio * 100
    if measure.proseCharacters >= 100, let severity = inspection.limits(of: .kanjiRatio).severity(of: percent) {
      let shown = Int(percent.rounded())
      inspection.find(
        .kanjiRatio, severity, at: place, node: -1,
        Message(ja: "本文の\(shown)%が漢字です", en: "\(shown)% of the running text is kanji"),
        help: Message(ja: "ひらがなで書ける言葉を開いてください", en: "write in kana what can be"))
    }
  }

  private static func checkCode(_ inspection: inout Inspection) {
    let document = inspection.document
    for (index, node) in document.nodes.enumerated() where node.kind == .code || node.kind == .codeBlock {
      guard let severity = inspection.limits(of: .bareAddress).severity(of: 1) else { return }
      inspection.find(
        .bareAddress, severity, at: node.range, node: index,
        Message(ja: "配付資料にコードが書かれています", en: "a sheet has code"),
        help: Message(ja: "言葉で説明してください", en: "say it in words"))
    }
  }
}

extension PlainMeasure {
  fileprivate mutating func add(_ passage: Passage) {
    for sentence in passage.sentences where sentence.isComplete || passage.place == .item {
      sentences += 1
      characters += sentence.length
    }
    guard passage.place == .prose else { return }
    for (index, scalar) in passage.flat.scalars.enumerated() where passage.flat.reading[index] != .name {
      if Sign.isSpace(scalar) { continue }
      proseCharacters += 1
      if Script(scalar) == .kanji { proseKanji += 1 }
    }
  }
}
