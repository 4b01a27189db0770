import Foundation
import Testing

/// Days of the last change that git tells, where `site.yaml` asks for them.
@Suite struct GitTests {
  typealias Project = CommandTests.Project

  private static let asking = ["content/site.yaml": "title: 試し\nupdated: git\n"]

  /// Runs git in a project's folder, knowing nothing of who runs the tests.
  @discardableResult
  private static func git(_ project: Project, _ arguments: String..., at date: String = "2026-01-01T12:00:00+0900")
    throws -> Int32
  {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["git", "-c", "user.name=a", "-c", "user.email=a@example.jp"] + arguments
    process.currentDirectoryURL = URL(fileURLWithPath: project.path)
    process.environment = ProcessInfo.processInfo.environment.merging([
      "GIT_COMMITTER_DATE": date, "GIT_AUTHOR_DATE": "2001-01-01T00:00:00Z", "HOME": project.path,
      "GIT_CONFIG_NOSYSTEM": "1",
    ]) { $1 }
    (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }

  private static func commit(_ project: Project, at date: String) throws {
    try git(project, "add", "-A")
    #expect(try git(project, "commit", "-q", "-m", "x", at: date) == 0)
  }

  private static func page(_ title: String, _ more: String = "") -> String { "---\ntitle: \(title)\n\(more)---\n本文\n" }

  /// The day that a page says it was changed on.
  private static func day(_ project: Project, _ path: String) -> String? {
    project.text("output/site/\(path)")?.firstMatch(of: /<time datetime="([^"]*)">/).map { String($0.output.1) }
  }

  /// A project of four pages and two commits, and one page that is in neither.
  private static func repository(_ more: [String: String] = asking) throws -> Project {
    let project = try Project(
      more.merging([
        "content/a.md": page("甲"), "content/b/c.md": page("乙"), "content/own.md": page("丙", "updated: 2020-02-02\n"),
        "content/b/か\u{3099} q.md": page("丁"),
      ]) { $1 })
    try git(project, "init", "-q", "-b", "main")
    try commit(project, at: "2026-01-02T23:30:00-0500")
    try project.write(Data(page("甲", "tags: [x]\n").utf8), to: "content/a.md")
    try commit(project, at: "2026-03-04T00:30:00+0900")
    try project.write(Data(page("戊").utf8), to: "content/new.md")
    return project
  }

