import Foundation
import Source
import Testing

@testable import tebiki

@Suite struct NewCommandTests {
  private func project(_ more: [String: String] = [:]) throws -> CommandTests.Project {
    try CommandTests.Project(
      [
        "content/handouts/brief.md":
          "---\ntitle: 資料\naudience: executive\n---\n{{industry.you}}の{{industry.data}}\n\n:::contact\n",
        "content/glossary.yaml": "terms:\n  - {term: サーバー, policy: keep}\n",
      ].merging(more) { $1 })
  }

  @Test func `each kind is begun, and the whole passes the check`() throws {
    let project = try project()
    let calls = [
      ("industry", "dentist", "content/industries/dentist.md"), ("sheet", "visit", "content/handouts/visit.md"),
      ("incident", "fire", "content/incidents/fire.md"), ("measure", "鍵", "content/measures/鍵.md"),
      ("practice", "talk", "content/practices/talk.md"), ("resource", "desk", "content/resources/desk.md"),
      ("page", "parts/点検", "content/parts/点検.md"), ("page", "notes.md", "content/notes.md"),
      ("page", "content/parts/x.md", "content/parts/x.md"),
      ("term", "ウェブ会議", "content/glossary.yaml"),
    ]
    for (kind, name, path) in calls {
      let result = try project.run("new", kind, name)
      #expect(result.status == 0 && result.output == path + "\n", "\(kind): \(result.errors)")
      #expect(project.text(path) != nil)
    }
    let check = try project.run("check", "--format", "json")
    let warnings = check.diagnostics.filter { $0["severity"] as? String != "hint" }
    #expect(check.status == 0 && warnings.count == 1, "\(check.diagnostics)")
    #expect(warnings.first?["file"] as? String == "content/glossary.yaml", "a term's sample, which reaches every sheet")
    let sheets = try project.run("list", "sheets", "--industry", "dentist", "--format", "json")
    let items = sheets.json["items"] as? [[String: Any]] ?? []
    #expect(items.compactMap { $0["id"] as? String } == ["brief", "visit"])
    #expect(
      items.map { $0["madeFrom"] as? [String] } == [
        ["content/handouts/brief.md", "content/industries/dentist.md"],
        ["content/handouts/visit.md", "content/industries/dentist.md"],
      ])
  }

  @Test func `a name in Japanese is the title`() throws {
    let project = try project()
    for (kind, path) in [("industry", "industries"), ("measure", "measures"), ("incident", "incidents")] {
      #expect(try project.run("new", kind, "歯科医院").status == 0)
      #expect(project.text("content/\(path)/歯科医院.md")?.contains("\ntitle: 歯科医院\n") == true)
    }
    #expect(project.text("content/industries/歯科医院.md")?.contains("\nname: 歯科医院\n") == true)
  }

  @Test func `the examples name no term that is there already`() throws {
    let project = try project()
    let folder = project.path
    #expect(try CommandTests.run(["new", "site", "guide"], in: folder).status == 0)
    let readme = try String(contentsOfFile: "\(folder)/guide/README.md", encoding: .utf8)
    let help = try CommandTests.run(["help", "new"], in: "/").output
    for text in [readme, help] {
      let term = try #require(text.firstMatch(of: /tebiki new term (\S+)/)?.1)
      let root = FileManager.default.temporaryDirectory.appendingPathComponent("tebiki-\(UUID().uuidString)").path
      defer { try? FileManager.default.removeItem(atPath: root) }
      for content in ["\(folder)/guide/content", "\(PlainLanguageTests.guide)/content"] {
        try? FileManager.default.removeItem(atPath: root)
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
        try FileManager.default.copyItem(atPath: content, toPath: "\(root)/content")
        #expect(try CommandTests.run(["new", "term", String(term)], in: root).status == 0, "\(term)")
      }
    }
  }

  @Test func `nothing is written over`() throws {
    let project = try project(["content/measures/01-first.md": "---\ntitle: 一\ncost: free\neffect: 1\nwho: both\n---\n"]
    )
    #expect(try project.run("new", "industry", "shop").status == 0)
    let text = try #require(project.text("content/industries/shop.md"))
    try project.write(Data((text + "書き足し\n").utf8), to: "content/industries/shop.md")
    for (kind, name) in [
      ("industry", "shop"), ("industry", "SHOP"), ("measure", "first"), ("page", "index"), ("sheet", "brief"),
      ("term", "サーバー"), ("term", "サーバ"),
    ] {
      let result = try project.run("new", kind, name)
      #expect(result.status == 2 && result.output.isEmpty && !result.errors.isEmpty, "\(kind) \(name)")
      if kind == "term" { #expect(result.errors.contains("'\(name)' is in the glossary: 'サーバー'"), "\(result.errors)") }
    }
    #expect(project.text("content/industries/shop.md") == text + "書き足し\n")
  }

  @Test func `hostile names are refused and write nothing`() throws {
    let project = try project()
    let before = try FileManager.default.subpathsOfDirectory(atPath: project.path).sorted()
    for (kind, name) in [
      ("industry", "../x"), ("industry", ""), ("measure", "a b"), ("sheet", "a/b"), ("page", "../../x"), ("page", ""),
      ("page", "/etc/x"), ("page", "measures/x"), ("resource", ".hidden"), ("term", ""), ("term", "a\nb"),
      ("nothing", "x"), ("incident", "x"),
    ] {
      #expect(try project.run("new", kind, name).status == 2, "\(kind) \(name)")
    }
    #expect(try FileManager.default.subpathsOfDirectory(atPath: project.path).sorted() == before)
  }

  @Test func `a theme builds what the standard one does, but for what it says`() throws {
    let project = try project()
    let result = try project.run("new", "theme", "mine")
    let paths = ["assets/custom.css", "partials/extra-head.mustache", "partials/layout.mustache", "theme.yaml"]
    #expect(result.status == 0 && result.errors.contains("theme: mine"))
    #expect(result.output.split(separator: "\n").sorted() == paths.map { "themes/mine/\($0)" })
    #expect(try project.run("build", "--strict").status == 0)
    let pages = ["index.html", "404.html", "handouts/index.html", "glossary.html"]
    let standard = pages.map { project.text("output/site/\($0)") ?? "" }
    #expect(try project.run("build", "--strict", "--theme", "mine").status == 0)
    let link = #/<link rel="stylesheet" href="assets/custom\.[0-9a-f]{10}\.css">\n/#
    for (page, before) in zip(pages, standard) {
      let text = try #require(project.text("output/site/\(page)")).replacing("../assets/custom", with: "assets/custom")
      #expect(!before.isEmpty && text.contains(link) && text.replacing(link, with: "") == before, "\(page)")
    }
    let yaml = try #require(project.text("themes/mine/theme.yaml"))
    let complete = yaml.replacing("\n#settings", with: "\nsettings").replacing("\n#strings", with: "\nstrings")
    try project.write(Data(complete.utf8), to: "themes/mine/theme.yaml")
    #expect(try project.run("build", "--strict", "--theme", "mine").status == 0)
    let page = try #require(project.text("output/site/index.html"))
    #expect(page.contains("社内限りの版です。") && page.contains(">本文へ<"))
  }

  @Test func `a theme is never written over, and never outside the project`() throws {
    let project = try project(["themes/mine/theme.yaml": "extends: standard\n", "outside/keep.md": "x"])
    for name in ["mine", "MINE", "../x", "", "a/b", ".x", "a b", "..", "x\n", "-x"] {
      let result = try project.run("new", "theme", name)
      #expect(result.status == 2 && result.output.isEmpty && !result.errors.isEmpty, "\(name)")
    }
    #expect(project.text("themes/mine/theme.yaml") == "extends: standard\n")
    try FileManager.default.createSymbolicLink(
      atPath: "\(project.path)/themes/linked", withDestinationPath: "\(project.path)/outside")
    #expect(try project.run("new", "theme", "linked").status == 2)
    #expect(try FileManager.default.contentsOfDirectory(atPath: "\(project.path)/outside") == ["keep.md"])
    let other = try CommandTests.Project(["content/site.yaml": "title: x\n"])
    try FileManager.default.createSymbolicLink(
      atPath: "\(other.path)/themes", withDestinationPath: "\(project.path)/outside")
    #expect(try other.run("new", "theme", "a").status == 2)
    #expect(try FileManager.default.contentsOfDirectory(atPath: "\(project.path)/outside") == ["keep.md"])
    #expect(try project.run("new", "theme", "a").status == 0)
  }

  @Test func `a folder that leads out of content is not written to`() throws {
    let project = try project(["outside/keep.md": "x"])
    try FileManager.default.createSymbolicLink(
      atPath: "\(project.path)/content/measures", withDestinationPath: "\(project.path)/outside")
    #expect(try project.run("new", "measure", "x").status == 2)
    #expect(project.text("outside/x.md") == nil)
  }

  @Test func `says in JSON what it wrote`() throws {
    let project = try project()
    let result = try project.run("new", "page", "a", "--format", "json")
    #expect(result.status == 0 && result.json["ok"] as? Bool == true)
    #expect((result.json["items"] as? [[String: Any]])?.first?["file"] as? String == "content/a.md")
    let refused = try project.run("new", "page", "a", "--format", "json")
    #expect(refused.status == 2 && refused.json["ok"] as? Bool == false && refused.json["failure"] != nil)
  }

  @Test func `a page and a sheet show their fragments, and a mistake in one stands in its file`() throws {
    let project = try project([
      "content/_parts/close.md": "## 連絡\n\n[はじめ](../index.md)\n",
      "content/deep/a.md": "---\ntitle: x\n---\n## 連絡\n\n:::include close\n",
    ])
    #expect(try project.run("build").status == 0)
    let page = try #require(project.text("output/site/deep/a.html"))
    #expect(page.contains("<h2 id=\"連絡-1\">連絡</h2>\n<p><a href=\"../index.html\">はじめ</a></p>"))
    #expect(project.text("output/site/_parts/close.html") == nil)
    let fragment = try project.run("render", "--root", project.path, input: ":::include close\n")
    #expect(fragment.status == 0 && fragment.output.contains("<h2 id=\"連絡\">連絡</h2>"))
    let wrong = try project.run("render", "--root", project.path, input: "x\n\n:::include clse\n")
    #expect(wrong.status == 1 && wrong.errors.contains("-:3:12: error[T204 broken-reference]"))
    try project.write(Data("一\n\n:::incidents\n".utf8), to: "content/_parts/close.md")
    let check = try project.run("check", "--format", "json")
    #expect(check.diagnostics.first?["file"] as? String == "content/_parts/close.md")
    #expect(check.diagnostics.first?["line"] as? Int == 3)
  }
}
