import Foundation
import GuideModel
import Platform
import Source
import Testing

@testable import Press

/// After any edit, a build that takes over what it can makes the same bytes as a build from nothing.
///
/// `TEBIKI_EDITS` says how many edits are tried, 120 where it says nothing.
@Suite struct LiveBuildTests {
  /// A small project that is edited at random, and gone when the test is.
  private final class Sample {
    let root = FileManager.default.temporaryDirectory.appendingPathComponent("tebiki-\(UUID().uuidString)").path
    private var random = SystemRandomNumberGenerator()
    private var texts: [String: String] = [:]
    private(set) var log: [String] = []

    init() throws {
      try write("site.yaml", "title: 手引き\nbase_url: https://example.org/\n")
      try write("glossary.yaml", "terms:\n- term: 多要素認証\n  policy: replace\n  reading: たようそ\n  plain: 二段階の確認\n")
      try write("_parts/note.md", "共通の注意書きです。\n")
      for part in 0..<3 {
        try write("parts/p\(part)/index.md", "---\ntitle: 第\(part)部\n---\n部の説明です。\n")
        for page in 0..<6 { try write("parts/p\(part)/a\(page).md", text(title: "\(part)の\(page)")) }
      }
      try write("themes/own/theme.yaml", "extends: standard\n", below: "themes/own/theme.yaml")
      try write("footer", "<footer>{{site_title}}</footer>\n", below: "themes/own/partials/footer.mustache")
    }

    deinit { try? FileManager.default.removeItem(atPath: root) }

    private func text(title: String) -> String {
      "---\ntitle: \(title)\ntags: [備え]\n---\n# 見出し {#top}\n\n"
        + (0..<Int.random(in: 1...6)).map { _ in sentence }.joined()
        + "\n\n[次](../p0/a0.md#top)\n\n:::include note\n:::\n"
    }

    private var sentence: String {
      ["サーバーの", "証明書を", "控えと", "鍵の", "パスワードを", "多要素認証で"].randomElement(using: &random)!
        + ["更新します。", "確かめます。", "保存します。", "渡します。\n\n"].randomElement(using: &random)!
    }

