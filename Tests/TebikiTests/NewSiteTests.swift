import Foundation
import Testing

/// `tebiki new site`: a whole small project, or nothing.
@Suite struct NewSiteTests {
  /// An empty folder that is gone when the test is.
  private final class Folder {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("tebiki-\(UUID().uuidString)").path

    init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func run(_ arguments: String..., in below: String = "") throws -> CommandTests.Result {
      try CommandTests.run(arguments, in: "\(path)/\(below)")
    }

    /// Every file and folder below, hidden ones too.
    var everything: [String] { (try? FileManager.default.subpathsOfDirectory(atPath: path).sorted()) ?? [] }
  }

  @Test func `it builds strictly without a word, and shows every kind`() throws {
    let folder = try Folder()
    #expect(try folder.run("new", "site", "guide").status == 0)
    let build = try folder.run("build", "--strict", "--format", "json", in: "guide")
    #expect(build.status == 0 && build.diagnostics.isEmpty, "\(build.diagnostics)")
    for kind in [
      "pages", "practices", "measures", "resources", "industries", "incidents", "figures", "sheets", "terms",
    ] {
      let list = try folder.run("list", kind, "--format", "json", in: "guide")
      #expect((list.json["items"] as? [Any])?.isEmpty == false, "\(kind)")
    }
    let pages = try folder.run("list", "pages", "--format", "json", in: "guide").json["items"] as? [[String: Any]] ?? []
    #expect(Set(pages.compactMap { $0["kind"] as? String }).isSuperset(of: ["page", "responsibility", "notice"]))
    let unused = (try folder.run("list", "terms", "--format", "json", in: "guide").json["items"] as? [[String: Any]])?
      .filter { $0["used"] as? Bool == true }
    #expect(unused?.isEmpty == false)
    let sheet = try String(
      contentsOfFile: "\(folder.path)/guide/output/site/handouts/salon/briefing.html", encoding: .utf8)
    for words in ["みほんITサービス株式会社", "想定の例", "控えを二か所", "今月のお知らせ", "次にどなたが来るか分からない"] {
      #expect(sheet.contains(words), "\(words)")
    }
  }

  @Test func `without its sample texts it builds as strictly, and takes what is added`() throws {
    let folder = try Folder()
    #expect(try folder.run("new", "site", "guide", "--empty").status == 0)
    #expect(folder.everything.filter { $0.hasSuffix(".md") || $0.hasSuffix(".yaml") }.count == 2)
    let build = try folder.run("build", "--strict", "--format", "json", in: "guide")
    #expect(build.status == 0 && build.diagnostics.isEmpty, "\(build.diagnostics)")
    let settings = try String(contentsOfFile: "\(folder.path)/guide/content/site.yaml", encoding: .utf8)
    #expect(settings.contains("\n#menu:\n#  - page: ") && settings.contains("\n#paths:\n"))
    for (kind, name) in [("industry", "dentist"), ("sheet", "visit"), ("page", "parts/survey")] {
      #expect(try folder.run("new", kind, name, in: "guide").status == 0, "\(kind)")
    }
    #expect(try folder.run("check", "--strict", in: "guide").status == 0)
  }

  @Test func `what is added to it builds as strictly`() throws {
    let folder = try Folder()
    #expect(try folder.run("new", "site", "guide").status == 0)
    for (kind, name) in [
      ("industry", "dentist"), ("sheet", "visit"), ("measure", "passwords"), ("page", "parts/survey"),
      ("practice", "care"), ("resource", "desk"), ("incident", "fire"), ("term", "スナップショット"),
    ] {
      #expect(try folder.run("new", kind, name, in: "guide").status == 0, "\(kind)")
    }
    let check = try folder.run("check", "--hints", in: "guide")
    #expect(check.status == 0, "\(check.errors)")
    // A term's wording is in no file of its own, and reaches every sheet: it is no mere hint.
    #expect(check.errors.components(separatedBy: "warning[T108 still-sample]").count == 2)
    #expect(try folder.run("check", "--strict", in: "guide").status == 1)
    let samples = check.errors.components(separatedBy: "hint[T108 still-sample]").count - 1
    #expect(samples == 7, "of each new file, once: \(check.errors)")
  }

  @Test(.enabled(if: installedBrowser != nil, "no headless browser: scripts/setup --pdf installs one"))
  func `its sheets fit their paper, another trade's too`() throws {
    let folder = try Folder()
    #expect(try folder.run("new", "site", "guide").status == 0)
    #expect(try folder.run("new", "industry", "dentist", in: "guide").status == 0)
    let check = try folder.run("check", "--strict", "--fit", "--format", "json", in: "guide")
    let found = check.diagnostics.compactMap { $0["name"] as? String }
    #expect(check.status == 0 && found == ["still-sample"], "\(check.diagnostics)")
  }

