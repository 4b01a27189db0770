import Foundation
import Testing

@testable import tebiki

/// The salesperson's copies: what is said is in them and in no other file.
@Suite struct TalkTests {
  private static let industry = """
    ---
    title: 医院
    name: クリニック
    head: 院長先生
    clients: 患者さん
    staff: スタッフ
    data: [記録]
    systems: [画面]
    stops: [受付が止まる]
    words: {大事な情報: カルテ}
    ---
    """

  private static let sheet = """
    ---
    title: 備え
    audience: executive
    ---
    はじめの一文です。

    :::talk
    {{industry.head}}に秘密の大事な情報を聞く。DNSの話はしない。[^1]
    :::

    :::when industry=clinic
    次の一文です。[^2]

    :::talk
    ふたつめの秘密。

    :::talk
    中の秘密。
    :::
    :::
    :::

    :::when not-industry=clinic
    :::talk
    よその秘密。
    :::
    :::

    [^1]: 脚注の秘密。

    [^2]: 見せる注です。
    """

  private func project(_ settings: String) throws -> CommandTests.Project {
    try CommandTests.Project([
      "content/site.yaml": "title: 試し\n\(settings)", "content/industries/clinic.md": Self.industry,
      "content/handouts/plan.md": Self.sheet,
      "content/handouts/plain.md": "---\ntitle: 無し\naudience: staff\n---\n文です。\n",
    ])
  }

  /// The files of the site that hold a text.
  private func files(with text: String, in project: CommandTests.Project) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: project.path + "/output").filter {
      project.text("output/\($0)")?.contains(text) == true
    }.sorted()
  }

  @Test func `what is said stands in the copy alone`() throws {
    let project = try project("talk: true\n")
    let result = try project.run("build", "--format", "json")
    #expect(result.status == 0, "\(result.output)")
    let copy = "site/handouts/clinic/plan.talk.html"
    for said in ["秘密のカルテを聞く。DNSの話はしない。", "ふたつめの秘密", "中の秘密", "脚注の秘密"] {
      #expect(try files(with: said, in: project) == [copy], "\(said)")
    }
    #expect(try files(with: "よその秘密", in: project) == [])
    #expect(
      try files(with: "見せる注", in: project) == [
        "site/handouts/clinic/pack.html", "site/handouts/clinic/plan.html", copy,
      ])
    #expect(try files(with: "plan.talk.html", in: project) == ["site/.tebiki-files", "site/handouts/index.html"])
    #expect(project.text("output/site/handouts/clinic/plain.talk.html") == nil)
    let text = try #require(project.text("output/\(copy)"))
    #expect(text.contains("<meta name=\"robots\" content=\"noindex\">") && text.contains("data-search=\"off\""))
    let order = ["はじめの一文", "院長先生に秘密", "次の一文", "ふたつめの秘密", "見せる注"].map { text.range(of: $0)?.lowerBound }
    #expect(order.compactMap(\.self) == order.compactMap(\.self).sorted() && !order.contains(nil))
  }

  @Test(arguments: ["", "talk: false\n"])
  func `without the setting it stands nowhere`(settings: String) throws {
    let project = try project(settings)
    #expect(try project.run("build").status == 0)
    #expect(try files(with: "秘密", in: project) == [])
    #expect(try files(with: "talk.html", in: project) == [])
  }

  @Test func `a copy that is no longer made is removed`() throws {
    let project = try project("talk: true\n")
    #expect(try project.run("build").status == 0)
    try project.write(Data("title: 試し\n".utf8), to: "content/site.yaml")
    #expect(try project.run("build").status == 0)
    #expect(try files(with: "秘密", in: project) == [])
  }

  @Test func `a wrong value in it is a mistake with a place`() throws {
    let project = try project("talk: true\n")
    try project.write(
      Data("---\ntitle: 備え\naudience: executive\n---\n大事な情報です。\n\n:::talk\n{{industry.hed}}に\n:::\n".utf8),
      to: "content/handouts/plan.md")
    let result = try project.run("check", "--format", "json")
    #expect(result.diagnostics.map { $0["name"] as? String } == ["unknown-value"])
    #expect(result.diagnostics.first?["line"] as? Int == 8)
  }

  @Test func `a place for the customer's names is marked as such`() throws {
    let project = try project("")
    try project.write(
      Data("---\ntitle: 備え\naudience: executive\n---\n{{customer.name}}の{{vendor.phone}}です。\n".utf8),
      to: "content/handouts/plan.md")
    #expect(try project.run("build").status == 0)
    let plan = try #require(project.text("output/site/handouts/clinic/plan.html"))
    #expect(
      plan.contains("<p><span class=\"blank\" data-customer=\"name\"></span>の<span class=\"blank\"></span>です。</p>"))
    #expect(plan.contains("<p class=\"to name\" data-customer=\"addressee\">クリニックの経営者のみなさまへ</p>"))
    #expect(
      project.text("output/site/handouts/clinic/plain.html")?.contains(
        "<p class=\"to name\" data-customer=\"addressee\" data-group=\"スタッフのみなさまへ\">クリニックのスタッフのみなさまへ</p>") == true)
  }
}
