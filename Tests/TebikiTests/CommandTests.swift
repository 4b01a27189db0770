import Foundation
import Press
import Source
import Testing

@testable import tebiki

/// The program itself, run on whole small projects.
@Suite struct CommandTests {
  struct Result {
    var status: Int32
    var output: String
    var errors: String

    /// The one object of `--format json`.
    var json: [String: Any] {
      (try? JSONSerialization.jsonObject(with: Data(output.utf8))) as? [String: Any] ?? [:]
    }

    var diagnostics: [[String: Any]] { json["diagnostics"] as? [[String: Any]] ?? [] }
  }

  /// A project on disk that is gone when the test is.
  final class Project {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("tebiki-\(UUID().uuidString)").path

    init(_ files: [String: String] = [:]) throws {
      for (name, text) in ["content/site.yaml": "title: 試し\n", "content/index.md": "---\ntitle: はじめ\n---\n本文\n"]
        .merging(files, uniquingKeysWith: { $1 })
      {
        try write(Data(text.utf8), to: name)
      }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ data: Data, to name: String) throws {
      let file = URL(fileURLWithPath: "\(path)/\(name)")
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try data.write(to: file)
    }

    func text(_ name: String) -> String? { try? String(contentsOfFile: "\(path)/\(name)", encoding: .utf8) }

    func run(_ arguments: String..., input: String = "", environment: [String: String] = [:]) throws -> Result {
      try CommandTests.run(arguments, input: input, in: path, environment: environment)
    }
  }

  static var program: String {
    let tests = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    return tests.deletingLastPathComponent().appendingPathComponent("tebiki").path
  }

  static func run(
    _ arguments: [String], input: String = "", in folder: String, environment: [String: String] = [:]
  ) throws -> Result {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.environment = ProcessInfo.processInfo.environment
      .merging(["LANG": "en_US.UTF-8", "LC_ALL": "", "SOURCE_DATE_EPOCH": "1795478400"]) { $1 }
      .merging(environment) { $1 }
    let (standardInput, output, errors) = (Pipe(), Pipe(), Pipe())
    process.standardInput = standardInput
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    standardInput.fileHandleForWriting.write(Data(input.utf8))
    try standardInput.fileHandleForWriting.close()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let errorText = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return Result(status: process.terminationStatus, output: text, errors: errorText)
  }

  /// A command line and the status that it ends with.
  struct Call: Sendable {
    var arguments: [String]
    var status: Int32

    init(_ arguments: [String], _ status: Int32) {
      self.arguments = arguments
      self.status = status
    }
  }

