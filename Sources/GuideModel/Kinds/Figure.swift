import Markup
import Platform
package import Source

/// A figure that sheets and pages draw from data.
package struct Figure: Sendable {
  package enum Form: String, CaseIterable, Sendable {
    case bar, stacked, people, timeline, matrix, flow

    /// Whether it draws numbers, and so may speak of people who were asked.
    var hasNumbers: Bool {
      switch self {
      case .bar, .stacked, .people: true
      case .timeline, .matrix, .flow: false
      }
    }
  }

  /// Where what it draws comes from.
  package enum Data: Sendable {
    /// The same for every reader.
    case same(Content)
    /// Each trade has its own; `other` is for those that are not named.
    case byIndustry([(industry: Located<ID<Industry>>, content: Content)], other: Content?)
    /// What stands still in the trade, by how soon.
    case stops
    /// The guide's measures that fit the trade.
    case measures(MeasureChoice)
  }

  /// The wording of labels in one trade.
  package struct Labels: Sendable {
    package let industry: Located<ID<Industry>>
    package let wordings: [(label: Located<String>, wording: Located<String>)]
  }

  package let id: ID<Figure>
  package let form: Form
  package let title: Located<String>
  package let data: Data
  package let unit: Located<String>?
  package let source: Located<String>
  package let alt: Located<String>
  /// Who was asked, for a survey.
  package let respondents: Located<String>?
  package let labels: [Labels]

  init?(_ fields: inout FieldReader, id: String) {
    let form = fields.choice("type", Form.self, required: true)
    let title = fields.text("title", required: true)
    let dataNode = fields.value("data", required: true)
    let source = fields.text("source", required: true)
    let alt = fields.text("alt", required: true)
    let hasNumbers = form?.hasNumbers ?? true
    unit = hasNumbers ? fields.text("unit") : nil
    let approximation = hasNumbers ? fields.approximation() : nil
    var respondents = hasNumbers ? fields.text("respondents") : nil
    if let form, let title, let source, hasNumbers, respondents == nil,
      let mark = Self.markOfSurvey(form, fields.value("type"), title, unit, source)
    {
      fields.missing(
        "respondents", at: mark,
        Message(
          ja: "だれに尋ねた数字かを書いてください。だれにも尋ねていない数字なら「respondents: なし」と書きます",
          en: "say who was asked; 'respondents: なし' where nobody was"))
    }
    let isSurvey = respondents.map { $0.value != Self.nobody } ?? false
    if !isSurvey { respondents = nil }
    self.respondents = respondents
    labels = Self.labels(&fields)
    guard let form, let dataNode else { return nil }
    var reader = FigureReader(form: form, unit: unit, approximation: approximation, isSurvey: isSurvey)
    let data = reader.data(dataNode)
    fields.merge(reader.report)
    guard let title, let data, let source, let alt else { return nil }
    self.id = ID(id)
    (self.form, self.title, self.data, self.source, self.alt) = (form, title, data, source, alt)
  }

  /// What `respondents` says where a share is no survey's.
  private static let nobody = "なし"

  /// Returns what shows that a figure's numbers come from asking people: small persons, a share, or a source or title
  /// that speaks of a 調査 or アンケート.
  private static func markOfSurvey(
    _ form: Form, _ type: YAMLNode?, _ title: Located<String>, _ unit: Located<String>?, _ source: Located<String>
  ) -> SourceRange? {
    if form == .people { return type?.range }
    if let unit, whole(of: unit.value) != nil { return unit.range }
    return [source, title].first { $0.value.contains("調査") || $0.value.contains("アンケート") }?.range
  }

  private static func labels(_ fields: inout FieldReader) -> [Labels] {
    guard let node = fields.value("labels") else { return [] }
    let expected = Message(ja: "「業種の id: {ラベル: 言い換え}」の並び", en: "a list of 'industry id: {label: wording}'")
    guard case .mapping(let trades) = node.content else {
      fields.bad(node, "labels", expected)
      return []
    }
    return trades.compactMap { trade in
      guard case .mapping(let entries) = trade.value.content else {
        fields.bad(trade.value, "labels", expected)
        return nil
      }
      return Labels(
        industry: trade.key.map(ID.init),
        wordings: entries.compactMap { entry in
          guard let wording = fields.text(of: entry.value, entry.key.value), !wording.value.allSatisfy(\.isWhitespace)
          else {
            fields.bad(entry.value, "labels", expected)
            return nil
          }
          return (entry.key, wording)
        })
    }
  }
}

extension Figure {
  /// What a share in `unit` is a share of: 10 for 割, 100 for %; nil where the unit is no share.
  package static func whole(of unit: String) -> Double? {
    switch unit {
    case "割": 10
    case "%", "％": 100
    default: nil
    }
  }

  package var whole: Double? { unit.flatMap { Self.whole(of: $0.value) } }
}
