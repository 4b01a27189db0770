import Foundation
import Markup
import Press
import Source
import Testing

@testable import GuideModel
@testable import Plain
@testable import tebiki

/// The parts of docs/site that the code knows best: recorded from it, so that they cannot drift.
@Suite struct DocumentationTests {
  private static let content = "docs/site/content"
  private static let place = SourceRange(file: FileID(0), start: 0, end: 0)

  // MARK: Keys

  private static func starter(_ path: String) throws -> String {
    let today = try #require(CalendarDate("2026-11-24"))
    let file = try #require(SiteStarter.files(today: today).first { $0.path.hasPrefix(path) })
    return String(decoding: file.bytes, as: UTF8.self)
  }

  private static func page(_ fields: inout FieldReader) {
    _ = Page(&fields, path: "x/y.md", OrderPrefixes([]), file: FileID(0), document: Document(), place: place)
  }

  /// The file that a kind begins with and the reading of its keys; nil where it has none but those of every kind.
  private static func own(_ kind: Kind) throws -> (starter: String, read: (inout FieldReader) -> Void)? {
    switch kind {
    case .page, .responsibility: nil
    case .practice: (Practice.starter, { _ = Practice(&$0, page: 0, id: "") })
    case .measure: (Measure.starter, { _ = Measure(&$0, page: 0, id: "") })
    case .resource: (Resource.starter, { _ = Resource(&$0, page: 0, id: "") })
    case .industry: (Industry.starter, { _ = Industry(&$0, page: 0, id: "") })
    case .incident: (Incident.starter(industry: "clinic"), { _ = Incident(&$0, page: 0, id: "") })
    case .notice: (try starter("content/notices/"), { _ = Notice(&$0, page: 0, id: "") })
    case .sheet: (Sheet.starter, { _ = Sheet(&$0, page: 0, id: "") })
    }
  }

  /// Everything that has keys, by the name of its fragment.
  private static func references() throws -> [String: KeyReference] {
    let term = try TermStarter.text(adding: "言葉", to: nil, of: nil)
    var all = [
      "common": KeyReference(starter: Page.starter, read: page),
      "site": KeyReference(starter: try starter("content/site.yaml")) { _ = Site(&$0) },
      "vendor": KeyReference(starter: try starter("content/vendor.yaml")) { _ = Vendor(&$0) },
      "figure": KeyReference(
        starter: try starter("content/figures/"), base: "type: bar\ntitle: 題\nsource: 元\nalt: 文\n"
      ) { _ = Figure(&$0, id: "x") },
      "plain": KeyReference(starter: try starter("content/plain.yaml")) { _ = PlainLanguage(&$0) },
      "term": KeyReference(
        starter: "# 用語\nterm:\n\(String(decoding: term, as: UTF8.self))", base: "term: 語\npolicy: keep\n"
      ) { _ = Term(&$0) },
    ]
    // What every kind has is told once; each says what its own title is.
    let told = KeyReference(starter: "", read: page).keys.subtracting(["title", "description"])
    for kind in Kind.allCases {
      guard let own = try own(kind) else { continue }
      all[kind.rawValue] = KeyReference(starter: own.starter, told: told) { fields in
        page(&fields)
        own.read(&fields)
      }
    }
    return all
  }

  @Test func `the keys of every kind, what they take and what they are for`() throws {
    for (name, reference) in try Self.references() {
      let table = reference.table
      #expect(!table.contains("|  |"), "a key of \(name) lacks its text in the file that one begins with")
      try record(name, table)
    }
  }

  @Test func `the file that 'tebiki new' writes, for each kind`() throws {
    for starter in Starter.allCases where starter != .incident {
      let text = try starter.text(at: "x/y.md", in: nil)
      try record("new-\(starter.rawValue)", "```yaml\n\(text)```\n")
    }
    try record("new-incident", "```yaml\n\(Incident.starter(industry: "clinic"))```\n")
  }

  @Test func `every column of a customers' file`() throws { try record("customers", ColumnReference.table) }

  // MARK: Directives, values, rules

  @Test func `every directive and value`() throws {
    #expect(!DirectiveReference.values.contains("|  |"), "a value lacks its text")
    try record("directives", DirectiveReference.directives)
    try record("values", DirectiveReference.values)
  }

  @Test func `every rule of plain language`() throws { try record("plain-rules", PlainReference.rules) }

  // MARK: Commands, diagnostics, themes

  @Test func `every command and option`() throws {
    let help = try CommandTests.run(
      ["--experimental-dump-help"], in: "/", environment: ["LANG": "ja_JP.UTF-8"])
    let page = try JSONDecoder().decode(CommandReference.self, from: Data(help.output.utf8)).page
    #expect(!page.contains("|  |"))
    for command in MisuseTests.commands { #expect(page.contains("## tebiki \(command) ")) }
    try expectRecorded("\(Self.content)/parts/reference/commands.md", page)
  }

  @Test func `every kind of mistake`() throws {
    var console = ""
    for files in [ConsoleTests.mistaken] + Slips.projects {
      let project = try CommandTests.Project(files)
      console += try project.run("check", "--hints", environment: ["LANG": "ja_JP.UTF-8", "COLUMNS": ""]).errors
    }
    let examples = DiagnosticReference.examples(in: console)
    #expect(DiagnosticReference.families.flatMap(\.kinds) == DiagnosticKinds.all)
    for family in DiagnosticReference.families {
      try expectRecorded(
        "\(Self.content)/parts/diagnostics/t\(family.digit).md", DiagnosticReference.page(of: family, examples))
    }
  }

  @Test func `what templates can say`() throws {
    let text = ThemeReference.markdown.replacing("### ", with: "## ").replacing(/<[a-z]+>/) { "`\($0.output)`" }
    try record("theme", text)
  }

  // MARK: The site

  @Test func `a page holds each recorded fragment`() throws {
    let folder = checkout.appendingPathComponent(Self.content)
    let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".md") }
    let texts = try files.map { try String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8) }
    for file in files where file.hasPrefix("_parts/recorded/") {
      let name = file.dropFirst("_parts/".count).dropLast(".md".count)
      #expect(texts.contains { $0.contains(":::include \(name)\n") }, "\(file)")
    }
  }

  /// Holds a fragment to its recorded text.
  private func record(_ name: String, _ text: String) throws {
    try expectRecorded(
      "\(Self.content)/_parts/recorded/\(name).md", "<!-- DocumentationTests.swift が書く断片です。手では直しません。 -->\n\n\(text)")
  }
}
