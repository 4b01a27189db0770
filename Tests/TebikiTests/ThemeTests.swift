import Foundation
import Testing

/// Themes of a project's own, over the standard one.
@Suite struct ThemeTests {
  typealias Project = CommandTests.Project

  private static let extending = [
    "content/site.yaml": "title: 試し\ntheme: mine\n", "themes/mine/theme.yaml": "extends: standard\n",
  ]

  private static func project(_ files: [String: String]) throws -> Project {
    try Project(extending.merging(files) { $1 })
  }

  @Test func `a theme that extends another holds nothing but what differs`() throws {
    let project = try Self.project([
      "themes/mine/theme.yaml": "extends: standard\nstrings: {skip: 飛ばす}\n",
      "themes/mine/partials/extra-head.mustache": "<link rel=\"stylesheet\" href=\"{{root}}assets/more.css\">\n",
      "themes/mine/assets/more.css": "body { background: url(\"img/a.png\") url(none.png) url(data:x) }\n",
      "themes/mine/assets/img/a.png": "x",
    ])
    let result = try project.run("build")
    #expect(result.status == 0, "\(result.errors)")
    let page = try #require(project.text("output/site/index.html"))
    #expect(page.contains("<a class=\"skip\" href=\"#main\">飛ばす</a>"))
    let style = try #require(page.firstMatch(of: /assets\/more\.[0-9a-f]{10}\.css/)).output
    let css = try #require(project.text("output/site/\(style)"))
    let picture = try #require(css.firstMatch(of: /url\("(img\/a\.[0-9a-f]{10}\.png)"\)/)).output.1
    #expect(project.text("output/site/assets/\(picture)") == "x" && css.contains("url(none.png) url(data:x)"))
    #expect(page.contains(/assets\/site\.[0-9a-f]{10}\.css/) && project.text("output/site/assets/site.css") == nil)
  }

