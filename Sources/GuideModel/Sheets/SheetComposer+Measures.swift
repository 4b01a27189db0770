import Markup
import Platform
import Source

// Measures on a sheet: as boxes to tick, as a table by cost, as a checklist, and by what a contract holds of them.
extension SheetComposer {
  /// Adds measures as boxes to tick, or as a table by what they cost, each with the vendor's offers that meet it.
  mutating func addMeasures(_ directive: Directive, at range: SourceRange) {
    let style = directive.argument("style")
    if let style { check(style.map { [$0] }, of: "style", among: ["list", "table"]) }
    let isTable = style?.value == "table"
    guard let chosen = measures(for: directive, by: isTable ? .cost : .effect, at: range) else { return }
    guard !isTable else { return addTable(of: chosen, at: range) }
    group(.measures, at: range) { composer in
      composer.builder.open(.list(ordered: false, tight: false), at: range)
      for measure in chosen {
        let place = composer.guide.page(of: measure).titleRange ?? range
        composer.builder.open(.item, at: place)
        composer.builder.open(.paragraph, at: place)
        composer.builder.open(.strong, at: place)
        composer.builder.text(composer.guide.page(of: measure).title, at: place)
        composer.builder.close()
        composer.builder.close()
        if let how = measure.how { composer.paragraph(how.value, at: how.range) }
        composer.group(.meta, at: range) { composer in
          composer.builder.open(.paragraph, at: range)
          let by =
            switch measure.who {
            case .vendor: "当社がします"
            case .customer: "\(composer.you)でできます"
            case .both: "\(composer.you)と当社で"
            }
          composer.builder.text("費用：\(measure.cost.name)　\(by)", at: range)
          composer.addOffers(meeting: measure, before: "　当社の商品：", at: range)
          composer.builder.close()
        }
        composer.builder.close()
      }
      composer.builder.close()
    }
  }

  /// Adds a checklist's measures: a box and a title each.
  mutating func addChecklist(_ directive: Directive, at range: SourceRange) {
    guard !directive.arguments.isEmpty, let chosen = measures(for: directive, by: .effect, at: range) else { return }
    builder.open(.list(ordered: false, tight: true), at: range)
    for measure in chosen {
      let page = guide.page(of: measure)
      builder.open(.item, at: page.titleRange ?? range)
      paragraph(page.title, at: page.titleRange ?? range)
      builder.close()
    }
    builder.close()
  }

  /// Adds a table of measures. What they cost has a column where it is not the same for all.
  private mutating func addTable(of measures: [Measure], at range: SourceRange) {
    let showsCost = Set(measures.map(\.cost)).count > 1
    let showsOffers = measures.contains { !offers(meeting: $0).isEmpty }
    group(.menu, at: range) { composer in
      composer.builder.open(.table, at: range)
      let head = (showsCost ? ["費用"] : []) + ["備え", "効果（当社の見方）", "だれが"] + (showsOffers ? ["当社の商品"] : [])
      composer.row(head.map { Located($0, at: range) }, isHeader: true)
      for measure in measures {
        let page = composer.guide.page(of: measure)
        let place = page.titleRange ?? range
        let effect = ["小", "中", "大"][measure.effect - 1]
        let by =
          switch measure.who {
          case .vendor: "当社"
          case .customer: composer.you
          case .both: "\(composer.you)と当社"
          }
        composer.builder.open(.row(isHeader: false), at: place)
        for text in (showsCost ? [measure.cost.name] : []) + [page.title, effect, by] {
          composer.builder.open(.cell(.none), at: place)
          composer.builder.text(text, at: place)
          composer.builder.close()
        }
        if showsOffers {
          composer.builder.open(.cell(.none), at: place)
          composer.addOffers(meeting: measure, before: "", at: range)
          composer.builder.close()
        }
        composer.builder.close()
      }
      composer.builder.close()
    }
  }

  private func offers(meeting measure: Measure) -> [Vendor.Offer] {
    offers.filter { $0.measures.contains { $0.value == measure.id } }
  }

  private mutating func addOffers(meeting measure: Measure, before: String, at range: SourceRange) {
    for (number, offer) in offers(meeting: measure).enumerated() {
      use(.offers)
      let separator = number == 0 ? before : "、"
      if !separator.isEmpty { builder.text(separator, at: range) }
      addName(offer.name.value, at: offer.name.range)
    }
  }

  // MARK: Choosing

  /// What measures are ordered by; the trade's own come before those that are for all.
  private enum Order {
    /// The trade's own, the most effective, the cheapest first.
    case effect
    /// The cheapest first, and `limit` counts for each band.
    case cost
  }

