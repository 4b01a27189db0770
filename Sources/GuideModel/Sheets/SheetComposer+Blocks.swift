import Markup
import Platform
import Source

// The blocks that directives pull in, as nodes: what the reader gets is checked and printed like any other text.
extension SheetComposer {
  /// Adds the trade's incidents, each marked as made up or with its source.
  mutating func addIncidents(_ directive: Directive, at range: SourceRange) {
    let chosen: [Incident]
    if let ids = directive.argument("ids") {
      guard let named = named(ids, in: guide.incidents, .incident) else { return }
      chosen = named
    } else {
      let own = guide.incidents.filter { $0.industries.contains { $0.value == variant.industry.id } }
      chosen = own.isEmpty ? incidentsOfNeighbours : own
    }
    guard !chosen.isEmpty else { return reportEmpty(Kind.incident.name, at: range) }
    let standardLimit = directive.argument("ids") == nil ? 1 : chosen.count
    for incident in chosen.prefix(limit(directive) ?? standardLimit) {
      let isNear = !incident.industries.contains { $0.value == variant.industry.id }
      let page = guide.page(of: incident)
      group(.incident, at: range) { composer in
        composer.builder.openHeading(level: 3, at: range)
        composer.builder.text(page.title, at: page.titleRange ?? range)
        composer.builder.close()
        composer.group(.mark, at: range) { composer in
          composer.builder.open(.paragraph, at: range)
          if let origin = incident.origin {
            composer.addName("出典：\(origin.publisher)「\(origin.title)」（\(origin.date.japanese)）", at: range)
          } else {
            composer.builder.text("想定の例", at: range)
          }
          if isNear { composer.builder.text("（近い業種の例）", at: range) }
          composer.builder.close()
        }
        if !incident.timeline.isEmpty {
          composer.builder.open(.table, at: range)
          for step in incident.timeline {
            composer.row([step.when, step.what], isHeader: false)
          }
          composer.builder.close()
        }
        composer.builder.open(.paragraph, at: incident.effect.range)
        composer.builder.text(incident.effect.value, at: incident.effect.range)
        if let days = incident.daysStopped, days > 0 {
          composer.builder.text("（止まった日数：\(days)日）", at: incident.effect.range)
        }
        composer.builder.close()
        if let lesson = incident.lesson {
          composer.group(.lesson, at: lesson.range) { $0.paragraph(lesson.value, at: lesson.range) }
        }
      }
    }
  }

  /// Incidents of the trades in the same division, else of `general`.
  private var incidentsOfNeighbours: [Incident] {
    let divisions =
      variant.industry.jsic.map { letter in guide.industries.filter { $0.jsic == letter }.map(\.id) } ?? []
    let inDivision = guide.incidents.filter { $0.industries.contains { divisions.contains($0.value) } }
    if !inDivision.isEmpty { return inDivision }
    return guide.incidents.filter { $0.industries.contains { $0.value.name == "general" } }
  }

  /// Adds the public resources that are meant for customers, each with a code for its address.
  mutating func addResources(_ directive: Directive, at range: SourceRange) {
    var chosen = guide.resources.filter { $0.readers.contains(.customer) }
    if let id = directive.argument("practice") {
      guide.practices.check([id.map { ID<Practice>($0) }], .practice, reporting: &report)
      let cited = guide.practices[ID(id.value)]?.resources.map(\.value) ?? []
      chosen.removeAll { !cited.contains($0.id) }
    }
    if let ids = directive.argument("ids") {
      guard let named = named(ids, in: guide.resources, .resource) else { return }
      chosen = named
    }
    guard !chosen.isEmpty else { return reportEmpty(Kind.resource.name, at: range) }
    group(.resources, at: range) { composer in
      for resource in chosen.prefix(composer.limit(directive) ?? chosen.count) {
        let page = composer.guide.page(of: resource)
        composer.group(.resource, at: range) { composer in
          composer.builder.leaf(.qr, composer.builder.span(resource.url.value.utf8), at: resource.url.range)
          composer.builder.openHeading(level: 3, at: page.titleRange ?? range)
          composer.addName(page.title, at: page.titleRange ?? range)
          composer.builder.close()
          if let description = page.description { composer.paragraph(description, at: page.descriptionRange ?? range) }
          composer.group(.meta, at: range) { composer in
            let search = resource.searchWords.joined(separator: " ")
            composer.paragraph(
              "費用：\(resource.cost)" + (search.isEmpty ? "" : "　『\(search)』で検索"), at: page.titleRange ?? range)
          }
        }
      }
    }
  }

  /// Adds the table of who does what: the measures that are named, else every one of which a contract speaks, the
  /// trade's own first.
  mutating func addRoles(_ directive: Directive, at range: SourceRange) {
    guard let measures = measuresOfContract(directive, at: range) else { return }
    use(.contract)
    group(.roles, at: range) { composer in
      composer.builder.open(.table, at: range)
      let contract = composer.variant.contract
      let head = ["すること", "当社", composer.you, contract.columnTitle]
      composer.row(head.map { Located($0, at: range) }, isHeader: true)
      for measure in measures {
        let page = composer.guide.page(of: measure)
        let cells = [
          page.title, measure.who == .customer ? "" : "○", measure.who == .vendor ? "" : "○",
          contract.inclusion(of: measure),
        ]
        composer.row(cells.map { Located($0, at: page.titleRange ?? range) }, isHeader: false)
      }
      composer.builder.close()
    }
  }

