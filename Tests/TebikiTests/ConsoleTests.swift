import Foundation
import Testing

@testable import tebiki

/// What people see: every help, every class of mistake, a first day's work; in both languages, on terminals and in pipes.
@Suite struct ConsoleTests {
  /// The text of a run without what differs from run to run and from machine to machine.
  private func steady(_ text: String, _ folder: String) -> String {
    text.replacing("\r\n", with: "\n").replacing("\u{1B}[", with: "␛[")
      .replacing(CommandTests.program, with: "tebiki").replacing(folder, with: "/there")
      .replacing(/libcmark 0\.3\d\.\d+/, with: "libcmark 0.3x").replacing(#/commit \S+, /#, with: "")
      .replacing(/\d+\.\d\d( s|秒)/) { "N\($0.output.1)" }
  }

  /// What stands in all helps, and is recorded once.
  private func split(_ help: String) -> (own: String, common: String) {
    guard let start = help.range(of: "  --root <dir>") else { return (help, "") }
    return (String(help[..<start.lowerBound]), String(help[start.lowerBound...]))
  }

  @Test(arguments: [("help", "en_US.UTF-8"), ("help-ja", "ja_JP.UTF-8")])
  func `every help`(golden: String, locale: String) throws {
    func help(_ words: [String]) throws -> CommandTests.Result {
      try CommandTests.run(["help"] + words, in: "/", environment: ["LANG": locale])
    }
    let common = split(try help(["clean"]).output).common
    var text = ""
    for command in [""] + MisuseTests.commands {
      let help = try help(command.isEmpty ? [] : [command])
      #expect(help.status == 0 && help.errors.isEmpty)
      #expect(help.output.split(separator: "\n").allSatisfy { $0.displayWidth <= 80 }, "\(command)")
      let parts = split(help.output)
      #expect(parts.common == common || command.isEmpty, "\(command)")
      text += "$ tebiki help \(command)\n\(parts.own)" + (command.isEmpty ? "" : "  (the options of every command)\n\n")
    }
    try expectGolden(golden, text + "The options of every command:\n\(common)")
  }

  @Test(arguments: [
    (20, "  --a     長い説明（とても）、続き", "  --a     長い説明\n          （とて\n          も）、続き"),
    (20, "  --a     words that are many", "  --a     words that\n          are many"),
    (12, "「かぎ」の中、外。", "「かぎ」の\n中、外。"), (10, "abcdefghijkl", "abcdefghij\nkl"),
  ])
  func `a line of a help breaks where Japanese lines do`(columns: Int, line: String, folded: String) {
    #expect(Help.folded(line, columns: columns) == folded)
  }

  // MARK: Wrong usage

  private static let misuses: [[String]] = [
    [], ["bild"], ["wibble"], ["server"], ["init", "mysite"], ["gh-deploy"], ["new", "mysite"], ["new", "mesure", "x"],
    ["help", "bild"], ["--root", ".", "build"], ["build", "--pfd"], ["build", "--bogus"], ["build", "--jobs"],
    ["build", "--jobs", "x"], ["build", "--jobs", "0"], ["build", "--pdf=1"], ["build", "a", "b"],
    ["build", "--date", "2026-13-01"], ["build", "--theme", "nope"], ["build", "--quiet", "--verbose"],
    ["build", "--output", "content"], ["build", "--root", "/nowhere"], ["build", "--format", "sarif"],
    ["check", "--format", "yaml"], ["list"], ["list", "nope"], ["list", "sheets", "--industry", "nope"],
    ["handouts", "--sheet", "nope"], ["handouts", "--customer", "a"],
    ["handouts", "--customers", "x", "--shard", "3/2"],
    ["handouts", "--customers", "x", "--sheet", "y"], ["serve", "--port", "70000"], ["serve", "--format", "json"],
    ["explain", "broken-lnk"], ["new", "site"], ["new", "site", "."], ["new", "site", "x", "--root", "."],
    ["new", "industry", "../x"], ["new", "page", "index"], ["--generate-completion-script", "powershell"],
    ["render", "none.md"], ["new", "site", "content/site.yaml/x"], ["handouts", "--customers", "none.csv"],
  ]

  @Test func `every wrong usage`() throws {
    let project = try CommandTests.Project()
    var text = ""
    for words in Self.misuses {
      let english = try CommandTests.run(words, in: project.path)
      let japanese = try CommandTests.run(words, in: project.path, environment: ["LANG": "ja_JP.UTF-8"])
      #expect(english.status == japanese.status)
      text += "$ tebiki \(words.joined(separator: " "))  → \(english.status)\n"
      text += steady(english.output + english.errors + japanese.output + japanese.errors, project.path) + "\n"
    }
    try expectGolden("usage", text)
  }

  // MARK: Mistakes

  /// Mistakes of each class: of encoding, keys, links, directives, plain words; as errors, warnings and hints.
  static let mistaken = [
    "content/site.yaml": "title: 試し\ntheem: standard\n",
    "content/a.md":
      "---\ntitle: 甲\n---\n詳しくは、[事例](risc.md)と[二つ目](b.md#無い)を見てください。\n\n:::notee 題\n本文\n:::\n\n<b>太字</b>\n",
    "content/b.md": "---\ntitle: \"乙\n---\n", "content/risk.md": "---\ntitle: 事例\n---\n# 一\n\n### 三\n",
    "content/measures/m.md": "---\ntitle: 対策\ncost: cheap\neffect: 5\n---\n",
    "content/industries/shop.md": PrintTests.industry.replacingOccurrences(of: "name:", with: "nmae:") + "\n",
    "content/industries/clinic.md": PrintTests.industry + "\n",
    "content/glossary.yaml":
      "terms:\n  - {term: 冗長化, reading: じょうちょうか, policy: avoid, plain: 二重の備え, explain: 二つ用意することです。}\n",
    "content/handouts/s.md":
      "---\ntitle: 資料\naudience: executive\n---\n冗長化とｋｕｂｅｒｎｅｔｅｓは絶対に止まりません。\n\n{{industry.nmae}}\n",
    "content/sites.yaml": "a: 1\n",
  ]

  /// A long line with its mistake at the end, a warning and a hint.
  private static let few = [
    "content/a.md":
      "---\ntitle: 甲\n---\n詳しくは、[事例](index.md)と、この行の終わりにある[三つ目の長い名前のリンク](none.md)を見てください。\n\n<b>太字</b>\n",
    "content/industries/clinic.md": PrintTests.industry + "\n",
    "content/handouts/s.md":
      "---\ntitle: 資料\naudience: executive\n---\n備えを見ます。\n\n## 当社の商品\n\n:::offers\n",
  ]

  /// Runs the program on a terminal of so many columns.
  private func onTerminal(_ command: String, columns: Int, _ environment: [String: String], in folder: String) throws
    -> String
  {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/script")
    process.arguments = ["-qec", "stty cols \(columns); '\(CommandTests.program)' \(command)", "/dev/null"]
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.environment = ProcessInfo.processInfo.environment
      .merging(["LC_ALL": "", "TERM": "xterm", "SHELL": "/bin/sh", "SOURCE_DATE_EPOCH": "1795478400"]) { $1 }
      .merging(environment) { $1 }
    let pipe = Pipe()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = pipe
    try process.run()
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return text
  }

  @Test(
    .enabled(
      if: FileManager.default.isExecutableFile(atPath: "/usr/bin/script"), "no 'script' to make a terminal with"))
  func `every class of mistake, on wide and narrow terminals, with colours and without, and in a pipe`() throws {
    let project = try CommandTests.Project(Self.mistaken)
    var text = ""
    for (language, locale) in [("English", "en_US.UTF-8"), ("Japanese", "ja_JP.UTF-8")] {
      let piped = try project.run("check", "--hints", environment: ["LANG": locale, "COLUMNS": ""])
      #expect(piped.status == 1 && piped.output.isEmpty)
      text += "== \(language), in a pipe\n\(steady(piped.errors, project.path))\n"
    }
    let small = try CommandTests.Project(Self.few)
    for (language, locale, columns, color) in [
      ("English", "en_US.UTF-8", 80, true), ("Japanese", "ja_JP.UTF-8", 80, false),
      ("English", "en_US.UTF-8", 40, false), ("Japanese", "ja_JP.UTF-8", 40, true),
    ] {
      let shown = try onTerminal(
        "check", columns: columns, ["LANG": locale, "NO_COLOR": color ? "" : "1"], in: small.path)
      #expect(shown.contains("\u{1B}[") == color)
      text +=
        "== \(language), \(columns) columns, \(color ? "in colour" : "NO_COLOR")\n\(steady(shown, small.path))\n"
    }
    try expectGolden("mistakes", text)
  }

  // MARK: A first day

  @Test func `a first day's work`() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tebiki-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var text = ""
    for (locale, site) in [("en_US.UTF-8", "guide"), ("ja_JP.UTF-8", "手引き")] {
      for line in [
        "", "new site \(site)", "check --strict", "build", "build", "list sheets", "list industries",
        "new industry dentist", "handouts --industry dentist", "build --strict", "explain T201", "clean",
      ] {
        let words = line.split(separator: " ").map(String.init)
        let place = words.first == "new" && words[1] == "site" || words.isEmpty ? folder : "\(folder)/\(site)"
        let result = try CommandTests.run(words, in: place, environment: ["LANG": locale])
        #expect(result.status == 0)
        text += "$ tebiki \(line)\n" + steady(result.output + result.errors, folder)
      }
      text += "\n"
    }
    try expectGolden("first-day", text)
  }
}
