import Markup
import Platform
import Source
import Testing

@testable import GuideModel

/// What front matter and settings say in ways that YAML reads otherwise, and what stands in for them.
@Suite struct FrontMatterTests {
  /// What a guide with changes is told, as `name file:line help`.
  private func told(_ changes: [String: String]) async -> [String] {
    let (_, report, sources) = await Project.read(changes)
    var positions = Positions(in: sources)
    return report.inFileOrder.map { diagnostic in
      let place = diagnostic.range.map {
        "\(sources[$0.file].path.dropFirst(8)):\(positions.place(of: $0).start.line)"
      }
      return "\(diagnostic.severity) \(diagnostic.kind.name) \(place ?? "") \(diagnostic.help?.en ?? "")"
    }
  }

  // MARK: Texts that YAML cuts

  private static let meant = "if it is meant, put it in quotes: "

  @Test(arguments: [
    (["a.md": "---\ntitle: 対策 #1 改\n---\n"], "warning cut-text a.md:2 \(meant)title: \"対策 #1 改\""),
    (["a.md": "---\r\ntitle: 対策\t#タグ\r\n---\r\n"], "warning cut-text a.md:2 \(meant)title: \"対策 #タグ\""),
    (["a.md": "---\ntitle: x\ndescription: 題  # 注\n---\n"], "hint cut-text a.md:3 \(meant)description: \"題 # 注\""),
    (["a.md": "---\ntitle: x\ntags:\n  - 甲 #1\n---\n"], "warning cut-text a.md:4 \(meant)- \"甲 #1\""),
    (["a.md": "---\ntitle: #1 対策\n---\n"], "error cut-text a.md:2 \(meant)title: \"#1 対策\""),
    (["a.md": "---\ntitle: '甲' #1\n---\n"], nil),
    (["a.md": "---\ntitle: C#1\norder: 3 #順\ndate: 2026-11-01 #日\n---\n"], nil),
    (["site.yaml": "title: 試し #1\n"], "warning cut-text site.yaml:1 \(meant)title: \"試し #1\""),
    (
      ["site.yaml": "title: 試し\nmenu:\n  - {page: index.md, title: 甲}\n  - index.md #1\n"],
      "warning cut-text site.yaml:4 \(meant)- \"index.md #1\""
    ),
    (
      ["site.yaml": "title: 試し\ntheme_settings:\n  footer: 甲社 #1\n"],
      "warning cut-text site.yaml:3 \(meant)footer: \"甲社 #1\""
    ),
    (["vendor.yaml": "name: 会社 #1\n"], "warning cut-text vendor.yaml:1 \(meant)name: \"会社 #1\""),
    (
      ["industries/clinic.md": Project.base["industries/clinic.md"]!.replacing("受付が止まる}", with: "受付が止まる}\n  - 電話 #1")],
      "warning cut-text industries/clinic.md:12 \(meant)- \"電話 #1\""
    ),
    (
      ["industries/clinic.md": Project.base["industries/clinic.md"]!.replacing("{大事な情報: カルテ}", with: "\n  情報: 記録 #1")],
      "warning cut-text industries/clinic.md:14 \(meant)情報: \"記録 #1\""
    ),
  ])
  func `a text that YAML cuts is told with its line in quotes`(changes: [String: String], line: String?) async {
    let told = await told(changes).filter { $0.contains("cut-text") }
    #expect(told == (line.map { [$0] } ?? []))
  }

  // MARK: Titles from a heading

  @Test(arguments: [
    ("# 題 {#top}\n\n文です。\n", "題"), ("題\n===\n\n文です。\n", "題"), ("# 題 #\n文です。\n", "題"),
    ("---\ndescription: x\n---\n\n# 題\n文です。\n", "題"), ("<!-- 注 -->\n# **題**と`x`\n\n文です。\n", "題とx"),
    ("\u{FEFF}# 題\r\n文です。\r\n", "題"), ("# {題|だい} {#top}\n文です。\n", "題"),
  ])
  func `a text without a title takes its first heading, and prints it once`(text: String, title: String) async throws {
    let (guide, report, _) = await Project.read(["a.md": text])
    let page = try #require(guide?.pages.first { $0.path == "a.md" }, "\(report.diagnostics)")
    #expect(page.title == title && page.document.headings.isEmpty && !report.hasErrors)
    #expect(page.document.nodes.contains { $0.kind == .paragraph })
  }