  @Test(.enabled(if: installedBrowser != nil, "no headless browser: scripts/setup --pdf installs one"))
  func `its sheets have room for four lines more, whatever the vendor tells of itself`() throws {
    let folder = try Folder()
    #expect(try folder.run("new", "site", "guide").status == 0)
    func change(_ file: String, _ change: (String) -> String) throws {
      let path = "\(folder.path)/guide/content/\(file)"
      try change(String(contentsOfFile: path, encoding: .utf8)).write(toFile: path, atomically: true, encoding: .utf8)
    }
    try change("vendor.yaml") { text in
      ["phone", "hours", "emergency", "fax", "email", "address", "person"].reduce(text) {
        $0.replacingOccurrences(of: "\n#\($1):", with: "\n\($1):")
      }
    }
    for sheet in ["briefing", "staff"] {
      try change("handouts/\(sheet).md") {
        $0 + "\n" + String(repeating: "この紙は、よく見える所に貼ってください。\n\n", count: 4)
      }
    }
    let check = try folder.run("check", "--strict", "--fit", "--format", "json", in: "guide")
    #expect(check.status == 0 && check.diagnostics.isEmpty, "\(check.diagnostics)")
  }

  @Test(arguments: ["guide", "./guide/", "a/b/c", "with space", "手引き", "it's", ".", "empty", "empty/"])
  func `it comes to stand where it was asked for, and nothing beside it`(place: String) throws {
    let folder = try Folder()
    if place == "empty" || place == "empty/" {
      try FileManager.default.createDirectory(atPath: "\(folder.path)/empty", withIntermediateDirectories: false)
    }
    let result = try folder.run("new", "site", place)
    #expect(result.status == 0 && result.output == "\(place)\n")
    let site = folder.everything.filter { $0.hasSuffix("content/site.yaml") }
    #expect(site.count == 1)
    let root = String(site[0].dropLast("content/site.yaml".count))
    let (found, wanted) = (
      URL(fileURLWithPath: "\(folder.path)/\(root)"), URL(fileURLWithPath: "\(folder.path)/\(place)")
    )
    #expect(found.standardizedFileURL.path == wanted.standardizedFileURL.path)
    #expect(!folder.everything.contains { $0.contains(".tebiki-new") })
    #expect(try folder.run("check", "--strict", in: root).status == 0)
  }

  @Test func `an absolute place, and the day of its notice`() throws {
    let folder = try Folder()
    #expect(try folder.run("new", "site", "\(folder.path)/g", "--date", "2027-02-03").status == 0)
    let notice = try String(contentsOfFile: "\(folder.path)/g/content/notices/2027-02.md", encoding: .utf8)
    #expect(notice.contains("date: 2027-02-03\n"))
  }

  @Test func `it says what to type next`() throws {
    let folder = try Folder()
    let result = try folder.run("new", "site", "a b")
    #expect(result.errors.contains("  cd 'a b'\n") && result.errors.contains(" build --pdf "))
    #expect(try !folder.run("new", "site", "quiet", "--quiet").errors.contains("cd"))
    let json = try folder.run("new", "site", "c", "--format", "json")
    let files = (json.json["items"] as? [[String: Any]])?.compactMap { $0["file"] as? String } ?? []
    #expect(json.json["ok"] as? Bool == true && files.contains("c/content/site.yaml"))
    #expect(files.allSatisfy { FileManager.default.fileExists(atPath: "\(folder.path)/\($0)") })
  }

  @Test func `a place that holds something is refused and stays as it is`() throws {
    let folder = try Folder()
    try FileManager.default.createDirectory(atPath: "\(folder.path)/full", withIntermediateDirectories: false)
    for file in ["full/.hidden", "file"] { try Data().write(to: URL(fileURLWithPath: "\(folder.path)/\(file)")) }
    #expect(try folder.run("new", "site", "guide").status == 0)
    let before = folder.everything
    for place in ["full", "file", "guide", "guide/content/x", "", "a\nb", "\u{1B}[31m", "\u{202E}x", "..", "/"]
      + [String(repeating: "あ", count: 86)]
    {
      let result = try folder.run("new", "site", place, "--format", "json")
      #expect(result.status == 2 && result.json["failure"] != nil, "\(place)")
      #expect(!result.errors.contains("\u{1B}"))
    }
    #expect(try folder.run("new", "site", "x", "--root", "guide").status == 2)
    #expect(folder.everything == before)
  }

  @Test func `where the machine fails, nothing is left behind`() throws {
    let folder = try Folder()
    try Data().write(to: URL(fileURLWithPath: "\(folder.path)/file"))
    try FileManager.default.createDirectory(atPath: "\(folder.path)/empty", withIntermediateDirectories: false)
    #expect(try folder.run("new", "site", "file/x").status == 3)
    // The thread sanitizer needs files of its own.
    guard ProcessInfo.processInfo.environment["TEBIKI_SANITIZER"] != "thread" else { return }
    // No file may have more than a kilobyte: some are written, and then one cannot be.
    for place in ["deep/made/x", "empty"] {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/bin/sh")
      process.arguments = ["-c", "trap '' XFSZ; ulimit -f 1; exec \"$0\" new site \(place)", CommandTests.program]
      process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
      process.standardError = FileHandle.nullDevice
      try process.run()
      process.waitUntilExit()
      #expect(process.terminationStatus == 3)
    }
    #expect(folder.everything == ["empty", "file"])
  }
}
