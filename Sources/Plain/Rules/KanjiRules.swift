import Platform
import Source

/// Kanji in measure: a page that is black with them is not read.
enum KanjiRules {
  /// Finds long runs of kanji that are no term, no name, and not allowed by `plain.yaml`.
  static func check(_ passage: Passage, allowed: [[UInt32]], _ inspection: inout Inspection) {
    let text = passage.flat.scalars
    var index = 0
    while index < text.count {
      guard Script(text[index]) == .kanji, passage.flat.reading[index] != .name else {
        index += 1
        continue
      }
      var end = index
      while end < text.count, Script(text[end]) == .kanji, passage.flat.reading[end] != .name { end += 1 }
      let run = index..<end
      if run.count > 6, !isAllowed(text[run], allowed) {
        inspection.find(
          .kanjiRun, amount: Double(run.count), at: run, of: passage,
          Message(ja: "漢字が\(run.count)字続いています", en: "\(run.count) kanji in a row"),
          help: Message(
            ja: "「の」などで分けてください。固有の名前なら plain.yaml の allowed に加えます",
            en: "part them by の or the like; a proper name goes to 'allowed' in plain.yaml"))
      }
      index = end
    }
  }

  private static func isAllowed(_ run: ArraySlice<UInt32>, _ allowed: [[UInt32]]) -> Bool {
    var rest = run.count
    for name in allowed where run.indices.contains(where: { run[$0...].hasPrefix(name) }) {
      rest -= name.count
    }
    return rest <= 6
  }

  static let ratio = Diagnostic.Kind(
    "T507", "kanji-ratio", .warning,
    Message(
      ja: "本文に占める漢字の割合が高く、紙面が黒く見えます。名前、箇条書き、表は数えません。ひらがなで書ける言葉を開いてください。",
      en:
        "The share of kanji in the running text is high, and the page looks black. Names, lists and tables do not count."
    ))

  static let run = Diagnostic.Kind(
    "T508", "kanji-run", .warning,
    Message(
      ja: "漢字が7字以上続くと、どこで切れるのかが分かりません。間にひらがなを入れてください。名前なら、plain.yaml の allowed に書き足します。",
      en:
        "With seven kanji in a row, nobody sees where words end. Put kana between them; names go to 'allowed' in plain.yaml."
    ))
}
