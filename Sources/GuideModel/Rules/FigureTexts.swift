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
  package static let kinds: [Diagnostic.Kind] = [unknownLabel, .needsTrade]

  package static func check(_ guide: Guide, reporting report: inout Report) {
    for figure in guide.figures {
      var contents: [(industry: ID<Industry>?, content: Figure.Content)] = []
      switch figure.data {
      case .same(let content): contents = [(nil, content)]
      case .byIndustry(let own, let other):
        guide.industries.check(own.map(\.industry), .industry, reporting: &report)
        contents = own.map { ($0.industry.value, $0.content) } + (other.map { [(nil, $0)] } ?? [])
      case .measures(let choice): guide.measures.check(choice.ids, .measure, reporting: &report)
      case .stops: break
      }
      guide.industries.check(figure.labels.map(\.industry), .industry, reporting: &report)
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

  private static func checkValues(in text: Located<String>, of guide: Guide, _ report: inout Report) {
    let paths = FigureValues.all.map(\.path)
    for path in FigureValues.paths(in: text.value) where !paths.contains(path) {
      report.add(
        .unknownValue, at: place(of: path, in: text, guide.sources[text.range.file]),
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

  private static let unknownLabel = Diagnostic.Kind(
    "T331", "unknown-label", .error,
    Message(
      ja: "labels で言い換えるのは、その図の data にあるラベルです。つづりが違うと、言い換えは黙って使われません。",
      en: "'labels' rewords labels that the figure's data has. A misspelt one would silently do nothing."))
}