  @Test func `a page's own mistake is told, and not those who refer to it`() throws {
    let project = try Project([
      "content/site.yaml": "title: 試し\nmenu:\n  - page: parts/survey.md\n",
      "content/parts/survey.md": "---\ntitel: 調べ\n---\n本文です。\n",
      "content/parts/a.md": "---\ntitle: 甲\n---\n[調べ](survey.md)と[別](survy.md)\n",
      "content/measures/m.md": "---\ntitle: 乙\ncost: free\neffect: 1\nwho: vendor\nresources: [desk, dusk]\n---\n本文\n",
      "content/resources/desk.md": "---\ntitle: 窓口\npublisher: 役所\nfor: [vendor]\n---\n本文\n",
    ])
    let found = try project.run("check", "--format", "json").diagnostics.map {
      "\($0["name"] ?? "") \($0["file"] ?? "")"
    }
    #expect(
      found == [
        "broken-reference content/measures/m.md", "broken-link content/parts/a.md",
        "missing-field content/parts/survey.md", "unknown-key content/parts/survey.md",
        "missing-field content/resources/desk.md",
      ])
  }

  @Test func `every kind of mistake has a code and a name of its own`() {
    let kinds = DiagnosticKinds.all
    #expect(Set(kinds.map(\.code)).count == kinds.count && Set(kinds.map(\.name)).count == kinds.count)
  }

  @Test func `builds a site that opens from the disk`() throws {
    let project = try Project([
      "content/parts/a.md": "---\ntitle: 甲\n---\n[戻る](../index.md)\n", "content/pic.png": "x",
      "content/secret.csv": "y",
    ])
    let result = try project.run("build")
    #expect(result.status == 0)
    #expect(project.text("output/site/parts/a.html")?.contains("<a href=\"../index.html\">戻る</a>") == true)
    #expect(project.text("output/site/pic.png") == "x")
    #expect(project.text("output/site/secret.csv") == nil)
    #expect(project.text("output/site/404.html") != nil)
    let again = try project.run("build", "--format", "json")
    #expect((again.json["counts"] as? [String: Int])?["written"] == 0)
  }

  @Test func `a build with nothing to do says again what the last one said`() throws {
    let project = try Project([
      "content/a.md": "---\ntitle: 甲\n---\n!!! note\n", "content/b.md": "---\ntitle: 乙\n---\n** 重要 **です。\n",
    ])
    Thread.sleep(forTimeInterval: 0.2)  // a file that was only just written may change again unseen
    let first = try project.run("build", "--hints", "--lang", "en")
    #expect(first.status == 0 && first.errors.contains("T318") && first.errors.contains("T313"))
    /// What is said before the summary.
    func messages(_ result: Result) -> [Substring] { result.errors.split(separator: "\n").dropLast() }
    let again = try project.run("build", "--hints", "--lang", "en")
    #expect(again.errors.contains("nothing has changed") && messages(again) == messages(first))
    let told = try project.run("build", "--hints", "--format", "json")
    let anew = try project.run("build", "--hints", "--format", "json", "--no-cache")
    #expect(told.diagnostics.count == 2)
    #expect(try project.run("build", "--format", "json").diagnostics.count == 1)
    #expect(NSArray(array: told.diagnostics) == NSArray(array: anew.diagnostics))
    #expect(try project.run("build", "--strict").status == 1)
    // What is left of the last build may be anybody's mistake, too.
    for stamp in ["", "{}", #"{"inputs":1}"#, String(repeating: "[", count: 100_000)] {
      try project.write(Data(stamp.utf8), to: "output/.cache/last-build")
      #expect(messages(try project.run("build", "--hints", "--lang", "en")) == messages(first), "\(stamp.prefix(20))")
    }
  }

  /// Each mistake: the files that make it, its name, where it is reported.
  @Test(arguments: [
    (["content/a.md": "---\ntitle: x\ncolour: y\n---\n"], "unknown-key", "content/a.md", 3, 1),
    (["content/a.md": "---\norder: 1\n---\n"], "missing-field", "content/a.md", 1, 1),
    (["content/a.md": "---\ntitle: x\n---\n詳しくは [事例](risc.md) を"], "broken-link", "content/a.md", 4, 11),
    (["content/a.md": "---\ntitle: \"x\n---\n"], "invalid-yaml", "content/a.md", 2, 8),
    (
      ["content/01-a.md": "---\ntitle: x\n---\n", "content/a.md": "---\ntitle: y\n---\n"], "duplicate-address",
      "content/a.md", 2, 8
    ),
  ])
  func `a mistake stops the build and leaves the last output`(
    files: [String: String], name: String, file: String, line: Int, column: Int
  ) throws {
    let project = try Project()
    #expect(try project.run("build").status == 0)
    let before = project.text("output/site/index.html")
    try project.write(Data("---\ntitle: 変えた\n---\n".utf8), to: "content/index.md")
    for (name, text) in files { try project.write(Data(text.utf8), to: name) }
    let result = try project.run("build", "--format", "json")
    #expect(result.status == 1)
    #expect(result.json["ok"] as? Bool == false)
    let found = try #require(result.diagnostics.first)
    #expect(found["name"] as? String == name)
    #expect(found["file"] as? String == file)
    #expect([found["line"] as? Int, found["column"] as? Int] == [line, column])
    #expect(project.text("output/site/index.html") == before)
  }

  /// What people write who come from another tool, what it is called, and what the help says.
  @Test(arguments: [
    ("content/site.yaml", "title: x\nsite_name: y\n", "unknown-key", "did you mean 'title'?"),
    ("content/site.yaml", "title: x\nnav: []\n", "unknown-key", "did you mean 'menu'?"),
    ("content/site.yaml", "title: x\nsite_url: y\n", "unknown-key", "did you mean 'base_url'?"),
    ("content/site.yaml", "title: x\nsite_description: y\n", "unknown-key", "did you mean 'description'?"),
    ("content/site.yaml", "title: x\nextra_css: [a.css]\n", "unknown-key", "assets/custom.css of a theme"),
    ("content/site.yaml", "title: x\ncopyright: y\n", "unknown-key", "below theme_settings, as 'footer: …'"),
    ("content/site.yaml", "title: x\nlanguage: jp\n", "bad-value", "did you mean 'ja'?"),
    ("content/site.yaml", "title: x\nlanguage: English\n", "bad-value", "did you mean 'en'?"),
    (
      "content/site.yaml", "title: x\ntheme_settings: {logo: content/img/a.svg}\n", "bad-value",
      "did you mean 'img/a.svg'?"
    ),
    ("content/site.yaml", "title: x\nmenu:\n  - 題: a/b.md\n", "bad-value", "write '- {page: a/b.md, title: 題}'"),
    ("content/site.yaml", "title: x\nmenu:\n  - 題: [a/b.md]\n", "bad-value", "a menu has one level"),
    ("content/site.yaml", "title: x\nmenu:\n  - https://example.jp/\n", "broken-link", "into the text of a page"),
    ("content/site.yaml", "title: x\nmenu: [content/index.md]\n", "broken-link", "did you mean 'index.md'?"),
    ("content/vendor.yaml", "logo: content/img/a.svg\n", "missing-asset", "did you mean 'img/a.svg'?"),
    (
      "content/vendor.yaml", "logo: 'C:\\Users\\x\\zz.png'\n", "missing-asset",
      "copied to content/zz.png: 'logo: zz.png'"
    ),
    ("content/vendor.yaml", "logo: ../../pics/mine.png\n", "missing-asset", "copy the file into content/"),
    (
      "content/site.yaml", "title: x\ntheme_settings: {logo: /srv/mine.png}\n", "bad-value",
      "copied to content/mine.png"
    ),
    ("content/a.md", "本文\n", "missing-field", "begin the file with '# TITLE', or with three lines"),
    ("content/a.md", "---\norder: 1\n---\n## 質問集\n", "missing-field", "or begin the text with '# TITLE'"),
    ("content/a.md", "---\ntitle: 対策 #1 控え\n---\n", "cut-text", "title: \"対策 #1 控え\""),
    ("content/a.md", "---\ntitle: [重要] お知らせ\n---\n", "invalid-yaml", "title: \"[重要] お知らせ\""),
    ("content/a.md", "---\ntitle: *強調*\n---\n", "invalid-yaml", "title: \"*強調*\""),
    ("content/a.md", "---\ntitle: 題: 副題\n---\n", "invalid-yaml", "title: \"題: 副題\""),
    ("content/a.md", "---\ntitle: \"重要\" お知らせ\n---\n", "invalid-yaml", "title: '\"重要\" お知らせ'"),
    ("content/a.md", "---\ntitle: x\nlastmod: 2026-01-01\n---\n", "unknown-key", "did you mean 'updated'?"),
    ("content/a.md", "---\ntitle: 質問集\n---\n# 質問集\n", "repeated-title", "remove this heading"),
    ("content/a.md", "---\ntitle: x\n---\n!!! note \"題\"\n    本文\n", "foreign-markup", ":::note TITLE"),
    ("content/a.md", "---\ntitle: x\n---\n=== \"Tab\"\n    本文\n", "foreign-markup", "by headings"),
    ("content/a.md", "---\ntitle: x\n---\n文\n[TOC]\n", "foreign-markup", "outline"),
    ("content/a.md", "---\ntitle: x\n---\n![絵](img/a.svg){ width=300 }\n", "foreign-markup", "no attributes"),
    ("content/a.md", "---\ntitle: x\n---\n{{< youtube a >}}\n", "foreign-markup", "directive"),
    ("content/a.md", "---\ntitle: x\n---\n{{< figure src=\"a\" >}}\n", "foreign-markup", "a picture is ![TEXT]"),
    ("content/a.md", "---\ntitle: x\n---\n前の{{< ref \"b.md\" >}}\n", "foreign-markup", "[TITLE](PAGE.md)"),
    ("content/a.md", "---\ntitle: x\n---\n[乙]({{<ref \"b.md\">}})\n", "foreign-markup", "[TITLE](PAGE.md)"),
    ("content/a.md", "---\ntitle: x\n---\n[乙]({% link b.md %})\n", "foreign-markup", "[TITLE](PAGE.md)"),
    ("content/a/_index.md", "---\ntitle: x\n---\n", "foreign-markup", "rename it to index.md"),
    ("content/a.md", "+++\ntitle = \"x\"\n+++\n", "invalid-yaml", "'key: value' for 'key = value'"),
    ("content/a.md", "---\ntitle: x\nmenu: main\n---\n", "unknown-key", "'menu' in content/site.yaml"),
    ("content/a.md", "---\ntitle: x\nauthor: y\n---\n", "unknown-key", "below 'extra:'"),
    ("content/a.md", "---\ntitle: x\nurl: /y/\n---\n", "unknown-key", "'aliases' keep"),
    ("content/a.md", "---\ntitle: x\nimages: [y]\n---\n", "unknown-key", "into the text"),
    ("content/a.md", "---\ntitle: x\nlinkTitle: y\n---\n", "unknown-key", "'title' everywhere"),
    ("content/a.md", "---\ntitle: x\ncascade: {a: 1}\n---\n", "unknown-key", "into each of them"),
    ("content/a.md", "---\ntitle: x\nexpiryDate: 2026-01-01\n---\n", "unknown-key", "'draft: true'"),
    ("content/p/a.md", "---\ntitle: x\n---\n[甲](../a/)\n", "broken-link", "link to the file: 'a.md'"),
    ("content/p/a.md", "---\ntitle: x\n---\n[甲](../../p/a/)\n", "broken-link", "link to the file: 'a.md'"),
    ("content/a.md", "---\ntitle: x\nparams: {a: 1}\n---\n", "unknown-key", "did you mean 'extra'?"),
    ("content/a.md", "---\ntitle: x\ndate: 2026-01-02T10:00:00+09:00\n---\n", "bad-value", "write 2026-01-02, without"),
    ("content/a.md", "---\ntitle: x\ndraft: はい\n---\n", "bad-value", "write true"),
    ("content/a.md", "---\ntitle: x\nrole: 営業\n---\n", "bad-value", "did you mean 'sales'?"),
    ("content/practices/a.md", "---\ntitle: x\ncapability: マネジメント力\n---\n", "bad-value", "did you mean 'management'?"),
    ("content/a.md", "---\ntitle: x\n---\n{{ range .Pages }}\n", "unknown-value", "no commands of a template"),
    ("content/a.md", "---\ntitle: x\n---\n{{ .Title }}\n", "unknown-value", "no commands of a template"),
    ("content/a.md", "---\ntitle: x\n---\n{{ page.title }}\n", "unknown-value", "no commands of a template"),
    ("content/a.md", "---\ntitle: x\n---\n{{ site.baseurl }}\n", "unknown-value", "links lead to files"),
    ("content/p/a.md", "---\ntitle: x\n---\n[x](img/a.svg)\n", "missing-asset", "did you mean '../img/a.svg'?"),
    ("content/p/a.md", "---\ntitle: x\n---\n[x](im/a.svg)\n", "missing-asset", "did you mean '../img/a.svg'?"),
    ("content/p/a.md", "---\ntitle: x\n---\n[x](@/p/a.md)\n", "broken-link", "did you mean 'a.md'?"),
    ("content/a.md", "---\ntitle: x\n---\n[x](www.example.jp)\n", "missing-asset", "write 'https://www.example.jp'"),
    ("content/a.md", "---\ntitle: x\n---\n[x](example.co.jp/b)\n", "missing-asset", "write 'https://example.co.jp/b'"),
    ("content/a.md", "---\ntitle: x\n---\n[x](./indx)\n", "missing-asset", "did you mean 'index.md'?"),
    ("content/site.yaml", "title: x\nsource:\n  {title：y, title: z}\n", "unknown-key", "write ':' and a blank"),
    ("content/vendor.yaml", "logo: img/b.svg\n", "bad-value", "opens as a picture"),
    ("content/a.md", "---\ntitle: x\n---\n前の{{ youtube(id=\"a\") }}\n", "foreign-markup", "directive"),
    ("content/a/README.md", "---\ntitle: x\n---\n", "foreign-markup", "rename it to index.md"),
    ("content/a.md", "---\ntitle: x\nsort_by: date\n---\n", "unknown-key", "by the 'order' of each"),
    ("content/site.yaml", "site_name: x\n", "unknown-key", "did you mean 'title'?"),
    ("content/site.yaml", "title: x\ntheme: {name: material}\n", "bad-value", "the theme's name alone"),
    ("content/site.yaml", "title: x\nrepo_url: y\n", "unknown-key", "no link to their source"),
  ])
  func `what is written as in another tool gets the line that mends it`(
    file: String, text: String, name: String, help: String
  ) throws {
    let project = try Project([
      file: text, "content/img/a.svg": "<svg viewBox=\"0 0 1 1\"/>", "content/img/b.svg": "<html>",
    ])
    let found = try project.run("check", "--format", "json").diagnostics
    #expect(found.map { $0["name"] as? String } == [name])
    #expect((found.first?["help"] as? String)?.contains(help) == true, "\(found.first?["help"] ?? "")")
    #expect(found.first?["file"] as? String == file)
  }

  @Test func `an address leads to its file, even where that is a draft`() throws {
    let project = try Project([
      "content/docs/index.md": "---\ntitle: 部\n---\n", "content/docs/usage.md": "---\ntitle: 使\ndraft: true\n---\n",
      "content/posts/a.md": "---\ntitle: x\n---\n[使](../docs/usage/)\n",
    ])
    let found = try project.run("check", "--format", "json").diagnostics
    #expect(found.map { $0["help"] as? String } == ["link to the file: '../docs/usage.md'"])
  }

  @Test(arguments: [("mkdocs.yml", "written in content/site.yaml"), ("vendor.yml", "rename it to vendor.yaml")])
  func `settings that nothing reads are told before they are published`(name: String, help: String) throws {
    let project = try Project(["content/\(name)": "name: x\n"])
    let found = try project.run("check", "--format", "json").diagnostics
    #expect(found.count == 1 && (found.first?["help"] as? String)?.contains(help) == true, "\(found)")
  }

  @Test func `what only looks like another tool's is left alone`() throws {
    let project = try Project([
      "content/site.yaml": "title: x\nlanguage: de\n",
      "content/a.md":
        "---\ntitle: 甲\n---\n# 乙\n\n本当です!!! すごい\n\n    !!! note\n\n`{% x %}`、「{% … %}」、{{vendor.name}}（甲）\n\n[次](index.md){漢字|かんじ}と{a}\n",
    ])
    let found = try project.run("check", "--format", "json").diagnostics
    #expect(found.map { "\($0["severity"] ?? "") \($0["file"] ?? "")" } == ["hint content/site.yaml"])
  }

  @Test func `bytes that are not UTF-8 are a mistake with a place`() throws {
    let project = try Project()
    try project.write(Data(Array("---\ntitle: ".utf8) + [0x83, 0x65, 0x0A] + Array("---\n".utf8)), to: "content/a.md")
    let result = try project.run("check", "--format", "json")
    #expect(result.status == 1)
    #expect(result.diagnostics.first?["name"] as? String == "invalid-utf8")
    #expect(result.diagnostics.first?["line"] as? Int == 2)
  }

  @Test func `the caret stands under the very characters`() throws {
    let project = try Project([
      "content/a.md": "---\ntitle: x\n---\n詳しくは [事例](risc.md) を\n", "content/risk.md": "---\ntitle: 事例\n---\n",
    ])
    let result = try project.run("check")
    #expect(
      result.errors.hasPrefix(
        """
        content/a.md:4:11: error[T201 broken-link]: no page 'risc.md'
        4 | 詳しくは [事例](risc.md) を
          |                 ^^^^^^^ did you mean 'risk.md'?

        """))
    #expect(try project.run("check", "--lang", "ja").errors.contains("ページ 'risc.md' がありません"))
  }

  @Test func `the same input gives the same bytes, whatever the jobs`() throws {
    var files: [String: String] = [:]
    for number in 0..<150 {
      files["content/s\(number % 7)/p\(number).md"] = "---\ntitle: 題\(number)\n---\n## 見出し\n本文\(number)\n"
    }
    let project = try Project(files)
    for misplaced in ["content", "content/out", "themes/standard", "..", "/"] {
      #expect(try project.run("build", "--output", misplaced).status == 2, "\(misplaced)")
    }
    #expect(try project.run("build", "--output", "one", "--jobs", "1").status == 0)
    #expect(try project.run("build", "--output", "two", "--jobs", "4").status == 0)
    for name in try FileManager.default.subpathsOfDirectory(atPath: "\(project.path)/one/site") {
      #expect(project.text("one/site/\(name)") == project.text("two/site/\(name)"))
    }
  }

  @Test(arguments: [
    Call(["build", "--jobs", "0"], 2), Call(["bild"], 2), Call(["build", "--root", "/nowhere"], 2), Call(["list"], 2),
    Call(["list", "sheets", "--industry", "nope"], 2), Call(["explain", "nope"], 2),
    Call(["build", "--date", "2026-13-01"], 2),
    Call(["--help"], 0), Call(["--version"], 0), Call(["explain", "T201"], 0), Call(["explain", "broken-link"], 0),
    Call(["render", "none.md"], 3),
    Call(["list", "pages"], 0), Call(["check"], 0), Call(["clean"], 0),
  ])
  func `exit statuses are those of the contract`(call: Call) throws {
    let project = try Project()
    let result = try Self.run(call.arguments, in: project.path)
    #expect(result.status == call.status, "\(result.errors)")
    if call.status != 0 { #expect(!result.errors.isEmpty) }
  }

  @Test func `a picture has the size that its file says, and all but the first wait to be seen`() throws {
    let project = try Project([
      "content/a.md": "---\ntitle: x\n---\n![図](p.svg)\n\n![二](p.svg)\n\n![無](q.png)\n",
      "content/p.svg": "<svg viewBox=\"0 0 30 20\"/>", "content/q.png": "x",
    ])
    #expect(try project.run("build").status == 0)
    let page = try #require(project.text("output/site/a.html"))
    #expect(page.contains("<img src=\"p.svg\" alt=\"図\" width=\"30\" height=\"20\" />"))
    #expect(
      page.contains("<img src=\"p.svg\" alt=\"二\" width=\"30\" height=\"20\" loading=\"lazy\" decoding=\"async\" />"))
    #expect(page.contains("<img src=\"q.png\" alt=\"無\" />"))
  }

  @Test func `a folder without a project is wrong usage`() throws {
    let folder = FileManager.default.temporaryDirectory.path
    #expect(try Self.run(["build", "--format", "json"], in: folder).status == 2)
  }

  @Test func `renders standard input`() throws {
    let result = try Self.run(["render"], input: "**「重要」**です", in: "/")
    #expect(try Self.run(["render", "-"], input: "**「重要」**です", in: "/").output == result.output)
    #expect(result.output == "<p><strong>「重要」</strong>です</p>\n")
    #expect(try Self.run(["render", "--commonmark"], input: "<b>x</b>", in: "/").output == "<p><b>x</b></p>\n")
  }

  @Test func `renders with a project's values`() throws {
    let project = try Project()
    #expect(try project.run("render", "--root", ".", input: "{{site.title}}").output == "<p>試し</p>\n")
    #expect(try project.run("render", input: "{{site.title}}").output == "<p>{{site.title}}</p>\n")
    #expect(try project.run("render", "--root", "/nowhere", input: "").status == 2)
  }

  @Test func `a warning fails only when asked`() throws {
    let project = try Project(["content/a.md": "---\ntitle: x\n---\n<b>x</b>\n"])
    #expect(try project.run("build").status == 0)
    let strict = try project.run("build", "--strict")
    #expect(strict.status == 1 && strict.errors.contains("It failed because of --strict."), "\(strict.errors)")
    #expect(try project.run("build", "--strict", "--lang", "ja").errors.contains("警告があるため、--strict により失敗としました。"))
    try project.write(Data("---\ntitle: x\n---\n[x](no.md)<b>x</b>\n".utf8), to: "content/a.md")
    #expect(try !project.run("build", "--strict").errors.contains("--strict"))
  }
}
