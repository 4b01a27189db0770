import Foundation
import Testing

@testable import tebiki

/// The search data of whole projects: what is in them, and what must not be.
@Suite struct SearchTests {
  private func project() throws -> CommandTests.Project {
    try CommandTests.Project([
      "content/site.yaml": "title: 試し\ntalk: true\n",
      "content/parts/a.md": "---\ntitle: 見える題\n---\n## 見える節\n\n見える文。<!-- 隠した覚え -->\n",
      "content/parts/b.md": "---\ntitle: 下書きの題\ndraft: true\n---\n下書きの文。\n",
      "content/_parts/c.md": "断片の文。\n",
      "content/industries/clinic.md":
        "---\ntitle: 医院\nname: クリニック\nhead: 院長先生\nclients: 患者さん\ndata: [記録]\nsystems: [画面]\nstops: [受付が止まる]\n---\n",
      "content/handouts/plan.md":
        "---\ntitle: 備え\naudience: executive\ndescription: 備えの話\n---\n資料の文です。\n\n:::talk\n話す文です。\n:::\n\n:::when not-industry=clinic\n外した文です。\n:::\n",
      "content/glossary.yaml":
        "terms:\n  - {term: 脆弱性, reading: ぜいじゃくせい, policy: replace, variants: [弱い所], plain: ねらわれやすい弱点, short: 弱点, explain: 欠点のことです。}\n",
    ])
  }

  @Test func `everything on pages is in them, and nothing that is left out`() throws {
    let project = try project()
    #expect(try project.run("build", "--quiet").status == 0)
    let data = try #require(project.text("output/site/search/data.js"))
    for said in ["見える題", "見える節", "見える文。", "備え（クリニック）", "備えの話", "脆弱性", "ぜいじゃくせい", "ねらわれやすい弱点", "預かる情報"] {
      #expect(data.contains(said), "\(said)")
    }
    for hidden in ["隠した", "下書き", "断片", "資料の文", "話す文", "外した"] { #expect(!data.contains(hidden), "\(hidden)") }
    #expect(data.contains(#"["脆弱性","弱い所","ねらわれやすい弱点","弱点"]"#))
    #expect(try project.run("build", "--quiet", "--drafts").status == 0)
    #expect(project.text("output/site/search/data.js")?.contains("下書きの文") == true)
  }

  @Test func `every page of the theme has the box and its script`() throws {
    let project = try project()
    _ = try project.run("build", "--quiet")
    for page in ["index.html", "parts/a.html", "glossary.html", "handouts/index.html", "404.html"] {
      let html = try #require(project.text("output/site/\(page)"))
      #expect(html.contains("id=\"search-results\"") && html.contains("assets/search."), "\(page)")
    }
  }

  @Test(arguments: [
    ("search/data.js", true), ("search/Text-1.js", true), ("search/data.csv.js", true), ("search/x.js", false),
  ])
  func `no file of the content takes the place of the data`(path: String, isTaken: Bool) throws {
    let result = try CommandTests.Project(["content/\(path)": "x"]).run("check", "--format", "json")
    #expect((result.diagnostics.first?["name"] as? String == "duplicate-address") == isTaken)
  }
}
