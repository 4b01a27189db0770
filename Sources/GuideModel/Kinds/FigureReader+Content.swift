import Markup
import Platform
import Source

// The values of each type; what is documented in docs/content.md.
extension FigureReader {
  /// Reads `- {label, value, approx}`.
  mutating func bars(_ items: [YAMLNode]) -> Figure.Content? {
    let whole = unit.flatMap { Figure.whole(of: $0.value) }
    let amounts = read(items, atMost: 8, of: Message(ja: "棒", en: "bar")) { fields, reader -> Figure.Amount? in
      let label = fields.text("label", required: true)
      let number = fields.decimal("value", required: true)
      let own = fields.approximation()
      guard let label, let number else { return nil }
      let approximation = reader.approximation(own, in: &fields, at: number.range)
      if let whole, number.value.value > whole { reader.reportAbove(whole, at: number.range) }
      return Figure.Amount(
        label: label,
        quantity: Figure.Quantity(
          value: number.value.value, digits: number.value.digits, approximation: approximation))
    }
    guard let amounts else { return nil }
    checkLabels(amounts.map(\.label))
    return .bar(amounts)
  }

  /// Reads `- {label, value, approx}`, one of which may be `{label, rest: true}`.
  mutating func shares(_ items: [YAMLNode]) -> Figure.Content? {
    let whole = unit.flatMap { Figure.whole(of: $0.value) }
    var (sum, tolerance) = (0.0, 0.0)
    var (last, rest): (SourceRange?, SourceRange?)
    let parts = read(items, atMost: 6, of: Message(ja: "部分", en: "share")) {
      fields, reader -> (label: Located<String>, quantity: Figure.Quantity?)? in
      let label = fields.text("label", required: true)
      let isRest = fields.flag("rest") ?? false
      let number = fields.decimal("value", required: !isRest)
      if isRest {
        let place = fields.value("rest")?.range ?? items[0].range
        guard number == nil, rest == nil, whole != nil else {
          reader.reportRest(at: place, hasWhole: whole != nil)
          return nil
        }
        rest = place
        return label.map { ($0, nil) }
      }
      let own = fields.approximation()
      guard let label, let number else { return nil }
      let approximation = reader.approximation(own, in: &fields, at: number.range)
      if let whole, number.value.value > whole {
        reader.reportAbove(whole, at: number.range)
        return nil
      }
      sum += number.value.value
      tolerance += Self.rounding(of: number.value.digits)
      last = number.range
      return (
        label,
        Figure.Quantity(value: number.value.value, digits: number.value.digits, approximation: approximation)
      )
    }
    guard let parts else { return nil }
    checkLabels(parts.map(\.label))
    let total = whole ?? sum
    let isShort = total - sum > min(tolerance, total / 100) + 1e-9
    let isLong = sum - total > min(tolerance, total / 100) + 1e-9
    if let rest {
      if sum >= total - 1e-9 {
        bad(
          rest,
          Message(ja: "残りがありません（ほかの部分の合計が\(shown(sum))です）", en: "there is no rest: the others add up to \(shown(sum))"))
        return nil
      }
    } else if isShort || isLong || sum == 0, let last {
      bad(
        last,
        Message(
          ja: "部分の合計が\(shown(sum))で、全体の\(shown(total))になりません",
          en: "the shares add up to \(shown(sum)), not to the whole of \(shown(total))"),
        help: isShort && whole != nil
          ? Message(
            ja: "数えられていない残りは「- {label: …, rest: true}」と書きます",
            en: "what nobody has counted is '- {label: …, rest: true}'")
          : Message(ja: "値を確かめてください", en: "look at the values again"))
      return nil
    }
    return .stacked(
      parts.map { part in
        Figure.Share(
          label: part.label, quantity: part.quantity,
          portion: (part.quantity?.value ?? (total - sum)) / (rest == nil ? sum : total))
      })
  }

  /// Reads `- {label, value, of, approx}`: how many of at most ten.
  mutating func crowds(_ items: [YAMLNode]) -> Figure.Content? {
    if let unit, Figure.whole(of: unit.value) == 100 {
      bad(
        unit.range, Message(ja: "人の図の単位に % は使えません", en: "persons are not counted in %"),
        help: Message(ja: "割か、人・社などの数え方にしてください", en: "make it 割, or a counter such as 人 or 社"))
    }
    let isTenths = unit?.value == "割"
    let crowds = read(items, atMost: 5, of: Message(ja: "人の列", en: "row of persons")) {
      fields, reader -> Figure.Crowd? in
      let label = fields.text("label", required: true)
      let count = fields.number("value", in: 0...10, required: true)
      let total = fields.number("of", in: 1...10) ?? 10
      let own = fields.approximation()
      if isTenths, total != 10, let place = fields.value("of") {
        reader.bad(place.range, Message(ja: "単位が割のときは、10人のうちの人数です", en: "in 割, it is so many of 10"))
      }
      guard let label, let count, let place = fields.value("value") else { return nil }
      guard count <= total else {
        reader.bad(
          place.range, Message(ja: "\(total)人のうち\(count)人にはなりません", en: "it cannot be \(count) of \(total)"))
        return nil
      }
      let approximation = reader.approximation(own, in: &fields, at: place.range)
      return Figure.Crowd(label: label, count: count, total: total, approximation: approximation)
    }
    guard let crowds else { return nil }
    checkLabels(crowds.map(\.label))
    return .people(crowds)
  }

