import Foundation
import Platform
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
    (["main": "{{=<%=}}"], ["template-syntax <%"]), (["main": "{{=<% %> x=}}"], ["template-syntax <% %> x"]),
    (["main": "{{=<% %>}}"], ["template-syntax {{"]),
    (["main": "{{=| |=}}|#shown|{{/shown}}"], ["template-syntax shown"]),
    (["main": "{{> *title}}"], ["missing-partial *title"]),
  ])
  func `reports`(templates: [String: String], expected: [String]) {
    #expect(render(templates).report == expected)
  }

  private static let layout = "<{{$top}}{{title}}{{/top}}|{{#items}}{{$row}}{{name}}{{/row}}{{/items}}>"

  @Test(arguments: [
    (["main": "{{<layout}}{{$top}}new{{/top}}{{/layout}}"], "<new|一二>"),
    (["main": "{{<layout}}{{$row}}({{href}}){{/row}}{{/layout}}"], "<&lt;A &amp; &quot;B&#39;s&quot;&gt;|(a)()>"),
    (["main": "{{<wrap}}{{$top}}T{{/top}}{{/wrap}}", "wrap": "[{{> layout}}]"], "[<T|一二>]"),
    (
      [
        "main": "{{<mid}}{{$row}}m{{/row}}{{/mid}}",
        "mid": "{{<layout}}{{$row}}o{{/row}}{{$top}}{{$in}}i{{/in}}{{/top}}{{/layout}}",
      ],
      "<i|mm>"
    ),
    (
      [
        "main": "{{<box}}{{$in}}{{> inner}}{{/in}}{{/box}}", "inner": "{{<box}}{{$in}}x{{/in}}{{/box}}",
        "box": "[{{$in}}{{/in}}]",
      ], "[[x]]"
    ),
    (["main": "{{=<% %>=}}<%<box%><%$in%>{{title}}<%/in%><%/box%>", "box": "[{{$in}}{{/in}}]"], "[{{title}}]"),
    (["main": "{{<box}}{{! note }}{{$a}}{{$a}}x{{/a}}{{/a}}{{/box}}", "box": "[{{$a}}{{/a}}]"], "[x]"),
    (
      [
        "main": "{{<box}}\n  {{$in}}\n    <p>\n      x\n  {{/in}}\n{{/box}}\nend\n",
        "box": "<div>\n  {{$in}}\n  {{/in}}\n</div>\n",
      ],
      "<div>\n  <p>\n    x\n</div>\nend\n"
    ),
    (
      ["main": " {{<box}}{{$in}}{{/in}}{{/box}} x", "box": "[{{$in}}x{{/in}}{{#title}}{{.}}{{/title}}]"],
      " [&lt;A &amp; &quot;B&#39;s&quot;&gt;] x"
    ),
  ])
  func `extends`(templates: [String: String], expected: String) {
    let (text, report) = render(templates.merging(["layout": Self.layout]) { $0 + $1 }, values)
    #expect(text == expected)
    #expect(report.isEmpty, "\(report)")
  }

  @Test(arguments: [
    (["main": "{{<layuot}}{{/layuot}}"], ["missing-partial layuot"]),
    (["main": "{{<layout}}{{$tpo}}{{/tpo}}{{/layout}}"], ["undefined-template-name tpo"]),
    (["main": "{{<layout}}{{$title}}{{/title}}{{/layout}}"], ["undefined-template-name title"]),
    (["main": "{{<layout}}{{$row}}{{nam}}{{/row}}{{/layout}}"], ["undefined-template-name nam"]),
    (["main": "{{<layout}}{{$top}}{{/top}}{{$top}}{{/top}}{{/layout}}"], ["template-syntax top"]),
    (["main": "{{<layout}} lost text {{/layout}}"], ["ignored-template-text lost text"]),
    (["main": "{{<layout}}{{title}}{{/layout}}"], ["template-syntax title"]),
    (["main": "{{<layout}}{{#shown}}{{$top}}{{/top}}{{/shown}}{{/layout}}"], ["template-syntax shown"]),
    (["main": "{{<layout}}{{$top}}{{/layout}}"], ["template-syntax layout"]),
    (["main": "{{<layout}}"], ["template-syntax layout"]), (["main": "{{$top}}"], ["template-syntax top"]),
    (["main": "{{<a}}{{/a}}", "a": "{{<b}}{{/b}}", "b": "{{<a}}{{/a}}"], ["template-cycle a"]),
    (["main": "{{<main}}{{/main}}"], ["template-cycle main"]),
    (["main": "{{<layout}}{{$top}}{{> main}}{{/top}}{{/layout}}"], ["template-cycle main"]),
    (["unused": "{{#items}}"], ["template-syntax items"]),
  ])
  func `reports mistakes in extending`(templates: [String: String], expected: [String]) {
    #expect(render(templates.merging(["layout": Self.layout]) { $0 + $1 }, values).report == expected)
  }

  @Test func `a misspelt block names the one that is meant, or all`() {
    #expect(help("{{<layout}}{{$tpo}}{{/tpo}}{{/layout}}") == "did you mean 'top'?")
    #expect(help("{{<layout}}{{$footer}}{{/footer}}{{/layout}}") == "its blocks: row top")
  }

  private func help(_ template: String) -> String? {
    var sources = SourceFiles(files: [])
    let files = ["layout": Self.layout, "main": template].map { name, text in
      (name: name, file: sources.add(SourceFile(path: "\(name).mustache", text: text)))
    }
    var report = Report()
    _ = TemplateSet(files, in: sources, shapes: ["main": Self.shape], reporting: &report)
    return report.inFileOrder.first?.help?.en
  }

  @Test func `a template that stands over another of its name calls that one by it`() {
    var sources = SourceFiles(files: [])
    let files = [
      ("main", "{{<main}}{{$a}}1{{/a}}{{/main}}"), ("main", "({{<main}}{{$b}}2{{/b}}{{/main}})"),
      ("main", "{{$a}}a{{/a}}{{$b}}b{{/b}}{{> row}}"), ("row", "[{{> row}}]"), ("row", "r"),
    ].map { name, text in (name: name, file: sources.add(SourceFile(path: name, text: text))) }
    var report = Report()
    let set = TemplateSet(files, in: sources, shapes: ["main": Self.shape], reporting: &report)
    var output: [UInt8] = []
    set.render("main", Record(Self.shape, [(String, Value)]()), into: &output)
    #expect(String(decoding: output, as: UTF8.self) == "(12[r])" && report.diagnostics.isEmpty)
  }

  /// Returns templates each of which names the next one as NEXT.
  private static func chain(of count: Int, _ text: String) -> [String: String] {
    var templates = ["t\(count)": "{{$a}}{{/a}}"]
    for index in 0..<count {
      templates[index == 0 ? "main" : "t\(index)"] = text.replacingOccurrences(of: "NEXT", with: "t\(index + 1)")
    }
    return templates
  }

  /// Templates without an end, or with one that is too far off.
  @Test(arguments: [
    ["main": "{{<a}}{{$x}}{{<a}}{{$x}}{{> main}}{{/x}}{{/a}}{{/x}}{{/a}}", "a": "{{$x}}{{/x}}{{$x}}{{/x}}"],
    chain(of: 40, "{{> NEXT}}{{> NEXT}}"), chain(of: 200, "{{<NEXT}}{{$a}}{{/a}}{{/NEXT}}"),
    ["main": String(repeating: "{{$a}}", count: 9_000)], ["main": String(repeating: "{{<main}}{{$a}}", count: 9_000)],
  ])
  func `hostile templates are refused, not a crash`(templates: [String: String]) {
    let report = render(templates).report
    #expect(report.contains { $0.hasPrefix("template-syntax") || $0.hasPrefix("template-cycle") })
  }

  @Test func `a section of an unknown name prints nothing and the rest goes on`() {
    let (text, report) = render(["main": "a{{#nope}}b{{title}}{{/nope}}c"], values)
    #expect(text == "ac")
    #expect(report == ["undefined-template-name nope"])
    #expect(render(["main": "a{{^nope}}b{{/nope}}c"], values).text == "abc")
  }

  @Test func `a dot is the text around it, or a list's item`() {
    #expect(
      render(
        ["main": "{{#title}}{{.}}{{#shown}}{{.}}{{/shown}}{{/title}}"], [("title", .text("a")), ("shown", .flag(true))]
      ).text == "aa")
    #expect(render(["main": "{{#items}}{{.}}{{/items}}"], values).report == ["undefined-template-name ."])
    #expect(render(["main": "{{#body}}{{.}}{{/body}}"], values).report == ["escaped-html ."])
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
