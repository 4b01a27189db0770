package import Markup
import Platform
package import Source

/// What figures name is there: trades, measures, labels and values; and a figure that depends on the trade stands only
/// where there is one.
///
/// ```
/// labels: {clinic: {社長さん: 院長先生}}     no label '社長さん' in this figure; did you mean '社長'?
/// :::figure stops                          on a page that is no trade's
/// ```
package struct FigureTexts: Rule {
  package static let kinds = [unknownLabel, needsTrade]

  package static func check(_ guide: Guide, reporting report: inout Report) {
    for figure in guide.figures {
      var contents: [(industry: ID<Industry>?, content: Figure.Content)] = []
      switch figure.data {
      case .same(let content): contents = [(nil, content)]
      case .byIndustry(let own, let other):
        BrokenReference.check(own.map(\.industry), in: guide.industries, .industry, &report)
        contents = own.map { ($0.industry.value, $0.content) } + (other.map { [(nil, $0)] } ?? [])
      case .measures(let choice): BrokenReference.check(choice.ids, in: guide.measures, .measure, &report)
      case .stops: break
      }
      BrokenReference.check(figure.labels.map(\.industry), in: guide.industries, .industry, &report)
      checkLabels(of: figure, contents, in: guide, &report)
      let texts =
        [figure.title, figure.alt, figure.unit, figure.respondents].compactMap(\.self)
        + contents.flatMap(\.content.labels)
        + figure.labels.flatMap { $0.wordings.map(\.wording) }
      for text in texts { checkValues(in: text, of: guide, &report) }
    }
    for page in guide.pages where page.kind != .sheet {
      check(page.document, of: guide, for: guide.industry(of: page), reporting: &report)
    }
  }

  /// Checks the figures of a text that is no sheet.
  package static func check(
    _ document: Document, of guide: Guide, for industry: Industry? = nil, reporting report: inout Report
  ) {
    for node in document.nodes where node.kind == .directive {
      let directive = document.directives[Int(node.detail)]
      guard directive.name == .figure else { continue }
      _ = guide.drawing(directive, at: node.range, for: industry, reporting: &report)
    }
  }

  /// Reports wordings of labels that the figure does not have.
  private static func checkLabels(
    of figure: Figure, _ contents: [(industry: ID<Industry>?, content: Figure.Content)], in guide: Guide,
    _ report: inout Report
  ) {
    for trade in figure.labels {
      let known: [String]
      switch figure.data {
      case .stops: known = Industry.phaseNames.map(\.name)
      case .measures: known = guide.measures.map { guide.page(of: $0).title }
      case .same, .byIndustry:
        let own = contents.filter { $0.industry == trade.industry.value }
        known = (own.isEmpty ? contents.filter { $0.industry == nil } : own).flatMap { $0.content.labels.map(\.value) }
      }
      for (label, _) in trade.wordings where !known.contains(label.value) {
        report.add(
          unknownLabel, at: label.range,
          Message(
            ja: "図 '\(figure.id)' にラベル '\(label.value)' はありません",
            en: "the figure '\(figure.id)' has no label '\(label.value)'"),
          help: closest(to: label.value, in: known).map(Message.meant)
            ?? Message(
              ja: "あるラベル: \(known.prefix(8).joined(separator: "、"))",
              en: "there are: \(known.prefix(8).joined(separator: ", "))"))
      }
    }
  }

  // MARK: Values

  private static let values: [(path: String, value: @Sendable (Industry) -> String)] = [
    ("industry.name", { $0.name.value }), ("industry.head", { $0.head.value }),
    ("industry.clients", { $0.clients.value }), ("industry.place", { $0.place?.value ?? "会社" }),
    ("industry.you", { $0.you?.value ?? "貴社" }), ("industry.staff", { $0.staff?.value ?? "従業員" }),
  ]

  private static func checkValues(in text: Located<String>, of guide: Guide, _ report: inout Report) {
    let paths = values.map(\.path)
    for path in Self.paths(in: text.value) where !paths.contains(path) {
      report.add(
        SheetRules.unknownValue, at: place(of: path, in: text, guide.sources[text.range.file]),
        Message(ja: "図に書ける値 '\(path)' はありません", en: "a figure has no value '\(path)'"),
        help: closest(to: path, in: paths).map(Message.meant)
          ?? Message(
            ja: "使える値: \(paths.joined(separator: " "))", en: "there are: \(paths.joined(separator: " "))"))
    }
  }

  /// Where a path stands in the source of a text; the whole text where escapes hide it.
  private static func place(of path: String, in text: Located<String>, _ source: SourceFile) -> SourceRange {
    let written = Array(path.utf8)
    let range = text.range.bytes
    guard let start = range.first(where: { source.bytes[$0..<range.upperBound].starts(with: written) }) else {
      return text.range
    }
    return SourceRange(file: text.range.file, start: start, end: start + written.count)
  }

  /// Returns the paths of the `{{path}}` in a figure's text.
  static func paths(in text: String) -> [String] {
    var paths: [String] = []
    var rest = text[...]
    while let open = rest.firstRange(of: "{{"), let close = rest[open.upperBound...].firstRange(of: "}}") {
      paths.append(rest[open.upperBound..<close.lowerBound].filter { $0 != " " })
      rest = rest[close.upperBound...]
    }
    return paths
  }

  /// Returns a figure's text with a trade's words in the place of each `{{path}}`.
  static func filled(_ text: String, for industry: Industry) -> String {
    var result = ""
    var rest = text[...]
    while let open = rest.firstRange(of: "{{"), let close = rest[open.upperBound...].firstRange(of: "}}") {
      let path = rest[open.upperBound..<close.lowerBound].filter { $0 != " " }
      result += rest[..<open.lowerBound]
      result += values.first { $0.path == path }?.value(industry) ?? ""  // an unknown one has been reported
      rest = rest[close.upperBound...]
    }
    return result + rest
  }

  static let needsTrade = Diagnostic.Kind(
    "T332", "needs-trade", .error,
    Message(
      ja: "業種によって変わる図は、業種の決まっている所（配付資料と、業種のページ）だけに描けます。",
      en:
        "A figure that depends on the trade can be drawn only where there is one: on sheets and on an industry's page.")
  )

  private static let unknownLabel = Diagnostic.Kind(
    "T331", "unknown-label", .error,
    Message(
      ja: "labels で言い換えるのは、その図の data にあるラベルです。つづりが違うと、言い換えは黙って使われません。",
      en: "'labels' rewords labels that the figure's data has. A misspelt one would silently do nothing."))
}

extension Guide {
  /// Returns the trade that a page is about: that of an industry's own page.
  package func industry(of page: Page) -> Industry? {
    page.kind == .industry ? industries[ID(page.id)] : nil
  }
}
