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
  private let columns: CustomerColumns

  /// Reads a CSV file; nil where it lacks its columns, which is reported.
  package init?(_ source: SourceFile, _ file: FileID, reporting report: inout Report) {
    if let foreign = ForeignTable(source) {
      report.add(foreign.diagnostic(at: SourceRange(file: file, start: 0, end: source.lengthOfFirstLine)))
      return nil
    }
    let table = CSV(source, file, reporting: &report)
    let nothing = CSV.Row(cells: [], range: SourceRange(file: file, start: 0, end: 0))
    let filled = table.rows.filter { !$0.isEmpty }
    guard let columns = CustomerColumns(filled.first ?? nothing, reporting: &report) else { return nil }
    self.columns = columns
    rows = Array(filled.dropFirst())
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

  /// Reads the rows that are chosen by their number, from 0, and their id; the others are only named. Of two rows with
  /// one id the second is the bad one, whichever are chosen.
  package func entries(
    for guide: Guide, where isChosen: (_ number: Int, _ id: String) -> Bool
  ) -> [CustomerEntry] {
    var taken: Set<String> = []
    return rows.enumerated().map { number, row in
      let id = id(of: row)
      let isFirst = id.isEmpty || taken.insert(id.lowercased()).inserted
      func text(_ column: CustomerColumn) -> String {
        columns.cell(column, of: row).map { RowReader.line(of: $0.value) } ?? ""
      }
      var entry = CustomerEntry(
        id: id, name: text(.name), industry: text(.industry), range: row.range, isChosen: isChosen(number, id))
      guard entry.isChosen else { return entry }
      var reader = RowReader(row, columns, guide)
      entry.customer = reader.customer()
      if entry.customer != nil, !isFirst {
        reader.report.add(
          .duplicateID, at: reader.place(.id),
          Message(ja: "id '\(id)' はすでに上の行にあります", en: "the id '\(id)' stands in a row above"),
          help: Message(ja: "お客様ごとに別の id にしてください", en: "give every customer an id of its own"))
        entry.customer = nil
      }
      entry.ownsFolder = isFirst && reader.hasFolder
      entry.report = reader.report
      return entry
    }
  }
}

/// A row of a customers' file and what came of reading it.
package struct CustomerEntry: Sendable {
  /// What stands in the column of ids, without blanks.
  package let id: String
  package let name: String
  package let industry: String
  /// The row.
  package let range: SourceRange
  /// Whether the run is asked to make it.
  package let isChosen: Bool
  /// Nil where something is wrong with the row, or nobody has asked for it.
  package fileprivate(set) var customer: Customer?
  /// Whether the folder of the id is this row's: the id can name one, and no row above has it.
  package fileprivate(set) var ownsFolder = false
  package fileprivate(set) var report = Report()
}

/// Reads one row.
private struct RowReader {
  private let row: CSV.Row
  private let columns: CustomerColumns
  private let guide: Guide
  var report = Report()

  init(_ row: CSV.Row, _ columns: CustomerColumns, _ guide: Guide) {
    self.row = row
    self.columns = columns
    self.guide = guide
  }

  /// Whether the row's id can name a folder.
  var hasFolder: Bool {
    var reader = RowReader(row, columns, guide)
    return reader.id() != nil
  }

  func place(_ column: CustomerColumn) -> SourceRange { columns.cell(column, of: row)?.range ?? row.range }

  /// Returns the row's customer; nil where something is wrong with it, which is reported.
  mutating func customer() -> Customer? {
    if let surplus = columns.surplus(of: row) {
      report.add(
        .badValue, at: surplus.range,
        Message(
          ja: "'\(surplus.value)' の列には、一行目に名前がありません（列は\(columns.count)）",
          en: "the column of '\(surplus.value)' has no name in the first row (there are \(columns.count) columns)"),
        help: Message(
          ja: "「,」を含むセルは「\"」で囲んでください。列を足したのなら、一行目に名前を書いてください",
          en: "put a cell with a ',' between quotes; a column that was added needs its name in the first row"))
      return nil
    }
    let id = id()
    let name = text(.name, required: true)
    let industry = industry()
    let contract = contract()
    let sheets = sheets()
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
    guard let cell = text(.industry) else {
      report.add(
        .brokenReference, at: place(.industry), Message(ja: "業種が空です", en: "the industry is empty"),
        help: help(forIndustry: nil))
      return nil
    }
    let called = guide.industries.map { industry in
      (id: industry.id.name, names: [industry.name.value, guide.page(of: industry).title])
    }
    switch NamedChoice(cell.value, among: called) {
    case .one(let id): return ID(id)
    case .several(let ids):
      reportAmbiguous(cell, ids, Message(ja: "業種", en: "industry"))
    case .none:
      report.add(
        .brokenReference, at: cell.range,
        Message(ja: "業種 '\(cell.value)' がありません", en: "there is no industry '\(cell.value)'"),
        help: help(forIndustry: cell.value))
    }
    return nil
  }

