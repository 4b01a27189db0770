import Platform
package import Source

/// A customer whose names go onto sheets: one row of a CSV file.
package struct Customer: Sendable {
  package let id: String
  package let name: Located<String>
  package let industry: ID<Industry>
  /// What stands behind a person's name: 様 unless the row says otherwise.
  package let honorific: Located<String>?
  package let person: Located<String>?
  /// The person's 役職.
  package let title: Located<String>?
  package let contract: Contract?
  /// The sheets that are made; all of the executive's where empty.
  package let sheets: [ID<Sheet>]
  /// The day that the sheets bear.
  package let date: CalendarDate?
  package let note: Located<String>?
  /// The vendor's offers that are shown; all of them where empty.
  package let offers: [String]
  /// The row.
  package let range: SourceRange

  /// Those of its columns that are filled, and that a sheet must ask for.
  package var filledColumns: Set<CustomerColumn> {
    var columns: Set<CustomerColumn> = []
    if note != nil { columns.insert(.note) }
    if contract != nil { columns.insert(.contract) }
    if !offers.isEmpty { columns.insert(.offers) }
    return columns
  }
}

/// The rows of a customers' file, before anything is asked of them.
package struct CustomerRows {
  private let rows: [CSV.Row]
  private let columns: Columns

  /// Reads a CSV file; nil where it lacks its columns, which is reported.
  package init?(_ source: SourceFile, _ file: FileID, reporting report: inout Report) {
    let table = CSV(source, file, reporting: &report)
    let nothing = CSV.Row(cells: [], range: SourceRange(file: file, start: 0, end: 0))
    guard let columns = Columns(table.rows.first ?? nothing, reporting: &report) else { return nil }
    self.columns = columns
    rows = table.rows.dropFirst().filter { $0.cells.contains { !$0.value.allSatisfy(\.isWhitespace) } }
  }

  /// Reports the columns that are filled, and that no sheet says anything of.
  package func report(unprinted columns: Set<CustomerColumn>, _ report: inout Report) {
    for column in CustomerColumn.allCases where columns.contains(column) {
      guard let way = column.wayToPrint, let place = self.columns.place(of: column) else { continue }
      report.add(
        .unprintedColumn, at: place,
        Message(
          ja: "列 '\(column.rawValue)' の値は、作った資料のどれにも出てきません",
          en: "what the column '\(column.rawValue)' holds is on none of the sheets that were made"),
        help: Message(
          ja: "資料に「\(way)」を書くと出ます（handouts/ か、列 sheets を確かめてください）",
          en: "write '\(way)' in a sheet to print it; look at handouts/, or at the column 'sheets'"))
    }
  }

  /// What stands in the column of ids.
  package var ids: [String] { rows.map(id) }

  /// The folders of the ids, in small letters: where disks make no difference, A1 and a1 are one.
  package var folders: Set<String> { Set(ids.map { $0.lowercased() }) }

  /// The ids by what else a customer is known as: the name and the person.
  package var idsByName: [String: String] {
    let names = rows.flatMap { row in
      [CustomerColumn.name, .person].compactMap { columns.cell($0, of: row)?.value }.map { ($0, id(of: row)) }
    }
    return Dictionary(names.filter { !$0.0.isEmpty }, uniquingKeysWith: { first, _ in first })
  }

  /// What a row's id is compared by: the signs of the folder that it names, and none that is left out there.
  private func id(of row: CSV.Row) -> String {
    columns.cell(.id, of: row).map { RowReader.line(of: $0.value).filter { !$0.isWhitespace } } ?? ""
  }

  /// Reads the rows that are chosen by their number, from 0, and their id. A bad one is reported and left out; of two
  /// with one id the second is the bad one, whichever are chosen.
  package func customers(
    for guide: Guide, reporting report: inout Report, where isChosen: (_ number: Int, _ id: String) -> Bool
  ) -> [Customer] {
    var customers: [Customer] = []
    var taken: Set<String> = []
    for (number, row) in rows.enumerated() {
      let id = id(of: row)
      let isFirst = id.isEmpty || taken.insert(id.lowercased()).inserted
      guard isChosen(number, id) else { continue }
      var reader = RowReader(row, columns, guide)
      if let customer = reader.customer() {
        if isFirst {
          customers.append(customer)
        } else {
          reader.report.add(
            .duplicateID, at: reader.place(.id),
            Message(ja: "id '\(customer.id)' はすでに上の行にあります", en: "the id '\(customer.id)' stands in a row above"),
            help: Message(ja: "お客様ごとに別の id にしてください", en: "give every customer an id of its own"))
        }
      }
      report.merge(reader.report)
    }
    return customers
  }
}

