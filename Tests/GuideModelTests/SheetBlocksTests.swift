import Markup
import Source
import Testing

@testable import GuideModel

/// What directives pull onto a sheet.
@Suite struct SheetBlocksTests {
  private static func measure(_ title: String, _ keys: String) -> String { "---\ntitle: \(title)\n\(keys)\n---\n" }

  /// Measures of every cost, some of them for clinics alone.
  private static let measures = [
    "measures/copies.md": "", "measures/a.md": measure("甲", "cost: small\neffect: 3\nwho: both\nin_contract: none"),
    "measures/b.md": measure("乙", "cost: free\neffect: 3\nwho: customer\nin_contract: sla"),
    "measures/c.md": measure("丙", "cost: quote\neffect: 1\nwho: vendor\nindustries: [clinic]\nin_contract: basic"),
    "measures/d.md": measure("丁", "cost: free\neffect: 1\nwho: both\nin_contract: basic"),
    "measures/e.md": measure("戊", "cost: free\neffect: 3\nwho: both"),
  ]

  private static let offers = [
    "vendor.yaml": """
    name: 当社商店
    tax: included
    offers:
      - {id: one, name: Alpha Pack, for: [a, c], price: 月額1000円, plain: 控えを守ります}
      - {id: two, name: Beta, price: 要見積}
      - {id: three, name: Gamma, price: 9円（税別）}
    """
  ]

  // MARK: Measures

  @Test func `the trade's own measures come first, then effect, cost and id`() async throws {
    func titles(_ body: String, _ industry: String) async throws -> [Character] {
      try await SheetText(body, for: industry, Self.measures).text.filter { "甲乙丙丁戊".contains($0) }
    }
    #expect(try await titles(":::measures", "clinic") == Array("丙乙戊甲丁"))
    #expect(try await titles(":::measures", "builder") == Array("乙戊甲丁"))
    #expect(try await titles(":::measures limit=2", "clinic") == Array("丙乙"))
    #expect(try await titles(":::measures ids=\"d, a, c\"", "builder") == Array("丁甲"))
    #expect(try await titles(":::measures ids=d,a cost=small", "clinic") == Array("甲"))
    #expect(try await titles(":::measures style=table", "clinic") == Array("乙戊丁甲丙"))
    #expect(try await titles(":::measures style=table limit=1", "clinic") == Array("乙甲丙"))
  }