  @Test func `an item takes its heading, too, and links lead to it`() async throws {
    let (guide, report, _) = await Project.read([
      "measures/b.md": "---\ncost: free\neffect: 1\nwho: both\nin_contract: none\n---\n# 鍵 {#key}\n",
      "a.md": "---\ntitle: x\n---\n[鍵](measures/b.md#key)\n",
    ])
    #expect(!report.hasErrors, "\(report.diagnostics)")
    #expect(guide?.pages.contains { $0.title == "鍵" } == true)
  }

  @Test(arguments: ["文です。\n\n# 題\n", "## 題\n", "> # 題\n", "#\n", "---\norder: 1\n---\n文です。\n"])
  func `without a title and such a heading the title is missing`(text: String) async {
    let told = await told(["a.md": text]).filter { $0.contains("missing-field") }
    #expect(told.count == 1 && told[0].contains("'# TITLE'"), "\(told)")
  }

  @Test func `a new first heading is a new title, also where the rest is kept`() async throws {
    let guide = try #require(await Project.read(["a.md": "# 題\n\n文です。\n"]).guide)
    let file = try #require(guide.pages.first { $0.path == "a.md" }?.file)
    func reread(_ text: String) -> Bool {
      guide.rereading([(file, SourceFile(path: "content/a.md", text: text))]) != nil
    }
    #expect(reread("# 題\n\n別の文です。\n"))
    #expect(!reread("# 別の題\n\n文です。\n"))
    #expect(!reread("# 題 {#top}\n\n文です。\n"))
  }

  // MARK: Dates

  @Test(arguments: [
    ("令和8年11月30日", "2026-11-30"), ("R8.11.30", "2026-11-30"), ("Ｒ８．１１．３０", "2026-11-30"), ("r08/11/30", "2026-11-30"),
    ("令和元年5月1日", "2019-05-01"), ("H31.4.30", "2019-04-30"), ("平成元年1月8日", "1989-01-08"), ("昭和64年1月7日", "1989-01-07"),
    ("令和８年１１月３０日", "2026-11-30"), ("令和 8 年 11 月 30 日", "2026-11-30"), ("㋿8年1月2日", "2026-01-02"),
    ("2026年1月2日", "2026-01-02"), ("2026/1/2", "2026-01-02"), ("2026.01.02", "2026-01-02"), ("２０２６－１－２", "2026-01-02"),
  ])
  func `a date is read as people write it`(text: String, iso: String) async {
    #expect(CalendarDate(written: text)?.iso == iso)
    #expect(await told(["a.md": "---\ntitle: x\ndate: \(text)\n---\n"]) == [])
  }

  @Test(arguments: [
    ("令和0年1月1日", "令和 begins on 2019-05-01"), ("平成40年1月1日", "平成 is from 1989-01-08 to 2019-04-30"),
    ("令和元年4月30日", "令和 begins on 2019-05-01"), ("S64.1.8", "昭和 is from 1926-12-25 to 1989-01-07"),
    ("令和8年13月1日", ""), ("R8.2.30", ""), ("2026年2月29日", ""), ("26/1/2", ""), ("令和8年11月", ""), ("慶応3年1月1日", ""),
    ("2026年1-2", "write 2026-01-02, without a time or a day of the week"),
    ("令和8年11月30日（月）", "write 2026-11-30, without a time or a day of the week"),
    ("2026-01-02T10:00:00", "write 2026-01-02, without a time or a day of the week"),
  ])
  func `a day that does not exist is told, and which days an era has`(text: String, help: String) async {
    #expect(CalendarDate(written: text) == nil)
    #expect(await told(["a.md": "---\ntitle: x\ndate: \(text)\n---\n"]) == ["error bad-value a.md:3 \(help)"])
  }
}
