import Source
import Testing

@testable import Template

@Suite struct TemplateTests {
  private static let item = Shape([.init("name", .text, ""), .init("href", .text, "")])
  private static let shape = Shape([
    .init("title", .text, ""), .init("body", .html, ""), .init("shown", .flag, ""), .init("items", .list(item), ""),
    .init("next", .record(item), ""),
  ])

  /// Renders `main` (and partials) and returns the text with the names and marked texts of what was reported.
  private func render(_ templates: [String: String], _ values: [(String, Value)] = []) -> (
    text: String, report: [String]
  ) {
    var sources = SourceFiles(files: [])
    let files = templates.sorted { $0.key < $1.key }.map { name, text in
      (name: name, file: sources.add(SourceFile(path: "\(name).mustache", text: text)))
    }
    var report = Report()
    let set = TemplateSet(files, in: sources, shapes: ["main": Self.shape], reporting: &report)
    var output: [UInt8] = []
    set.render("main", Record(Self.shape, values), into: &output)
    let found = report.inFileOrder.map { diagnostic in
      let range = diagnostic.range.map { String(decoding: sources[$0.file].bytes[$0.bytes], as: UTF8.self) } ?? ""
      return "\(diagnostic.kind.name) \(range)"
    }
    return (String(decoding: output, as: UTF8.self), found)
  }

  private let values: [(String, Value)] = [
    ("title", .text("<A & \"B's\">")), ("body", .html(Array("<b>x</b>".utf8))), ("shown", .flag(true)),
    (
      "items",
      .list([
        Record(item, ["name": .text("一"), "href": .text("a")]), Record(item, ["name": .text("二"), "href": .text("")]),
      ])
    ),
  ]

  @Test(arguments: [
    ("{{title}}", "&lt;A &amp; &quot;B&#39;s&quot;&gt;"), ("{{{body}}}{{&body}}", "<b>x</b><b>x</b>"),
    ("{{#items}}{{name}}{{#href}}={{href}}{{/href}},{{/items}}", "一=a,二,"),
    ("{{^items}}none{{/items}}{{^next}}last{{/next}}{{#next}}{{name}}{{/next}}{{next.name}}", "last"),
    ("{{#shown}}yes{{/shown}}{{^shown}}no{{/shown}}", "yes"), ("a\n{{! note }}\nb\n", "a\nb\n"),
    ("<ul>\n  {{#items}}\n  <li>{{name}}</li>\n  {{/items}}\n</ul>\n", "<ul>\n  <li>一</li>\n  <li>二</li>\n</ul>\n"),
    ("{{#items}}{{name}}/{{#shown}}{{{body}}}{{/shown}}{{/items}}", "一/<b>x</b>二/<b>x</b>"), ("}} {x}", "}} {x}"),
  ])
  func `renders`(template: String, expected: String) {
    let (text, report) = render(["main": template], values)
    #expect(text == expected)
    #expect(report.isEmpty)
  }

  @Test func `partials see their place, and are indented`() {
    let (text, report) = render(
      ["main": "{{#items}}\n  {{> row}}\n{{/items}}\n", "row": "<li>\n{{name}}\n</li>\n"], values)
    #expect(text == "  <li>\n  一\n  </li>\n  <li>\n  二\n  </li>\n")
    #expect(report.isEmpty)
  }

  @Test(arguments: [
    (["main": "{{titel}}"], ["undefined-template-name titel"]),
    (["main": "{{#items}}{{nam}}{{/items}}"], ["undefined-template-name nam"]),
    (["main": "{{next.nam}}"], ["undefined-template-name next.nam"]),
    (["main": "{{items}}"], ["undefined-template-name items"]),
    (["main": "{{{title}}}"], ["unescaped-text title"]), (["main": "{{body}}"], ["escaped-html body"]),
    (["main": "{{> no}}"], ["missing-partial no"]), (["main": "{{#items}}"], ["template-syntax items"]),
    (["main": "{{#items}}{{/shown}}"], ["template-syntax shown"]), (["main": "a {{title"], ["template-syntax {{"]),
    (["main": "{{> a}}", "a": "{{> b}}", "b": "{{> a}}"], ["template-cycle a"]),
    (["main": "{{x}}{{y}}"], ["undefined-template-name x", "undefined-template-name y"]),
    (["main": "{{=<% %>=}}"], ["template-syntax =<% %>="]),
  ])
  func `reports`(templates: [String: String], expected: [String]) {
    #expect(render(templates).report == expected)
  }