/// The columns that a customers' file can have.
package enum CustomerColumn: String, CaseIterable, Sendable {
  case id, name, industry, honorific, person, title, contract, sheets, date, note, offers

  static let required: [CustomerColumn] = [.id, .name, .industry]

  /// What a sheet has where it says something of the column; nil for a column that no sheet has to ask for.
  fileprivate var wayToPrint: String? {
    switch self {
    case .note: "{{customer.note}}"
    case .contract: ":::roles"
    case .offers: ":::offers"
    case .id, .name, .industry, .honorific, .person, .title, .sheets, .date: nil
    }
  }

  /// The column that a head in Japanese means, as address books and spreadsheets have them.
  init?(meantBy head: String) {
    switch head {
    case "番号", "no", "no.", "コード", "管理番号", "通し番号", "連番", "お客様id", "お客様no", "お客様番号", "お客様コード", "顧客id", "顧客no", "顧客番号",
      "顧客コード", "会員番号", "取引先id", "取引先番号", "取引先コード", "得意先番号", "得意先コード", "会社コード":
      self = .id
    case "名前", "会社名", "会社名称", "会社", "社名", "お客様名", "お客様", "顧客名", "顧客", "企業名", "法人名", "団体名", "組織名", "事業者名", "事業所名",
      "取引先", "取引先名", "得意先", "得意先名", "店名", "店舗名", "屋号", "名称":
      self = .name
    case "業種", "業種id", "業種コード", "業種名", "業界", "業態": self = .industry
    case "敬称": self = .honorific
    case "担当", "ご担当", "担当者", "担当者名", "担当者氏名", "ご担当者", "ご担当者名", "ご担当者様", "先方担当者", "代表", "代表者", "代表者名", "宛名", "氏名",
      "お名前", "姓名":
      self = .person
    case "役職", "役職名", "肩書", "肩書き": self = .title
    case "契約", "契約種別", "契約区分", "契約の種類", "契約内容", "保守契約": self = .contract
    case "資料", "資料名", "配付資料", "配布資料": self = .sheets
    case "日付", "作成日", "発行日", "訪問日", "訪問予定日": self = .date
    case "備考", "メモ", "一言", "ひとこと", "メッセージ", "コメント": self = .note
    case "商品", "商品名", "提案", "おすすめ", "おすすめ商品", "提案商品": self = .offers
    default: return nil
    }
  }

  /// The column that each head of a first row means; nil for one that is unknown, or whose column another one is.
  static func columns(meantBy heads: [String]) -> [CustomerColumn?] {
    var columns = heads.map { CustomerColumn(rawValue: $0) }
    for (index, head) in heads.enumerated() where columns[index] == nil {
      guard let column = CustomerColumn(meantBy: head), !columns.contains(column) else { continue }
      columns[index] = column
    }
    return columns
  }
}

/// Which column is which, as the first row says.
private struct Columns {
  private var indexes: [CustomerColumn: Int] = [:]
  private let head: CSV.Row
  let count: Int

  init?(_ head: CSV.Row, reporting report: inout Report) {
    self.head = head
    count = head.cells.count
    let names = CustomerColumn.allCases.map(\.rawValue)
    guard
      !head.cells.contains(where: { cell in
        CustomerColumn(meantBy: Self.name(of: cell)) != nil || cell.value.unicodeScalars.contains { !$0.isASCII }
      })
    else {
      report.add(
        .unknownKey, at: head.range,
        Message(ja: "列の名前は、決まった英字で書きます", en: "columns have names of their own, in English"),
        help: Self.help(for: head))
      return nil
    }
    for (index, cell) in head.cells.enumerated() {
      let name = Self.name(of: cell)
      guard let column = CustomerColumn(rawValue: name) else {
        report.add(
          .unknownKey, at: cell.range,
          Message(ja: "'\(cell.value)' という列はありません", en: "there is no column '\(cell.value)'"),
          help: closest(to: name, in: names).map(Message.meant)
            ?? Message(ja: "使える列: \(names.joined(separator: " "))", en: "its columns: \(names.joined(separator: " "))"))
        continue
      }
      if indexes.updateValue(index, forKey: column) != nil {
        report.add(
          .duplicateID, at: cell.range,
          Message(ja: "列 '\(name)' が二つあります", en: "the column '\(name)' is there twice"))
      }
    }
    for column in CustomerColumn.required where indexes[column] == nil {
      report.add(
        .missingField, at: head.range,
        Message(ja: "列 '\(column.rawValue)' が必要です", en: "the column '\(column.rawValue)' is needed"),
        help: Message(
          ja: "一行目は「id,name,industry,…」です", en: "the first row is 'id,name,industry,…'"))
    }
    if CustomerColumn.required.contains(where: { indexes[$0] == nil }) { return nil }
  }

