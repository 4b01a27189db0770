import Plain
import Platform
import Source

/// Which column of a customers' file is which, as its first row says: by their own names, or as people call them.
struct CustomerColumns {
  private var indexes: [CustomerColumn: Int] = [:]
  private let head: CSV.Row
  /// The columns that have a head.
  private let named: Set<Int>

  /// Whose side 担当 is on, a head does not say: the customer's, or the vendor's.
  private static let unclearHeads = ["担当", "担当名", "担当氏名"]

  /// How many columns have a head.
  var count: Int { named.count }

  /// Reads the first row; nil where it is not that of a customers' file, which is reported.
  init?(_ head: CSV.Row, reporting report: inout Report) {
    self.head = head
    let names = head.cells.map(Self.name)
    named = Set(names.indices.filter { !names[$0].isEmpty })
    let errors = report.count(.error)
    let meanings = names.map(CustomerColumn.meant)
    // A column's own name comes first, then what can mean one thing alone, then what can mean several.
    let ranks = names.indices.map { CustomerColumn(rawValue: names[$0]) != nil ? 0 : meanings[$0].count }
    for index in names.indices.sorted(by: { (ranks[$0], $0) < (ranks[$1], $1) }) where !meanings[index].isEmpty {
      assign(head.cells[index], index, meanings[index], reporting: &report)
    }
    for (index, name) in names.enumerated() where !name.isEmpty && meanings[index].isEmpty {
      reportUnknown(head.cells[index], name, &report)
    }
    let missing = CustomerColumn.required.filter { indexes[$0] == nil }
    for column in missing {
      report.add(
        .missingField, at: head.range,
        Message(
          ja: "列 '\(column.rawValue)'（\(column.japaneseHead)）が必要です",
          en: "the column '\(column.rawValue)' (\(column.japaneseHead)) is needed"),
        help: Message(
          ja: "一行目は「id,name,industry,…」か「お客様番号,会社名,業種,…」です",
          en: "the first row is 'id,name,industry,…' or 'お客様番号,会社名,業種,…'"))
    }
    if report.count(.error) > errors { return nil }
  }

  /// Takes a head for the first of its meanings that no other one has.
  private mutating func assign(
    _ cell: Located<String>, _ index: Int, _ columns: [CustomerColumn], reporting report: inout Report
  ) {
    if let free = columns.first(where: { indexes[$0] == nil }) {
      indexes[free] = index
      return
    }
    let column = columns[0]
    let other = indexes[column].map { head.cells[$0].value } ?? ""
    let isSame = other == cell.value
    report.add(
      .duplicateID, at: cell.range,
      Message(
        ja: isSame ? "列 '\(cell.value)' が二つあります" : "列 '\(cell.value)' と '\(other)' は、どちらも \(column.rawValue) です",
        en: isSame
          ? "the column '\(cell.value)' is there twice"
          : "the columns '\(cell.value)' and '\(other)' are both '\(column.rawValue)'"),
      help: Message(ja: "どちらか一つにしてください", en: "leave one of them"))
  }

  private func reportUnknown(_ cell: Located<String>, _ name: String, _ report: inout Report) {
    if Self.unclearHeads.contains(name) {
      return report.add(
        .unknownKey, at: cell.range,
        Message(
          ja: "列 '\(cell.value)' が、お客様の側の人か、こちらの側の人か分かりません",
          en: "the column '\(cell.value)' does not say on whose side these people are, the customer's or yours"),
        help: Message(
          ja: "お客様の担当の方なら「担当者」（person）にし、こちらの担当なら列を消してください",
          en: "call it 'person' (担当者) where they are the customer's, and remove the column where they are yours"))
    }
    let heads = CustomerColumn.allCases.map(\.rawValue)
    let near = closest(to: name, in: heads) ?? closest(to: name, in: CustomerColumn.allCases.map(\.japaneseHead))
    let all = CustomerColumn.allCases.map { "\($0.rawValue)（\($0.japaneseHead)）" }.joined(separator: " ")
    report.add(
      .unknownKey, at: cell.range,
      Message(ja: "'\(cell.value)' という列はありません", en: "there is no column '\(cell.value)'"),
      help: near.map(Message.meant)
        ?? Message(ja: "列を消すか、次のどれかにしてください: \(all)", en: "remove the column, or call it one of these: \(all)"))
  }

  /// A head as it is compared: widths and capitals make no difference, nor blanks, nor a remark behind it: 会社名（必須）.
  private static func name(of head: Located<String>) -> String {
    let key = NamedChoice.key(head.value).compactMap(Unicode.Scalar.init)
    var name = String(String.UnicodeScalarView(key))
    while let last = name.last, "*※".contains(last) { name.removeLast() }
    while let first = name.first, "*※".contains(first) { name.removeFirst() }
    guard let open = name.firstIndex(where: { "([【〔".contains($0) }), open != name.startIndex,
      name.last.map({ ")]】〕".contains($0) }) == true
    else { return name }
    return String(name[..<open])
  }

  /// How many columns of a customers' file some heads are.
  static func known(among heads: [String]) -> Int {
    heads.count { head in
      let cell = Located(head, at: SourceRange(file: FileID(0), start: 0, end: 0))
      return !CustomerColumn.meant(by: name(of: cell)).isEmpty
    }
  }

  /// Where a column's name stands.
  func place(of column: CustomerColumn) -> SourceRange? { cell(column, of: head)?.range }

  func cell(_ column: CustomerColumn, of row: CSV.Row) -> Located<String>? {
    guard let index = indexes[column], index < row.cells.count else { return nil }
    return row.cells[index]
  }

  /// The first cell that holds something, and stands below no head.
  func surplus(of row: CSV.Row) -> Located<String>? {
    for (index, cell) in row.cells.enumerated() where !named.contains(index) && !cell.value.trimmed.isEmpty {
      return cell
    }
    return nil
  }
}