  @Test func `a section of an unknown name prints nothing and the rest goes on`() {
    let (text, report) = render(["main": "a{{#nope}}b{{title}}{{/nope}}c"], values)
    #expect(text == "ac")
    #expect(report == ["undefined-template-name nope"])
  }

  @Test func `deep nesting is refused, not a crash`() {
    let deep = String(repeating: "{{#shown}}", count: 500) + String(repeating: "{{/shown}}", count: 500)
    #expect(render(["main": deep]).report.first?.hasPrefix("template-syntax") == true)
  }

  /// Renders `main` with texts and settings of a theme around it.
  private func renderThemed(_ template: String, _ strings: [String: String]) -> (text: String, report: [String]) {
    var sources = SourceFiles(files: [])
    let file = sources.add(SourceFile(path: "main.mustache", text: template))
    let yaml = sources.add(SourceFile(path: "theme.yaml", text: "0123456789"))
    let settings = Shape([.init("wide", .flag, ""), .init("footer", .text, "")])
    let around = Record(
      Shape([.init("settings", .record(settings), "")]),
      [("settings", .record(Record(settings, ["wide": .flag(true), "footer": .text("<f>")])))])
    var report = Report()
    let set = TemplateSet(
      [(name: "main", file: file)], in: sources, shapes: ["main": Self.shape],
      surroundings: Surroundings(
        around, strings: strings.mapValues { Located($0, at: SourceRange(file: yaml, start: 2, end: 5)) },
        text: { $0.map { $0 == UInt8(ascii: "@") ? UInt8(ascii: "a") : $0 } }),
      reporting: &report)
    var output: [UInt8] = []
    set.render("main", Record(Self.shape, values), into: &output)
    let found = report.inFileOrder.map { diagnostic in
      let range = diagnostic.range.map { "\(sources[$0.file].path):\($0.bytes.lowerBound)" } ?? ""
      return "\(diagnostic.kind.name) \(range)"
    }
    return (String(decoding: output, as: UTF8.self), found)
  }

  @Test(arguments: [
    ("{{strings.a}}", "<b> & {x", "&lt;b&gt; &amp; {x"), ("{{#items}}{{strings.a}};{{/items}}", "({name})", "(一);(二);"),
    ("{{strings.a}}", "{title}", "&lt;A &amp; &quot;B&#39;s&quot;&gt;"),
    ("{{strings.a}}@", "{ title } {} @{", "{ title } {} @{a"),
    ("{{settings.footer}}{{#settings.wide}}w{{/settings.wide}}", "", "&lt;f&gt;w"),
    ("{{#items}}{{settings.footer}}{{/items}}", "", "&lt;f&gt;&lt;f&gt;"),
  ])
  func `a theme's texts and settings stand around every template`(template: String, string: String, expected: String) {
    let (text, report) = renderThemed(template, ["a": string])
    #expect(text == expected && report.isEmpty)
  }

  @Test(arguments: [
    ("x{{strings.b}}", "undefined-template-name main.mustache:3"),
    ("{{strings.a}}", "undefined-template-name theme.yaml:2"),
    ("{{settings.no}}", "undefined-template-name main.mustache:2"),
    ("{{{strings.a}}}", "undefined-template-name main.mustache:3"),
    ("{{#strings.a}}{{/strings.a}}", "undefined-template-name main.mustache:3"),
  ])
  func `a mistaken text is reported where it is written`(template: String, expected: String) {
    #expect(renderThemed(template, ["a": "{nope}"]).report == [expected])
  }
}
