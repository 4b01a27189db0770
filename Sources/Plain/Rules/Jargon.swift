import Platform
import Source

/// No word that a boss would have to look up: terms of the glossary are explained or replaced, and words that nobody
/// listed are not there.
///
/// ```
/// ファームウェアを更新します      the reader is not told what ファームウェア is
/// ```
enum Jargon {
  static func reportUnexplained(
    _ term: Term, at range: Range<Int>, in passage: Passage, _ inspection: inout Inspection
  ) {
    let word = passage.flat.scalars[range].text
    let plain = passage.place == .label ? term.short ?? term.plain : term.plain ?? term.short
    inspection.find(
      .unexplainedJargon, at: range, of: passage,
      Message(ja: "「\(word)」が説明なしに使われています", en: "'\(word)' is used without an explanation"),
      help: help(term, plain?.value, in: passage))
  }

  private static func help(_ term: Term, _ plain: String?, in passage: Passage) -> Message? {
    guard let plain else {
      return Message(ja: "別の言葉に言い換えてください", en: "say it in other words")
    }
    if passage.place == .label || term.policy == .avoid {
      return Message(ja: "「\(plain)」などに言い換えてください", en: "say it in other words, such as '\(plain)'")
    }
    return Message(
      ja: "このままでは文が崩れるため、自動では置き換えられません。「\(plain)」などに言い換えるか、直後の（ ）で説明してください",
      en: "it cannot be replaced here without breaking the sentence: say '\(plain)', or explain it in （ ） behind it")
  }

  static func reportUnknown(_ range: Range<Int>, in passage: Passage, _ inspection: inout Inspection) {
    let word = passage.flat.scalars[range].text
    inspection.find(
      .unknownWord, at: range, of: passage,
      Message(ja: "「\(word)」は、だれもが知る言葉として登録されていません", en: "'\(word)' is not on the list of everyday words"),
      help: Message(
        ja: "別の言葉にするか、専門用語なら glossary.yaml に、日常語なら plain.yaml の everyday に、業種の言葉なら業種の vocabulary に加えてください",
        en:
          "use another word; or add it to glossary.yaml (a term), to 'everyday' in plain.yaml, or to the 'vocabulary' of its trade"
      ))
  }

  static let unexplained = Diagnostic.Kind(
    "T501", "unexplained-jargon", .error,
    Message(
      ja: """
        配付資料に、説明のない専門用語があります。用語集（glossary.yaml）の方針が replace の言葉は、ほかの言葉に置き換わります。\
        後に助詞や句読点が続くときは plain、「する」が続くときは suru、名詞が続くときは compound、見出しと表では short です。当てはまるものがないと\
        文が崩れるので、置き換えずに知らせます。最初に出るところで「言葉（説明）」と書けば、説明したものとして扱います。
        """,
      en: """
        A sheet has a technical term without an explanation. Terms with the policy 'replace' give way to 'plain' before a \
        particle or punctuation, to 'suru' before する, to 'compound' before a noun, to 'short' in headings and tables. \
        Where none fits, the sentence would break, and it is reported instead. 'TERM（explanation）' at its first use will do.
        """))

  static let unknown = Diagnostic.Kind(
    "T502", "unknown-word", .error,
    Message(
      ja: """
        配付資料のカタカナ語（3文字以上）と英字の語は、用語集か日常語の一覧（plain.yaml の everyday、業種の vocabulary）に\
        なければなりません。用語集がまだ知らない専門用語も、これで見つかります。漢字だけの専門用語は、用語集に書いてあるものだけが見つかります。
        """,
      en: """
        On sheets, every katakana word of three characters or more and every Latin word is in the glossary or on the list \
        of everyday words ('everyday' in plain.yaml, an industry's 'vocabulary'). So terms that the glossary has never \
        heard of are found too. Jargon in kanji alone is found only where the glossary lists it.
        """))
}