  @Test func `no heading takes an id of the theme, and links to it lead right`() throws {
    let project = try Self.project([
      "content/parts/index.md":
        "---\ntitle: 部\n---\n## extra\n\n## main\n\n[甲](#main) [乙](#extra) <https://example.jp> [丙](https://example.jp/)\n",
      "themes/mine/partials/extra-head.mustache": "<meta id=\"extra\">\n",
    ])
    let result = try project.run("build")
    #expect(result.status == 0, "\(result.errors)")
    let page = try #require(project.text("output/site/parts/index.html"))
    let ids = page.matches(of: /\sid="([^"]*)"/).map { String($0.output.1) }
    #expect(ids.count == Set(ids).count && ids.contains("main-2") && ids.contains("extra-2"))
    #expect(page.contains("<a href=\"#main-2\">甲</a> <a href=\"#extra-2\">乙</a>"))
    #expect(
      page.contains("class=\"bare\" href=\"https://example.jp\"") && page.contains("<a href=\"https://example.jp/\">丙"))
  }

  @Test func `the name of an asset changes with what is in it, and with what that refers to`() throws {
    let files = [
      "themes/mine/partials/extra-head.mustache": "<link rel=\"stylesheet\" href=\"{{root}}assets/a.css\">\n",
      "themes/mine/assets/a.css": "@import \"b.css\";\n", "themes/mine/assets/b.css": "@import 'a.css';\n",
    ]
    func name(_ more: [String: String]) throws -> Substring {
      let project = try Self.project(files.merging(more) { $1 })
      #expect(try project.run("build").status == 0)
      return try #require(project.text("output/site/index.html")?.firstMatch(of: /a\.[0-9a-f]{10}\.css/)).output
    }
    #expect(try name([:]) == name([:]))
    #expect(try name([:]) != name(["themes/mine/assets/b.css": "p { margin: 0 }"]))
  }

  @Test func `one block is changed without copying the rest, of one template or of every page`() throws {
    let content = [
      "content/measures/a.md": "---\ntitle: 甲\ncost: free\neffect: 1\nwho: both\ntags: [x]\n---\n本文\n",
      "content/glossary.yaml": "terms:\n  - {term: サーバー, policy: keep, explain: 機械のこと}\n",
    ]
    let plain = try Self.project(content)
    let mine = try Self.project(
      content.merging([
        "themes/mine/templates/page.mustache":
          "{{<page}}\n{{$text}}\n<div class=\"text mine\">{{{body}}}</div>\n{{/text}}\n{{/page}}\n",
        "themes/mine/partials/layout.mustache":
          "{{<layout}}\n{{$footer}}\n<hr>\n{{> footer}}\n{{/footer}}\n{{$title}}社内版 {{head_title}}{{/title}}\n{{/layout}}\n",
      ]) { $1 })
    for project in [plain, mine] {
      let result = try project.run("build")
      #expect(result.status == 0, "\(result.errors)")
    }
    for path in ["measures/a.html", "glossary.html", "404.html", "tags/x.html"] {
      var expected = try #require(plain.text("output/site/\(path)"))
      expected.replace("<title>", with: "<title>社内版 ")
      expected.replace("<footer class=\"bottom\">", with: "<hr>\n<footer class=\"bottom\">")
      if path == "measures/a.html" {
        expected.replace(
          "<div class=\"text\">\n<p>本文</p>\n\n</div>", with: "<div class=\"text mine\"><p>本文</p>\n</div>")
      }
      #expect(mine.text("output/site/\(path)") == expected, "\(path)")
    }
  }

  /// A file of a theme, the mistake in it, and where.
  @Test(arguments: [
    ("partials/footer.mustache", "x {{site_titel}}", "undefined-template-name", 1, 5, "did you mean 'site_title'?"),
    ("partials/footer.mustache", "{{strings.skipp}}", "undefined-template-name", 1, 3, "did you mean 'strings.skip'?"),
    (
      "partials/footer.mustache", "{{settings.acent}}", "undefined-template-name", 1, 3,
      "did you mean 'settings.accent'?"
    ),
    (
      "partials/footer.mustache", "{{strings.prev}}", "undefined-template-name", 1, 3,
      "did you mean 'strings.previous'?"
    ),
    ("partials/footer.mustache", "{{ page.title }}", "undefined-template-name", 1, 4, "did you mean 'title'?"),
    ("partials/footer.mustache", "{{config.site_name}}", "undefined-template-name", 1, 3, "did you mean 'site_title'?"),
    (
      "templates/page.mustache", "<script src=\"{{root}}assets/sit.js\">", "missing-theme-asset", 1, 29,
      "did you mean 'site.js'?"
    ),
    (
      "partials/layout.mustache", "{{<layout}}\n{{$fotter}}x{{/fotter}}\n{{/layout}}", "undefined-template-name", 2, 4,
      "did you mean 'footer'?"
    ),
    ("templates/page.mustache", "{{<layuot}}{{/layuot}}", "missing-partial", 1, 4, "did you mean 'layout'?"),
    ("theme.yaml", "extends: standard\nstrings: {skip: '{nope}'}", "undefined-template-name", 2, 17, nil),
    ("theme.yaml", "extends: standad", "missing-theme", 1, 10, nil),
    ("theme.yaml", "extends: mine", "missing-theme", 1, 10, nil),
    ("theme.yaml", "extend: standard", "unknown-key", 1, 1, "did you mean 'extends'?"),
    ("theme.yaml", "extends: standard\nsettings: {accent: red}", "bad-value", 2, 20, nil),
    ("theme.yaml", "extends: standard\nsettings: {acent: '#123456'}", "unknown-key", 2, 12, "did you mean 'accent'?"),
    ("theme.yaml", "extends: standard\nsettings: {accent: '#ffee58'}", "bad-value", 2, 20, "choose a darker one"),
    ("theme.yaml", "extends: standard\nstrings: {previous: {jp: x}}", "bad-value", 2, 22, "did you mean 'ja'?"),
    ("theme.yaml", "extends: standard\nsettings: {x: {type: color, on: white}}", "bad-value", 2, 33, nil),
    (
      "templates/page.mustache", "{% extends 'page.html' %}{{title}}", "foreign-template-tag", 1, 1,
      "templates are Mustache: {{<page}}, {{> partial}}, {{#value}}"
    ),
    (
      "partials/footer.mustache", "{{ range .Pages }}", "undefined-template-name", 1, 4,
      "templates are Mustache, without commands: {{#value}} … {{/value}}, {{^value}} … {{/value}}, {{> partial}}"
    ),
    ("partials/footer.mustache", "{{ .Site.Title }}", "undefined-template-name", 1, 4, "did you mean 'site_title'?"),
    (
      "partials/footer.mustache", "{{! {% style='' %} }}<p style=\"color:red\">", "blocked-markup", 1, 24,
      "put it into a style sheet in assets/"
    ),
    (
      "partials/footer.mustache", "<script src='{{root}}assets/site.js'></script><script>1</script>", "blocked-markup",
      1, 47,
      "put it into a .js in assets/, and load it by <script src=\"{{root}}assets/NAME.js\" defer></script>"
    ),
    (
      "partials/footer.mustache", "<link href='https://example.jp/a.css' rel='stylesheet'>", "blocked-markup", 1, 1,
      "put the file into assets/: nothing is loaded from elsewhere"
    ),
    ("theme.yaml", "extends: standard\nsettings: {x: {type: colour}}", "bad-value", 2, 22, "did you mean 'color'?"),
  ])
  func `a mistake in a theme has a place`(
    file: String, text: String, name: String, line: Int, column: Int, help: String?
  ) throws {
    let result = try Self.project(["themes/mine/\(file)": text]).run("check", "--format", "json")
    let found = try #require(result.diagnostics.first)
    #expect(found["name"] as? String == name && found["file"] as? String == "themes/mine/\(file)")
    #expect([found["line"] as? Int, found["column"] as? Int] == [line, column])
    if let help { #expect(found["help"] as? String == help) }
  }

  @Test(arguments: [
    ("templates/pge.mustache", "'templates/page.mustache'"), ("template/page.mustache", "'templates/page.mustache'"),
    ("page.mustache", "'templates/page.mustache'"), ("templates/page.html", "'templates/page.mustache'"),
    ("partials/fotter.mustache", "'partials/footer.mustache'"), ("css/x.css", "assets/"),
  ])
  func `a file of a theme that nothing uses is told`(name: String, help: String) throws {
    let project = try Self.project(["themes/mine/\(name)": "x\n"])
    let result = try project.run("check", "--format", "json")
    #expect(result.status == 0)
    #expect(result.diagnostics.map { $0["name"] as? String } == ["unused-theme-file"])
    #expect((result.diagnostics.first?["help"] as? String)?.contains(help) == true)
  }

  @Test func `what a theme uses by way of its own, and notes, are not told`() throws {
    let project = try Self.project([
      "themes/mine/templates/page.mustache": "{{<page}}{{$text}}{{> mine}}{{{body}}}{{/text}}{{/page}}",
      "themes/mine/partials/mine.mustache": "{{> deeper}}", "themes/mine/partials/deeper.mustache": "x",
      "themes/mine/README.md": "x", "themes/mine/LICENSE": "x", "themes/mine/assets/a/b.css": "p{}",
    ])
    #expect(try project.run("check", "--format", "json", "--strict").diagnostics.isEmpty)
  }

  @Test func `a default that site.yaml passes over is checked all the same`() throws {
    let files = [
      "content/site.yaml": "title: 試し\ntheme: mine\ntheme_settings: {accent: '#7a1f5c'}\n",
      "themes/mine/theme.yaml": "extends: standard\nsettings: {accent: red, foo: 1}\n",
    ]
    let found = try Project(files).run("check", "--format", "json").diagnostics.map { $0["name"] as? String }
    #expect(found == ["bad-value", "unknown-key"])
  }

  @Test func `a theme words what sheets say of themselves`() throws {
    let project = try Self.project([
      "themes/mine/theme.yaml": "extends: standard\nstrings: {sheet_disclaimer: {ja: 社内資料です。}}\n",
      "content/industries/clinic.md": PrintTests.industry + "\n",
      "content/handouts/s.md": "---\ntitle: 資料\naudience: executive\n---\n備えを見ます。\n",
    ])
    #expect(try project.run("build").status == 0)
    let sheet = try #require(project.text("output/site/handouts/clinic/s.html"))
    #expect(sheet.contains("社内資料です。") && !sheet.contains("推奨するものではありません"))
  }

  /// Colours, and whether a reader sees links in them.
  @Test(arguments: [
    ("accent", "#ffee58", "darker"), ("accent", "#fff", "darker"), ("accent", "#707070", nil),
    ("accent", "#7a1f5c", nil),
    ("accent_dark", "#0f5563", "lighter"), ("accent_dark", "#7cc7d4", nil),
  ])
  func `a colour that links cannot be read in is told`(name: String, color: String, help: String?) throws {
    let project = try Project(["content/site.yaml": "title: 試し\ntheme_settings: {\(name): '\(color)'}\n"])
    let result = try project.run("check", "--format", "json")
    #expect(result.status == 0 && result.diagnostics.count == (help == nil ? 0 : 1))
    #expect(result.diagnostics.first?["severity"] as? String == help.map { _ in "warning" })
    if let help { #expect((result.diagnostics.first?["help"] as? String)?.contains(help) == true) }
  }

  @Test func `a theme that there is not has a place, and what there is`() throws {
    let project = try Project([
      "content/site.yaml": "title: 試し\ntheme: mien\n", "themes/mine/theme.yaml": "extends: standard\n",
    ])
    let found = try #require(try project.run("check", "--format", "json").diagnostics.first)
    #expect(found["name"] as? String == "missing-theme" && found["line"] as? Int == 2)
    #expect(found["help"] as? String == "did you mean 'mine'?")
    try project.write(Data("title: 試し\ntheme: wibble\n".utf8), to: "content/site.yaml")
    #expect(try project.run("check").errors.contains("content/site.yaml:2:8: error[T407 missing-theme]"))
    #expect(try project.run("check").errors.contains("there is: mine, standard"))
  }

  @Test func `a page chooses another template, and one that there is not is a mistake`() throws {
    let project = try Self.project([
      "themes/mine/templates/wide.mustache": "{{<page}}{{$text}}<div class=\"wide\">{{{body}}}</div>{{/text}}{{/page}}",
      "content/a.md": "---\ntitle: 甲\ntemplate: wide\n---\n本文\n", "content/b.md": "---\ntitle: 乙\n---\n本文\n",
    ])
    let built = try project.run("build")
    #expect(built.status == 0, "\(built.errors)")
    #expect(project.text("output/site/a.html")?.contains("<div class=\"wide\"><p>本文</p>") == true)
    #expect(project.text("output/site/b.html")?.contains("wide") == false)
    for (name, help) in [("wid", "wide"), ("sheet", "themes/"), ("../page", "themes/")] {
      try project.write(Data("---\ntitle: 甲\ntemplate: \(name)\n---\n本文\n".utf8), to: "content/a.md")
      let result = try project.run("check", "--format", "json")
      #expect(result.diagnostics.map { $0["name"] as? String } == ["bad-value", "unused-theme-file"])
      #expect(result.diagnostics.first?["line"] as? Int == 3)
      #expect((result.diagnostics.first?["help"] as? String)?.contains(help) == true)
    }
  }

  @Test func `a theme that stands alone is whole, and says how it could be less`() throws {
    let project = try Self.project(["themes/mine/theme.yaml": "", "themes/mine/templates/page.mustache": "x"])
    let result = try project.run("check")
    #expect(result.status == 1 && result.errors.contains("lacks assets/sheet.css") == false)
    #expect(result.errors.contains("templates/404.mustache") && result.errors.contains("write 'extends: standard'"))
  }

  @Test func `site.yaml sets what the theme lets it set`() throws {
    let project = try Project([
      "content/site.yaml":
        "title: 試し\ntheme_settings: {accent: '#7a1f5c', footer: 足<元>, logo: logo.png}\n",
      "content/logo.png": "x", "content/a/b.md": "---\ntitle: 乙\n---\n",
    ])
    #expect(try project.run("build").status == 0)
    let page = try #require(project.text("output/site/a/b.html"))
    #expect(page.contains("<p>足&lt;元&gt;</p>") && page.contains("<img src=\"../logo.png\" alt=\"\">"))
    let style = try #require(page.firstMatch(of: /assets\/site\.[0-9a-f]{10}\.css/)).output
    #expect(project.text("output/site/\(style)")?.contains(":root{--set-accent:#7a1f5c;--set-accent-tint:") == true)
  }

  @Test(arguments: [
    ("{acent: '#fff'}", "unknown-key", 2, 18), ("{accent: '#12'}", "bad-value", 2, 26),
    ("{accent: '#fff;}'}", "bad-value", 2, 26), ("{logo: nope.png}", "bad-value", 2, 24), ("x", "bad-value", 2, 17),
    ("{footer: [a]}", "bad-value", 2, 26), ("{primary: '#123456'}", "unknown-key", 2, 18),
  ])
  func `a setting that the theme does not take is a mistake`(
    settings: String, name: String, line: Int, column: Int
  ) throws {
    let project = try Project(["content/site.yaml": "title: 試し\ntheme_settings: \(settings)\n"])
    let found = try #require(try project.run("check", "--format", "json").diagnostics.first)
    #expect(found["name"] as? String == name && found["file"] as? String == "content/site.yaml")
    #expect([found["line"] as? Int, found["column"] as? Int] == [line, column])
  }

  @Test func `a site in English reads English`() throws {
    let project = try Project([
      "content/site.yaml": "title: Trial\nlanguage: en\n", "content/index.md": "---\ntitle: Home\n---\nText\n",
      "content/practices/p.md":
        "---\ntitle: Practice\ncapability: people\nresources: r\nrole: sales\nupdated: 2026-01-02\ntags: [x]\n---\n"
        + ":::note\nText[^1]\n:::\n\n- [ ] Task\n\n[^1]: A note\n",
      "content/measures/m.md": "---\ntitle: M\ncost: small\neffect: 1\nwho: both\nin_contract: sla\n---\nText\n",
      "content/resources/r.md":
        "---\ntitle: R\nurl: https://example.jp/\npublisher: P\nfor: customer\nkind: desk\ncost: Free\n---\nText\n",
      "content/parts/one/a.md": "---\ntitle: A\n---\n[P](../../practices/p.md)\n",
    ])
    #expect(try project.run("build").status == 0)
    let site = "\(project.path)/output/site"
    let pages = try FileManager.default.subpathsOfDirectory(atPath: site).filter { $0.hasSuffix(".html") }
    #expect(pages.count > 12)
    for page in pages {
      let text = try #require(project.text("output/site/\(page)"))
      let letters = text.unicodeScalars.filter {
        (0x3000...0x30FF).contains($0.value) || (0x4E00...0x9FFF).contains($0.value)
      }
      #expect(letters.isEmpty, "\(page)")
      #expect(text.contains("<html lang=\"en\">"))
    }
    #expect(project.text("output/site/practices/p.html")?.contains("2 January 2026") == true)
  }

  @Test func `a part is one document whose ids and links are its own`() throws {
    let project = try Project([
      "content/parts/one/index.md": "---\ntitle: 部\n---\n## 見出し\n[次](a.md#見出し)\n",
      "content/parts/one/a.md":
        "---\ntitle: 甲\n---\n## 見出し\n[外](../../index.md) [部](index.md) [ここ](#見出し)[^1]\n\n[^1]: 注\n",
      "content/parts/one/deep/b.md": "---\ntitle: 乙\n---\n# 見出し\n本文[^1]\n\n[^1]: 注\n",
      "content/parts/two.md": "---\ntitle: 丙\n---\n",
    ])
    #expect(try project.run("build").status == 0)
    let part = try #require(project.text("output/site/parts/one/print.html"))
    #expect(part.contains("data-search=\"off\"") && part.contains("<h1 id=\"p1\">部</h1>"))
    #expect(
      part.contains("<h2 id=\"p1-見出し\">") && part.contains("<h2 id=\"p2\">甲</h2>")
        && part.contains("<h3 id=\"p2-見出し\">"))
    #expect(part.contains("<h3 id=\"p4\">乙</h3>") && part.contains("href=\"../../index.html\">外"))
    #expect(
      part.contains("href=\"#p1\">部</a>") && part.contains("id=\"p2-fnref-1\"") && part.contains("id=\"p4-fn-1\""))
    let ids = part.matches(of: #/ id="([^"]*)"/#).map { String($0.output.1) }
    #expect(Set(ids).count == ids.count)
    for link in part.matches(of: /href="#([^"]*)"/) {
      let id = link.output.1.removingPercentEncoding ?? ""
      #expect(ids.contains(id), "\(id)")
    }
    #expect(project.text("output/site/parts/one/a.html")?.contains("href=\"print.html\"") == true)
    #expect(project.text("output/site/parts/two.html")?.contains("print.html") == false)
  }
}