  /// Says what to write for each head, and which of the columns that have to be there is still missing then.
  private static func help(for head: CSV.Row) -> Message {
    let names = head.cells.map(name)
    let columns = CustomerColumn.columns(meantBy: names)
    let missing = CustomerColumn.required.filter { !columns.contains($0) }.map(\.rawValue)
    let others = columns.contains(nil)
    let pairs = zip(head.cells, columns).filter { $1 == nil || $1?.rawValue != name(of: $0) }.map { cell, column in
      "\(cell.value) → \(column?.rawValue ?? (missing.isEmpty ? "×" : "?"))"
    }
    let (ja, en) = (pairs.joined(separator: "、"), pairs.joined(separator: ", "))
    guard !missing.isEmpty else {
      return Message(
        ja: "一行目を書き換え\(others ? "、× の列は消し" : "")てください: \(ja)",
        en: "change the first row\(others ? ", and remove the columns with ×" : ""): \(en)")
    }
    return Message(
      ja:
        "必ず要る列（\(missing.joined(separator: "、"))）が足りません。\(others ? "? の列のどれかがそれなら、その名前にし、なければ" : "")足してください。一行目: \(ja)",
      en:
        "a column that has to be there is missing (\(missing.joined(separator: ", "))): \(others ? "give its name to the one with ? that is it, or " : "")add it. The first row: \(en)"
    )
  }

  private static func name(of head: Located<String>) -> String {
    head.value.filter { !$0.isWhitespace }.lowercased()
  }

  /// Where a column's name stands.
  func place(of column: CustomerColumn) -> SourceRange? { cell(column, of: head)?.range }

  func cell(_ column: CustomerColumn, of row: CSV.Row) -> Located<String>? {
    guard let index = indexes[column], index < row.cells.count else { return nil }
    return row.cells[index]
  }
}

/// Reads one row.
private struct RowReader {
  private let row: CSV.Row
  private let columns: Columns
  private let guide: Guide
  var report = Report()

  init(_ row: CSV.Row, _ columns: Columns, _ guide: Guide) {
    self.row = row
    self.columns = columns
    self.guide = guide
  }

  func place(_ column: CustomerColumn) -> SourceRange { columns.cell(column, of: row)?.range ?? row.range }

  /// Returns the row's customer; nil where something is wrong with it, which is reported.
  mutating func customer() -> Customer? {
    if row.cells.count > columns.count {
      report.add(
        .badValue, at: row.range,
        Message(
          ja: "セルが\(row.cells.count)個あります（列は\(columns.count)）",
          en: "\(row.cells.count) cells, but \(columns.count) columns"),
        help: Message(ja: "「,」を含むセルは「\"」で囲んでください", en: "put a cell with a ',' between quotes"))
      return nil
    }
    let id = id()
    let name = text(.name, required: true)
    let industry = industry()
    let contract = contract()
    let sheets = list(.sheets).compactMap { reference($0, in: guide.sheets, Kind.sheet.name) }
    let date = date()
    let offers = offers()
    guard let id, let name, let industry, !report.hasErrors else { return nil }
    return Customer(
      id: id, name: name, industry: industry, honorific: text(.honorific), person: text(.person), title: text(.title),
      contract: contract, sheets: sheets, date: date, note: text(.note), offers: offers, range: row.range)
  }

  /// A text on one line: line breaks inside quotes become blanks. Neither control characters nor what turns the
  /// direction of writing stay: a name must not change what is around it.
  static func line(of text: String) -> String {
    let words = text.split { $0.isNewline || $0 == "\t" }.joined(separator: " ")
    return String(
      String.UnicodeScalarView(
        words.unicodeScalars.filter { ![.control, .format].contains($0.properties.generalCategory) }))
  }

  /// A cell's text on one line.
  private mutating func text(_ column: CustomerColumn, required: Bool = false) -> Located<String>? {
    let cell = columns.cell(column, of: row)
    let text = Self.line(of: cell?.value ?? "").drop { $0.isWhitespace }
    guard !text.isEmpty else {
      if required {
        report.add(
          .missingField, at: cell?.range ?? row.range,
          Message(ja: "'\(column.rawValue)' が空です", en: "'\(column.rawValue)' is empty"),
          help: Message(ja: "値を書いてください", en: "write a value"))
      }
      return nil
    }
    return Located(String(text.reversed().drop { $0.isWhitespace }.reversed()), at: cell?.range ?? row.range)
  }

