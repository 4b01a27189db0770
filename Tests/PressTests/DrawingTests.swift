import Foundation
import GuideModel
import Markup
import Platform
import Source
import Testing

@testable import Press

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite struct DrawingTests {
  /// A guide with one trade and one figure.
  private func guide(_ more: String, title: String = "題") async throws -> Guide {
    let files = [
      "figures/f.yaml": "title: \(title)\nsource: 本 & <史>\nalt: 図の\"説明\"\n\(more)", "site.yaml": "title: 試し\n",
      "industries/clinic.md": """
      ---
      title: 医院
      name: クリニック
      head: 院長先生
      clients: 患者さん
      data: [記録]
      systems: [画面]
      stops:
        - {within: hour, what: 受付で予約の順番が分からなくなり待合室がいっぱいになる}
        - {within: day, what: 会計が手書きになる}
        - 請求が遅れる
      ---
      """,
    ]
    let sources = SourceFiles(
      files: files.sorted { $0.key < $1.key }.map { SourceFile(path: "content/\($0.key)", text: $0.value) })
    var report = Report()
    let today = try #require(CalendarDate("2026-11-24"))
    let guide = await Guide.read(sources, .init(today: today), reporting: &report)
    #expect(report.diagnostics.map(\.message.en) == [])
    return try #require(guide)
  }

  /// Draws a figure for a clinic.
  private func draw(_ more: String, title: String = "題") async throws -> Drawing {
    let guide = try await guide(more, title: title)
    let place = SourceRange(file: FileID(0), start: 0, end: 0)
    var report = Report()
    let drawing = guide.drawing(
      Directive(name: .figure, words: [Located("f", at: place)]), at: place, for: guide.industries.first,
      reporting: &report)
    return try #require(drawing)
  }

  private func markup(_ drawing: Drawing) -> String { String(decoding: drawing.svg.markup, as: UTF8.self) }

  private func count(_ part: String, in text: String) -> Int { text.ranges(of: part).count }

  /// One figure of each type with as much in it as it takes, in long labels.
  static let full: [String] = {
    let long = "とても長いラベルのとても長い説明が続いて、何行にもなっても重ならない"
    func list(_ count: Int, _ item: (Int) -> String) -> String {
      (1...count).map { "  - \(item($0))\n" }.joined()
    }
    return [
      "type: bar\nunit: \"%\"\napprox: [約, 以上]\nrespondents: 会社\ndata:\n"
        + list(8) { "{label: \(long)\($0), value: \($0 * 12)}" },
      "type: bar\nunit: 円\ndata:\n" + list(8) { "{label: \(long)\($0), value: \($0)000000}" },
      "type: stacked\nunit: \"%\"\napprox: 約\nrespondents: 会社\ndata:\n"
        + list(5) { "{label: \(long)\($0), value: \($0)}" } + "  - {label: 残り, rest: true}\n",
      "type: people\nunit: 割\napprox: [約, 以上]\nrespondents: 会社\ndata:\n"
        + list(5) { "{label: \(long)\($0), value: \($0 * 2)}" },
      "type: timeline\ndata:\n"
        + list(4) { "{when: 長い長い長い長い長い時期の名前\($0), what: [\(long), 短い, \(long)\($0)]}" },
      "type: timeline\ndata: industry.stops\n",
      "type: matrix\ndata:\n"
        + list(24) { "{label: \(long)\($0), cost: \(["free", "small", "quote"][$0 % 3]), effect: \($0 % 2 + 2)}" },
      "type: flow\ndata:\n"
        + list(4) { "{from: 長い名前の最初の人, to: 長い名前の人\($0), what: \(long)}" }
        + "  - {from: 長い名前の人4, to: 長い名前の人3, what: \(long)}\n",
    ]
  }()

  @Test(arguments: [
    ("株式会社北関東情報通信システムサービス北関東支社", "株式会社/北関東情報通信/システムサービス/北関東支社"), ("山田電機株式会社北支社", "山田電機株式会社/北支社"),
    ("みなと情報システム", "みなと/情報/システム"), ("合同会社ITサポートとなりの町工場", "合同会社/ITサポートとなりの/町工場"), ("みほんITサービス", "みほん/ITサービス"),
    ("株式会社", "株式会社"), ("", ""),
  ])
  func `a company's name is cut where a line may end`(name: String, parts: String) {
    #expect(LineBreaking.parts(ofName: name).joined(separator: "/") == parts)
  }

  @Test(arguments: full)
  func `no label lies on another or out of the drawing`(more: String) async throws {
    let svg = try await draw(more).svg
    #expect(svg.texts.count > 3)
    for (number, text) in svg.texts.enumerated() {
      #expect(text.x >= 0 && text.x + text.width <= SVG.width, "\(text)")
      #expect(text.y >= 0 && text.y + text.height <= svg.height + 2, "\(text)")
      for other in svg.texts[(number + 1)...] { #expect(!text.overlaps(other), "\(text) \(other)") }
    }
  }

  @Test(arguments: full)
  func `a drawing is well-formed, without style, script, id or address`(more: String) async throws {
    let drawing = try await draw(more)
    for isPage in [false, true] {
      let html = String(decoding: drawing.html(isPage: isPage), as: UTF8.self)
      let parser = XMLParser(data: Data(html.utf8))
      #expect(parser.parse(), "\(html)")
      for refused in ["style=", "<script", " id=", "url(", "href"] { #expect(!html.contains(refused)) }
      #expect(html.contains("<svg role=\"img\" viewBox=\"0 0 640 "))
      #expect(html.contains("<title>題</title><desc>図の&quot;説明&quot;</desc>"))
      #expect(html.contains("出典：本 &amp; &lt;史&gt;"))
      #expect(html.contains("<table>") == isPage)
    }
  }

  @Test func `a page's figure stands where its directive does, and what cannot be drawn is said`() async throws {
    let guide = try await guide("type: bar\ndata: [{label: 甲, value: 1}]")
    func render(_ text: String) -> (html: String, names: [String]) {
      var report = Report()
      let html = HTMLFragment.render(
        SourceFile(path: "a.md", text: text), as: .tebiki, guide: guide, reporting: &report)
      return (String(decoding: html, as: UTF8.self), report.diagnostics.map(\.kind.name))
    }
    let drawn = render("前\n\n:::figure f\n\n後\n")
    #expect(drawn.html.hasPrefix("<p>前</p>\n<figure class=\"drawing\">") && drawn.names == [])
    #expect(
      drawn.html.hasSuffix("<td>甲</td><td>1</td></tr>\n</tbody>\n</table></div></details>\n</figure>\n<p>後</p>\n"))
    #expect(render(":::figure g") == ("", ["broken-reference"]))
  }

  @Test func `texts are escaped wherever they land`() async throws {
    let drawing = try await draw(
      "type: flow\ndata: [{from: <b>&, to: \"\\\"x\", what: </text><script>}]", title: "<i>&")
    let html = String(decoding: drawing.html(isPage: true), as: UTF8.self)
    #expect(!html.contains("<b>") && !html.contains("<script>") && !html.contains("<i>"))
    #expect(count("&lt;b&gt;&amp;", in: html) == 2 && html.contains("<title>&lt;i&gt;&amp;</title>"))
  }

  @Test func `six of ten are six filled persons and four outlines`() async throws {
    let drawing = try await draw(
      "type: people\nunit: 割\napprox: 約\nrespondents: 地域の会社 120社\ndata: [{label: 言われた, value: 6}]")
    let svg = markup(drawing)
    #expect(
      count("class=\"mark\"><circle", in: svg) == 6 && count("fill=\"none\" stroke=\"currentColor\"", in: svg) == 4)
    #expect(svg.contains(">約6割</text>"))
    #expect(String(decoding: drawing.html(isPage: false), as: UTF8.self).contains("答えた人：地域の会社 120社"))
  }

  @Test func `bars are as long as their numbers say`() async throws {
    let svg = markup(
      try await draw("type: bar\nunit: 円\ndata: [{label: a, value: 200}, {label: b, value: 100}, {label: c, value: 0}]")
    )
    let lengths = svg.matches(of: /width="(\d+)" height="18" class="mark"/).compactMap { Int($0.1) }
    #expect(lengths.count == 2 && abs(lengths[0] - lengths[1] * 2) <= 1)
    #expect(svg.contains(">0円</text>"))
  }

  @Test func `the parts of a whole fill it, each with a hatching of its own`() async throws {
    let drawing = try await draw(
      "type: stacked\nunit: \"%\"\napprox: なし\nrespondents: 会社\n"
        + "data: [{label: a, value: 16.2}, {label: b, value: 27.1}, {label: c, rest: true}]")
    let svg = markup(drawing)
    let parts = svg.matches(of: /x="(\d+)" y="1" width="(\d+)" height="40"/).compactMap { part in
      Int(part.1).flatMap { x in Int(part.2).map { (x, $0) } }
    }
    #expect(parts.count == 3 && parts[0].0 == 1 && parts.reduce(0) { $0 + $1.1 } == SVG.width - 2)
    #expect(zip(parts, parts.dropFirst()).allSatisfy { $0.0 + $0.1 == $1.0 })
    #expect(svg.contains(">16.2%</text>") && svg.contains(">27.1%</text>") && svg.contains(">残り</text>"))
    #expect(count("stroke-dasharray=\"4 3\"", in: svg) == 2)
  }

  @Test(arguments: SVG.Fill.allCases)
  func `a hatching stays inside its field`(fill: SVG.Fill) throws {
    var svg = SVG()
    svg.rectangle(x: 100, y: 50, width: 37, height: 23, fill)
    let markup = String(decoding: svg.markup, as: UTF8.self)
    for point in markup.matches(of: /[ML](\d+) (\d+)/) {
      let (x, y) = (try #require(Int(point.1)), try #require(Int(point.2)))
      #expect((100...137).contains(x) && (50...73).contains(y), "\(markup)")
    }
  }

  @Test func `a matrix marks where to begin, and a table lists it by effect and cost`() async throws {
    let drawing = try await draw(
      "type: matrix\ndata: [{label: a, cost: quote, effect: 1}, {label: b, cost: small, effect: 3}, {label: c, cost: free, effect: 3}]"
    )
    #expect(markup(drawing).contains("まず、ここから"))
    #expect(drawing.table.rows == [["c", "無料", "3"], ["b", "少額", "3"], ["a", "要見積", "1"]])
    let none = try await draw("type: matrix\ndata: [{label: a, cost: quote, effect: 3}]")
    #expect(!markup(none).contains("まず、ここから"))
  }

  @Test func `calls are numbered arrows in their order`() async throws {
    let drawing = try await draw("type: flow\ndata: [{from: 甲, to: 乙, what: 言う}, {from: 乙, to: 甲, what: 返す}]")
    #expect(markup(drawing).contains("M160 68L469 68") && markup(drawing).contains("M480 108L171 108"))
    #expect(drawing.table.rows == [["1", "甲", "乙", "言う"], ["2", "乙", "甲", "返す"]])
  }

  @Test func `a timeline shows the trade's stops`() async throws {
    let drawing = try await draw("type: timeline\ndata: industry.stops")
    #expect(
      drawing.table.rows.map { $0[0] } == ["最初の1時間", "その日のうちに", "やがて"]
        && drawing.table.rows[2][1] == "請求が遅れる")
  }
}
