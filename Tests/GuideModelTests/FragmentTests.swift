import Markup
import Source
import Testing

@testable import GuideModel

@Suite struct FragmentTests {
  @Test func `a sheet has what its fragments say, under its conditions, and the trade's`() async throws {
    let parts = [
      "_parts/close.md": "---\ndescription: 覚え書き\n---\n## 連絡\n\n{{industry.you}}から\n\n:::include deep/in\n",
      "_parts/deep/in.md": ":::when industry=clinic\n大事な情報\n:::\n\n:::when industry=builder\n図面\n:::\n",
    ]
    let body = "前\n\n:::include close\n\n:::when industry=builder\n:::include close\n:::\n"
    let clinic = try await SheetText(body, parts)
    #expect(clinic.text == "|前#連絡|貴院から|カルテ" && clinic.findings == [])
    #expect(clinic.madeFrom == ["handouts/s.md", "industries/clinic.md", "_parts/close.md", "_parts/deep/in.md"])
    #expect(try await SheetText(body, for: "builder", parts).text == "|前#連絡|貴社から|図面#連絡|貴社から|図面")
  }

  @Test func `an override replaces a section that a fragment has, and may include one`() async throws {
    let parts = [
      "_parts/close.md": "## 連絡\n\n元\n", "_parts/own.md": "差し替え\n",
      "handouts/s/clinic.md": "## 連絡\n\n:::include own\n",
    ]
    #expect(try await SheetText(":::include close", parts).text == "#連絡|差し替え")
    #expect(try await SheetText(":::include close", for: "builder", parts).text == "#連絡|元")
  }

  /// A page with fragments, and what is wrong with it.
  @Test(arguments: [
    ([:], ":::include nothing", ["broken-reference a.md:4 'nothing'"]),
    (["_parts/x.md": "x"], ":::include", ["bad-value a.md:4 ':::include'"]),
    (["_parts/x.md": "x"], ":::include x y", ["bad-value a.md:4 'y'"]),
    (["_parts/x.md": "x"], ":::include ../_parts/x", ["broken-reference a.md:4 '../_parts/x'"]),
    (["_parts/x.md": "---\ncolour: red\n---\n"], ":::include x", ["unknown-key _parts/x.md:2 'colour'"]),
    (["_parts/x.md": "a\n\n:::incidents\n"], ":::include x", ["misplaced-directive _parts/x.md:3 ':::incidents'"]),
    (["_parts/x.md": "a\n\n:::note\n"], ":::include x", ["unclosed-directive _parts/x.md:3 ':::note'"]),
    (["_parts/x.md": "a\n\n:::include x\n"], ":::include x", ["include-cycle _parts/x.md:3 'x'"]),
    (
      ["_parts/x.md": "a\n\n:::include y\n", "_parts/y.md": "\n:::include x\n"], "",
      ["include-cycle _parts/x.md:3 'y'", "include-cycle _parts/y.md:2 'x'"]
    ),
    (
      // Through footnotes, whose texts stand elsewhere.
      [
        "_parts/x.md": "a[^1]\n\n[^1]: b\n\n    :::include y\n",
        "_parts/y.md": "c[^1]\n\n[^1]: d\n\n    :::include x\n",
      ],
      ":::include x", ["include-cycle _parts/x.md:5 'y'", "include-cycle _parts/y.md:5 'x'"]
    ),
    (["_parts/x.md": "a\n\n[事例](risc.md)\n"], ":::include x", ["broken-link _parts/x.md:3 'risc.md'"]),
    (["_parts/x.md": "{{vendor.nam}}\n"], ":::include x", ["unknown-value _parts/x.md:1 '{{vendor.nam}}'"]),
    (["_parts/x.md": "** x **\n"], ":::include x", ["literal-emphasis _parts/x.md:1 '**'"]),
  ])
  func `reports a mistake where it stands`(parts: [String: String], body: String, expected: [String]) async {
    #expect(await Project.findings(parts.merging(["a.md": "---\ntitle: x\n---\n\(body)\n"]) { $1 }) == expected)
  }

