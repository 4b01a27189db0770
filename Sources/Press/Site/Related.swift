import GuideModel
import Source

/// What the keys of one page's kind say of it, ready for a template.
struct Related: Sendable {
  struct Fact: Sendable {
    var name: String
    var value: String
    var href = ""
  }

  /// A list of pages that belong together with this one.
  struct Relation: Sendable {
    var title: String
    var note = ""
    var items: [Item]
    /// How many pages are left out.
    var more = 0
  }

  struct Item: Sendable {
    var title: String
    /// The address below the site.
    var address: String
    var description: String
    var label = ""
  }

  var facts: [Fact] = []
  var relations: [Relation] = []
  /// A word that says what kind of item it is, where it stands in a list.
  var label = ""
}

extension Guide {
  /// Returns what the items' keys say, by the index of the item's page.
  func related() -> [Int: Related] {
    var all: [Int: Related] = [:]
    func item(_ item: some GuideItem, label: String = "") -> Related.Item {
      let page = page(of: item)
      return Related.Item(title: page.title, address: page.address, description: page.description ?? "", label: label)
    }
    func relate(_ items: [Related.Item], as title: String, note: String = "") -> [Related.Relation] {
      items.isEmpty ? [] : [Related.Relation(title: title, note: note, items: items)]
    }

    for practice in practices {
      all[practice.page] = Related(
        facts: [.init(name: "高まる力", value: practice.capability.name)],
        relations: relate(
          practice.responsibilities.compactMap { responsibilities[$0.value].map { item($0) } }, as: "果たす責務",
          note: "責務との結び付けは、本サイトの読み方です。")
          + relate(practice.resources.compactMap { resources[$0.value].map { item($0) } }, as: "使える資料と窓口")
          + relate(
            measures.filter { sharesResource($0.resources, practice.resources) }.map { item($0, label: $0.cost.name) },
            as: "同じ資料を使う対策"),
        label: practice.capability.name)
    }
    for responsibility in responsibilities {
      let serving = practices.filter { $0.responsibilities.contains { $0.value == responsibility.id } }
      all[responsibility.page] = Related(
        relations: relate(
          serving.map { item($0, label: $0.capability.name) }, as: "支えるプラクティス", note: "責務との結び付けは、本サイトの読み方です。"))
    }
    for measure in measures {
      var facts = [
        Related.Fact(name: "費用の目安", value: measure.cost.name),
        Related.Fact(name: "効果", value: "3段階の\(measure.effect)（本サイトの見方）"),
        Related.Fact(name: "だれがするか", value: measure.who.name),
      ]
      if let contract = measure.inContract { facts.append(.init(name: "ふつうの保守契約", value: contract.name)) }
      if let how = measure.how { facts.append(.init(name: "始め方", value: how.value)) }
      all[measure.page] = Related(
        facts: facts,
        relations: relate(measure.industries.compactMap { industries[$0.value].map { item($0) } }, as: "対象の業種")
          + relate(measure.resources.compactMap { resources[$0.value].map { item($0) } }, as: "使える資料と窓口")
          + relate(
            practices.filter { sharesResource($0.resources, measure.resources) }
              .map { item($0, label: $0.capability.name) },
            as: "同じ資料を使うプラクティス")
          + relate(
            incidents.filter { incident in
              incident.industries.contains { trade in measure.industries.contains { $0.value == trade.value } }
            }.map { item($0, label: $0.origin == nil ? "想定の例" : "報じられた例") }, as: "対象の業種の事例"),
        label: measure.cost.name)
    }
    for resource in resources {
      var facts = [
        Related.Fact(name: "アドレス", value: resource.url.value, href: resource.url.value),
        Related.Fact(name: "発行", value: resource.publisher),
      ]
      if let form = resource.form { facts.append(.init(name: "種類", value: form.name)) }
      facts.append(.init(name: "対象", value: resource.readers.map(\.name).joined(separator: "、")))
      if let edition = resource.edition { facts.append(.init(name: "版", value: edition)) }
      facts.append(.init(name: "費用", value: resource.cost))
      let citing = practices.filter { $0.resources.contains { $0.value == resource.id } }
      let using = measures.filter { $0.resources.contains { $0.value == resource.id } }
      all[resource.page] = Related(
        facts: facts,
        relations: relate(citing.map { item($0, label: $0.capability.name) }, as: "この資料を挙げているプラクティス")
          + relate(using.map { item($0, label: $0.cost.name) }, as: "この資料が役立つ対策"),
        label: resource.form?.name ?? "")
    }
    for incident in incidents {
      var facts = [
        Related.Fact(
          name: "区分", value: incident.origin.map { "報じられた例（\($0.publisher)「\($0.title)」）" } ?? "想定の例",
          href: incident.origin?.url ?? ""),
        Related.Fact(name: "入口", value: incident.entrance.value),
        Related.Fact(name: "影響", value: incident.effect.value),
      ]
      if let days = incident.daysStopped { facts.append(.init(name: "止まった日数", value: "\(days)日")) }
      facts += incident.timeline.map { .init(name: $0.when.value, value: $0.what.value) }
      if let lesson = incident.lesson { facts.append(.init(name: "教訓", value: lesson.value)) }
      let trades = incident.industries.compactMap { industries[$0.value] }
      all[incident.page] = Related(
        facts: facts,
        relations: relate(trades.map { item($0) }, as: "業種")
          + relate(
            measures.filter { measure in
              measure.industries.contains { trade in incident.industries.contains { $0.value == trade.value } }
            }.map { item($0, label: $0.cost.name) }, as: "この業種の対策"),
        label: trades.map(\.name.value).joined(separator: "、"))
    }
    for industry in industries { all[industry.page] = related(industry, relate) }
    return all
  }