  private func help(forIndustry name: String?) -> Message {
    let ids = guide.industries.ids.map(\.name)
    return name.flatMap { closest(to: $0, in: ids) }.map(Message.meant)
      ?? Message(
        ja: "どれにも当てはまらなければ 'general' を選んでください（\(ids.joined(separator: " "))）",
        en: "where none fits, choose 'general' (\(ids.joined(separator: " ")))")
  }

  /// Reports a text that more than one item is called by.
  private mutating func reportAmbiguous(_ cell: Located<String>, _ ids: [String], _ kind: Message) {
    report.add(
      .brokenReference, at: cell.range,
      Message(
        ja: "\(kind.ja) '\(cell.value)' に当てはまるものが\(ids.count)つあります",
        en: "\(ids.count) \(ids.count == 1 ? "item fits" : "items fit") the \(kind.en) '\(cell.value)'"),
      help: Message(
        ja: "どれか一つを書いてください: \(ids.joined(separator: " "))", en: "write one of them: \(ids.joined(separator: " "))"))
  }

  private mutating func contract() -> Contract? {
    guard let cell = text(.contract) else { return nil }
    if let contract = Contract(meantBy: cell.value) { return contract }
    let names = Contract.allCases.map(\.rawValue)
    report.add(
      .badValue, at: cell.range,
      Message(
        ja: "'\(cell.value)' は契約の種類ではありません。なし、スポット、保守、SLA（\(names.joined(separator: ", "))）のどれかです",
        en: "'contract' is one of \(names.joined(separator: ", ")) (なし, スポット, 保守, SLA)"),
      help: closest(to: cell.value, in: names).map(Message.meant))
    return nil
  }

  private mutating func date() -> CalendarDate? {
    guard let cell = text(.date) else { return nil }
    if let date = CalendarDate(written: cell.value) { return date }
    report.add(
      .badValue, at: cell.range,
      Message(
        ja: "'\(cell.value)' は実在する日付（2026-11-22、2026/11/22、令和8年11月22日 など）ではありません",
        en: "'\(cell.value)' is not a day that exists (2026-11-22, 2026/11/22 or 令和8年11月22日)"),
      help: CalendarDate.eraHelp(for: cell.value))
    return nil
  }

  /// The ids of the items that a cell names, by id or by what they are called; entries stand between `;`, or `、` where
  /// nothing is called by the whole of one. What there is not is reported.
  private mutating func references(
    _ column: CustomerColumn, among called: [(id: String, names: [String])], _ kind: Message,
    _ missing: (String) -> Message
  ) -> [String] {
    guard let cell = columns.cell(column, of: row) else { return [] }
    let entries = Self.line(of: cell.value).split { $0 == ";" || $0 == "；" }.flatMap { entry -> [Substring] in
      if case .one = NamedChoice(String(entry), among: called) { return [entry] }
      return entry.split { "、，,/／".contains($0) }
    }
    return entries.map { String($0.trimmed) }.filter { !$0.isEmpty }.compactMap { name in
      let place = Located(name, at: cell.range)
      switch NamedChoice(name, among: called) {
      case .one(let id): return id
      case .several(let ids): reportAmbiguous(place, ids, kind)
      case .none:
        let ids = called.map(\.id)
        report.add(
          .brokenReference, at: place.range, missing(name),
          help: closest(to: name, in: ids).map(Message.meant)
            ?? Message(ja: "あるもの: \(ids.joined(separator: " "))", en: "there are: \(ids.joined(separator: " "))"))
      }
      return nil
    }
  }

  private mutating func sheets() -> [ID<Sheet>] {
    let called = guide.sheets.map { (id: $0.id.name, names: [guide.page(of: $0).title]) }
    let kind = Kind.sheet.name
    return references(.sheets, among: called, kind) {
      Message(ja: "\(kind.ja) '\($0)' がありません", en: "no \(kind.en) '\($0)'")
    }.map { ID($0) }
  }

  private mutating func offers() -> [String] {
    let called = guide.vendor.offers.map { (id: $0.id, names: [$0.name.value]) }
    return references(.offers, among: called, Message(ja: "商品", en: "offer")) {
      Message(ja: "vendor.yaml に商品 '\($0)' がありません", en: "vendor.yaml has no offer '\($0)'")
    }
  }
}
