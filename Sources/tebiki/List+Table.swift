import Platform
import Source

extension List {
  /// Returns rows as lines: the heads above, and each column as wide as its widest cell; nothing where there are none.
  func table(_ rows: [[(String, JSON)]], _ language: Language) -> String {
    guard let first = rows.first else { return "" }
    let shown = first.indices.filter { first[$0].1.plainText != nil }
    let heads = shown.map { Self.head(of: first[$0].0).text(in: language) }
    let lines = [heads] + rows.map { row in shown.map { row[$0].1.plainText?.shown ?? "" } }
    let widths = shown.indices.map { column in lines.map { $0[column].displayWidth }.max() ?? 0 }
    return lines.map { cells in
      let padded = zip(cells, widths).map { $0 + String(repeating: " ", count: $1 - $0.displayWidth) }
      var line = padded.joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return line + "\n"
    }.joined()
  }

  /// What stands above a column.
  private static func head(of key: String) -> Message {
    switch key {
    case "id": Message(ja: "id", en: "ID")
    case "title": Message(ja: "題名", en: "TITLE")
    case "address": Message(ja: "アドレス", en: "ADDRESS")
    case "kind": Message(ja: "種類", en: "KIND")
    case "capability": Message(ja: "力", en: "CAPABILITY")
    case "cost": Message(ja: "費用", en: "COST")
    case "effect": Message(ja: "効果", en: "EFFECT")
    case "who": Message(ja: "誰が", en: "WHO")
    case "url": Message(ja: "リンク先", en: "URL")
    case "jsic": Message(ja: "産業分類", en: "JSIC")
    case "fictional": Message(ja: "架空", en: "FICTIONAL")
    case "type": Message(ja: "図の形", en: "TYPE")
    case "industry": Message(ja: "業種", en: "INDUSTRY")
    case "audience": Message(ja: "読む人", en: "AUDIENCE")
    case "charactersPerSentence": Message(ja: "一文の字数", en: "CHARACTERS/SENTENCE")
    case "kanjiRatio": Message(ja: "漢字の割合", en: "KANJI")
    case "termsReplaced": Message(ja: "言い換えた用語", en: "TERMS REPLACED")
    case "term": Message(ja: "用語", en: "TERM")
    case "reading": Message(ja: "読み", en: "READING")
    case "policy": Message(ja: "扱い", en: "POLICY")
    case "pages": Message(ja: "ページで", en: "ON PAGES")
    case "sheets": Message(ja: "資料で", en: "ON SHEETS")
    case "unexplained": Message(ja: "説明なし", en: "UNEXPLAINED")
    case "used": Message(ja: "使用", en: "USED")
    default: Message(ja: key, en: key.uppercased())
    }
  }
}
