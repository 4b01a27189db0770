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
        facts: [.init(name: says("高まる力", "Capability"), value: name(of: practice.capability))],
        relations: relate(
          practice.responsibilities.compactMap { responsibilities[$0.value].map { item($0) } },
          as: says("果たす責務", "Responsibilities that it serves"),
          note: says("責務との結び付けは、本サイトの読み方です。", "Which responsibility it serves is our own reading."))
          + relate(
            practice.resources.compactMap { resources[$0.value].map { item($0) } }, as: says("使える資料と窓口", "Resources"))
          + relate(
            measures.filter { sharesResource($0.resources, practice.resources) }.map {
              item($0, label: name(of: $0.cost))
            },
            as: says("同じ資料を使う対策", "Measures with the same resources")),
        label: name(of: practice.capability))
    }
    for responsibility in responsibilities {
      let serving = practices.filter { $0.responsibilities.contains { $0.value == responsibility.id } }
      all[responsibility.page] = Related(
        relations: relate(
          serving.map { item($0, label: name(of: $0.capability)) }, as: says("支えるプラクティス", "Practices that serve it"),
          note: says("責務との結び付けは、本サイトの読み方です。", "Which responsibility it serves is our own reading.")))
    }
    for measure in measures {
      var facts = [
        Related.Fact(name: says("費用の目安", "Cost"), value: name(of: measure.cost)),
        Related.Fact(
          name: says("効果", "Effect"),
          value: says("3段階の\(measure.effect)（本サイトの見方）", "\(measure.effect) of 3, in our view")),
        Related.Fact(name: says("だれがするか", "Who does it"), value: name(of: measure.who)),
      ]
      if let contract = measure.inContract {
        facts.append(.init(name: says("ふつうの保守契約", "In a usual contract"), value: name(of: contract)))
      }
      if let how = measure.how { facts.append(.init(name: says("始め方", "How to begin"), value: how.value)) }
      all[measure.page] = Related(
        facts: facts,
        relations: relate(
          measure.industries.compactMap { industries[$0.value].map { item($0) } }, as: says("対象の業種", "Trades"))
          + relate(
            measure.resources.compactMap { resources[$0.value].map { item($0) } }, as: says("使える資料と窓口", "Resources"))
          + relate(
            practices.filter { sharesResource($0.resources, measure.resources) }
              .map { item($0, label: name(of: $0.capability)) },
            as: says("同じ資料を使うプラクティス", "Practices with the same resources"))
          + relate(
            incidents.filter { incident in
              incident.industries.contains { trade in measure.industries.contains { $0.value == trade.value } }
            }.map { item($0, label: $0.origin == nil ? says("想定の例", "Made up to teach") : says("報じられた例", "Reported")) },
            as: says("対象の業種の事例", "Incidents of these trades")),
        label: name(of: measure.cost))
    }
    for resource in resources {
      var facts = [
        Related.Fact(name: says("アドレス", "Address"), value: resource.url.value, href: resource.url.value),
        Related.Fact(name: says("発行", "Publisher"), value: resource.publisher),
      ]
      if let form = resource.form { facts.append(.init(name: says("種類", "Kind"), value: name(of: form))) }
      facts.append(.init(name: says("対象", "For"), value: list(resource.readers.map(name))))
      if let edition = resource.edition { facts.append(.init(name: says("版", "Edition"), value: edition)) }
      facts.append(.init(name: says("費用", "Cost"), value: resource.cost))
      let citing = practices.filter { $0.resources.contains { $0.value == resource.id } }
      let using = measures.filter { $0.resources.contains { $0.value == resource.id } }
      all[resource.page] = Related(
        facts: facts,
        relations: relate(
          citing.map { item($0, label: name(of: $0.capability)) },
          as: says("この資料を挙げているプラクティス", "Practices that name it"))
          + relate(
            using.map { item($0, label: name(of: $0.cost)) }, as: says("この資料が役立つ対策", "Measures that it helps with")),
        label: resource.form.map(name) ?? "")
    }
    for incident in incidents {
      var facts = [
        Related.Fact(
          name: says("区分", "Nature"),
          value: incident.origin.map {
            says("報じられた例（\($0.publisher)「\($0.title)」）", "Reported: \($0.title), \($0.publisher)")
          } ?? says("想定の例", "Made up to teach"),
          href: incident.origin?.url.value ?? ""),
        Related.Fact(name: says("入口", "Entrance"), value: incident.entrance.value),
        Related.Fact(name: says("影響", "Effect"), value: incident.effect.value),
      ]
      if let days = incident.daysStopped {
        facts.append(.init(name: says("止まった日数", "Days stopped"), value: says("\(days)日", "\(days)")))
      }
      facts += incident.timeline.map { .init(name: $0.when.value, value: $0.what.value) }
      if let lesson = incident.lesson { facts.append(.init(name: says("教訓", "Lesson"), value: lesson.value)) }
      let trades = incident.industries.compactMap { industries[$0.value] }
      all[incident.page] = Related(
        facts: facts,
        relations: relate(trades.map { item($0) }, as: says("業種", "Trade"))
          + relate(
            measures.filter { measure in
              measure.industries.contains { trade in incident.industries.contains { $0.value == trade.value } }
            }.map { item($0, label: name(of: $0.cost)) }, as: says("この業種の対策", "Measures for this trade")),
        label: list(trades.map(\.name.value)))
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
    func list(_ values: [Located<String>]) -> String { self.list(values.map(\.value)) }
    var facts = [
      Related.Fact(name: says("経営者の呼び方", "Its head is called"), value: industry.head.value),
      Related.Fact(name: says("お客様の呼び方", "Its clients are called"), value: industry.clients.value),
      Related.Fact(name: says("預かる情報", "What it holds"), value: list(industry.data)),
      Related.Fact(name: says("使う仕組み", "What it runs on"), value: list(industry.systems)),
    ]
    let names: [(Industry.Stop.Within, String)] = [
      (.hour, says("1時間で止まるもの", "Stops within an hour")), (.day, says("1日で止まるもの", "Stops within a day")),
      (.week, says("1週間で困ること", "Hurts within a week")),
    ]
    for (within, name) in names {
      let stops = industry.stops.filter { $0.within == within }.map(\.what)
      if !stops.isEmpty { facts.append(.init(name: name, value: list(stops))) }
    }
    if let season = industry.season { facts.append(.init(name: says("特に困る時期", "Season"), value: season.value)) }
    let sheets = variants.filter { $0.industry.id == industry.id }.map { variant in
      let page = page(of: variant.sheet)
      return Related.Item(
        title: page.title, address: variant.address, description: page.description ?? "")
    }
    let told = incidents.filter { $0.industries.contains { $0.value == industry.id } }.map { incident in
      let page = page(of: incident)
      return Related.Item(
        title: page.title, address: page.address, description: page.description ?? "",
        label: incident.origin == nil ? says("想定の例", "Made up to teach") : says("報じられた例", "Reported"))
    }
    let own = measures.filter { $0.industries.contains { $0.value == industry.id } }.map { measure in
      let page = page(of: measure)
      return Related.Item(
        title: page.title, address: page.address, description: page.description ?? "", label: name(of: measure.cost))
    }
    return Related(
      facts: facts,
      relations: relate(sheets, says("この業種の配付資料", "Sheets for this trade"), "")
        + relate(own, says("この業種の対策", "Measures for this trade"), "")
        + relate(told, says("この業種の事例", "Incidents of this trade"), ""),
      label: industry.jsic ?? "")
  }
}

extension Guide {
  /// Returns several names as one text.
  func list(_ names: [String]) -> String { names.joined(separator: says("、", ", ")) }

  func name(of actor: Actor) -> String {
    switch actor {
    case .vendor: says("ITベンダー", "Vendor")
    case .customer: says("お客様", "Customer")
    case .both: says("お客様とITベンダー", "Customer and vendor")
    }
  }

  func name(of contract: Measure.Contract) -> String {
    switch contract {
    case .none: says("含まれない", "Not included")
    case .basic: says("含まれる", "Included")
    case .sla: says("取り決め（SLA）による", "By agreement (SLA)")
    }
  }

  func name(of cost: Measure.Cost) -> String {
    switch cost {
    case .free: says(cost.name, "Free")
    case .small: says(cost.name, "A little")
    case .quote: says(cost.name, "By quotation")
    }
  }

  func name(of reader: Resource.Reader) -> String {
    switch reader {
    case .customer: says(reader.name, "Customers")
    case .vendor: says(reader.name, "Vendors")
    }
  }

  func name(of form: Resource.Form) -> String {
    says(form.name, form.rawValue.prefix(1).uppercased() + form.rawValue.dropFirst())
  }
}
