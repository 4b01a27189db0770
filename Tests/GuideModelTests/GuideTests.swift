import Markup
import Platform
import Source
import Testing

@testable import GuideModel

/// A small project in memory.
struct Project {
  static let today = CalendarDate("2026-11-24") ?? CalendarDate(secondsSince1970: 0)

  static let base: [String: String] = [
    "site.yaml": "title: 試し\n", "index.md": "---\ntitle: はじめ\n---\n",
    "industries/clinic.md": """
    ---
    title: 医院
    name: クリニック
    jsic: P
    head: 院長先生
    clients: 患者さん
    you: 貴院
    data: [診療の記録, 予約]
    systems: [予約の画面]
    stops:
      - {within: hour, what: 受付が止まる}
      - {within: week, what: 請求が遅れる}
    words: {大事な情報: カルテ}
    ---
    """,
    "industries/builder.md": """
    ---
    title: 工務店
    name: 工務店
    head: 社長
    clients: 施主さま
    data: [図面]
    systems: [図面のソフト]
    stops: [{within: day, what: 現場が止まる}]
    ---
    """,
    "resources/desk.md": "---\ntitle: 窓口\nurl: https://example.jp/\npublisher: 公社\nfor: [customer]\n---\n",
    "measures/copies.md": "---\ntitle: 控えを置く\ncost: free\neffect: 3\nwho: both\nin_contract: basic\n---\n",
    "incidents/a.md": """
    ---
    title: 朝の受付
    industries: [clinic]
    fictional: true
    entrance: メール
    effect: 止まった
    timeline: [{when: 朝, what: 開かない}]
    lesson: 大事な情報の控え
    ---
    """,
    "figures/stops.yaml": "type: timeline\ntitle: 止まる\ndata: industry.stops\nsource: 想定\nalt: 図\n",
  ]

  /// Reads the base with `changes` put over it; an empty text removes a file.
  static func read(_ changes: [String: String] = [:]) async -> (guide: Guide?, report: Report, sources: SourceFiles) {
    let all = base.merging(changes) { $1 }.filter { !$0.value.isEmpty }.sorted { $0.key < $1.key }
    let assets = all.map(\.key).filter { !SourceFiles.isText($0) }
    let files = all.filter { !assets.contains($0.key) }.map { SourceFile(path: "content/\($0.key)", text: $0.value) }
    let sources = SourceFiles(files: files, assets: assets)
    var report = Report()
    let guide = await Guide.read(sources, .init(today: today), reporting: &report)
    if let guide {
      for page in await GuideRules.check(guide, jobs: 2, reporting: &report) { report.merge(page) }
      _ = await guide.composeSheets(reporting: &report)
    }
    return (guide, report, sources)
  }

  /// What was reported, as `name file:line 'marked'`.
  static func findings(_ changes: [String: String]) async -> [String] {
    let (_, report, sources) = await read(changes)
    var positions = Positions(in: sources)
    return report.inFileOrder.map { diagnostic in
      guard let range = diagnostic.range else { return diagnostic.kind.name }
      let file = sources[range.file]
      let marked = String(decoding: file.bytes[range.bytes], as: UTF8.self)
      let line = positions.place(of: range).start.line
      return "\(diagnostic.kind.name) \(file.path.dropFirst(8)):\(line) '\(marked)'"
    }
  }
}