  @Test func `a table says what it costs where that differs, and the offers that meet a measure`() async throws {
    let all = try await SheetText(":::measures style=table limit=1", Self.measures.merging(Self.offers) { $1 })
    #expect(
      all.text == "||費用|備え|効果（当社の見方）|だれが|当社の商品||無料|乙|大|貴院|"
        + "||少額|甲|大|貴院と当社|【Alpha Pack】||要見積|丙|小|当社|【Alpha Pack】")
    let free = try await SheetText(":::measures style=table cost=free limit=1", Self.measures)
    #expect(free.text == "||備え|効果（当社の見方）|だれが||乙|大|貴院")
    let list = try await SheetText(":::measures ids=a", Self.measures.merging(Self.offers) { $1 })
    #expect(list.text == "|甲|費用：少額　貴院と当社で　当社の商品：【Alpha Pack】" && list.findings == [])
  }

  @Test func `a checklist pulls in measures, and keeps what its author wrote`() async throws {
    let own = try await SheetText(":::checklist who=customer\n- 自分で\n:::", Self.measures)
    #expect(own.text == "|乙|自分で")
    #expect(try await SheetText(":::checklist limit=2 :::\n\n後", Self.measures).text == "|丙|乙|後")
    #expect(
      await Project.findings(["a.md": "---\ntitle: x\n---\n:::checklist limit=2 :::\n"])
        == ["misplaced-directive a.md:4 ':::checklist limit=2 :::'"])
  }

  // MARK: Roles

  @Test func `roles are those named, else all; a short table shows every kind`() async throws {
    func titles(_ body: String) async throws -> [Character] {
      try await SheetText(body, Self.measures).text.filter { "甲乙丙丁戊".contains($0) }
    }
    #expect(try await titles(":::roles") == Array("丙甲乙丁"))
    #expect(try await titles(":::roles ids=d,a") == Array("丁甲"))
    #expect(try await titles(":::roles ids=d,a limit=1") == Array("丁"))
    // 丙 is the trade's own; of the others one that no contract holds, then one that a basic one does.
    #expect(try await titles(":::roles limit=3") == Array("丙甲丁"))
    #expect(try await SheetText(":::roles ids=e", Self.measures).findings.contains("missing-field 'e'"))
  }

  @Test(arguments: [
    (Contract.none, ["そのつどご依頼", "そのつどご依頼", "そのつどご依頼", "不要"]),
    (.spot, ["頼んだときに含まれる", "含まれない", "含まれない", "含まれない"]),
    (.maintenance, ["含まれる", "取り決めによる", "含まれない", "含まれない"]),
    (.sla, ["含まれる", "決めた範囲で含まれる", "含まれない", "含まれない"]),
  ])
  func `the last column is that of the contract`(contract: Contract, expected: [String]) async throws {
    let keys = ["in_contract: basic", "in_contract: sla", "in_contract: none", "in_contract: none"]
    var files: [String: String] = ["measures/copies.md": ""]
    for (number, key) in keys.enumerated() {
      files["measures/m\(number).md"] = Self.measure(
        "対策", "cost: free\neffect: 1\nwho: \(number == 3 ? "customer" : "vendor")\n\(key)")
    }
    let guide = try #require(await Project.read(files).guide)
    #expect(guide.measures.map { contract.inclusion(of: $0) } == expected)
  }

  // MARK: Offers

  @Test func `offers have their name, price with tax, and the measures that they meet`() async throws {
    let all = try await SheetText(":::offers", Self.measures.merging(Self.offers) { $1 })
    #expect(
      all.text == "|【Alpha Pack】|月額1000円（税込）|控えを守ります|役立つ備え：甲、丙|【Beta】|要見積|【Gamma】|9円（税別）")
    #expect(all.findings == [] && all.madeFrom.contains("vendor.yaml"))
    #expect(try await SheetText(":::offers ids=two", Self.measures.merging(Self.offers) { $1 }).text == "|【Beta】|要見積")
    #expect(
      try await SheetText(":::offers ids=tow", Self.measures.merging(Self.offers) { $1 }).findings == [
        "broken-reference 'tow'"
      ])
  }

  @Test func `a price without tax is no price`() async {
    let found = await Project.findings(["vendor.yaml": "offers:\n  - {id: a, name: b, price: 月額1000円}\n"])
    #expect(found == ["missing-field vendor.yaml:2 '月額1000円'"])
  }

  @Test func `without offers nothing is printed, and a heading that would stand alone is left out`() async throws {
    let inText = try await SheetText("## 商品\n\n文\n\n:::offers\n\n## 次\n\n末")
    #expect(inText.text == "#商品|文#次|末" && inText.findings == [])
    for body in ["前\n\n## 商品\n\n:::offers\n", "前\n\n## 商品\n\n:::offers\n\n## 次\n\n末"] {
      let alone = try await SheetText(body)
      #expect(alone.text == "|前" + (body.contains("次") ? "#次|末" : ""))
      #expect(alone.findings == ["empty-section ':::offers'"])
    }
    let within = try await SheetText(":::columns\n## 商品\n\n:::offers\n:::\n\n後")
    #expect(within.text == "|後")
    // What follows at a lower level is the section's own.
    #expect(try await SheetText("## 商品\n\n:::offers\n\n### 下\n\n文").text == "#商品#下|文")
  }

  @Test func `what the salesperson says keeps its place where a section is left out, and its wording counts`()
    async throws
  {
    let body = "前\n\n## 商品\n\n:::offers\n\n## 次\n\n末\n\n:::talk\n大事な情報\n\n:::offers\n:::\n\n後"
    let files = [
      "handouts/s.md": "---\ntitle: 資料\naudience: executive\n---\n\(body)", "site.yaml": "title: x\ntalk: true\n",
      "incidents/a.md": "",
    ]
    let guide = try #require(await Project.read(files).guide)
    var report = Report()
    let sheets = await guide.composeSheets(reporting: &report)
    let sheet = try #require(sheets.first { $0.variant.industry.id.name == "clinic" })
    #expect(SheetText.text(of: sheet.document) == "|前#次|末|後")
    #expect(sheet.talk.map(SheetText.text) == "|前#次|末|カルテ|後")
    #expect(report.diagnostics.map(\.kind.name) == ["empty-section"])
  }

  // MARK: Practices

  private static let practice = [
    "practices/talk.md": """
    ---
    title: 話す
    description: 当社がすることです。
    capability: communication
    ---
    ## いま

    お客様に話す

    ## 工夫

    - [聞く](../index.md)[^1]
    - {{vendor.name}}

    ### 細かく

    大事な情報

    ## 空

    [^1]: 注
    """
  ]

  @Test func `a practice gives a section without its links, or its description`() async throws {
    #expect(try await SheetText(":::practice talk", Self.practice).text == "|当社がすることです。")
    let section = try await SheetText(":::practice talk section=工夫", Self.practice)
    #expect(section.text == "|聞く|＿#細かく|カルテ" && section.findings == [])
    #expect(section.madeFrom.contains("practices/talk.md"))
  }

  @Test(arguments: [
    (":::practice", "bad-value ':::practice'"), (":::practice a b", "bad-value 'b'"),
    (":::practice tlk", "broken-reference 'tlk'"), (":::practice talk section=工夫と", "broken-reference '工夫と'"),
    (":::practice talk section=空", "empty-block '空'"), (":::practice talk section=いま", "ambiguous-customer 'お客様'"),
    (":::measures cost=fre", "bad-value 'fre'"), (":::measures style=grid", "bad-value 'grid'"),
    (":::measures effect=4", "bad-value '4'"), (":::roles ids=x", "broken-reference 'x'"),
    (":::incidents ids=x", "broken-reference 'x'"), (":::rules limit=0", "bad-value '0'"),
    (":::notice", "empty-block ':::notice'"),
  ])
  func `reports a mistake where it stands`(body: String, expected: String) async throws {
    let rules = Project.base["industries/clinic.md"]?.replacing(
      "words:", with: "rules: [{name: 法, url: https://example.jp/, verified: 2026-11-01}]\nwords:")
    let more = Self.practice.merging(["industries/clinic.md": rules ?? ""]) { $1 }
    #expect(try await SheetText(body, more).findings.contains(expected))
  }

  // MARK: Notices

  private static func notice(_ date: String, _ keys: String) -> String {
    "---\ntitle: 題\ndate: \(date)\n\(keys)\n---\n"
  }

  @Test func `the notice is the newest that is for the trade, on or before today`() async throws {
    let notices = [
      "notices/2026-10.md": Self.notice("2026-10-01", "update: [古い]"),
      "notices/2026-11.md": Self.notice("2026-11-24", "update: [全員]\nnear_miss: もう少し\ndone: [見回り]"),
      "notices/2026-11-clinic.md": Self.notice("2026-11-24", "done: [医院へ]\nindustries: [clinic]"),
      "notices/2026-12.md": Self.notice("2026-11-25", "update: [明日]"),
    ]
    let builder = try await SheetText(":::notice", for: "builder", notices)
    #expect(
      builder.text == "|2026年11月24日のお知らせ#更新をお願いするもの|全員#もう少しで起きるところだったこと|もう少し#当社がしたこと|見回り")
    #expect(builder.findings == [] && builder.madeFrom.contains("notices/2026-11.md"))
    #expect(try await SheetText(":::notice", notices).text == "|2026年11月24日のお知らせ#当社がしたこと|医院へ")
  }

  @Test func `a notice says something`() async {
    #expect(
      await Project.findings(["notices/2026-11.md": Self.notice("2026-11-01", "update: []")])
        == ["missing-field notices/2026-11.md:3 '2026-11-01'"])
  }

  // MARK: Incidents and rules

  @Test func `incidents are those named, and another trade's is marked`() async throws {
    let more = [
      "incidents/b.md": Project.base["incidents/a.md"]?.replacing("朝の受付", with: "夕方の図面")
        .replacing("[clinic]", with: "[builder]") ?? ""
    ]
    let named = try await SheetText(":::incidents ids=b,a", more)
    let first = try #require(named.text.firstRange(of: "夕方の図面"))
    let second = try #require(named.text.firstRange(of: "朝の受付"))
    #expect(first.lowerBound < second.lowerBound)
    #expect(named.text.split(separator: "近い業種の例").count == 2)
    #expect(try await !SheetText(":::incidents ids=b,a limit=1", more).text.contains("朝の受付"))
  }

  @Test func `rules are the trade's, with the day of checking; nothing where it has none`() async throws {
    let rules = Project.base["industries/clinic.md"]?.replacing(
      "words:", with: "rules: [{name: 医療の指針, url: https://example.jp/, verified: 2026-11-01}]\nwords:")
    let more = ["industries/clinic.md": rules ?? ""]
    let body = "前\n\n## 決まり\n\n:::rules"
    #expect(try await SheetText(body, more).text == "|前#決まり#【医療の指針】|2026年11月1日に確かめました")
    let none = try await SheetText(body, for: "builder", more)
    #expect(none.text == "|前" && none.findings == [])
  }

  // MARK: What a copy was made from

  @Test func `a copy names every text that it was made from, and no other`() async throws {
    let more = [
      "glossary.yaml": "terms:\n  - {term: サーバー, policy: replace, plain: 親の機械}\n  - {term: ルーター, policy: keep}\n",
      "vendor.yaml": "phone: 00-0000\n", "measures/other.md": Self.measure("別", "cost: quote\neffect: 1\nwho: both"),
    ]
    let base = ["handouts/s.md", "industries/clinic.md"]
    let all = try await SheetText(
      "サーバーを見ます。\n\n:::figure stops\n\n:::measures cost=free\n\n:::resources\n\n:::incidents", more)
    #expect(
      all.madeFrom == base + [
        "figures/stops.yaml", "glossary.yaml", "incidents/a.md", "measures/copies.md", "resources/desk.md",
        "vendor.yaml",
      ])
    #expect(try await SheetText("ルーターを見ます。", more).madeFrom == base + ["vendor.yaml"])
    #expect(try await SheetText("機械を見ます。").madeFrom == base)
  }

  // MARK: Wording

  @Test func `titles of measures and incidents take the trade's wording`() async throws {
    let more = [
      "measures/copies.md": "---\ntitle: 大事な情報を写す\ncost: free\neffect: 3\nwho: both\nhow: 大事な情報から\n---\n",
      "incidents/a.md": Project.base["incidents/a.md"]?.replacing("朝の受付", with: "大事な情報の朝") ?? "",
    ]
    let sheet = try await SheetText("# 大事な情報\n\n:::measures\n\n:::measures style=table\n\n:::incidents", more)
    #expect(!sheet.text.contains("大事な情報") && sheet.text.contains("カルテを写す") && sheet.text.contains("カルテの朝"))
  }

  @Test func `wording that no text says any more is a warning`() async {
    let words = ["大事な情報: カルテ", "受付: 窓口", "消えた言葉: 何か"]
    let clinic = Project.base["industries/clinic.md"]?.replacing(
      "words: {大事な情報: カルテ}", with: "words:\n  " + words.joined(separator: "\n  "))
    let sheet = "---\ntitle: 資料\naudience: executive\n---\n受付\n"
    // 大事な情報 is in an incident that a sheet could pull in.
    #expect(
      await Project.findings(["industries/clinic.md": clinic ?? "", "handouts/s.md": sheet])
        == ["unused-wording industries/clinic.md:16 '消えた言葉'"])
    #expect(await Project.findings(["industries/clinic.md": clinic ?? ""]) == [])
  }
}

