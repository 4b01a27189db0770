import Platform
import Source

/// One style for one text: です・ます, or である, not both.
///
/// ```
/// 控えを取ります。これは重要である。      the second sentence changes the tone
/// ```
enum StyleRules {
  enum Style { case polite, plain }

  /// Returns the style of a sentence that ends with 。; nil where it ends in a noun or otherwise shows none.
  static func style(of sentence: Passage.Sentence, in passage: Passage) -> Style? {
    guard sentence.isComplete else { return nil }
    // What is asked or called out may break the style; what is quoted has its own.
    let sign = passage.flat.scalars[sentence.range].last { !Sign.isSpace($0) && !quotes.contains($0) }
    guard sign == Sign.fullStop || sign == 0x2E else { return nil }
    var words = passage.words(of: sentence)
    while let last = words.last, Sign.isSpace(last) { words.removeLast() }
    if let last = words.last, quotes.contains(last) { return nil }
    while let last = words.last, Sign.isClose(last) || Sign.isSpace(last) || isFinalParticle(last, of: words) {
      words.removeLast()
    }
    if polite.contains(where: words.hasSuffix) { return .polite }
    if plain.contains(where: words.hasSuffix) { return .plain }
    return nil
  }

  /// か, ね and よ behind a verb.
  private static func isFinalParticle(_ scalar: UInt32, of words: ArraySlice<UInt32>) -> Bool {
    [0x304B, 0x306D, 0x3088].contains(scalar) && words.count > 2
  }

  static func check(_ passages: [Passage], _ inspection: inout Inspection) {
    var found: [(passage: Int, sentence: Range<Int>, style: Style)] = []
    for (number, passage) in passages.enumerated() where passage.place == .prose && !passage.isApart {
      for sentence in passage.sentences {
        if let style = style(of: sentence, in: passage) { found.append((number, sentence.range, style)) }
      }
    }
    let politeCount = found.count { $0.style == .polite }
    guard politeCount > 0, politeCount < found.count else { return }
    let minority: Style = politeCount * 2 >= found.count ? .plain : .polite
    for (passage, sentence, style) in found where style == minority {
      inspection.find(
        .mixedStyle, at: sentence, of: passages[passage],
        minority == .plain
          ? Message(ja: "「です・ます」の文章に「である」の文が交じっています", en: "a sentence in である style among です・ます")
          : Message(ja: "「である」の文章に「です・ます」の文が交じっています", en: "a sentence in です・ます style among である"),
        help: Message(ja: "文末をそろえてください", en: "give all sentences one style"))
    }
  }

  private static let quotes = [UInt32](scalarsOf: "」』”’\"")
  private static let polite = [
    "です", "ます", "でした", "ました", "ません", "ませんでした", "でしょう", "ましょう", "ください", "くださいませ", "なさい",
  ].map { Array(scalarsOf: $0) }

  private static let plain = [
    "である", "であった", "であろう", "ではない", "だ", "だった", "だろう", "する", "した", "しない", "いる", "ている", "ていた",
    "ある", "あった", "なる", "なった", "れる", "れた", "せる", "せた", "える", "えた", "ける", "けた", "できる", "できない",
    "できた", "らない", "わない", "べきだ", "ない",
  ].map { Array(scalarsOf: $0) }

  static let mixedStyle = Diagnostic.Kind(
    "T509", "mixed-style", .warning,
    Message(
      ja: "一つの文章の中で、です・ます体と、である体が交じっています。箇条書きの体言止めや、引用、図の説明、？や！で終わる文はかまいません。",
      en:
        "One text mixes the です・ます and the である style. List items may end in nouns; quotations, captions, questions and calls are left alone."
    ))
}
