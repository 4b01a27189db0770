import Foundation
import Testing

/// What the site says beside its texts: to machines, and to those who come by another way.
@Suite struct SiteTests {
  typealias Project = CommandTests.Project

  private static func page(_ keys: String, _ text: String = "本文です。") -> String { "---\n\(keys)\n---\n\(text)\n" }

  @Test func `an alias is a page that leads on`() throws {
    let project = try Project([
      "content/parts/new.md": Self.page("title: 新しい<題>\naliases: [/old/page.html, /was/here/]")
    ])
    #expect(try project.run("build").status == 0)
    let page = try #require(project.text("output/site/old/page.html"))
    #expect(page.contains("content=\"0; url=../parts/new.html\"") && page.contains("href=\"../parts/new.html\""))
    #expect(page.contains("<body data-search=\"off\">") && page.contains("新しい&lt;題&gt;") && !page.contains("<script"))
    #expect(project.text("output/site/was/here/index.html")?.contains("url=../../parts/new.html") == true)
  }

  @Test(arguments: [
    ("/parts/b.html", "duplicate-address"), ("/Glossary.html", "duplicate-address"), ("/feed.xml", "duplicate-address"),
    ("/404.html", "duplicate-address"), ("/parts/b.html/c.html", "duplicate-address"), ("/parts.html", ""),
    ("/sitemap.xml/", "duplicate-address"), ("/pic.png/x.html", "duplicate-address"), ("/../x.html", "bad-alias"),
    ("old.html", "bad-alias"), ("/.hidden/x.html", "bad-alias"), ("/a//b.html", "bad-alias"),
    ("/a?b.html", "bad-alias"),
    ("/", "bad-alias"),
  ])
  func `an alias takes nothing that is somebody's`(alias: String, expected: String) throws {
    let project = try Project([
      "content/parts/a.md": Self.page("title: 甲\naliases: ['\(alias)']"), "content/parts/b.md": Self.page("title: 乙"),
      "content/pic.png": "x", "content/glossary.yaml": "terms: [{term: 語, reading: ご, policy: keep}]\n",
    ])
    let result = try project.run("check", "--format", "json")
    #expect(result.diagnostics.compactMap { $0["name"] as? String } == (expected.isEmpty ? [] : [expected]))
    #expect(result.diagnostics.allSatisfy { $0["line"] as? Int == 3 && $0["column"] as? Int == 11 })
  }

  @Test func `with a base_url pages know their one address`() throws {
    let project = try Project([
      "content/site.yaml": "title: 試し\nbase_url: https://example.jp/guide\n",
      "content/parts/a b.md": Self.page("title: 甲\nupdated: 2026-03-04\ndate: 2026-01-02"),
    ])
    #expect(try project.run("build").status == 0)
    let address = "https://example.jp/guide/parts/a%20b.html"
    let page = try #require(project.text("output/site/parts/a b.html"))
    #expect(page.contains("<link rel=\"canonical\" href=\"\(address)\">"))
    #expect(page.contains("<meta property=\"og:url\" content=\"\(address)\">") && page.contains("\"position\":3"))
    let map = try #require(project.text("output/site/sitemap.xml"))
    #expect(map.contains("<loc>\(address)</loc>\n<lastmod>2026-03-04</lastmod>") && !map.contains("404"))
    let feed = try #require(project.text("output/site/feed.xml"))
    #expect(feed.contains("<id>\(address)</id>\n<updated>2026-03-04T00:00:00Z</updated>"))
    #expect(feed.contains("<published>2026-01-02T00:00:00Z</published>"))
    let lost = try #require(project.text("output/site/404.html"))
    // It is shown at any address, and with its styles and scripts.
    #expect(lost.contains("href=\"/guide/index.html\"") && !lost.contains("canonical"))
    #expect(lost.contains("href=\"/guide/assets/site.") && lost.contains("data-base=\"/guide/\""))
    #expect(!lost.contains(/(?:href|src)="(?![\/#]|data:)/))
  }

