import Foundation
import Testing

/// What a copy of a sheet leaves out is in none of its files.
@Suite(.serialized, .enabled(if: installedBrowser != nil, "no headless browser: scripts/setup --pdf installs one"))
struct LeakTests {
  /// Each marker, and which files may say it.
  private static let markers: [(text: String, mayStandIn: @Sendable (String) -> Bool)] = [
    ("目印甲", { $0.contains("handouts/clinic/") || $0.contains("customers/c1/") }),
    ("目印乙", { $0.contains("handouts/general/") || $0.contains("customers/c2/") }),
    ("目印丙", { _ in false }), ("目印丁", { $0.hasSuffix(".talk.html") }), ("目印戊", { _ in false }),
    // The list of customers is private, and bears their names.
    ("目印己", { $0.contains("customers/c1/") || $0 == "customers/summary.csv" }),
    ("目印庚", { $0.contains("customers/c2/") || $0 == "customers/summary.csv" }),
    ("目印辛", { $0.contains("customers/c1/") }), ("目印壬", { _ in false }),
  ]

  @Test(arguments: [true, false])
  func `what is left out is in no file, no PDF and no metadata`(talk: Bool) throws {
    let sheet = """
      ---
      title: 備え
      audience: executive
      description: 一枚の備え
      ---
      {{customer.name}}へ。本文です。

      :::when industry=clinic
      目印甲です。
      :::

      :::when not-industry=clinic
      目印乙です。
      :::

      :::when audience=staff
      目印丙です。
      :::

      :::talk
      目印丁と話します。

      :::when audience=sales
      目印丙です。
      :::
      :::

      :::when contract=none
      目印辛です。
      :::

      <!-- 目印壬 -->
      """
    let project = try CommandTests.Project([
      "content/site.yaml": "title: 試し\ntalk: \(talk)\nbase_url: https://example.jp/\n",
      "content/industries/clinic.md": PrintTests.industry, "content/industries/general.md": PrintTests.industry,
      "content/handouts/a.md": sheet, "content/draft.md": "---\ntitle: 目印戊\ndraft: true\n---\n目印戊\n",
      "content/_parts/unused.md": "目印壬\n", "content/hidden.csv": "目印壬\n",
      "c.csv": "id,name,industry,contract\nc1,目印己,clinic,none\nc2,目印庚,general,sla\n",
    ])
    #expect(try project.run("build", "--pdf").status == 0)
    let customers = try project.run("handouts", "--customers", "c.csv", "--pdf")
    #expect(customers.status == 0, "\(customers.errors)")
    var files = 0
    for (name, text) in try texts(of: project) {
      files += 1
      for marker in Self.markers where text.contains(marker.text) {
        #expect(marker.mayStandIn(name), "\(marker.text) in \(name)")
      }
      if !talk { #expect(!name.hasSuffix(".talk.html")) }
    }
    #expect(files > 20)
    // The test would find them: each that may stand somewhere does.
    let all = try texts(of: project)
    for marker in Self.markers.prefix(2) {
      #expect(all.contains { $0.value.contains(marker.text) && $0.key.hasSuffix(".pdf") })
    }
    #expect(all.contains { $0.key.hasSuffix(".talk.html") && $0.value.contains("目印丁") } == talk)
  }

  /// The text of every file below `output`, of PDFs the text that is printed, all without blanks.
  private func texts(of project: CommandTests.Project) throws -> [String: String] {
    let folder = "\(project.path)/output"
    var texts: [String: String] = [:]
    for case let name as String in FileManager.default.enumerator(atPath: folder) ?? .init() {
      guard let data = FileManager.default.contents(atPath: "\(folder)/\(name)") else { continue }
      var text = String(decoding: data, as: UTF8.self)
      if name.hasSuffix(".pdf") {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/pdftotext")
        process.arguments = ["\(folder)/\(name)", "-"]
        process.standardOutput = pipe
        try process.run()
        text += String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
      }
      // The cache is private, and bears no names: its PDFs are those of the copies themselves.
      if !name.hasPrefix(".cache/") { texts[name] = text.filter { !$0.isWhitespace } }
    }
    return texts
  }
}
