import Markup
import Source
import Testing

@testable import GuideModel

@Suite struct FigureTests {
  /// A figure's file: what every figure needs, and `more`.
  private static func figure(_ more: String) -> String { "title: 題\nsource: 本\nalt: 図\n\(more)" }

  private func findings(_ more: String) async -> [String] {
    await Project.findings(["figures/f.yaml": Self.figure(more)])
  }

  /// The figure as a trade gets it, or as a page does.
  private func drawing(_ more: String, for industry: String?, _ files: [String: String] = [:]) async throws -> Drawing {
    let (guide, report, _) = await Project.read(["figures/f.yaml": Self.figure(more)].merging(files) { $1 })
    let found = try #require(guide)
    #expect(report.diagnostics.isEmpty)
    var mistakes = Report()
    let place = SourceRange(file: FileID(0), start: 0, end: 0)
    return try #require(
      found.drawing(
        Directive(name: .figure, words: [Located("f", at: place)]), at: place,
        for: industry.flatMap { found.industries[ID($0)] }, reporting: &mistakes))
  }

  private static let bar = "type: bar\nunit: 割\napprox: 約\nrespondents: 会社\n"
  private static let shares = "type: stacked\nunit: \"%\"\napprox: なし\nrespondents: 会社\n"
  private static let crowd = "type: people\nunit: 割\napprox: 約\nrespondents: 会社\n"

  // MARK: Mistakes

  @Test(arguments: [
    // What every type has in common.
    ("type: pie\ndata: [{label: a, value: 1}]", ["bad-value figures/f.yaml:4 'pie'"]),
    ("type: bar\ndata:", ["missing-field figures/f.yaml:5 'data'"]),
    ("type: bar\ndata: []", ["missing-field figures/f.yaml:5 '[]'"]),
    ("type: bar\ndata: {}", ["missing-field figures/f.yaml:5 '{}'"]),
    ("type: bar\ndata: industry.stops", ["bad-value figures/f.yaml:5 'industry.stops'"]),
    ("type: timeline\ndata: industry.stop", ["bad-value figures/f.yaml:5 'industry.stop'"]),
    ("type: matrix\ndata: industry.stops", ["bad-value figures/f.yaml:5 'industry.stops'"]),
    ("type: bar\ndata: [a]", ["bad-value figures/f.yaml:5 'a'"]),
    ("type: bar\ndata: [{label: a, value: 1, colour: red}]", ["unknown-key figures/f.yaml:5 'colour'"]),
    ("type: bar\ndata: [{value: 1}]", ["missing-field figures/f.yaml:5 '{value: 1'"]),
    ("type: bar\ndata: [{label: a}]", ["missing-field figures/f.yaml:5 '{label: a'"]),
    ("type: flow\nunit: 人\ndata: [{from: a, to: b, what: c}]", ["unknown-key figures/f.yaml:5 'unit'"]),
    // Numbers.
    ("type: bar\ndata: [{label: a, value: -1}]", ["bad-value figures/f.yaml:5 '-1'"]),
    ("type: bar\ndata: [{label: a, value: many}]", ["bad-value figures/f.yaml:5 'many'"]),
    ("type: bar\ndata: [{label: a, value: ５}]", ["bad-value figures/f.yaml:5 '５'"]),
    ("type: bar\ndata: [{label: a, value: [1]}]", ["bad-value figures/f.yaml:5 '[1'"]),
    ("type: bar\ndata: [{label: a, value: 1e3}]", ["bad-value figures/f.yaml:5 '1e3'"]),
    ("type: bar\ndata: [{label: a, value: nan}]", ["bad-value figures/f.yaml:5 'nan'"]),
    ("type: bar\ndata: [{label: a, value: 1.}]", ["bad-value figures/f.yaml:5 '1.'"]),
    ("\(bar)data: [{label: a, value: 11}]", ["bad-value figures/f.yaml:8 '11'"]),
    (
      "type: bar\ndata:\n" + (1...9).map { "  - {label: a\($0), value: 1}\n" }.joined(),
      ["bad-value figures/f.yaml:14 '{label: a9, value: 1'"]
    ),
    ("type: bar\ndata: [{label: a, value: 1}, {label: a, value: 2}]", ["bad-value figures/f.yaml:5 'a'"]),
    // Surveys.
    ("type: bar\nunit: 割\ndata: [{label: a, value: 1}]", ["missing-field figures/f.yaml:5 '割'"]),
    ("type: people\ndata: [{label: a, value: 1}]", ["missing-field figures/f.yaml:4 'people'"]),
    (
      "type: bar\nunit: 社\nrespondents: 会社\ndata: [{label: a, value: 1}, {label: b, value: 2}]",
      ["missing-field figures/f.yaml:7 '1'"]
    ),
    ("type: bar\nunit: 割\nrespondents: なし\ndata: [{label: a, value: 1}]", []),
    ("type: bar\napprox: およそ\ndata: [{label: a, value: 1}]", ["bad-value figures/f.yaml:5 'およそ'"]),
    ("type: bar\napprox: [なし, 約]\ndata: [{label: a, value: 1}]", ["bad-value figures/f.yaml:5 '[なし, 約'"]),
    ("type: bar\ndata: [{label: a, value: 1, approx: 大体}]", ["bad-value figures/f.yaml:5 '大体'"]),
    // Shares.
    ("\(shares)data: [{label: a, value: 60}, {label: b, value: 30}]", ["bad-value figures/f.yaml:8 '30'"]),
    ("\(shares)data: [{label: a, value: 60}, {label: b, value: 50}]", ["bad-value figures/f.yaml:8 '50'"]),
    ("\(shares)data: [{label: a, value: 33.3}, {label: b, value: 33.3}, {label: c, value: 33.3}]", []),
    ("\(shares)data: [{label: a, value: 101}]", ["bad-value figures/f.yaml:8 '101'"]),
    ("\(shares)data: [{label: a, value: 60}, {label: b, rest: true}]", []),
    ("\(shares)data: [{label: a, value: 100}, {label: b, rest: true}]", ["bad-value figures/f.yaml:8 'true'"]),
    (
      "\(shares)data: [{label: a, value: 60}, {label: b, rest: true, value: 40}]", ["bad-value figures/f.yaml:8 'true'"]
    ),
    (
      "\(shares)data: [{label: a, value: 60}, {label: b, rest: true}, {label: c, rest: true}]",
      ["bad-value figures/f.yaml:8 'true'"]
    ),
    (
      "type: stacked\nunit: 円\ndata: [{label: a, value: 1}, {label: b, rest: true}]",
      ["bad-value figures/f.yaml:6 'true'"]
    ),
    ("type: stacked\nunit: 円\ndata: [{label: a, value: 0}]", ["bad-value figures/f.yaml:6 '0'"]),
    ("type: stacked\nunit: 円\ndata: [{label: a, value: 3}, {label: b, value: 1}]", []),
    // People.
    ("\(crowd)data: [{label: a, value: 11}]", ["bad-value figures/f.yaml:8 '11'"]),
    ("\(crowd)data: [{label: a, value: 2.5}]", ["bad-value figures/f.yaml:8 '2.5'"]),
    ("\(crowd)data: [{label: a, value: 3, of: 5}]", ["bad-value figures/f.yaml:8 '5'"]),
    (
      "type: people\nunit: 人\napprox: 約\nrespondents: 会社\ndata: [{label: a, value: 6, of: 5}]",
      ["bad-value figures/f.yaml:8 '6'"]
    ),
    (
      "type: people\nunit: 人\napprox: 約\nrespondents: 会社\ndata: [{label: a, value: 6, of: 12}]",
      ["bad-value figures/f.yaml:8 '12'"]
    ),
    (
      "type: people\nunit: \"%\"\napprox: 約\nrespondents: 会社\ndata: [{label: a, value: 6}]",
      ["bad-value figures/f.yaml:5 '\"%\"'"]
    ),
    // Timelines, matrices, flows.
    ("type: timeline\ndata: [{when: 朝}]", ["missing-field figures/f.yaml:5 '{when: 朝'"]),
    (
      "type: timeline\ndata: [{when: 朝, what: [a, b, c, d, e, f, g]}]", ["bad-value figures/f.yaml:5 'g'"]
    ),
    (
      "type: timeline\ndata: [" + (1...5).map { "{when: \($0), what: a}" }.joined(separator: ", ") + "]",
      ["bad-value figures/f.yaml:5 '{when: 5, what: a'"]
    ),
    ("type: matrix\ndata: [{label: a, cost: cheap, effect: 2}]", ["bad-value figures/f.yaml:5 'cheap'"]),
    ("type: matrix\ndata: [{label: a, cost: free, effect: 4}]", ["bad-value figures/f.yaml:5 '4'"]),
    ("type: matrix\ndata: {measures: {limt: 3}}", ["unknown-key figures/f.yaml:5 'limt'"]),
    ("type: matrix\ndata: {measures: {limit: 99}}", ["bad-value figures/f.yaml:5 '99'"]),
    ("type: matrix\ndata: {measures: {effect: [1, 5]}}", ["bad-value figures/f.yaml:5 '5'"]),
    ("type: matrix\ndata: {measures: {ids: [copys]}}", ["broken-reference figures/f.yaml:5 'copys'"]),
    ("type: matrix\ndata: {measures: {}, more: 1}", ["unknown-key figures/f.yaml:5 'more'"]),
    ("type: flow\ndata: [{from: a, to: a, what: c}]", ["bad-value figures/f.yaml:5 'a'"]),
    (
      "type: flow\ndata: [{from: {{industry.head}}, to: a, what: c}]",
      ["invalid-yaml figures/f.yaml:5 '{'"]
    ),
    (
      "type: flow\ndata: [" + (1...5).map { "{from: p, to: q\($0), what: c}" }.joined(separator: ", ") + "]",
      ["bad-value figures/f.yaml:5 'q5'"]
    ),
    // By trade.
    ("type: bar\ndata: {clinc: [{label: a, value: 1}]}", ["broken-reference figures/f.yaml:5 'clinc'"]),
    ("type: bar\ndata: {clinic: 5}", ["bad-value figures/f.yaml:5 '5'"]),
    ("type: bar\ndata: {clinic: [{label: a, value: -5}]}", ["bad-value figures/f.yaml:5 '-5'"]),
    // Labels and values.
    (
      "type: bar\nlabels: {clinc: {a: b}}\ndata: [{label: a, value: 1}]", ["broken-reference figures/f.yaml:5 'clinc'"]
    ),
    ("type: bar\nlabels: {clinic: {b: c}}\ndata: [{label: a, value: 1}]", ["unknown-label figures/f.yaml:5 'b'"]),
    (
      "type: bar\nlabels: {clinic: {a: c}}\ndata: {clinic: [{label: b, value: 1}], other: [{label: a, value: 1}]}",
      ["unknown-label figures/f.yaml:5 'a'"]
    ),
    ("type: timeline\nlabels: {clinic: {最初の1時: c}}\ndata: industry.stops", ["unknown-label figures/f.yaml:5 '最初の1時'"]),
    ("type: matrix\nlabels: {clinic: {控え: c}}\ndata: measures", ["unknown-label figures/f.yaml:5 '控え'"]),
    ("type: bar\nlabels: {clinic: b}\ndata: [{label: a, value: 1}]", ["bad-value figures/f.yaml:5 'b'"]),
    ("type: bar\nlabels: {clinic: {a: [b]}}\ndata: [{label: a, value: 1}]", ["bad-value figures/f.yaml:5 '[b'"]),
    (
      "type: bar\ndata: [{label: \"{{industry.haed}}\", value: 1}]", ["unknown-value figures/f.yaml:5 'industry.haed'"]
    ),
    ("type: bar\ndata: [{label: \"{{vendor.name}}\", value: 1}]", ["unknown-value figures/f.yaml:5 'vendor.name'"]),
  ])
  func `reports a mistake where it stands`(more: String, expected: [String]) async {
    #expect(await findings(more) == expected)
  }

  @Test func `a source or title that speaks of a survey asks for its respondents`() async {
    let more = "type: bar\nunit: 社\ndata: [{label: a, value: 1}]\n"
    #expect(
      await Project.findings(["figures/f.yaml": "title: 題\nsource: 実態調査\nalt: 図\n\(more)"])
        == ["missing-field figures/f.yaml:2 '実態調査'"])
    #expect(
      await Project.findings(["figures/f.yaml": "title: アンケートの答え\nsource: 本\nalt: 図\n\(more)"])
        == ["missing-field figures/f.yaml:1 'アンケートの答え'"])
  }

  @Test(arguments: [
    ("a.md", ":::figure stops", ["needs-trade a.md:4 'stops'"]),
    ("a.md", ":::figure f", ["needs-trade a.md:4 'f'"]), ("a.md", ":::figure g", ["needs-trade a.md:4 'g'"]),
    ("a.md", ":::figure stop", ["broken-reference a.md:4 'stop'"]),
    ("a.md", ":::figure", ["missing-field a.md:4 ':::figure'"]), ("a.md", ":::figure h", []),
    ("a.md", ":::figure none", ["empty-block a.md:4 'none'"]),
  ])
  func `a page draws what no trade changes`(path: String, body: String, expected: [String]) async {
    let found = await Project.findings([
      path: "---\ntitle: t\n---\n\(body)\n",
      "figures/f.yaml": Self.figure("type: bar\ndata: {clinic: [{label: a, value: 1}]}"),
      "figures/g.yaml": Self.figure("type: bar\ndata: [{label: \"{{industry.head}}\", value: 1}]"),
      "figures/h.yaml": Self.figure("type: matrix\ndata: measures"),
      "figures/none.yaml": Self.figure("type: matrix\ndata: {measures: {cost: quote}}"),
    ])
    #expect(found == expected)
  }

  @Test func `an industry's own page has a trade`() async {
    let page = (Project.base["industries/clinic.md"] ?? "") + "\n:::figure stops\n"
    #expect(await Project.findings(["industries/clinic.md": page]) == [])
  }

  @Test func `a sheet of a trade without data is a mistake, and a broken figure is reported once`() async {
    let sheet = "---\ntitle: t\naudience: executive\n---\n:::figure f\n"
    let data = "type: bar\ndata: {clinic: [{label: a, value: 1}]}"
    #expect(
      await Project.findings(["handouts/s.md": sheet, "figures/f.yaml": Self.figure(data)])
        == ["empty-block handouts/s.md:5 'f'"])
    #expect(
      await Project.findings(["handouts/s.md": sheet, "figures/f.yaml": Self.figure("type: bar\ndata: 5")])
        == ["bad-value figures/f.yaml:5 '5'"])
  }

  // MARK: What is drawn

  @Test func `numbers print what the source says of them`() async throws {
    let drawing = try await drawing(
      "\(Self.bar)data: [{label: a, value: 7}, {label: b, value: 5, approx: [約, 以上]}, {label: c, value: 2.5, approx: なし}]",
      for: nil)
    guard case .bar(let amounts) = drawing.content else { throw Unexpected() }
    #expect(amounts.map { drawing.text(of: $0.quantity) } == ["約7割", "約5割以上", "2.5割"])
    let large = try await self.drawing("type: bar\nunit: 円\ndata: [{label: a, value: 1234567.8}]", for: nil)
    guard case .bar(let sums) = large.content else { throw Unexpected() }
    #expect(sums.map { large.text(of: $0.quantity) } == ["1,234,567.8円"])
  }

  @Test func `people are counted in tenths or by a counter`() async throws {
    let tenths = try await drawing("\(Self.crowd)data: [{label: a, value: 6}]", for: nil)
    let counted = try await drawing(
      "type: people\nunit: 社\napprox: 以上\nrespondents: 会社\ndata: [{label: a, value: 3, of: 5}]", for: nil)
    guard case .people(let six) = tenths.content, case .people(let three) = counted.content else { throw Unexpected() }
    #expect(six.map { tenths.text(of: $0) } == ["約6割"])
    #expect(three.map { counted.text(of: $0) } == ["5社のうち3社以上"])
  }

  @Test func `labels are the trade's: its wording, then values`() async throws {
    let more =
      "type: flow\nlabels: {clinic: {お客様: 患者さん}}\n"
      + "data: [{from: \"{{industry.head}}\", to: お客様, what: \"{{industry.you}}から話す\"}]"
    let clinic = try await drawing(more, for: "clinic")
    let builder = try await drawing(more, for: "builder")
    #expect(clinic.content.labels.map(\.value) == ["院長先生", "患者さん", "貴院から話す"])
    #expect(builder.content.labels.map(\.value) == ["社長", "お客様", "貴社から話す"])
  }

  @Test func `data by trade is the trade's, else the others'`() async throws {
    let more = "type: bar\ndata: {clinic: [{label: a, value: 1}], other: [{label: b, value: 2}]}"
    #expect(try await drawing(more, for: "clinic").content.labels.map(\.value) == ["a"])
    #expect(try await drawing(more, for: "builder").content.labels.map(\.value) == ["b"])
  }

  @Test func `a matrix shows the measures that fit, from every field in turn`() async throws {
    func measure(_ title: String, _ cost: String, _ effect: Int, _ industries: String = "") -> String {
      "---\ntitle: \(title)\ncost: \(cost)\neffect: \(effect)\nwho: both\nindustries: [\(industries)]\n---\n"
    }
    let files = [
      "measures/a.md": measure("甲", "free", 3), "measures/b.md": measure("乙", "free", 3),
      "measures/c.md": measure("丙", "quote", 1), "measures/d.md": measure("丁", "free", 3, "clinic"),
    ]
    func titles(_ choice: String, _ industry: String?) async throws -> [String] {
      try await drawing("type: matrix\ndata: \(choice)", for: industry, files).content.labels.map(\.value)
    }
    #expect(try await titles("{measures: {limit: 2}}", "clinic") == ["丁", "丙"])
    #expect(try await titles("{measures: {limit: 3}}", "builder") == ["甲", "丙", "乙"])
    #expect(try await titles("measures", nil) == ["甲", "丙", "乙", "控えを置く"])
    #expect(try await titles("{measures: {ids: [d]}}", nil) == ["丁"])
    #expect(try await titles("{measures: {cost: free, effect: [1, 3], in_contract: basic}}", nil) == ["控えを置く"])
  }

  @Test func `a figure on a sheet is in plain words`() async throws {
    let (guide, report, _) = await Project.read([
      "handouts/s.md": "---\ntitle: t\naudience: executive\nindustries: [clinic]\n---\n:::figure f\n",
      "figures/f.yaml": Self.figure("type: bar\ndata: [{label: 大事な情報, value: 1}]"),
    ])
    #expect(report.diagnostics.isEmpty)
    var mistakes = Report()
    let sheets = await (try #require(guide)).composeSheets(reporting: &mistakes)
    #expect(sheets.first?.drawings.first?.content.labels.map(\.value) == ["カルテ"])
    let unknown = await Project.findings([
      "handouts/s.md": "---\ntitle: t\naudience: executive\n---\n:::figure f\n",
      "figures/f.yaml": Self.figure("type: bar\ndata: [{label: ディスパッチャー, value: 1}]"),
    ])
    #expect(unknown == ["unknown-word figures/f.yaml:5 'ディスパッチャー'"])
  }

  private struct Unexpected: Error {}
}