  /// Adds a code for an address, with a title that can be read.
  mutating func addQR(_ directive: Directive, at range: SourceRange) {
    guard let address = directive.words.first,
      ["https://", "http://", "tel:", "mailto:"].contains(where: { address.value.hasPrefix($0) })
    else {
      return report.add(
        .badValue, at: directive.words.first?.range ?? range,
        Message(ja: "「:::qr」にはアドレスが必要です", en: "':::qr' needs an address"),
        help: Message(ja: "例: :::qr https://www.ipa.go.jp/ IPA", en: "such as :::qr https://www.ipa.go.jp/ IPA"))
    }
    group(.resource, at: range) { composer in
      composer.builder.leaf(.qr, composer.builder.span(address.value.utf8), at: address.range)
      let title = directive.words.dropFirst().map(\.value).joined(separator: " ")
      guard !title.isEmpty else { return }
      composer.paragraph(title, at: range)
    }
  }

  /// Adds whom to call; what nobody has filled in is a ruled blank.
  mutating func addContact(at range: SourceRange) {
    let vendor = guide.vendor
    group(.contact, at: range) { composer in
      composer.builder.open(.table, at: range)
      let rows = [
        ("会社", vendor.name), ("担当", vendor.person), ("電話", vendor.phone), ("受付時間", vendor.hours),
        ("急ぎの時", vendor.emergency),
      ]
      for (label, value) in rows { composer.field(label, value, at: range) }
      composer.builder.close()
    }
  }

  /// Adds where wishes made by word of mouth are written down, and where both sides sign: date and 確認欄.
  mutating func addSignatures(at range: SourceRange) {
    group(.signatures, at: range) { composer in
      composer.builder.open(.table, at: range)
      for label in ["口頭でのご要望", "確認した日", "\(composer.you)の確認欄", "当社の確認欄"] { composer.field(label, nil, at: range) }
      composer.builder.close()
    }
  }

  // MARK: Parts

  var you: String { variant.industry.you?.value ?? "貴社" }

  /// The parts of a list with commas, without the blanks around them.
  func names(_ list: Located<String>) -> [String] {
    list.value.split(separator: ",").map { part in
      String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
  }

  /// Returns the items that `ids=` names, in its order; nil where there is none of them, which has been reported.
  mutating func named<Item: GuideItem>(_ ids: Located<String>, in items: Items<Item>, _ kind: Kind) -> [Item]? {
    let named = names(ids).map { Located(ID<Item>($0), at: ids.range) }
    items.check(named, kind, reporting: &report)
    let found = named.compactMap { items[$0.value] }
    return found.isEmpty ? nil : found
  }

  mutating func limit(_ directive: Directive) -> Int? {
    guard let text = directive.argument("limit") else { return nil }
    if let number = Int(text.value), (1...50).contains(number) { return number }
    report.add(
      .badValue, at: text.range,
      Message(ja: "'limit' は1から50までの整数です", en: "'limit' is a whole number from 1 to 50"))
    return nil
  }

  mutating func reportEmpty(_ what: Message, at range: SourceRange) {
    report.add(
      .emptyBlock, at: range,
      Message(
        ja: "業種 '\(variant.industry.id)' に当てはまる\(what.ja)がありません",
        en: "no \(what.en) fits the industry '\(variant.industry.id)'"),
      help: Message(ja: "指定をゆるめるか、内容を書き足してください", en: "widen what is asked for, or write one"))
  }

  mutating func group(_ style: Node.Group, at range: SourceRange, _ add: (inout SheetComposer) -> Void) {
    builder.open(.group(style), at: range)
    add(&self)
    builder.close()
  }

  mutating func paragraph(_ text: String, at range: SourceRange) {
    builder.open(.paragraph, at: range)
    builder.text(text, at: range)
    builder.close()
  }

  mutating func row(_ cells: [Located<String>], isHeader: Bool) {
    guard let first = cells.first else { return }
    builder.open(.row(isHeader: isHeader), at: first.range)
    for cell in cells {
      builder.open(.cell(.none), at: cell.range)
      if !cell.value.isEmpty { builder.text(cell.value, at: cell.range) }
      builder.close()
    }
    builder.close()
  }

  private mutating func field(_ label: String, _ value: Located<String>?, at range: SourceRange) {
    builder.open(.row(isHeader: false), at: range)
    builder.open(.cell(.none), at: range)
    builder.text(label, at: range)
    builder.close()
    builder.open(.cell(.none), at: value?.range ?? range)
    if let value { addName(value.value, at: value.range) } else { builder.leaf(.blank, at: range) }
    builder.close()
    builder.close()
  }
}
