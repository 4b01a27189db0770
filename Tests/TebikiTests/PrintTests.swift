import Foundation
import Testing

/// The browser that Debian installs.
let installedBrowser = ["/usr/lib/chromium/chromium-headless-shell", "/usr/bin/chromium-headless-shell"]
  .first { FileManager.default.isExecutableFile(atPath: $0) }

/// Printing with the real browser, and everything that can go wrong with it, caused.
@Suite(.serialized, .enabled(if: installedBrowser != nil, "no headless browser: scripts/setup --pdf installs one"))
struct PrintTests {
  static let industry = """
    ---
    title: 医院
    name: クリニック
    jsic: P
    head: 院長先生
    clients: 患者さん
    you: 貴院
    data: [診療の記録]
    systems: [予約の画面]
    stops:
      - {within: hour, what: 受付が止まる}
      - {within: week, what: 請求が遅れる}
    ---
    """

  /// A project with `count` sheets of two trades.
  private func project(sheets count: Int = 3, _ more: [String: String] = [:]) throws -> CommandTests.Project {
    var files = [
      "content/industries/clinic.md": Self.industry,
      "content/industries/general.md": Self.industry.replacingOccurrences(of: "貴院", with: "貴社"),
      "content/figures/stops.yaml": "type: timeline\ntitle: 困ること\ndata: industry.stops\nsource: 想定\nalt: 図\n",
    ]
    for number in 0..<count {
      files["content/handouts/s\(number).md"] =
        "---\ntitle: お知らせ\(number)\naudience: executive\npages: 1\n---\n{{industry.you}}の備えです。\n\n:::figure stops\n\n"
        + String(repeating: "控えを取りましょう。\n\n", count: 12)
    }
    return try CommandTests.Project(files.merging(more) { $1 })
  }

  private func pdfs(_ project: CommandTests.Project) -> [String: Data] {
    let folder = "\(project.path)/output/site/handouts"
    var found: [String: Data] = [:]
    for case let name as String in FileManager.default.enumerator(atPath: folder) ?? .init()
    where name.hasSuffix(".pdf") {
      found[name] = FileManager.default.contents(atPath: "\(folder)/\(name)")
    }
    return found
  }

  @Test func `the same sheets are the same bytes, and an unchanged sheet is not printed again`() throws {
    let project = try project()
    let first = try project.run("build", "--pdf", "--format", "json")
    #expect(first.status == 0, "\(first.errors)")
    #expect((first.json["counts"] as? [String: Int])?["pdfs"] == 8)
    let printed = pdfs(project)
    #expect(printed.count == 8)
    // A browser that cannot print shows that none is asked.
    let again = try project.run("build", "--pdf", environment: ["TEBIKI_BROWSER": installedBrowser ?? ""])
    #expect(again.status == 0 && pdfs(project) == printed)
    try FileManager.default.removeItem(atPath: "\(project.path)/output/.cache")
    #expect(try project.run("build", "--pdf", "--jobs", "1").status == 0)
    #expect(pdfs(project) == printed)
    let text = String(decoding: printed["clinic/s0.pdf"] ?? Data(), as: Unicode.ASCII.self)
    #expect(text.contains("/Lang (ja)") && text.contains("/StructTreeRoot") && !text.contains("/Type3"))
  }

  @Test func `a customer keeps the PDFs of unchanged sheets, and the others are taken away and counted`() throws {
    let project = try project()
    try project.write(Data("id,name,industry\na1,海,clinic\n".utf8), to: "c.csv")
    func pdfs() -> [String] {
      let names = try? FileManager.default.contentsOfDirectory(atPath: "\(project.path)/output/customers/a1")
      return (names ?? []).filter { $0.hasSuffix(".pdf") }.sorted()
    }
    #expect(try project.run("handouts", "--customers", "c.csv", "--pdf").status == 0)
    let summary = project.text("output/customers/summary.csv")
    let same = try project.run("handouts", "--customers", "c.csv")
    #expect(same.status == 0 && !same.errors.contains("taken away"), "\(same.errors)")
    #expect(pdfs() == ["pack.pdf", "s0.pdf", "s1.pdf", "s2.pdf"])
    #expect(project.text("output/customers/summary.csv") == summary?.replacing(",made,", with: ",unchanged,"))
    let sheet = "---\ntitle: お知らせ1\naudience: executive\n---\n{{industry.you}}の備えです。\n"
    try project.write(Data(sheet.utf8), to: "content/handouts/s1.md")
    let changed = try project.run("handouts", "--customers", "c.csv")
    #expect(changed.errors.contains("2 PDFs of changed sheets taken away ('handouts --customers"), "\(changed.errors)")
    #expect(pdfs() == ["s0.pdf", "s2.pdf"])
  }

