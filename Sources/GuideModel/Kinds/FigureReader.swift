import Markup
import Platform
import Source

/// Reads the `data` of a figure: a list is the values themselves, a mapping has values for each trade, a text refers to
/// what the guide knows.
struct FigureReader {
  let form: Figure.Form
  let unit: Located<String>?
  /// How exact the numbers are that do not say so themselves.
  let approximation: Figure.Approximation?
  /// Whether the numbers come from asking people, so that each must say how exact it is.
  let isSurvey: Bool
  var report = Report()
  /// Whether a number that does not say how exact it is has been reported.
  private var lacksApproximation = false

  init(form: Figure.Form, unit: Located<String>?, approximation: Figure.Approximation?, isSurvey: Bool) {
    self.form = form
    self.unit = unit
    self.approximation = approximation
    self.isSurvey = isSurvey
  }

  /// The key for trades that are not named.
  static let otherTrades = "other"

  mutating func data(_ node: YAMLNode) -> Figure.Data? {
    switch node.content {
    case .scalar(let name, _): return reference(name, at: node.range)
    case .sequence: return content(node).map { .same($0) }
    case .mapping(let entries):
      if form == .matrix, let choice = entries.first(where: { $0.key.value == "measures" }) {
        var fields = FieldReader(node, of: Message(ja: "データ", en: "figure's data"), at: node.range)
        fields.ignore("measures")
        fields.finish()
        report.merge(fields.report)
        return .measures(measures(choice.value))
      }
      return byIndustry(entries, at: node.range)
    }
  }

  private mutating func reference(_ name: String, at range: SourceRange) -> Figure.Data? {
    switch (form, name) {
    case (.timeline, "industry.stops"): return .stops
    case (.matrix, "measures"): return .measures(Figure.MeasureChoice())
    case (.timeline, _):
      badData(range, Message(ja: "一覧、業種ごとの値、industry.stops のどれか", en: "a list, values by trade, or industry.stops"))
    case (.matrix, _):
      badData(range, Message(ja: "一覧、業種ごとの値、measures のどれか", en: "a list, values by trade, or measures"))
    case (.bar, _), (.stacked, _), (.people, _), (.flow, _):
      badData(range, Message(ja: "一覧（- の行）か、業種ごとの値", en: "a list, or values by trade"))
    }
    return nil
  }

  private mutating func byIndustry(_ entries: [YAMLNode.Entry], at range: SourceRange) -> Figure.Data? {
    guard !entries.isEmpty else {
      reportEmpty(range)
      return nil
    }
    var contents: [(industry: Located<ID<Industry>>, content: Figure.Content)] = []
    var other: Figure.Content?
    var isWhole = true
    for entry in entries {
      guard case .sequence = entry.value.content else {
        report.add(
          .badValue, at: entry.value.range.bytes.isEmpty ? entry.key.range : entry.value.range,
          Message(
            ja: "業種 '\(entry.key.value)' のデータは一覧（- の行）でなければなりません",
            en: "the data of the industry '\(entry.key.value)' must be a list"),
          help: Message(
            ja: "どの業種でも同じ値なら、data: のすぐ下に「- 」で並べてください", en: "values for every trade stand right below 'data:', as a list"
          ))
        isWhole = false
        continue
      }
      guard let content = content(entry.value) else {
        isWhole = false
        continue
      }
      if entry.key.value == Self.otherTrades {
        other = content
      } else {
        contents.append((entry.key.map(ID.init), content))
      }
    }
    return isWhole ? .byIndustry(contents, other: other) : nil
  }

  /// Reads a list of values; nil where one of them cannot be read.
  private mutating func content(_ node: YAMLNode) -> Figure.Content? {
    guard case .sequence(let items) = node.content else { return nil }
    guard !items.isEmpty else {
      reportEmpty(node.range)
      return nil
    }
    switch form {
    case .bar: return bars(items)
    case .stacked: return shares(items)
    case .people: return crowds(items)
    case .timeline: return phases(items)
    case .matrix: return points(items)
    case .flow: return flow(items)
    }
  }

  // MARK: What the types have in common