  /// Reads `- {when, what}`.
  mutating func phases(_ items: [YAMLNode]) -> Figure.Content? {
    let phases = read(items, atMost: 4, of: Message(ja: "時期", en: "phase")) { fields, reader -> Figure.Phase? in
      let when = fields.text("when", required: true)
      let what = fields.texts("what", required: true)
      if what.count > 6 {
        reader.bad(
          what[6].range, Message(ja: "一つの時期に書けるのは6個までです", en: "a phase holds at most 6"),
          help: Message(ja: "大事なものに絞ってください", en: "keep what matters most"))
      }
      guard let when, !what.isEmpty else { return nil }
      return Figure.Phase(name: when, items: what)
    }
    guard let phases else { return nil }
    checkLabels(phases.map(\.name))
    return .timeline(phases)
  }

  /// Reads `- {label, cost, effect}`.
  mutating func points(_ items: [YAMLNode]) -> Figure.Content? {
    let points = read(items, atMost: 24, of: Message(ja: "対策", en: "measure")) { fields, _ -> Figure.Point? in
      let label = fields.text("label", required: true)
      let cost = fields.choice("cost", Measure.Cost.self, required: true)
      let effect = fields.number("effect", in: 1...3, required: true)
      guard let label, let cost, let effect else { return nil }
      return Figure.Point(label: label, cost: cost, effect: effect)
    }
    guard let points else { return nil }
    checkLabels(points.map(\.label))
    return .matrix(points)
  }

  /// Reads `- {from, to, what}`.
  mutating func flow(_ items: [YAMLNode]) -> Figure.Content? {
    var people: [Located<String>] = []
    let calls = read(items, atMost: 8, of: Message(ja: "連絡", en: "call")) { fields, reader -> Figure.Flow.Call? in
      let from = fields.text("from", required: true)
      let to = fields.text("to", required: true)
      let what = fields.text("what", required: true)
      guard let from, let to, let what else { return nil }
      if from.value == to.value {
        reader.bad(to.range, Message(ja: "自分への連絡になっています", en: "nobody calls himself"))
      }
      func index(of name: Located<String>) -> Int {
        if let known = people.firstIndex(where: { $0.value == name.value }) { return known }
        people.append(name)
        if people.count == 6 {
          reader.bad(
            name.range, Message(ja: "図に出る人は5人までです", en: "at most 5 people are in a figure"),
            help: Message(ja: "図を二つに分けてください", en: "make it two figures"))
        }
        return people.count - 1
      }
      return Figure.Flow.Call(from: index(of: from), to: index(of: to), what: what)
    }
    return calls.map { .flow(Figure.Flow(people: people, calls: $0)) }
  }

  /// Reads what stands below `measures`.
  mutating func measures(_ node: YAMLNode) -> Figure.MeasureChoice {
    var fields = FieldReader(node, of: Message(ja: "対策の選び方", en: "choice of measures"), at: node.range)
    var choice = Figure.MeasureChoice()
    choice.ids = fields.references("ids")
    choice.costs = fields.choices("cost")
    choice.actors = fields.choices("who")
    choice.contracts = fields.choices("in_contract")
    choice.effects = fields.items("effect").compactMap { item in
      if case .scalar(let text, _) = item.content, let effect = Int(text), (1...3).contains(effect) { return effect }
      fields.bad(item, "effect", Message(ja: "1から3までの整数", en: "a whole number from 1 to 3"))
      return nil
    }
    choice.limit = fields.number("limit", in: 1...24) ?? choice.limit
    fields.finish()
    report.merge(fields.report)
    return choice
  }

  // MARK: Shares

  /// How far a number may be off for being rounded: half of its last digit.
  private static func rounding(of digits: String) -> Double {
    let decimals = digits.split(separator: ".").dropFirst().first?.count ?? 0
    return (0..<decimals).reduce(0.5) { tolerance, _ in tolerance / 10 }
  }

  /// A sum as it is shown: to a tenth, with the unit.
  private func shown(_ number: Double) -> String {
    let tenths = Int((number * 10).rounded())
    return "\(tenths / 10)" + (tenths.isMultiple(of: 10) ? "" : ".\(tenths % 10)") + (unit?.value ?? "")
  }

  private mutating func reportAbove(_ whole: Double, at range: SourceRange) {
    bad(
      range, Message(ja: "全体の\(shown(whole))を超えています", en: "that is more than the whole of \(shown(whole))"),
      help: Message(ja: "値と unit を確かめてください", en: "look at the value and at 'unit'"))
  }

  private mutating func reportRest(at range: SourceRange, hasWhole: Bool) {
    bad(
      range,
      hasWhole
        ? Message(ja: "残り（rest）は一つだけで、値を持ちません", en: "there is one rest, and it has no value")
        : Message(ja: "残り（rest）は、単位が割か % のときだけ書けます", en: "there can be a rest only of 割 or %"))
  }
}
