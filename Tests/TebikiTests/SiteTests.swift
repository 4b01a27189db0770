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
      "content/pic.png": "x", "content/glossary.yaml": "terms: [{term: 語, reading: ご, explanation: 意味です。}]\n",
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
    #expect(lost.contains("href=\"https://example.jp/guide/index.html\"") && !lost.contains("canonical"))
  }

  @Test func `without a base_url nothing says a host, and the feed still names its entries`() throws {
    let files = ["content/a.md": Self.page("title: \"甲\\x01&<\"\ndate: 2026-01-02"), "content/b.md": Self.page("title: 乙")]
    let project = try Project(files)
    #expect(try project.run("build").status == 0)
    #expect(project.text("output/site/sitemap.xml") == nil)
    let page = try #require(project.text("output/site/a.html"))
    #expect(!page.contains("canonical") && !page.contains("og:url") && page.contains("href=\"feed.xml\""))
    let feed = try #require(project.text("output/site/feed.xml"))
    #expect(feed.components(separatedBy: "<entry>").count == 2 && feed.contains("href=\"a.html\""))
    #expect(feed.contains("<title>甲&amp;&lt;</title>"))
    let ids = feed.matches(of: /urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}/)
    #expect(Set(ids.map { String($0.output) }).count == 2)
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

  @Test func `a name with a colon is no scheme`() throws {
    let project = try Project(["content/javascript:x.md": Self.page("title: 甲")])
    #expect(try project.run("build").status == 0)
    #expect(project.text("output/site/index.html")?.contains("href=\"javascript%3Ax.html\"") == true)
  }

  @Test func `no list is empty`() throws {
    let project = try Project([
      "content/resources/r.md": Self.page("title: 資料\nurl: https://example.jp/\npublisher: 発行者\nfor: customer"),
      "content/glossary.yaml": "terms: [{term: 使われない語, reading: つかわれないご, explanation: 意味です。}]\n",
    ])
    #expect(try project.run("build").status == 0)
    for name in ["index", "404", "glossary", "resources/r", "resources/index"] {
      let page = try #require(project.text("output/site/\(name).html"))
      #expect(page.firstMatch(of: /<(ul|ol|dl)[^>]*>\s*<\/(ul|ol|dl)>/) == nil, "\(name)")
    }
  }
}