  @Test func `fragments lie eight deep in each other, and no deeper`() async {
    func chain(_ count: Int) -> [String: String] {
      var parts = ["a.md": "---\ntitle: x\n---\n:::include p1\n"]
      for number in 1...count { parts["_parts/p\(number).md"] = number < count ? ":::include p\(number + 1)\n" : "x\n" }
      return parts
    }
    #expect(await Project.findings(chain(8)) == [])
    #expect(await Project.findings(chain(9)) == ["include-limit _parts/p8.md:1 'p9'"])
  }

  @Test func `a few small files do not grow without end`() async {
    var parts = ["a.md": "---\ntitle: x\n---\n:::include p1\n", "_parts/p7.md": "x\n"]
    for number in 1...6 {
      parts["_parts/p\(number).md"] = String(repeating: ":::include p\(number + 1)\n\n", count: 12)
    }
    #expect(await Project.findings(parts).contains { $0.hasPrefix("include-limit") })
  }

  @Test func `links lead from the fragment's folder, anchors to the page`() async throws {
    let (guide, report, _) = await Project.read([
      "_parts/x.md": "[甲](../deep/b.md) ![](y.png) [ここ](#見出し)",
      "deep/a.md": "---\ntitle: x\n---\n# 見出し\n\n[乙](b.md)\n\n:::include x\n", "deep/b.md": "---\ntitle: b\n---\n",
      "deep/y.png": "x", "_parts/y.png": "x",
    ])
    #expect(report.diagnostics.isEmpty)
    let page = try #require(guide?.pages.first { $0.path == "deep/a.md" })
    let targets = page.targets.map { target in
      switch target {
      case .page(let index, let anchor): (guide?.pages[index].path ?? "") + (anchor.map { "#" + $0 } ?? "")
      case .asset(let path): path
      case .external, .broken: "?"
      }
    }
    #expect(targets == ["deep/b.md", "deep/b.md", "_parts/y.png", "deep/a.md#見出し"])
  }

  @Test func `headings keep ids of their own, the page's first`() async throws {
    let (guide, report, _) = await Project.read([
      "_parts/x.md": "## 連絡\n\n## 別 {#b}\n",
      "a.md": "---\ntitle: x\n---\n:::include x\n\n:::include x\n\n## 連絡\n\n## 乙 {#b}\n",
    ])
    let page = try #require(guide?.pages.first { $0.path == "a.md" })
    let ids = page.document.headings.map { page.document.string($0.id) }
    #expect(ids == ["連絡-1", "b-1", "連絡-2", "b-2", "連絡", "b"] && report.diagnostics.isEmpty)
  }

  @Test func `footnotes are numbered through, and stand at the end`() async throws {
    let (guide, report, _) = await Project.read([
      "_parts/x.md": "中[^1]と[^2]\n\n[^1]: 断片の一\n[^2]: 断片の二[^1]\n",
      "a.md": "---\ntitle: x\n---\n前[^1]\n\n:::include x\n\n後[^2]と[^1]\n\n[^1]: 頁の一\n[^2]: 頁の二\n",
    ])
    let page = try #require(guide?.pages.first { $0.path == "a.md" })
    let document = page.document
    let references = document.nodes.filter { $0.kind == .footnoteReference }.map { Int($0.detail) }
    #expect(references == [0, 1, 2, 3, 0, 1] && report.diagnostics.isEmpty)
    #expect(document.footnotes.map(\.references) == [2, 2, 1, 1])
    #expect(Set(document.footnotes.map(\.label)).count == 4)
    #expect(SheetText.text(of: document) == "|前|中と|後と|頁の一|断片の一|断片の二|頁の二")
    #expect(document.nodes.count { $0.kind == .footnotes } == 1)
  }

  @Test func `a fragment has no page`() async {
    let (guide, _, _) = await Project.read(["_parts/x.md": "x"])
    #expect(guide?.pages.contains { $0.path.hasPrefix("_parts") } == false)
  }
}