  /// An id names a folder: letters, digits, - and _, so that it cannot lead anywhere else.
  private mutating func id() -> String? {
    guard let id = text(.id, required: true) else { return nil }
    let isSafe =
      id.value.first != "-" && id.value.first != "_" && id.value.utf8.count <= 100 && !Page.isDeviceName(id.value)
      && id.value.unicodeScalars.allSatisfy { scalar in
        scalar == "-" || scalar == "_" || scalar.properties.isAlphabetic || scalar.properties.numericType != nil
      }
    guard isSafe else {
      report.add(
        .badValue, at: id.range,
        Message(ja: "id '\(id.value)' は使えません", en: "the id '\(id.value)' cannot be used"),
        help: Message(ja: "文字、数字、- と _ だけで、短くしてください", en: "letters, digits, - and _ alone, and short"))
      return nil
    }
    return id.value
  }

  private mutating func industry() -> ID<Industry>? {
    let cell = text(.industry)
    if let cell, guide.industries[ID(cell.value)] != nil { return ID(cell.value) }
    let ids = guide.industries.ids.map(\.name)
    let near = cell.flatMap { closest(to: $0.value, in: ids) }
    let byName = cell.flatMap { cell in guide.industries.first { $0.name.value == cell.value }?.id.name }
    report.add(
      .brokenReference, at: place(.industry),
      cell.map { Message(ja: "業種 '\($0.value)' がありません", en: "there is no industry '\($0.value)'") }
        ?? Message(ja: "業種が空です", en: "the industry is empty"),
      help: (byName ?? near).map(Message.meant)
        ?? Message(
          ja: "どれにも当てはまらなければ 'general' を選んでください（\(ids.joined(separator: " "))）",
          en: "where none fits, choose 'general' (\(ids.joined(separator: " ")))"))
    return nil
  }

  private mutating func contract() -> Contract? {
    guard let cell = text(.contract) else { return nil }
    if let contract = Contract(rawValue: cell.value) { return contract }
    let names = Contract.allCases.map(\.rawValue)
    report.add(
      .badValue, at: cell.range,
      Message(
        ja: "'contract' は次のどれかです（\(names.joined(separator: ", "))）",
        en: "'contract' is one of \(names.joined(separator: ", "))"),
      help: (FieldReader.choice(meantBy: cell.value, among: names) ?? closest(to: cell.value, in: names)).map(
        Message.meant))
    return nil
  }

  private mutating func date() -> CalendarDate? {
    guard let cell = text(.date) else { return nil }
    let parts = cell.value.split { $0 == "-" || $0 == "/" }.map { $0.count == 1 ? "0\($0)" : String($0) }
    if parts.count == 3, let date = CalendarDate(parts.joined(separator: "-")) { return date }
    report.add(
      .badValue, at: cell.range,
      Message(
        ja: "'\(cell.value)' は実在する日付（2026-11-22 か 2026/11/22）ではありません",
        en: "'\(cell.value)' is no day that exists (2026-11-22 or 2026/11/22)"))
    return nil
  }

  /// The entries of a cell, between `;`.
  private func list(_ column: CustomerColumn) -> [Located<String>] {
    guard let cell = columns.cell(column, of: row) else { return [] }
    return cell.value.split { $0 == ";" || $0 == "；" }.map { String($0.filter { !$0.isWhitespace }) }
      .filter { !$0.isEmpty }.map { Located($0, at: cell.range) }
  }

  private mutating func reference<Item: GuideItem>(
    _ name: Located<String>, in items: Items<Item>, _ kind: Message
  ) -> ID<Item>? {
    if items[ID(name.value)] != nil { return ID(name.value) }
    let ids = items.ids.map(\.name)
    report.add(
      .brokenReference, at: name.range,
      Message(ja: "\(kind.ja) '\(name.value)' がありません", en: "no \(kind.en) '\(name.value)'"),
      help: closest(to: name.value, in: ids).map(Message.meant)
        ?? Message(ja: "あるもの: \(ids.joined(separator: " "))", en: "there are: \(ids.joined(separator: " "))"))
    return nil
  }

  private mutating func offers() -> [String] {
    let ids = guide.vendor.offers.map(\.id)
    for offer in list(.offers) where !ids.contains(offer.value) {
      report.add(
        .brokenReference, at: offer.range,
        Message(ja: "vendor.yaml に商品 '\(offer.value)' がありません", en: "vendor.yaml has no offer '\(offer.value)'"),
        help: closest(to: offer.value, in: ids).map(Message.meant))
    }
    return list(.offers).map(\.value)
  }
}