  @Test func `without a base_url nothing says a host, and the feed still names its entries`() throws {
    let files = [
      "content/a.md": Self.page("title: \"甲&<\"\ndate: 2026-01-02"), "content/b.md": Self.page("title: 乙"),
    ]
    let project = try Project(files)
    let built = try project.run("build")
    #expect(built.status == 0, "\(built.status): \(built.errors)")
    #expect(project.text("output/site/sitemap.xml") == nil)
    let page = try #require(project.text("output/site/a.html"))
    #expect(!page.contains("canonical") && !page.contains("og:url") && page.contains("href=\"feed.xml\""))
    let feed = try #require(project.text("output/site/feed.xml"))
    #expect(feed.components(separatedBy: "<entry>").count == 2 && feed.contains("href=\"a.html\""))
    #expect(feed.contains("<title>甲&amp;&lt;</title>"))
    let ids = feed.matches(of: /urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}/)
    #expect(Set(ids.map { String($0.output) }).count == 2)
  }

  @Test func `a feed that tells nothing is offered to nobody`() throws {
    let project = try Project(["content/tags.md": Self.page("title: 甲\ntags: [x]")])
    for (page, isOffered) in [(Self.page("title: 乙"), false), (Self.page("title: 乙\nupdated: 2026-01-02"), true)] {
      try project.write(Data(page.utf8), to: "content/a.md")
      #expect(try project.run("build").status == 0)
      for path in ["index.html", "tags/x.html", "404.html"] {
        let text = try #require(project.text("output/site/\(path)"))
        #expect(text.contains("rel=\"alternate\" type=\"application/atom+xml\"") == isOffered, "\(path)")
        #expect(text.contains("Atom") == isOffered, "\(path)")
      }
      #expect(project.text("output/site/feed.xml")?.contains("<entry>") == isOffered)
    }
  }

  @Test func `what a text says cannot end the data of its page`() throws {
    let project = try Project([
      "content/a.md": Self.page("title: </script><script>alert(1)</script>\ndescription: '<!--'")
    ])
    #expect(try project.run("build").status == 0)
    let page = try #require(project.text("output/site/a.html"))
    #expect(!page.contains("<script>alert") && !page.contains("<!--"))
    #expect(page.contains("\"headline\":\"\\u003c/script\\u003e"))
  }

  @Test func `a text without a title takes the heading that it begins with`() throws {
    let project = try Project([
      "content/a.md": "<!-- 注 -->\n# 題と**強い**語 {#abc}\n\n本文、[自分](#abc)。\n",
      "content/b.md": "---\norder: 1\n---\n題\n===\n\n[甲](a.md#abc)\n\n# もう一つ\n",
      "content/practices/c.md": "---\ncapability: people\n---\n# 取り組み\n",
    ])
    let result = try project.run("build", "--strict")
    #expect(result.status == 0, "\(result.errors)")
    let (one, other) = (project.text("output/site/a.html") ?? "", project.text("output/site/b.html") ?? "")
    #expect(one.contains("<h1>題と強い語</h1>") && one.components(separatedBy: "<h1").count == 2)
    #expect(other.contains("<h1>題</h1>") && other.contains("href=\"a.html\"") && other.contains(">もう一つ<"))
    #expect(project.text("output/site/practices/c.html")?.contains("<h1>取り組み</h1>") == true)
  }

  @Test func `raw HTML carries no program in its attributes`() throws {
    let project = try Project([
      "content/site.yaml": "title: 試し\nraw_html: true\n",
      "content/a.md": """
      ---
      title: 甲
      ---
      <a href=" java&#115;cript&colon;alert(1)" onclick="x()">x</a> <img src="data:text/html,x"> <a href="b.html?x=a:b">y</a>
      """,
    ])
    #expect(try project.run("build").status == 0)
    let page = project.text("output/site/a.html") ?? ""
    #expect(page.contains("<a href=\"\" onclick=\"\">x</a> <img src=\"\"> <a href=\"b.html?x=a:b\">y</a>"), "\(page)")
  }

  @Test func `no list is empty`() throws {
    let project = try Project([
      "content/resources/r.md": Self.page("title: 資料\nurl: https://example.jp/\npublisher: 発行者\nfor: customer"),
      "content/glossary.yaml": "terms: [{term: 使われない語, reading: つかわれないご, policy: keep}]\n",
    ])
    #expect(try project.run("build").status == 0)
    for name in ["index", "404", "glossary", "resources/r", "resources/index"] {
      let page = try #require(project.text("output/site/\(name).html"))
      #expect(page.firstMatch(of: /<(ul|ol|dl)[^>]*>\s*<\/(ul|ol|dl)>/) == nil, "\(name)")
    }
  }

  private static let guide = [
    "content/site.yaml": """
    title: 試し
    paths:
      - {id: sell, title: 売る人へ, role: sales, pages: [practices/p.md, parts/a.md, practices/p.md]}
      - {id: run, title: 動かす人へ, pages: [parts/a.md]}

    """,
    "content/parts/a.md": page("title: 甲\ntags: [鍵, C/C++]", "[実践](../practices/p.md)、[また](../practices/p.md)"),
    "content/parts/b.md": page("title: 乙\ntags: 鍵", "[実践](../practices/p.md)と[資料](../resources/r.md)"),
    "content/responsibilities/house.md": page("title: 自社"),
    "content/practices/p.md": page(
      "title: 実践\ncapability: people\nresponsibilities: house\nresources: r", "[資料](../resources/r.md)"),
    "content/resources/r.md": page("title: 資料\nurl: https://example.jp/\npublisher: 発行者\nfor: customer"),
    "content/measures/m.md": page("title: 対策\ncost: free\neffect: 1\nwho: both\nresources: r"),
  ]

  @Test func `a page says which pages refer to it, and belong to it`() throws {
    let project = try Project(Self.guide)
    #expect(try project.run("build").status == 0)
    let practice = try #require(project.text("output/site/practices/p.html"))
    let citing = try #require(practice.firstRange(of: "このページに触れているページ"))
    let after = practice[citing.upperBound...]
    #expect(after.components(separatedBy: "<a href=\"../parts/a.html\">").count == 2)  // linked twice, named once
    #expect(after.contains("<a href=\"../parts/b.html\">乙</a>"))
    #expect(practice[..<citing.lowerBound].contains("同じ資料を使う対策"))
    let resource = try #require(project.text("output/site/resources/r.html"))
    let rest = try #require(resource.firstRange(of: "このページに触れているページ"))
    #expect(!resource[rest.upperBound...].contains("practices/p.html"))  // it is named among the practices already
  }

  @Test func `a reading path leads from page to page`() throws {
    let project = try Project(Self.guide)
    #expect(try project.run("build").status == 0)
    let first = try #require(project.text("output/site/practices/p.html"))
    #expect(first.contains("<a href=\"../paths.html#path-sell\">売る人へ</a> <span>3ページのうち1番目</span>"))
    #expect(first.contains("<a class=\"onward\" href=\"../parts/a.html\">"))
    let second = try #require(project.text("output/site/parts/a.html"))
    #expect(second.contains("3ページのうち2番目") && second.contains("1ページのうち1番目"))
    #expect(project.text("output/site/paths.html")?.contains("id=\"path-run\"") == true)
    #expect(project.text("output/site/index.html")?.contains("href=\"paths.html#path-sell\"") == true)
  }

  @Test func `tags, capabilities and responsibilities have lists`() throws {
    let project = try Project(Self.guide)
    #expect(try project.run("build").status == 0)
    #expect(project.text("output/site/parts/a.html")?.contains("<a href=\"../tags/C-C++.html\">C/C++</a>") == true)
    let tag = try #require(project.text("output/site/tags/鍵.html"))
    #expect(
      tag.contains("data-search=\"off\"") && tag.contains("../parts/b.html") && tag.contains("href=\"index.html\""))
    #expect(project.text("output/site/tags/index.html")?.contains("2ページ") == true)
    let topics = try #require(project.text("output/site/topics.html"))
    #expect(topics.contains("id=\"capability-people\"") && topics.contains("href=\"responsibilities/house.html\""))
    #expect(topics.contains("href=\"resources/r.html\"") && !topics.contains("capability-management"))
  }

  @Test(arguments: [
    (["content/a.md": page("title: 甲\ntags: [index]")], "duplicate-address", "content/a.md"),
    (["content/a.md": page("title: 甲\ntags: [a/b, a-b]")], "duplicate-address", "content/a.md"),
    (
      ["content/a.md": page("title: 甲\ntags: [x]"), "content/tags/x.md": page("title: 乙")], "duplicate-address",
      "content/a.md"
    ),
    (["content/a.md": page("title: 甲\ntags: ['']")], "bad-value", "content/a.md"),
    (["content/paths.md": page("title: 甲")], "", ""),
    (
      [
        "content/site.yaml":
          "title: x\npaths: [{id: a, title: x, pages: [index.md]}, {id: a, title: y, pages: [index.md]}]\n"
      ], "duplicate-id", "content/site.yaml"
    ),
    (
      ["content/site.yaml": "title: x\npaths: [{id: a b, title: x, pages: [index.md]}]\n"], "bad-value",
      "content/site.yaml"
    ),
    (
      [
        "content/site.yaml": "title: x\npaths: [{id: a, title: x, pages: [index.md]}]\n",
        "content/paths.md": page("title: 甲"),
      ], "duplicate-address", "content/paths.md"
    ),
  ])
  func `lists collide with nothing`(files: [String: String], name: String, file: String) throws {
    let result = try Project(files).run("check", "--format", "json")
    #expect(result.diagnostics.first?["name"] as? String == (name.isEmpty ? nil : name))
    #expect(result.diagnostics.first?["file"] as? String == (file.isEmpty ? nil : file))
    #expect(result.diagnostics.allSatisfy { $0["line"] != nil })
  }
}