  @Test func `pages are dated by the committer's own day, and front matter stands`() throws {
    let project = try Self.repository()
    let result = try project.run("build", "--strict")
    #expect(result.status == 0, "\(result.errors)")
    let paths = ["a.html", "b/c.html", "own.html", "b/が q.html", "new.html"]
    #expect(
      paths.map { Self.day(project, $0) } == ["2026-03-04", "2026-01-02", "2020-02-02", "2026-01-02", nil])
    #expect(project.text("output/site/a.html")?.contains("\"dateModified\":\"2026-03-04\"") == true)
    let feed = try #require(project.text("output/site/feed.xml"))
    #expect(feed.contains("<title>甲</title>") && feed.contains("<updated>2026-03-04T00:00:00Z</updated>"))
  }

  @Test func `the same commit gives the same bytes, wherever and by whomever it is built`() throws {
    let project = try Self.repository()
    #expect(try project.run("build", "--output", "one").status == 0)
    let elsewhere = [
      "TZ": "Pacific/Kiritimati", "LANG": "ja_JP.UTF-8", "GIT_DIR": "/nowhere", "GIT_INDEX_FILE": "/nowhere",
    ]
    try Self.git(project, "config", "diff.renames", "copies")
    try Self.git(project, "config", "log.showRoot", "false")
    #expect(try project.run("build", "--output", "two", environment: elsewhere).status == 0)
    for name in try FileManager.default.subpathsOfDirectory(atPath: "\(project.path)/one/site") {
      #expect(project.text("one/site/\(name)") == project.text("two/site/\(name)"), "\(name)")
    }
  }

  @Test func `a commit is seen though no file has changed`() throws {
    let project = try Self.repository()
    Thread.sleep(forTimeInterval: 0.2)  // a build remembers only files that have rested
    #expect(try project.run("build").status == 0)
    #expect(try Self.git(project, "commit", "-q", "--amend", "-m", "y", at: "2026-07-08T12:00:00+0900") == 0)
    #expect(try project.run("build").status == 0)
    #expect(Self.day(project, "a.html") == "2026-07-08")
  }

  @Test func `a change that was merged has its own day`() throws {
    let project = try Self.repository()
    try Self.git(project, "checkout", "-q", "-b", "side")
    try project.write(Data(Self.page("乙二").utf8), to: "content/b/c.md")
    try Self.commit(project, at: "2026-04-05T12:00:00+0900")
    try Self.git(project, "checkout", "-q", "main")
    try project.write(Data(Self.page("甲三").utf8), to: "content/a.md")
    try Self.commit(project, at: "2026-05-06T12:00:00+0900")
    #expect(try Self.git(project, "merge", "-q", "--no-ff", "-m", "x", "side", at: "2026-06-07T12:00:00+0900") == 0)
    #expect(try project.run("build", "--strict").status == 0)
    #expect(["a.html", "b/c.html"].map { Self.day(project, $0) } == ["2026-05-06", "2026-04-05"])
  }

  @Test func `git is not asked unless site.yaml says so`() throws {
    let project = try Self.repository(["content/site.yaml": "title: 試し\n"])
    #expect(try project.run("build", "--strict", environment: ["PATH": "/nowhere"]).status == 0)
    #expect(Self.day(project, "a.html") == nil && Self.day(project, "own.html") == "2020-02-02")
    try project.write(Data("title: 試し\nupdated: 2026-01-01\n".utf8), to: "content/site.yaml")
    let found = try #require(try project.run("check", "--format", "json").diagnostics.first)
    #expect(found["name"] as? String == "bad-value" && found["line"] as? Int == 2 && found["column"] as? Int == 10)
  }

  private func expectWarning(_ project: Project, _ message: String, _ environment: [String: String] = [:]) throws {
    let result = try project.run("build", "--format", "json", environment: environment)
    let found = try #require(result.diagnostics.first)
    #expect(result.status == 0 && result.diagnostics.count == 1)
    #expect(found["name"] as? String == "no-git-dates" && found["message"] as? String == message)
    #expect(found["file"] as? String == "content/site.yaml" && found["line"] as? Int == 2)
    #expect(Self.day(project, "a.html") == nil)
    #expect(try project.run("check", "--strict", environment: environment).status == 1)
  }

  @Test func `where git tells no dates, a warning says why`() throws {
    let alone = try Project(Self.asking)
    try expectWarning(alone, "git does not work in content/")
    try Self.git(alone, "init", "-q")
    try expectWarning(alone, "git has no file of content/ yet")
    let project = try Self.repository()
    try expectWarning(project, "there is no git", ["PATH": "/nowhere"])
    let shallow = try Project()
    try FileManager.default.removeItem(atPath: "\(shallow.path)/content")
    #expect(try Self.git(shallow, "clone", "-q", "--depth", "1", "file://\(project.path)", "deep") == 0)
    try FileManager.default.moveItem(atPath: "\(shallow.path)/deep/.git", toPath: "\(shallow.path)/.git")
    try FileManager.default.moveItem(atPath: "\(shallow.path)/deep/content", toPath: "\(shallow.path)/content")
    try expectWarning(shallow, "there is but a part of git's history")
  }

  @Test func `a repository's settings start no program`() throws {
    let project = try Self.repository()
    try project.write(
      Data(
        "#!/bin/sh\ncat > /dev/null\necho x > \(project.path)/started\necho '[GNUPG:] SIG_CREATED ' >&2\necho sig\n"
          .utf8), to: "sign"
    )
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: "\(project.path)/sign")
    try Self.git(project, "config", "gpg.program", "\(project.path)/sign")
    try Self.git(project, "config", "log.showSignature", "true")
    try Self.git(project, "add", "content")
    #expect(try Self.git(project, "commit", "-q", "-S", "-m", "x") == 0)
    #expect(project.text("started") != nil)
    try FileManager.default.removeItem(atPath: "\(project.path)/started")
    #expect(try project.run("build", "--strict").status == 0)
    #expect(Self.day(project, "new.html") == "2026-01-01" && project.text("started") == nil)
  }
}
