import Markup
import Platform
import Source
import Testing

@testable import GuideModel
@testable import Plain

@Suite struct StarterTests {
  /// The text with every key that is left out put in.
  private func complete(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line -> Substring in
      let isExplanation = line.hasPrefix("# ") && !line.hasPrefix("#  ")
      return line.hasPrefix("#") && !line.hasPrefix("##") && !isExplanation ? line.dropFirst() : line
    }.joined(separator: "\n")
  }

  @Test(arguments: Starter.allCases)
  func `builds as it stands, and with every key that it explains`(starter: Starter) async throws {
    let guide = try #require(await Project.read().guide)
    let path = try starter.path(named: "new-one")
    let text = try starter.text(at: path, in: guide)
    // It builds, and whoever leaves it as it is is told.
    for text in [text, complete(text)] {
      let found = await Project.findings([path: text])
      #expect(found.count == 1 && found[0].hasPrefix("still-sample \(path):"), "\(found)")
    }
  }

  /// A key that a kind learns must be explained to whoever begins one.
  @Test(arguments: Starter.allCases)
  func `explains every key of its kind`(starter: Starter) async throws {
    let guide = try #require(await Project.read().guide)
    let text = try starter.text(at: "x/y.md", in: guide)
    let asked = await keys(of: starter)
    let missing = asked.filter { key in
      !text.split(separator: "\n").contains { $0.hasPrefix("\(key):") || $0.hasPrefix("#\(key):") }
    }
    #expect(missing == ["weight"] && asked.count > 14)
  }

  private func keys(of starter: Starter) async -> [String] {
    var fields = FieldReader(
      nil, of: Message(ja: "", en: ""), at: SourceRange(file: FileID(0), start: 0, end: 0))
    let place = SourceRange(file: FileID(0), start: 0, end: 0)
    _ = Page(&fields, path: "x/y.md", OrderPrefixes([]), file: FileID(0), document: Document(), place: place)
    switch starter {
    case .page: break
    case .practice: _ = Practice(&fields, page: 0, id: "")
    case .measure: _ = Measure(&fields, page: 0, id: "")
    case .resource: _ = Resource(&fields, page: 0, id: "")
    case .industry: _ = Industry(&fields, page: 0, id: "")
    case .incident: _ = Incident(&fields, page: 0, id: "")
    case .sheet: _ = Sheet(&fields, page: 0, id: "")
    }
    return fields.asked
  }

  @Test func `an industry has every sheet at once`() async throws {
    let general = Project.base["incidents/a.md"]?.replacing("[clinic]", with: "[general]") ?? ""
    let files = [
      "handouts/s.md":
        "---\ntitle: 資料\naudience: executive\n---\n:::incidents\n\n:::measures\n\n:::figure stops\n\n:::roles\n",
      "handouts/t.md": "---\ntitle: 二つ目\naudience: staff\n---\n{{industry.clients}}、{{industry.season}}\n",
      "incidents/g.md": general, "industries/general.md": Project.base["industries/builder.md"] ?? "",
      "industries/dentist.md": Industry.starter,
    ]
    let (guide, report, _) = await Project.read(files)
    #expect(report.diagnostics.map(\.kind.name) == ["still-sample"])
    #expect(guide?.variants.filter { $0.industry.id.name == "dentist" }.map(\.sheet.id.name) == ["s", "t"])
  }

  @Test(arguments: [
    "../x", "", " ", "a b", "a/b", "a\\b", ".x", "x.md", "-x", "_x", "a,b", "a=b", "a:b", "a\u{0}b", "a\nb", "全　角",
    "index",
    "..", "x\u{202E}y", String(repeating: "あ", count: 40),
  ])
  func `refuses hostile ids`(id: String) {
    for starter in Starter.allCases where starter != .page {
      #expect(throws: Starter.Refusal.self) { try starter.path(named: id) }
    }
    if id != "index", id != "x.md", id != "a/b" {
      #expect(throws: Starter.Refusal.self) { try Starter.page.path(named: id) }
    }
  }

  @Test func `paths are below content, in NFC, and in no kind's folder`() throws {
    #expect(try Starter.industry.path(named: "歯科") == "industries/歯科.md")
    #expect(Array(try Starter.page.path(named: "deep/か\u{3099}.md").utf8) == Array("deep/が.md".utf8))
    #expect(try Starter.page.path(named: "measures/index") == "measures/index.md")
    for path in ["measures/x", "handouts/x", "/x", "x/", "a//b", "a/../b", "_parts/x"] {
      #expect(throws: Starter.Refusal.self) { try Starter.page.path(named: path) }
    }
  }

  @Test func `what is there already is refused, whatever its file is called`() async throws {
    let more = [
      "measures/01-first.md": Project.base["measures/copies.md"] ?? "", "parts/01-a.md": "---\ntitle: x\n---\n",
    ]
    let guide = try #require(await Project.read(more).guide)
    for (starter, path) in [
      (Starter.measure, "measures/first.md"), (.measure, "measures/Copies.md"), (.page, "parts/a.md"),
      (.industry, "industries/clinic.md"),
    ] {
      #expect(throws: Starter.Refusal.self) { try starter.checkIsNew(path, in: guide) }
    }
    try Starter.resource.checkIsNew("resources/first.md", in: guide)
  }

  // MARK: Terms

  @Test(arguments: [
    "terms:\n  - term: 鍵\n    reading: かぎ\n    policy: keep", "terms:\n- term: 鍵\n  reading: かぎ\n  policy: keep\n", "",
  ])
  func `a term goes to the end of the glossary, as the glossary is indented`(glossary: String) async throws {
    let guide = try #require(await Project.read(["glossary.yaml": glossary]).guide)
    for term in ["多要素認証", "a \"b\": \\ #c", "か\u{3099}ん"] {
      let bytes = try TermStarter.text(adding: term, to: glossary.isEmpty ? nil : Array(glossary.utf8), of: guide)
      let text = String(decoding: bytes, as: UTF8.self)
      #expect(text.hasPrefix(glossary))
      let found = await Project.findings(["glossary.yaml": text])
      #expect(found.count == 1 && found[0].hasPrefix("still-sample glossary.yaml:"), "\(found)")
      let read = try #require(await Project.read(["glossary.yaml": text]).guide)
      #expect(read.language.terms.contains { Array($0.name.value.utf8) == Array(term.composed.utf8) })
      let complete = text.replacing("    #", with: "    ").replacing("  #", with: "  ")
      #expect(complete.contains("variants: []"))
    }
  }

  @Test func `a term's sample is a warning, and an error on whose sheet it would be printed`() async throws {
    let guide = try #require(await Project.read().guide)
    let bytes = try TermStarter.text(adding: "電子署名", to: nil, of: guide)
    var text = String(decoding: bytes, as: UTF8.self)
    let sheet = "---\ntitle: 資料\naudience: executive\n---\n電子署名を使います。\n"
    func found(_ files: [String: String]) async -> [String] {
      await Project.read(files).report.diagnostics.filter { $0.kind.name == "still-sample" }.map {
        "\($0.severity) \($0.message.en)"
      }
    }
    let message = "the term '電子署名' is still the sample that 'tebiki new' wrote"
    #expect(await found(["glossary.yaml": text]) == ["warning \(message)"])
    #expect(await found(["glossary.yaml": text, "handouts/s.md": sheet]) == ["error \(message) (s)"])
    for (sample, own) in [
      ("よみ", "でんししょめい"), ("やさしい言い換え", "印の代わりになるしるし"), ("short: 言い換え", "short: しるし"),
    ] {
      text = text.replacing(": \(sample)", with: ": \(own)").replacing(sample, with: own)
      #expect(await !found(["glossary.yaml": text]).isEmpty)
    }
    text = text.replacing(TermStarter.sample.explanation, with: "だれが書いたかを確かめるしるし。")
    #expect(await found(["glossary.yaml": text, "handouts/s.md": sheet]) == [])
  }

  @Test(arguments: [
    ("鍵", "terms:\n  - term: 鍵\n    reading: かぎ\n    policy: keep\n"),
    ("カギ", "terms:\n  - term: 鍵\n    reading: かぎ\n    policy: keep\n    variants: [カギー]\n"),
    ("パソコン", "terms: []\n"), ("x", "terms: [{term: y, policy: keep}]\n"), ("x", "terms: [\n"), ("", "terms:\n"),
    ("a\nb", "terms:\n"), ("・・", "terms:\n"), (" x", "terms:\n"),
  ])
  func `refuses a term that is there, or a glossary that cannot take it`(term: String, glossary: String) async {
    let guide = await Project.read(["glossary.yaml": glossary, "plain.yaml": "everyday: [パソコン]\n"]).guide
    #expect(throws: Starter.Refusal.self) { try TermStarter.text(adding: term, to: Array(glossary.utf8), of: guide) }
  }
}
