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

  @Test func `each kind is begun, and the whole passes a strict check`() throws {
    let project = try project()
    let calls = [
      ("industry", "dentist", "content/industries/dentist.md"), ("sheet", "visit", "content/handouts/visit.md"),
      ("incident", "fire", "content/incidents/fire.md"), ("measure", "鍵", "content/measures/鍵.md"),
      ("practice", "talk", "content/practices/talk.md"), ("resource", "desk", "content/resources/desk.md"),
      ("page", "parts/点検", "content/parts/点検.md"), ("page", "notes.md", "content/notes.md"),
      ("term", "ウェブ会議", "content/glossary.yaml"),
    ]
    for (kind, name, path) in calls {
      let result = try project.run("new", kind, name)
      #expect(result.status == 0 && result.output == path + "\n", "\(kind): \(result.errors)")
      #expect(project.text(path) != nil)
    }
    let check = try project.run("check", "--strict")
    #expect(check.status == 0, "\(check.errors)")
    let sheets = try project.run("list", "sheets", "--industry", "dentist", "--format", "json")
    let items = sheets.json["items"] as? [[String: Any]] ?? []
    #expect(items.compactMap { $0["id"] as? String } == ["brief", "visit"])
    #expect(
      items.map { $0["made_from"] as? [String] } == [
        ["content/handouts/brief.md", "content/industries/dentist.md"],
        ["content/handouts/visit.md", "content/industries/dentist.md"],
      ])
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
    #expect(page.contains("<h2 id=\"連絡-2\">連絡</h2>\n<p><a href=\"../index.html\">はじめ</a></p>"))
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