    private func write(_ name: String, _ text: String, below path: String? = nil) throws {
      let file = "\(root)/\(path ?? "content/\(name)")"
      try FileManager.default.createDirectory(
        atPath: (file as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
      try text.write(toFile: file, atomically: Bool.random(using: &random), encoding: .utf8)
      if path == nil { texts[name] = text }
    }

    private func change(_ name: String, _ edit: (String) -> String) throws {
      if let text = texts[name] { try write(name, edit(text)) }
    }

    /// Makes one edit of some kind.
    func edit() throws {
      let pages = texts.keys.filter { $0.contains("/a") }.sorted()
      let page = pages.randomElement(using: &random)!
      let added = sentence
      switch Int.random(in: 0..<18, using: &random) {
      case 0..<6:
        log.append("text of \(page)")
        let before = texts[page] ?? ""
        undo = { [self] in if texts[page] != nil { try write(page, before) } }
        try change(page) { $0 + "\n" + added }
      case 6:
        log.append("shorter \(page)")
        try change(page) { _ in text(title: "短い題") }
      case 7:
        log.append("title of \(page)")
        try change(page) { $0.replacingOccurrences(of: "title: ", with: "title: 新") }
      case 8:
        log.append("order of \(page)")
        let order = Int.random(in: 1...9, using: &random)
        try change(page) { $0.replacing(/(order: \d\n)?tags:/, with: "order: \(order)\ntags:") }
      case 9:
        log.append("glossary")
        try change("glossary.yaml") { $0 + "- term: 用語\(log.count)\n  policy: replace\n  reading: ようご\n  plain: 言葉\n" }
      case 10:
        log.append("template")
        try write(
          "footer", "<footer>\(log.count) {{site_title}}</footer>\n", below: "themes/own/partials/footer.mustache")
      case 11:
        log.append("new page")
        try write("parts/p1/a\(log.count + 10).md", text(title: "新しい頁"))
      case 12 where pages.count > 8 && page != "parts/p0/a0.md":
        log.append("remove \(page)")
        try FileManager.default.removeItem(atPath: "\(root)/content/\(page)")
        texts[page] = nil
      case 13 where page != "parts/p0/a0.md":
        log.append("rename \(page)")
        let name = "parts/p2/a\(log.count + 10).md"
        try FileManager.default.moveItem(atPath: "\(root)/content/\(page)", toPath: "\(root)/content/\(name)")
        texts[name] = texts.removeValue(forKey: page)
      case 17 where undo != nil:
        log.append("undone")
        try undo?()
        undo = nil
      case 14:
        log.append("fragment")
        try write("_parts/note.md", "注意は\(log.count)です。\n")
      case 15:
        log.append("link of \(page)")
        try change(page) { $0.replacingOccurrences(of: "a0.md#top", with: "index.md") }
      case 16:
        log.append("mistake in \(page), and mended")
        let before = texts[page] ?? ""
        try change(page) { $0 + "\n[切れたリンク](ない.md)\n" }
        mended = { [self] in try write(page, before + "直しました。\n") }
      default:
        log.append("nothing")
      }
    }

    /// Takes the last new text back.
    private var undo: (() throws -> Void)?

    /// Mends a mistake that was made.
    private(set) var mended: (() throws -> Void)?

    func mend() throws {
      try mended?()
      mended = nil
    }

    func project(_ output: String) -> Project {
      var project = Project(
        root: root, output: "\(root)/\(output)", theme: "own", program: "\(repository)/.build/x",
        options: .init(
          today: CalendarDate("2026-01-01")!, jobs: 2))
      project.searchFileLimit = 2_000
      return project
    }

    private let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().path

    /// The bytes of a built site.
    func site(_ output: String) -> [String: Data] {
      let folder = "\(root)/\(output)/site"
      let names = FileManager.default.enumerator(atPath: folder)?.allObjects as? [String] ?? []
      return Dictionary(
        uniqueKeysWithValues: names.compactMap { name in
          FileManager.default.contents(atPath: "\(folder)/\(name)").map { (name, $0) }
        })
    }
  }

  private static let edits = ProcessInfo.processInfo.environment["TEBIKI_EDITS"].flatMap { Int($0) } ?? 120

  @Test func `what is built after an edit is what a build from nothing makes`() async throws {
    let sample = try Sample()
    var live = LiveBuild(sample.project("live"))
    var quick = 0
    for _ in 0..<Self.edits {
      var outcome = Outcome()
      try await live.build(reporting: &outcome)
      try live.prepare()
      outcome.end()
      let phases = outcome.phases.map(\.phase)
      if phases.contains(.reread), !phases.contains(.model) { quick += 1 }
      if outcome.report.hasErrors {
        #expect(sample.mended != nil, "\(outcome.report.diagnostics.map(\.message.en)) after \(sample.log.suffix(3))")
        try sample.mend()
        continue
      }
      if sample.log.last == "nothing" { try await Task.sleep(for: .milliseconds(60)) }
      var again = Outcome()
      try await sample.project("again").build(reporting: &again)
      try? FileManager.default.removeItem(atPath: "\(sample.root)/clean")
      var clean = Outcome()
      try await sample.project("clean").build(reporting: &clean)
      #expect(!clean.report.hasErrors, "\(clean.report.diagnostics.map(\.message.en))")
      let expected = sample.site("clean")
      #expect(expected.count > 20)
      #expect(Self.differences(sample.site("live"), expected).isEmpty, "live, after \(sample.log.suffix(3))")
      #expect(Self.differences(sample.site("again"), expected).isEmpty, "again, after \(sample.log.suffix(3))")
      try sample.edit()
    }
    #expect(quick > Self.edits / 5, "\(quick) edits of \(Self.edits) were built from what was there")
  }

  @Test func `an edit that could not be written leaves nothing of it in the next one`() async throws {
    let sample = try Sample()
    try await Task.sleep(for: .milliseconds(60))  // else every file counts as changed
    var live = LiveBuild(sample.project("live"))
    var outcome = Outcome()
    try await live.build(reporting: &outcome)
    try live.prepare()
    // A file where a folder was: the first page can be written, the second cannot.
    let staged = "\(sample.root)/live/.staging/parts/p2"
    try FileManager.default.removeItem(atPath: staged)
    try "x".write(toFile: staged, atomically: false, encoding: .utf8)
    let pages = ["parts/p0/a1.md", "parts/p2/a1.md"].map { "\(sample.root)/content/\($0)" }
    let texts = try pages.map { try String(contentsOfFile: $0, encoding: .utf8) }
    for (page, text) in zip(pages, texts) {
      try (text + "\n追記。\n").write(toFile: page, atomically: false, encoding: .utf8)
    }
    var failing = Outcome()
    do throws(FileError) {
      try await live.build(reporting: &failing)
      Issue.record("the second page could be written")
    } catch {}
    for (page, text) in zip(pages, texts) { try text.write(toFile: page, atomically: false, encoding: .utf8) }
    let other = "\(sample.root)/content/parts/p1/a2.md"
    try (String(contentsOfFile: other, encoding: .utf8) + "\n追記。\n").write(
      toFile: other, atomically: false, encoding: .utf8)
    var next = Outcome()
    try await live.build(reporting: &next)
    var clean = Outcome()
    try await sample.project("clean").build(reporting: &clean)
    #expect(Self.differences(sample.site("live"), sample.site("clean")).isEmpty)
  }

  private static func differences(_ built: [String: Data], _ expected: [String: Data]) -> [String] {
    Set(built.keys).union(expected.keys).filter { built[$0] != expected[$0] }.sorted()
  }
}
