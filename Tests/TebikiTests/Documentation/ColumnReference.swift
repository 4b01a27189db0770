@testable import GuideModel

/// The columns of a customers' file as a table.
enum ColumnReference {
  static var table: String {
    var text = "| 列 | 内容 |\n| --- | --- |\n"
    for column in CustomerColumn.allCases {
      text += "| `\(column.rawValue)`\(CustomerColumn.required.contains(column) ? " ★" : "") | \(column.summary) |\n"
    }
    return text
  }
}

extension CustomerColumn {
  fileprivate var summary: String {
    switch self {
    case .id: "お客様ごとに違う名前。フォルダーの名前になる（文字、数字、`-`、`_`。日本語も使える）"
    case .name: "会社の名前"
    case .industry: "業種の id"
    case .honorific: "敬称（書かなければ、`person` があれば「様」、会社だけなら「御中」）"
    case .person: "担当者の氏名"
    case .title: "担当者の役職"
    case .contract:
      Contract.allCases.map { "`\($0.rawValue)`" }.joined(separator: " ") + "（書かなければ `maintenance`）"
    case .sheets: "作る資料の id。`;` で並べる。書かなければ、経営者に渡す資料のすべて"
    case .date: "資料の日付。`2026-11-30` か `2026/11/30`"
    case .note: "`{{customer.note}}` に入る一言"
    case .offers: "載せる商品の id。`;` で並べる。書かなければすべて"
    }
  }
}