  /// Reads each item of a list, of which there may be at most `limit`; nil where one cannot be read.
  mutating func read<Value>(
    _ items: [YAMLNode], atMost limit: Int, of subject: Message, _ read: (inout FieldReader, inout Self) -> Value?
  ) -> [Value]? {
    if items.count > limit {
      report.add(
        .badValue, at: items[limit].range,
        Message(
          ja: "\(subject.ja)は\(limit)個までです（\(items.count)個あります）",
          en: "at most \(limit) of the kind '\(subject.en)': there are \(items.count)"),
        help: Message(ja: "大事なものに絞るか、図を二つに分けてください", en: "keep what matters most, or make it two figures"))
    }
    let values = items.map { item -> Value? in
      guard case .mapping = item.content else {
        report.add(
          .badValue, at: item.range,
          Message(ja: "\(subject.ja)は「キー: 値」の並びで書きます", en: "\(subject.en.withArticle) is written as 'key: value'"))
        return nil
      }
      var fields = FieldReader(item, of: subject, at: item.range)
      let value = read(&fields, &self)
      fields.finish()
      report.merge(fields.report)
      return value
    }
    let whole = values.compactMap(\.self)
    return whole.count == values.count ? whole : nil
  }

  /// Returns how exact the number at `range` is: what it says itself, else what the figure says.
  mutating func approximation(
    _ own: Figure.Approximation?, in fields: inout FieldReader, at range: SourceRange
  ) -> Figure.Approximation {
    if let known = own ?? approximation { return known }
    if isSurvey, !lacksApproximation {
      lacksApproximation = true
      fields.missing(
        "approx", at: range,
        Message(
          ja: "調査の数字です。出典が書くとおりに、約、以上、なし（ちょうどの値）のどれかを、図か値に書いてください",
          en:
            "a survey's number: say 約 (about), 以上 (at least) or なし (exact) as the source does, of the figure or the value"
        ))
    }
    return Figure.Approximation()
  }

  mutating func checkLabels(_ labels: [Located<String>]) {
    var seen: Set<String> = []
    for label in labels where !seen.insert(label.value).inserted {
      bad(
        label.range, Message(ja: "ラベル '\(label.value)' が二度あります", en: "the label '\(label.value)' stands here twice"),
        help: Message(ja: "違いが分かる言葉にしてください", en: "say what the difference is"))
    }
  }

  mutating func bad(_ range: SourceRange, _ message: Message, help: Message? = nil) {
    report.add(.badValue, at: range, message, help: help)
  }

  private mutating func badData(_ range: SourceRange, _ expected: Message) {
    bad(
      range,
      Message(
        ja: "type: \(form.rawValue) の 'data' は\(expected.ja.amongJapanese)でなければなりません",
        en: "the 'data' of a figure of type \(form.rawValue) must be \(expected.en)"))
  }

  private mutating func reportEmpty(_ range: SourceRange) {
    report.add(
      .missingField, at: range, Message(ja: "'data' が空です", en: "'data' is empty"),
      help: Message(ja: "少なくとも一つ書いてください", en: "write at least one"))
  }
}

extension FieldReader {
  /// Reads `approx`: 約, 以上, both in a list, or なし for an exact number; nil where it is not said.
  mutating func approximation() -> Figure.Approximation? {
    let words = choices("approx", Figure.Approximation.Word.self)
    guard !words.isEmpty else { return nil }
    if words.count > 1, words.contains(.exact), let node = value("approx") {
      bad(node, "approx", Message(ja: "「なし」だけか、約と以上の並び", en: "なし alone, or a list of 約 and 以上"))
    }
    return Figure.Approximation(isAbout: words.contains(.about), isAtLeast: words.contains(.atLeast))
  }

  /// Reads a number of 0 or more, and how it is printed.
  mutating func decimal(_ key: String, required: Bool = false) -> Located<(value: Double, digits: String)>? {
    guard let node = value(key, required: required) else { return nil }
    guard case .scalar(let text, _) = node.content, let value = Self.decimal(text) else {
      bad(
        node.range, key, Message(ja: "0以上の数", en: "a number of 0 or more"),
        help: Message(
          ja: "半角の数字と小数点だけで書きます。単位は unit に書きます", en: "digits and a decimal point; the unit goes into 'unit'"))
      return nil
    }
    let parts = text.split(separator: ".")
    return Located((value, Self.grouped(String(parts[0])) + (parts.count > 1 ? ".\(parts[1])" : "")), at: node.range)
  }

  private static func decimal(_ text: String) -> Double? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let areDigits = parts.allSatisfy { part in
      (1...12).contains(part.utf8.count)
        && part.utf8.allSatisfy(\.isDigit)
    }
    return areDigits && parts.count <= 2 ? Double(text) : nil
  }

  /// Puts a comma between groups of three digits.
  private static func grouped(_ digits: String) -> String {
    var result = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { result += "," }
      result.append(digit)
    }
    return result
  }
}