  private func sharesResource(_ one: [Located<ID<Resource>>], _ other: [Located<ID<Resource>>]) -> Bool {
    one.contains { resource in other.contains { $0.value == resource.value } }
  }

  private func related(
    _ industry: Industry, _ relate: ([Related.Item], String, String) -> [Related.Relation]
  ) -> Related {
    func list(_ values: [Located<String>]) -> String { values.map(\.value).joined(separator: "、") }
    var facts = [
      Related.Fact(name: "経営者の呼び方", value: industry.head.value),
      Related.Fact(name: "お客様の呼び方", value: industry.clients.value),
      Related.Fact(name: "預かる情報", value: list(industry.data)),
      Related.Fact(name: "使う仕組み", value: list(industry.systems)),
    ]
    let names: [(Industry.Stop.Within, String)] = [(.hour, "1時間で止まるもの"), (.day, "1日で止まるもの"), (.week, "1週間で困ること")]
    for (within, name) in names {
      let stops = industry.stops.filter { $0.within == within }.map(\.what)
      if !stops.isEmpty { facts.append(.init(name: name, value: list(stops))) }
    }
    if let season = industry.season { facts.append(.init(name: "特に困る時期", value: season.value)) }
    let sheets = variants.filter { $0.industry.id == industry.id }.map { variant in
      let page = page(of: variant.sheet)
      return Related.Item(
        title: page.title, address: SheetPress.address(of: variant), description: page.description ?? "")
    }
    let told = incidents.filter { $0.industries.contains { $0.value == industry.id } }.map { incident in
      let page = page(of: incident)
      return Related.Item(
        title: page.title, address: page.address, description: page.description ?? "",
        label: incident.origin == nil ? "想定の例" : "報じられた例")
    }
    let own = measures.filter { $0.industries.contains { $0.value == industry.id } }.map { measure in
      let page = page(of: measure)
      return Related.Item(
        title: page.title, address: page.address, description: page.description ?? "", label: measure.cost.name)
    }
    return Related(
      facts: facts,
      relations: relate(sheets, "この業種の配付資料", "") + relate(own, "この業種の対策", "") + relate(told, "この業種の事例", ""),
      label: industry.jsic ?? "")
  }
}

extension Actor {
  var name: String {
    switch self {
    case .vendor: "ITベンダー"
    case .customer: "お客様"
    case .both: "お客様とITベンダー"
    }
  }
}

extension Measure.Contract {
  var name: String {
    switch self {
    case .none: "含まれない"
    case .basic: "含まれる"
    case .sla: "取り決め（SLA）による"
    }
  }
}