@Suite struct OverrideTests {
  private static let sheet = "---\ntitle: t\naudience: executive\n---\n前\n\n## 甲\n\n一\n\n## 乙\n\n二\n"

  @Test(arguments: [
    (["handouts/s/clinic.md": "## 丙\n"], ["unmatched-override handouts/s/clinic.md:1 '## 丙'"]),
    (["handouts/t/clinic.md": "## 甲\n"], ["broken-reference handouts/t/clinic.md:1 '## '"]),
    (["handouts/s/clinc.md": "## 甲\n"], ["broken-reference handouts/s/clinc.md:1 '## '"]),
    (["handouts/s/clinic.md": "## 甲\n\n## 甲\n"], ["ambiguous-override handouts/s/clinic.md:3 '## 甲'"]),
    (["handouts/s/clinic.md": "### 甲\n"], ["unmatched-override handouts/s/clinic.md:1 '### 甲'"]),
    (
      ["handouts/s/clinic.md": "## 甲\n", "handouts/s.md": sheet + "\n## 甲\n"],
      ["ambiguous-override handouts/s/clinic.md:1 '## 甲'"]
    ),
    (
      ["handouts/s/clinic.md": "前\n", "handouts/s.md": "---\ntitle: t\naudience: executive\n---\n## 甲\n"],
      ["unmatched-override handouts/s/clinic.md:1 '前'"]
    ),
    (
      [
        "handouts/s/clinic.md": "## 甲\n",
        "handouts/s.md": sheet.replacing("executive", with: "executive\nindustries: [builder]"),
      ],
      ["unmatched-override handouts/s/clinic.md:1 '## '"]
    ),
    (
      ["handouts/01-s/clinic.md": "## 甲\n", "handouts/s/clinic.md": "## 甲\n"],
      ["ambiguous-override handouts/s/clinic.md:1 '## '"]
    ),
    (["handouts/s/clinic.md": "---\naudience: staff\n---\n## 甲\n"], ["unknown-key handouts/s/clinic.md:2 'audience'"]),
  ])
  func `reports an override that would be lost`(files: [String: String], expected: [String]) async {
    #expect(await Project.findings(files.merging(["handouts/s.md": Self.sheet]) { first, _ in first }) == expected)
  }

  @Test func `what stands before the first heading replaces what stands there`() async throws {
    let body = "前\n\n続き\n\n## 甲\n\n一"
    let replaced = try await SheetText(body, ["handouts/s/clinic.md": "<!-- 医院 -->\n\n別\n\n## 甲\n\n二\n"])
    #expect(replaced.text == "|別#甲|二" && replaced.findings == [])
    #expect(replaced.madeFrom == ["handouts/s.md", "handouts/s/clinic.md", "industries/clinic.md"])
    #expect(try await SheetText(body, ["handouts/s/clinic.md": "<!-- 医院 -->\n\n## 甲\n\n二\n"]).text == "|前|続き#甲|二")
  }
}