@Suite struct GuideTests {
  @Test(arguments: [
    (["3-2-1-ルール", "24-7-体制", "365-日"], ["3-2-1-ルール", "24-7-体制", "365-日"]),
    (["1-1-概要", "2-1-概要"], ["1-1-概要", "2-1-概要"]), (["1-甲", "2-乙", "3-2-1-丙"], ["甲", "乙", "3-2-1-丙"]),
    (["01-甲"], ["甲"]), (["10-5つの約束", "20-終わり"], ["5つの約束", "終わり"]),
    (["24-7", "2026-11", "1-甲"], ["24-7", "2026-11", "1-甲"]),
  ])
  func `a number that a name begins with sorts where another name has one`(names: [String], addresses: [String])
    async
    throws
  {
    let texts = names.map { ("a/\($0).md", "---\ntitle: x\n---\n") }
    let (guide, report, _) = await Project.read(Dictionary(uniqueKeysWithValues: texts))
    #expect(report.diagnostics.isEmpty, "\(report.diagnostics)")
    let found = try #require(guide).pages.filter { $0.folder == "a" && !$0.isIndex }.map {
      String($0.address.dropFirst(2))
    }
    #expect(Set(found) == Set(addresses.map { $0 + ".html" }))
  }

  @Test(arguments: [
    ("https://例え.jp/手引き", "https://xn--r8jz45g.jp/%E6%89%8B%E5%BC%95%E3%81%8D"),
    ("https://Bücher.Example:443/a b", nil),
    ("https://Bücher.Example:443/a%20b/", "https://xn--bcher-kva.example/a%20b/"),
    ("https://ドメイン名例．ＪＰ:8080/", "https://xn--eckwd4c7cu47r2wf.jp:8080/"),
    ("https://他们为什么不说中文.jp", "https://xn--ihqwcrb4cv8a8dqg056pqjye.jp"),
    ("https://3年b組金八先生.jp/%E3/%", "https://xn--3b-ww4c5e180e575a65lsy2b.jp/%E3/%25"),
    ("http://[::1]:80/x/", "http://[::1]/x/"), ("https://example.jp/?a", nil), ("https://example.jp/#a", nil),
    ("https://a@example.jp/", nil), ("https://example.jp:99999/", nil), ("https://ex..jp/", nil),
    ("https://-a.jp/", nil),
    ("https://a\u{0}.jp/", nil), ("https://a★.jp/", nil),
  ])
  func `the site's own address is written as machines take it`(written: String, address: String?) async throws {
    let (guide, report, _) = await Project.read(["site.yaml": "title: x\nbase_url: \"\(written)\"\n"])
    #expect(guide?.site.baseURL == address)
    #expect(report.hasErrors == (address == nil))
  }

  @Test(arguments: [
    (["なぜ?.md": "---\ntitle: y\n---\n"], ["unportable-name なぜ?.md:2 'y'"]),
    (["aux.md": "---\ntitle: y\n---\n"], ["unportable-name aux.md:2 'y'"]),
    (["aux.md": "---\ntitle: y\nslug: why\n---\n"], []), (["auxin.md": "---\ntitle: y\n---\n"], []),
    (["con.x/a.md": "---\ntitle: y\n---\n"], ["unportable-name con.x/a.md:2 'y'"]),
    (["f/資料: 一覧?.txt": "x"], ["unportable-name"]),
    (["f/CON.txt": "x", "f/a. ": "x"], ["unportable-name", "unportable-name"]),
    (["f/一覧 (2)&%.txt": "x"], []),
    (
      ["a.md": "---\ntitle: y\ntags: [NUL, a., Q&A]\n---\n"],
      ["unportable-name a.md:3 'NUL'", "unportable-name a.md:3 'a.'"]
    ),
    (["a.md": "---\ntitle: y\nslug: \"b.\"\n---\n"], ["bad-value a.md:3 '\"b.\"'"]),
  ])
  func `a name that Windows cannot hold is told`(changes: [String: String], expected: [String]) async {
    #expect(await Project.findings(changes) == expected)
  }

  @Test(arguments: [
    ("[x](../old/talk.md)", "../new/talk.md"), ("[x](../new/tlak.md)", "../new/talk.md"),
    ("[x](new/talk.md)", "../new/talk.md"),
    ("[x](/new/tolk.md)", "../new/talk.md"), ("[x](../zzzzzz/index.md)", nil), ("[x](zzz.md)", nil),
    ("[x](a.md#end)", "#ende"),
    ("![](../pics/a.png)", "../img/a.png"), ("![](b.png)", "c.png"), ("[x](../new/talk)", nil),
    ("[x](../new/talkk)", "../new/talk.md"),
  ])
  func `of a broken link it is said what was meant`(link: String, meant: String?) async throws {
    let (_, report, _) = await Project.read([
      "here/a.md": "---\ntitle: x\n---\n## 終わり {#ende}\n\(link)\n", "new/talk.md": "---\ntitle: x\n---\n",
      "img/a.png": "x", "here/c.png": "x",
    ])
    let diagnostic = try #require(report.diagnostics.first { $0.kind.code.hasPrefix("T20") })
    let isMeant = diagnostic.help?.en.hasPrefix("did you mean") ?? false
    #expect(meant.map { diagnostic.help == Message.meant($0) } ?? !isMeant, "\(diagnostic)")
  }

  @Test(arguments: [
    ("#　見出し", "#　"), ("-　項目", "-　"), ("*　項目", "*　"), ("1.　番号", "1.　"), ("#見出し", "#"), ("##見出し", "##"),
    ("-箇条\r\n-二", "-"), ("前。\n-箇条\n-二", "-"), ("-箇条\n\n-二", "-"), ("[題]（a.md）", "[題]（a.md）"),
    ("［題］(a.md)", "［題］(a.md)"),
    ("![図](画像 1.png)", "![図](画像 1.png)"), ("__重要__です", "__重要__"), ("> [!INFO]\n> 文", "[!INFO]"), ("H~2~O", "~2~"),
    ("x^2^", "^2^"), ("文:smile:です", ":smile:"), ("*[VPN]: 線", "*[VPN]:"), ("++ctrl++", "++ctrl++"), ("[[題]]", "[[題]]"),
    ("$$E=mc$$", "$$E=mc$$"), ("＃ 見出し", "＃"), ("＊＊強調＊＊です", "＊＊強調＊＊"), ("｜甲｜乙｜\n｜1｜2｜", "｜"), ("｀｀｀\n甲", "｀｀｀"),
    ("{漢字｜かんじ}", "{漢字｜かんじ}"), ("｛漢字|かんじ｝", "｛漢字|かんじ｝"), ("| ＊＊強＊＊ |\n|--|", "＊＊強＊＊"),
  ])
  func `a mark that is printed is told where it is surely meant`(text: String, marked: String) async {
    for text in [text, "> " + text.replacing("\n", with: "\n> ")] where !text.hasPrefix("> >") && !text.hasPrefix("> |")
    {
      let found = await Project.findings(["a.md": "---\ntitle: y\n---\n\(text)\n"])
      #expect(
        found.map { $0.prefix { $0 != " " } } == ["unread-mark"] && found.first?.hasSuffix("'\(marked)'") == true,
        "\(found)")
    }
    let asCode = await Project.findings(["a.md": "---\ntitle: y\n---\n````\n\(text)\n````\n"])
    #expect(asCode == [])
  }

  @Test(arguments: [
    "-5度です。\n-10度です。", "#1 の項目", "#防災 #備え", "## 1.　概要", "10:20:30 と a:b:c", "C++とC++", "[注]（2026年）", "[1]（社長）",
    "[[1,2],[3]]",
    "$5 と $$$", "^_^", "==印==", "__init__ と 甲_乙_丙 と ____", "甲｜乙", "{甲|乙}", "\\#見出し", "\\[[題]]", "\\:smile:", "`H~2~O`",
    "2026.　年", "- #札",
  ])
  func `ordinary text is no mark`(text: String) async {
    #expect(await Project.findings(["a.md": "---\ntitle: y\n---\n\(text)\n"]) == [])
  }

  @Test func `the base is without a mistake`() async {
    #expect(await Project.findings([:]) == [])
  }

  @Test(arguments: [
    (["a.md": "---\ntitel: x\ntitle: y\n---\n"], ["unknown-key a.md:2 'titel'"]),
    (["a.md": "---\ndescription: x\n---\n"], ["missing-field a.md:1 '---'"]),
    (["a.md": "本文だけ"], ["missing-field a.md:1 '本'"]),
    (["a.md": "---\ntitle: y\n---\n\n[事例](risc.md)"], ["broken-link a.md:5 'risc.md'"]),
    (
      ["a.md": "---\ntitle: y\n---\n# 見出し\n[x](#見出) [y](#見出し) [z](index.md#無い)"],
      ["broken-anchor a.md:5 '#見出'", "broken-anchor a.md:5 'index.md#無い'"]
    ),
    (["a.md": "---\ntitle: y\n---\n![](x.png)"], ["missing-asset a.md:4 'x.png'"]),
    (["a.md": "---\ntitle: y\n---\n[x](../../etc.md)"], ["broken-link a.md:4 '../../etc.md'"]),
    (["a.md": "---\ntitle: y\n---\n[x](javascript:alert)"], ["broken-link a.md:4 'javascript:alert'"]),
    (["a.md": "---\ntitle: [y\n---\n"], ["invalid-yaml a.md:2 '['"]),
    (["a.md": "+++\ntitle = \"y\"\n+++\n"], ["invalid-yaml a.md:1 '+++'"]),
    (["a.md": "－－－\ntitle: y\n－－－\n"], ["invalid-yaml a.md:1 '－－－'"]), (["_parts/a.md": "+++\n\n本文"], []),
    (
      ["a.md": "---\ntitle: 下\ndraft: true\n---\n", "b.md": "---\ntitle: y\n---\n[x](a.md)"],
      ["broken-link b.md:4 'a.md'"]
    ),
    (["a.md": "---\ntitle: y\n---\n## x {#fn-1}\n"], ["reserved-id a.md:4 '{#fn-1}'"]),
    (
      [
        "site.yaml": "title: t\nraw_html: true\n",
        "a.md": "---\ntitle: y\n---\n<b ID=fn-1>x</b><b id='z'></b>\n\n## z\n",
      ],
      ["reserved-id a.md:4 'fn-1'", "duplicate-heading-id a.md:4 'z'"]
    ),
    (["a/_index.md": "---\ntitle: y\n---\n"], ["foreign-markup a/_index.md:2 'y'"]),
    (["a.md": "---\ntitle: 新しいページ\ndescription: x\n---\n"], ["still-sample a.md:2 'title: 新しいページ'"]),
    (["a.md": "---\ntitle: y\ntags: [甲、乙]\n---\n"], ["wide-sign a.md:3 '、'"]),
    (["01-a.md": "---\ntitle: x\n---\n", "02-a.md": "---\ntitle: y\n---\n"], ["duplicate-address 02-a.md:2 'y'"]),
    (["a.md": "---\ntitle: x\n---\n", "A.md": "---\ntitle: y\n---\n"], ["duplicate-address a.md:2 'x'"]),
    (["handouts/pack.md": "---\ntitle: x\naudience: staff\n---\n"], ["duplicate-address handouts/pack.md:2 'x'"]),
    (
      [
        "site.yaml": "title: t\ntalk: true\n", "handouts/s.md": "---\ntitle: x\naudience: staff\n---\n",
        "handouts/t.md": "---\ntitle: y\nid: s.talk\naudience: staff\n---\n",
      ], ["duplicate-address handouts/t.md:2 'y'"]
    ),
    (
      [
        "resources/old.md":
          "---\ntitle: y\nurl: https://e.jp\npublisher: p\nfor: [vendor]\nverified: 2026-05-27\n---\n",
        "resources/young.md":
          "---\ntitle: y\nurl: https://e.jp\npublisher: p\nfor: [vendor]\nverified: 2026-05-28\n---\n",
      ],
      ["stale-resource resources/old.md:6 '2026-05-27'"]
    ),
    (
      ["resources/b.md": "---\ntitle: y\nid: desk\nurl: https://e.jp\npublisher: p\nfor: [customer]\n---\n"],
      ["duplicate-id resources/desk.md:2 '窓口'"]
    ),
    (
      ["measures/b.md": "---\ntitle: y\ncost: cheap\neffect: 9\nwho: both\nresources: [dsk]\n---\n"],
      ["bad-value measures/b.md:3 'cheap'", "bad-value measures/b.md:4 '9'"]
    ),
    (
      ["measures/b.md": "---\ntitle: y\ncost: free\neffect: 1\nwho: both\nresources: [dsk]\n---\n"],
      ["broken-reference measures/b.md:6 'dsk'"]
    ),
    (["practices/p.md": "---\ntitle: y\ncapability: peple\n---\n"], ["bad-value practices/p.md:3 'peple'"]),
    (
      ["incidents/b.md": "---\ntitle: y\nindustries: [clinic]\nfictional: false\nentrance: x\neffect: y\n---\n"],
      ["missing-field incidents/b.md:1 '---'"]
    ),
    (["a.md": "---\ntitle: y\n---\n:::incidents\n"], ["misplaced-directive a.md:4 ':::incidents'"]),
    (["a.md": "---\ntitle: y\nslug: ../x\n---\n"], ["bad-value a.md:3 '../x'"]),
    (["a.md": "---\ntitle: y\naliases: [x]\n---\n"], ["bad-alias a.md:3 'x'"]),
    (["a.md": "---\ntitle: y\ndate: 2026-02-30\n---\n"], ["bad-value a.md:3 '2026-02-30'"]),
    (["a.md": "---\ntitle: y\n---\n[x](index.html)"], ["broken-link a.md:4 'index.html'"]),
    (["a.md": "---\ntitle: y\n---\n[x](/industries/clinic)"], ["broken-link a.md:4 '/industries/clinic'"]),
    (
      ["site.yaml": "title: x\nraw_html: true\n", "a.md": "---\ntitle: y\n---\n<a name=\"z\"></a>[x](#z)[y](#w)"],
      ["broken-anchor a.md:4 '#w'"]
    ),
    (["a.md": "---\ntitle: y\n---\n<b>x</b> <i>y</i>"], ["raw-html a.md:4 '<b>'"]),
    (["a.md": "---\ntitle: y\n---\n## a\n#### b"], ["heading-jump a.md:5 '#### b'"]),
    (["a.md": "---\ntitle: y\n---\n重要** x **です \\*\\*"], ["literal-emphasis a.md:4 '**'"]),
    (["a.md": "---\ntitle: y\n---\n{{vendor.nam}}"], ["unknown-value a.md:4 '{{vendor.nam}}'"]),
    (["vendor.yaml": "color: \"#fe0\"\n"], ["bad-value vendor.yaml:1 '\"#fe0\"'"]),
    (["vendor.yaml": "color: blue\n"], ["bad-value vendor.yaml:1 'blue'"]),
    (["vendor.yaml": "color: \"#0f4c5c\"\nlogo: logo.txt\n"], ["bad-value vendor.yaml:2 'logo.txt'"]),
    (["vendor.yaml": "logo: logo.svg\n"], ["missing-asset vendor.yaml:1 'logo.svg'"]),
    (["site.yaml": "title: x\nmenu: [parts.md]\n"], ["broken-link site.yaml:2 'parts.md'"]),
    (["site.yaml": ""], ["missing-field"]), (["sites.yaml": "a: b\n"], ["unread-file sites.yaml:1 'a'"]),
    (["nav.yaml": "a: b\n"], ["unread-file nav.yaml:1 'a'"]),
    (["figures/old/f.yaml": "a: b\n"], ["unread-file figures/old/f.yaml:1 'a'"]),
    (["openapi.yaml": "a: [b\n", "files/x.yaml": "a: [b\n", "a.md": "---\ntitle: y\n---\n[x](files/x.yaml)"], []),
    (["figures/f.yml": "a: b\n"], ["foreign-markup"]),
  ])
  func `reports a mistake where it stands`(changes: [String: String], expected: [String]) async {
    #expect(await Project.findings(changes) == expected)
  }

  /// What a trade calls people and places is read as its reader reads it: a word that nobody knows is a mistake there. Its
  /// own name, and what it holds, runs on and stops, are the words that it works with.
  @Test(arguments: [
    ("head: デプロイ長", false), ("clients: デプロイさん", false), ("you: デプロイ院", false), ("place: デプロイ所", false),
    ("staff: デプロイ係", false), ("season: デプロイが届きます", false), ("data: [デプロイの記録]", true),
    ("systems: [デプロイの画面]", true), ("stops: [デプロイが止まる]", true), ("title: 医院\nname: デプロイ", true),
  ])
  func `an unknown word of a trade is found before it is printed`(line: String, isOwn: Bool) async {
    let key = line.prefix { $0 != ":" }
    let rest = (Project.base["industries/clinic.md"] ?? "").split(separator: "\n").filter { kept in
      !kept.hasPrefix("\(key):") && !(key == "title" && kept.hasPrefix("name:"))
        && !(key == "stops" && (kept.hasPrefix("  - ")))
    }
    let trade = (Array(rest.dropLast()) + line.split(separator: "\n") + ["---"]).joined(separator: "\n")
    let sheet = """
      ---
      title: t
      audience: executive
      industries: [clinic]
      ---
      {{industry.head}}、{{industry.clients}}、{{industry.you}}、{{industry.place}}、{{industry.season}}、{{industry.data}}、{{industry.systems}}

      :::figure stops

      """
    let found = await Project.findings(["industries/clinic.md": trade, "handouts/s.md": sheet])
    if isOwn { return #expect(found == []) }
    #expect(found.count == 1 && found[0].hasPrefix("unknown-word industries/clinic.md:"), "\(found)")
    let known = trade.replacing("\nhead", with: "\nvocabulary: [デプロイ]\nhead")
    if key != "head" { #expect(await Project.findings(["industries/clinic.md": known, "handouts/s.md": sheet]) == []) }
  }

  @Test func `one run shows the mistakes of every file`() async {
    let found = await Project.findings([
      "a.md": "---\ntitle: y\nx: 1\n---\n[a](b.md)", "c.md": "---\ndescription: x\n---\n",
      "d.md": "---\ntitle: [\n---\n",
    ])
    #expect(found.count == 4)
  }

  @Test func `folders have their order, and pages of their own`() async throws {
    let (guide, _, _) = await Project.read([
      "parts/02-b.md": "---\ntitle: b\n---\n", "parts/01-c.md": "---\ntitle: c\n---\n",
      "parts/a.md": "---\ntitle: a\norder: 3\n---\n", "parts/z.md": "---\ntitle: z\nweight: 0\n---\n",
      "parts/in/index.md": "---\ntitle: 内\norder: 4\n---\n", "parts/day-10.md": "---\ntitle: 十\n---\n",
      "parts/day-9.md": "---\ntitle: 九\n---\n",
    ])
    let sections = try #require(guide).sections
    let parts = try #require(sections.first { $0.folder == "parts" })
    let titles = parts.children.map { child in
      switch child {
      case .page(let number): guide?.pages[number].title
      case .section(let number): guide?.pages[sections[number].index].title
      }
    }
    #expect(titles == ["z", "c", "b", "a", "内", "九", "十"])
    #expect(guide?.pages[parts.index].address == "parts/index.html")
    #expect(guide?.pages.contains { $0.address == "parts/c.html" } == true)
  }

  @Test func `drafts are left out unless asked for`() async {
    let (guide, _, _) = await Project.read(["a.md": "---\ntitle: 下書き\ndraft: true\n---\n"])
    #expect(guide?.pages.contains { $0.title == "下書き" } == false)
  }
}

@Suite struct CalendarDateTests {
  @Test(arguments: [
    ("2026-11-30", "2026-11-30"), ("2026/1/2", "2026-01-02"), ("2026年1月2日", "2026-01-02"),
    ("令和8年11月30日", "2026-11-30"), ("R8.11.30", "2026-11-30"), ("Ｒ８．１１．３０", "2026-11-30"),
    ("令和元年5月1日", "2019-05-01"), ("H31.4.30", "2019-04-30"), ("㍻31年4月30日", "2019-04-30"),
    ("昭和64年1月7日", "1989-01-07"), ("大正元年7月30日", "1912-07-30"), ("令和 8年 11月 30日", "2026-11-30"),
    ("令和元年4月30日", nil), ("平成31年5月1日", nil), ("令和0年1月1日", nil), ("平成40年1月1日", nil), ("R8.11.31", nil),
    ("8.11.30", nil), ("令和8年", nil), ("2026-11-30 10:00", nil), ("1/2", nil), ("", nil), ("令和", nil), ("R", nil),
  ])
  func `a date is read as people write it`(text: String, iso: String?) {
    #expect(CalendarDate(written: text)?.iso == iso)
  }

  @Test func `knows the calendar`() {
    #expect(CalendarDate("2024-02-29")?.japanese == "2024年2月29日")
    #expect(CalendarDate("2026-02-29") == nil)
    #expect(CalendarDate("2026-11-30")?.adding(months: 3).iso == "2027-02-28")
    #expect(CalendarDate(secondsSince1970: 1_795_478_400).iso == "2026-11-24")
    #expect(CalendarDate(secondsSince1970: -1).iso == "1969-12-31")
    for days in [-1, 0, 59, 60, 11_016, 11_017, 20_781] {
      #expect(CalendarDate(secondsSince1970: days * 86_400).daysSince1970 == days)
    }
  }
}
