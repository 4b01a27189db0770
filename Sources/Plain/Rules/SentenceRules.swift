import Platform
import Source

/// Sentences that can be taken in at one reading.
///
/// Source: 公用文作成の考え方 (2022): from 50–60 characters on, a sentence is cut in two.
enum SentenceRules {
  static func check(_ passage: Passage, _ inspection: inout Inspection) {
    // Nearly every sentence stays within the limits, so these are asked for once.
    let (length, commaLimits) = (inspection.limits(of: .sentenceTooLong), inspection.limits(of: .tooManyCommas))
    for sentence in passage.sentences {
      // Names of code and addresses are taken in at a glance; sheets have neither.
      let characters = inspection.isSheet ? sentence.length : sentence.shortLength
      let commas = commas(in: passage.words(of: sentence))
      guard
        length.severity(of: Double(characters)) != nil || commaLimits.severity(of: Double(commas)) != nil
      else { continue }
      // The measure is one of Japanese; a sentence in another language takes more letters.
      guard passage.words(of: sentence).contains(where: { $0 >= 0x3041 && Script($0) != .other }) else { continue }
      inspection.find(
        .sentenceTooLong, amount: Double(characters), at: sentence.range, of: passage,
        Message(ja: "一文が\(characters)字あります", en: "a sentence of \(characters) characters"),
        help: Message(ja: "二つの文に分けてください", en: "cut it in two"))
      inspection.find(
        .tooManyCommas, amount: Double(commas), at: sentence.range, of: passage,
        Message(ja: "一文に読点「、」が\(commas)個あります", en: "a sentence with \(commas) commas"),
        help: Message(ja: "文を分けるか、箇条書きにしてください", en: "cut it, or make it a list"))
    }
    if passage.place == .prose {
      let count = passage.sentences.count
      inspection.find(
        .longParagraph, amount: Double(count), at: 0..<passage.flat.scalars.count, of: passage,
        Message(ja: "一つの段落に\(count)文あります", en: "a paragraph of \(count) sentences"),
        help: Message(ja: "段落を分けてください", en: "cut the paragraph"))
    }
  }

  /// Counts 、 but those between two nouns of a list: 注文書、請求書、検収書.
  private static func commas(in words: ArraySlice<UInt32>) -> Int {
    words.indices.count { index in
      guard words[index] == Sign.comma else { return false }
      guard let before = words[..<index].last(where: { !Sign.isSpace($0) }),
        let behind = words[(index + 1)...].first(where: { !Sign.isSpace($0) })
      else { return true }
      return !(endsNoun(before) && beginsNoun(behind))
    }
  }

  private static func endsNoun(_ scalar: UInt32) -> Bool {
    Script(scalar).joinsWords || Script(scalar) == .digit || Sign.isClose(scalar) || isQuote(scalar)
      || scalar == SpellingKey.opaque
  }

  private static func beginsNoun(_ scalar: UInt32) -> Bool {
    Script(scalar).joinsWords || Script(scalar) == .digit || Sign.close(of: scalar) != nil
      || isQuote(scalar) || scalar == SpellingKey.opaque
  }

  private static func isQuote(_ scalar: UInt32) -> Bool { [0x22, 0x27, 0x201C, 0x201D].contains(scalar) }

  static let tooLong = Diagnostic.Kind(
    "T503", "sentence-too-long", .error,
    Message(
      ja: "一文が長すぎます。数えるのは見える文字で、（ ）の中の説明は数えません。サイトでは、半角の文字を半分に、コードやアドレスを一つ5字までに数えます。文は「」や（ ）の外の。！？で終わります。二つの文に分けてください。",
      en:
        "A sentence is too long. Visible characters count, explanations in （ ） do not. On the site, half-width ones count half, and code or an address five at most. 。！？ outside brackets end it. Make it two."
    ))

  static let longOnAverage = Diagnostic.Kind(
    "T504", "long-sentences", .hint,
    Message(
      ja: "一枚の文が、平均して長めです。短い文のほうが、急いでいる人に伝わります。",
      en: "The sentences of a sheet are long on average. Short ones reach a reader in a hurry."))

  static let tooManyCommas = Diagnostic.Kind(
    "T505", "too-many-commas", .warning,
    Message(
      ja: "読点の多い文は、いくつものことを一度に言っています。名詞を並べる読点は数えません。文を分けてください。",
      en:
        "A sentence of many commas says many things at once. Commas between the nouns of a list do not count. Make it two sentences."
    ))

  static let longParagraph = Diagnostic.Kind(
    "T506", "long-paragraph", .error,
    Message(
      ja: "配付資料の段落は、4文までにします。長い段落は読み飛ばされます。二つに分けるか、箇条書きにしてください。",
      en: "A paragraph of a sheet has four sentences at most. Longer ones are skipped. Make it two, or a list."))
}