  @Test func `a plain build keeps the PDFs of unchanged sheets and takes the others away`() throws {
    let project = try project()
    #expect(try project.run("build", "--pdf").status == 0)
    #expect(try project.run("build").status == 0)
    #expect(pdfs(project).count == 8)
    let sheet = "---\ntitle: お知らせ1\naudience: executive\n---\n{{industry.you}}の備えです。\n"
    try project.write(Data(sheet.utf8), to: "content/handouts/s1.md")
    let changed = try project.run("build")
    #expect(changed.status == 0 && changed.errors.contains("4 PDFs of changed sheets taken away"), "\(changed.errors)")
    #expect(pdfs(project).keys.sorted() == ["clinic/s0.pdf", "clinic/s2.pdf", "general/s0.pdf", "general/s2.pdf"])
  }

  @Test(arguments: [
    (String(repeating: "長い資料です。\n\n", count: 60), "sheet-overflow", "長い資料です。"),
    (
      "| 一 | 二 |\n|---|---|\n| \(String(repeating: "x", count: 20)) | 乙 |\n\n<!-- plain: off unknown-word because 試し -->",
      "", ""
    ),
    ("喜びの印☺です。", "missing-glyph", "喜びの印☺です。"), ("人の名の\u{1F363}です。", "missing-glyph", "人の名の\u{1F363}です。"),
    ("渡邉\u{E0102}です。", "missing-glyph", "渡邉\u{E0102}です。"), ("葛\u{E0100}城です。", "", ""),
  ])
  func `what does not fit its paper is found, at its place`(body: String, name: String, line: String) throws {
    let project = try project(
      sheets: 0, ["content/handouts/a.md": "---\ntitle: 題\naudience: executive\n---\n\(body)\n"])
    let result = try project.run("check", "--fit", "--format", "json")
    let found = result.diagnostics.filter {
      $0["severity"] as? String == "error" && ($0["code"] as? String ?? "").hasPrefix("T6")
    }
    guard !name.isEmpty else { return #expect(found.isEmpty) }
    #expect(result.status == 1)
    #expect(Set(found.map { $0["name"] as? String }) == [name], "\(result.output)")
    let lines = try #require(project.text("content/handouts/a.md")).split(
      separator: "\n", omittingEmptySubsequences: false)
    let number = try #require(found.first?["line"] as? Int)
    #expect(lines[number - 1] == line)
    #expect(project.text("output/site/index.html") == nil)
  }

  @Test func `without a browser, without the face and with one that ends at once it says what to do`() throws {
    let project = try project()
    let missing = try project.run("build", "--pdf", environment: ["TEBIKI_BROWSER": "/nowhere/browser"])
    #expect(missing.status == 3 && missing.errors.contains("TEBIKI_BROWSER"))
    #expect(project.text("output/site/index.html") == nil)
    let ended = try project.run("build", "--pdf", environment: ["TEBIKI_BROWSER": "/bin/false"])
    #expect(ended.status == 3 && ended.errors.contains("the browser has ended"), "\(ended.errors)")
    try project.write(
      Data("<?xml version=\"1.0\"?><fontconfig><dir>/usr/share/fonts/truetype/ipamj</dir></fontconfig>".utf8),
      to: "fonts.conf")
    let bare = try project.run("build", "--pdf", environment: ["FONTCONFIG_FILE": "\(project.path)/fonts.conf"])
    #expect(bare.status == 3 && bare.errors.contains("BIZ UDPGothic"), "\(bare.errors)")
  }

