package import Markup
import Platform
package import Source

extension Guide {
  /// Returns the figure that a `:::figure` names, with the data and labels of a trade; nil where it cannot be drawn,
  /// which is reported.
  package func drawing(
    _ directive: Directive, at range: SourceRange, for industry: Industry?, reporting report: inout Report
  ) -> Drawing? {
    guard let name = directive.words.first else {
      report.add(
        .missingField, at: range,
        Message(ja: "「:::figure」には図の id が必要です", en: "':::figure' needs the id of a figure"),
        help: Message(ja: "「:::figure id」の形で書きます", en: "write ':::figure ID'"))
      return nil
    }
    guard let figure = figure(name.value) else {
      guard !figureIDs.contains(name.value) else { return nil }  // what is wrong with it has been reported
      let near = closest(to: name.value, in: figureIDs)
      report.add(
        .brokenReference, at: name.range,
        Message(ja: "図 '\(name.value)' がありません", en: "no figure '\(name.value)'"),
        help: near.map(Message.meant)
          ?? Message(ja: "content/figures のファイル名を書きます", en: "figures are named by their files in content/figures"))
      return nil
    }
    guard let content = content(of: figure, named: name, for: industry, &report) else { return nil }
    var drawing = Drawing(figure, content)
    if let industry {
      let wordings = figure.labels.first { $0.industry.value == industry.id }?.wordings ?? []
      drawing.content.updateLabels { label in
        label = wordings.first { $0.label.value == label.value }?.wording ?? label
      }
      drawing.updateTexts { $0.value = FigureValues.filled($0.value, for: industry) }
      return drawing
    }
    var needsTrade = false
    drawing.updateTexts { needsTrade = needsTrade || !FigureValues.paths(in: $0.value).isEmpty }
    if needsTrade { reportTradeless(figure, at: name.range, &report) }
    return needsTrade ? nil : drawing
  }

  private func content(
    of figure: Figure, named name: Located<String>, for industry: Industry?, _ report: inout Report
  ) -> Figure.Content? {
    switch figure.data {
    case .same(let content): return content
    case .measures(let choice): return points(choice, named: name, for: industry, &report).map { .matrix($0) }
    case .stops:
      guard let industry else { break }
      return .timeline(industry.phases(at: name.range))
    case .byIndustry(let contents, let other):
      guard let industry else { break }
      if let content = contents.first(where: { $0.industry.value == industry.id })?.content ?? other { return content }
      report.add(
        .emptyBlock, at: name.range,
        Message(
          ja: "図 '\(figure.id)' には、業種 '\(industry.id)' のデータがありません",
          en: "the figure '\(figure.id)' has no data for the industry '\(industry.id)'"),
        help: Message(
          ja: "data に '\(industry.id)' か、そのほかの業種のための '\(FigureReader.otherTrades)' を書き足してください",
          en: "add '\(industry.id)' to its data, or '\(FigureReader.otherTrades)' for all trades that are not named"))
      return nil
    }
    reportTradeless(figure, at: name.range, &report)
    return nil
  }

  private func reportTradeless(_ figure: Figure, at range: SourceRange, _ report: inout Report) {
    report.add(
      .needsTrade, at: range,
      Message(
        ja: "図 '\(figure.id)' は業種によって変わるので、このページには描けません",
        en: "the figure '\(figure.id)' depends on the trade and cannot be drawn on this page"),
      help: Message(
        ja: "配付資料（handouts/）か業種のページ（industries/）に置くか、どの業種にも同じ図にしてください",
        en: "put it on a sheet or an industry's page, or make it the same for every trade"))
  }

  // MARK: Measures

  /// Returns the measures that a matrix shows: those that fit the trade, from each of its fields in turn, so that no
  /// corner is empty for the limit's sake. Without a trade, those that are for all of them.
  private func points(
    _ choice: Figure.MeasureChoice, named name: Located<String>, for industry: Industry?, _ report: inout Report
  ) -> [Figure.Point]? {
    func fits(_ measure: Measure) -> Bool {
      guard let industry else { return measure.industries.isEmpty || !choice.ids.isEmpty }
      return measure.industries.isEmpty || measure.industries.contains { $0.value == industry.id }
    }
    func isChosen(_ measure: Measure) -> Bool {
      (choice.ids.isEmpty || choice.ids.contains { $0.value == measure.id })
        && (choice.costs.isEmpty || choice.costs.contains(measure.cost))
        && (choice.effects.isEmpty || choice.effects.contains(measure.effect))
        && (choice.actors.isEmpty || choice.actors.contains(measure.who))
        && (choice.contracts.isEmpty || measure.inContract.map(choice.contracts.contains) ?? false)
    }
    let chosen = measures.filter { fits($0) && isChosen($0) }
    // A trade's own measures come before those for everyone.
    let ordered = chosen.filter { !$0.industries.isEmpty } + chosen.filter(\.industries.isEmpty)
    var fields = (1...3).reversed().flatMap { effect in
      Measure.Cost.allCases.map { cost in ordered.filter { $0.effect == effect && $0.cost == cost }[...] }
    }
    var points: [Figure.Point] = []
    while points.count < choice.limit, fields.contains(where: { !$0.isEmpty }) {
      for index in fields.indices where points.count < choice.limit {
        guard let measure = fields[index].popFirst() else { continue }
        let page = page(of: measure)
        points.append(
          Figure.Point(
            label: Located(page.title, at: page.titleRange ?? name.range), cost: measure.cost, effect: measure.effect))
      }
    }
    guard points.isEmpty else { return points }
    report.add(
      .emptyBlock, at: name.range,
      industry.map {
        Message(
          ja: "業種 '\($0.id)' に当てはまる、図 '\(name.value)' の対策がありません",
          en: "no measure of the figure '\(name.value)' fits the industry '\($0.id)'")
      }
        ?? Message(
          ja: "図 '\(name.value)' に当てはまる対策がありません", en: "no measure is what the figure '\(name.value)' asks for"),
      help: Message(ja: "指定をゆるめるか、内容を書き足してください", en: "widen what is asked for, or write one"))
    return nil
  }
}

extension Industry {
  /// The names of the phases in which things stand still.
  static let phaseNames: [(within: Stop.Within?, name: String)] = [
    (.hour, "最初の1時間"), (.day, "その日のうちに"), (.week, "1週間で"), (nil, "やがて"),
  ]

  fileprivate func phases(at range: SourceRange) -> [Figure.Phase] {
    Self.phaseNames.compactMap { within, name in
      let items = stops.filter { $0.within == within }.map(\.what)
      return items.isEmpty ? nil : Figure.Phase(name: Located(name, at: range), items: items)
    }
  }
}
