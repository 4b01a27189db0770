import Markup
import Platform
import Source
import Testing

@testable import GuideModel

@Suite struct SheetComposerTests {
  /// The text of a sheet as one trade gets it.
  private func text(_ body: String, for industry: String, _ more: [String: String] = [:]) async throws -> String {
    var changes = more
    changes["handouts/s.md"] = "---\ntitle: 資料\naudience: executive\n---\n\(body)"
    let (guide, _, _) = await Project.read(changes)
    let found = try #require(guide)
    var report = Report()
    let sheets = await found.composeSheets(reporting: &report)
    let sheet = try #require(sheets.first { $0.variant.industry.id.name == industry })
    #expect(
      report.diagnostics.allSatisfy { $0.message.en.contains("the industry") && !$0.message.en.contains(industry) })
    var text: [UInt8] = []
    for index in sheet.document.nodes.indices {
      switch sheet.document.nodes[index].kind {
      case .text, .fixed: text += sheet.document.bytes(sheet.document.nodes[index].text)
      case .blank: text += Array("＿".utf8)
      case .paragraph, .cell, .heading: text += Array("|".utf8)
      default: break
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  @Test func `values are the trade's, and what is missing is a blank`() async throws {
    #expect(try await text("{{industry.you}}の{{industry.data}}、{{vendor.phone}}", for: "clinic") == "|貴院の診療の記録、予約、＿")
    #expect(try await text("{{industry.you}}と{{today}}", for: "builder") == "|貴社と2026年11月24日")
  }

  @Test func `wording is the trade's, but not inside a longer word`() async throws {
    #expect(try await text("大事な情報と大事な情報源", for: "clinic") == "|カルテと大事な情報源")
    #expect(try await text("大事な情報", for: "builder") == "|大事な情報")
  }

  @Test func `conditions hold or leave nothing`() async throws {
    let body = ":::when industry=clinic\n医院だけ\n:::\n\n:::when not-industry=clinic\nほか\n:::\n\n:::talk\n秘密\n:::\n"
    #expect(try await text(body, for: "clinic") == "|医院だけ")
    #expect(try await text(body, for: "builder") == "|ほか")
    #expect(
      try await text(":::when contract=none\nない\n:::\n\n:::when contract=maintenance\nある\n:::", for: "clinic") == "|ある")
  }

  @Test func `a footnote of what is left out is left out`() async throws {
    let body =
      "甲[^1]。\n\n:::when not-industry=clinic\n乙[^2]。\n:::\n\n:::talk\n丙[^3]。\n:::\n\n[^1]: 一\n\n[^2]: 二\n\n[^3]: 三\n"
    #expect(try await text(body, for: "clinic") == "|甲。|一")
    #expect(try await text(body, for: "builder") == "|甲。|乙。|一|二")
  }

  @Test func `incidents are the trade's, or near ones marked as such`() async throws {
    let own = try await text(":::incidents", for: "clinic")
    #expect(own.contains("朝の受付") && own.contains("想定の例") && !own.contains("近い業種"))
    let more = [
      "incidents/g.md": Project.base["incidents/a.md"]?.replacing("[clinic]", with: "[general]") ?? "",
      "industries/general.md": Project.base["industries/builder.md"] ?? "",
    ]
    #expect(try await text(":::incidents", for: "builder", more).contains("近い業種の例"))
  }

  @Test func `an override replaces the section of the same heading for one trade`() async throws {
    let body = "前\n\n## 甲\n一\n\n## 乙\n二\n"
    let more = ["handouts/s/clinic.md": "## 甲\n差し替え\n"]
    #expect(try await text(body, for: "clinic", more) == "|前|甲|差し替え|乙|二")
    #expect(try await text(body, for: "builder", more) == "|前|甲|一|乙|二")
  }

  @Test(arguments: [
    ("{{industry.nam}}", "unknown-value", "{{industry.nam}}"),
    (":::when industry=clinc\nx\n:::", "broken-reference", "clinc"),
    (":::when contract=sometimes\nx\n:::", "bad-value", "sometimes"), (":::figure stop", "broken-reference", "stop"),
    (":::measures ids=copy", "broken-reference", "copy"), ("[x](https://e.jp)", "link-on-sheet", "[x](https://e.jp)"),
    (":::measures cost=quote", "empty-block", ":::measures cost=quote"), (":::qr x", "bad-value", "x"),
    (":::incidents limit=many", "bad-value", "many"),
  ])
  func `reports a mistake where it stands`(body: String, name: String, marked: String) async {
    let found = await Project.findings([
      "handouts/s.md": "---\ntitle: t\naudience: executive\nindustries: [clinic]\n---\n\(body)"
    ])
    #expect(found.first == "\(name) handouts/s.md:6 '\(marked)'")
  }

  @Test func `the customer's values are blanks where there is no customer`() async throws {
    let paths = ["name", "person", "title", "honorific", "note", "date"]
    let body = paths.map { "{{customer.\($0)}}" }.joined(separator: "、")
    #expect(try await text(body, for: "clinic") == "|＿、＿、＿、＿、＿、＿")
  }
}