  /// Returns the measures that a directive asks for: those that it names, in its order, else all that fit the trade;
  /// nil where there are none, which has been reported.
  private mutating func measures(for directive: Directive, by order: Order, at range: SourceRange) -> [Measure]? {
    var chosen = Array(guide.measures)
    if let ids = directive.argument("ids") {
      guard let named = named(ids, in: guide.measures, .measure) else { return nil }
      chosen = named
    }
    chosen = chosen.filter(fits)
    let keys: [(key: String, names: [String], value: (Measure) -> String)] = [
      ("cost", Measure.Cost.allCases.map(\.rawValue), { $0.cost.rawValue }),
      ("who", Actor.allCases.map(\.rawValue), { $0.who.rawValue }),
      ("effect", ["1", "2", "3"], { String($0.effect) }),
      ("in_contract", Measure.Contract.allCases.map(\.rawValue), { $0.inContract?.rawValue ?? "" }),
    ]
    for (key, names, value) in keys {
      guard let argument = directive.argument(key) else { continue }
      let wanted = self.names(argument)
      check(argument.map { _ in wanted }, of: key, among: names)
      chosen.removeAll { !wanted.contains(value($0)) }
    }
    if directive.argument("ids") == nil { chosen.sort { rank($0, order).lexicographicallyPrecedes(rank($1, order)) } }
    guard !chosen.isEmpty else {
      reportEmpty(Kind.measure.name, at: range)
      return nil
    }
    guard let limit = limit(directive) else { return chosen }
    guard order == .cost else { return Array(chosen.prefix(limit)) }
    var taken: [Measure.Cost: Int] = [:]
    return chosen.filter { measure in
      taken[measure.cost, default: 0] += 1
      return taken[measure.cost, default: 0] <= limit
    }
  }

  /// Where a measure stands in an order; those of one rank are in the order of their ids.
  private func rank(_ measure: Measure, _ order: Order) -> [String] {
    let own = isOwn(measure) ? "0" : "1"
    let effect = String(3 - measure.effect)
    let cost = String(Measure.Cost.allCases.firstIndex(of: measure.cost) ?? 0)
    switch order {
    case .effect: return [own, effect, cost, measure.id.name]
    case .cost: return [cost, own, effect, measure.id.name]
    }
  }

  /// Returns the measures for the table of who does what; nil where there are none, which has been reported.
  mutating func measuresOfContract(_ directive: Directive, at range: SourceRange) -> [Measure]? {
    let chosen: [Measure]
    if let ids = directive.argument("ids") {
      guard let named = named(ids, in: guide.measures, .measure) else { return nil }
      for measure in named where measure.inContract == nil {
        report.add(
          .missingField, at: ids.range,
          Message(
            ja: "対策 '\(measure.id)' に 'in_contract' がありません", en: "the measure '\(measure.id)' has no 'in_contract'"),
          help: Message(
            ja: "保守の契約に含まれるかどうかを、その対策に書いてください",
            en: "let the measure say whether a contract holds it"))
      }
      chosen = named.filter { $0.inContract != nil && fits($0) }
    } else {
      let all = guide.measures.filter { $0.inContract != nil && fits($0) }
      let own = all.filter(isOwn)
      chosen = own + mixed(all.filter { !isOwn($0) }, max(0, (limit(directive) ?? all.count) - own.count))
    }
    guard !chosen.isEmpty else {
      reportEmpty(Kind.measure.name, at: range)
      return nil
    }
    return Array(chosen.prefix(limit(directive) ?? chosen.count))
  }

  /// Returns so many of the measures, in their order: by turns some that a contract holds, some that only figures agreed
  /// on hold, and some that none does, so that a short table shows each.
  private func mixed(_ measures: [Measure], _ count: Int) -> [Measure] {
    var kinds = Measure.Contract.allCases.map { kind in measures.filter { $0.inContract == kind }[...] }
    var chosen: Set<ID<Measure>> = []
    while chosen.count < min(count, measures.count) {
      for kind in kinds.indices where chosen.count < count {
        if let next = kinds[kind].popFirst() { chosen.insert(next.id) }
      }
    }
    return measures.filter { chosen.contains($0.id) }
  }

  /// Whether a measure is for the trade, be it for all or for this one.
  private func fits(_ measure: Measure) -> Bool { measure.industries.isEmpty || isOwn(measure) }

  private func isOwn(_ measure: Measure) -> Bool { measure.industries.contains { $0.value == variant.industry.id } }
}

extension Contract {
  /// The head of the column that says what the reader's contract holds.
  var columnTitle: String {
    switch self {
    case .none: "当社への依頼"
    case .spot: "そのつどの契約に"
    case .maintenance: "ふつうの保守契約に"
    case .sla: "数字で決めた契約に"
    }
  }

  /// Whether this contract holds a measure, as its column says it.
  ///
  /// Without a contract nothing is held, and what the vendor does is asked for each time. A contract for single jobs
  /// holds the ordinary work, done when asked; what needs figures agreed on, only a contract with such figures does.
  func inclusion(of measure: Measure) -> String {
    switch (self, measure.inContract) {
    case (.none, _): measure.who == .customer ? "不要" : "そのつどご依頼"
    case (.spot, .basic?): "頼んだときに含まれる"
    case (.maintenance, .basic?), (.sla, .basic?): "含まれる"
    case (.maintenance, .sla?): "取り決めによる"
    case (.sla, .sla?): "決めた範囲で含まれる"
    case (.spot, .sla?), (_, .some(.none)), (_, nil): "含まれない"
    }
  }
}