  /// Starts a build with a browser that writes down its process, and returns the two when it has begun to print.
  private func start(
    _ project: CommandTests.Project, _ arguments: [String]
  ) throws -> (process: Process, browser: Int32) {
    let pid = "\(project.path)/browser.pid"
    try project.write(
      Data("#!/bin/sh\necho $$ >>'\(pid)'\nexec '\(installedBrowser ?? "")' \"$@\"\n".utf8),
      to: "browser-headless-shell")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: "\(project.path)/browser-headless-shell")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: CommandTests.program)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: project.path)
    process.environment = ProcessInfo.processInfo.environment
      .merging(["LANG": "en_US.UTF-8", "TEBIKI_BROWSER": "\(project.path)/browser-headless-shell"]) { $1 }
    process.standardError = FileHandle.nullDevice
    try process.run()
    let prints = "\(project.path)/output/.cache/prints"
    while process.isRunning {  // however long that takes on a busy machine, or under a sanitizer
      let begun = ((try? FileManager.default.contentsOfDirectory(atPath: prints)) ?? []).count > 4
      if begun, let text = project.text("browser.pid"), let number = Int32(text.split(separator: "\n")[0]) {
        return (process, number)
      }
      usleep(10_000)
    }
    throw CocoaError(.executableLoad)
  }

  @Test func `a browser killed in mid-print is started again, and nothing is lost`() throws {
    let project = try project(sheets: 40)
    let (process, browser) = try start(project, ["build", "--pdf"])
    kill(browser, SIGKILL)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(pdfs(project).count == 82)
    #expect(try #require(project.text("browser.pid")).split(separator: "\n").count == 2)
  }

  @Test func `a renderer killed in mid-print costs its tab alone`() throws {
    let project = try project(sheets: 40)
    let (process, browser) = try start(project, ["build", "--pdf"])
    let killer = Process()
    killer.executableURL = URL(fileURLWithPath: "/usr/bin/pkill")
    killer.arguments = ["-KILL", "-g", String(browser), "-f", "type=renderer"]
    try killer.run()
    killer.waitUntilExit()
    #expect(killer.terminationStatus == 0)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(pdfs(project).count == 82)
    #expect(try #require(project.text("browser.pid")).split(separator: "\n").count == 1)
  }

  @Test func `a killed build leaves the site as it was, and no browser behind`() throws {
    let project = try project(sheets: 40)
    #expect(try project.run("build").status == 0)
    let before = project.text("output/site/handouts/clinic/s0.html")
    let (process, browser) = try start(project, ["build", "--pdf"])
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    #expect(project.text("output/site/handouts/clinic/s0.html") == before && pdfs(project).isEmpty)
    for _ in 0..<300 where kill(browser, 0) == 0 { usleep(10_000) }
    #expect(kill(browser, 0) != 0)
    #expect(try project.run("build", "--pdf").status == 0)
    #expect(pdfs(project).count == 82)
  }

  @Test(.enabled(if: geteuid() == 0, "mounting a small disk needs root"))
  func `a full disk leaves the last good output whole`() throws {
    let project = try project(sheets: 20)
    let disk = "\(project.path)/output"
    try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
    func run(_ program: String, _ arguments: String...) throws -> Int32 {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: program)
      process.arguments = arguments
      process.standardError = FileHandle.nullDevice
      try process.run()
      process.waitUntilExit()
      return process.terminationStatus
    }
    guard try run("/bin/mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk) == 0 else { return }  // not in a sandbox
    defer { _ = try? run("/bin/umount", "-l", disk) }
    #expect(try project.run("build").status == 0)
    let before = project.text("output/site/handouts/clinic/s0.html")
    try project.write(Data("---\ntitle: 別\naudience: executive\n---\n別の文です。\n".utf8), to: "content/handouts/s0.md")
    let full = try project.run("build", "--pdf")
    #expect(full.status == 3 && full.errors.contains("No space left"), "\(full.errors)")
    #expect(project.text("output/site/handouts/clinic/s0.html") == before && pdfs(project).isEmpty)
    try FileManager.default.removeItem(atPath: "\(disk)/.cache")
    #expect(try project.run("build").status == 0)
    #expect(project.text("output/site/handouts/clinic/s0.html") != before)
  }

  @Test func `a part alone is made, and nothing else is touched`() throws {
    let project = try project()
    #expect(try project.run("build").status == 0)
    let index = project.text("output/site/handouts/index.html")
    #expect(try project.run("handouts", "--industry", "clinic", "--sheet", "s1", "--pdf").status == 0)
    #expect(pdfs(project).keys.sorted() == ["clinic/s1.pdf"])
    #expect(try project.run("handouts", "--industry", "clinic", "--pdf").status == 0)
    #expect(pdfs(project).keys.sorted() == ["clinic/pack.pdf", "clinic/s0.pdf", "clinic/s1.pdf", "clinic/s2.pdf"])
    #expect(project.text("output/site/handouts/index.html") == index)
    #expect(project.text("output/site/handouts/general/s0.html") != nil)
    let wrong = try project.run("handouts", "--industry", "clinc")
    #expect(wrong.status == 2 && wrong.errors.contains("clinic"))
  }
}
