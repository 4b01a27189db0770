import Foundation
import Platform
import Testing

/// The hostile projects of `Tests/Hostile`: each is built by the program itself, and says what is expected of it.
///
/// A case is a few lines that begin with `%%`; the lines between them are files.
///
/// ```
/// %% case NAME
/// %% with sheets                   a trade `clinic` and a sheet `a`
/// %% file PATH                     the lines that follow, over the smallest project
/// %% link PATH TARGET              a symbolic link
/// %% run ARGUMENTS                 `build` where nothing is said
/// %% status NUMBER                 what it ends with: 1 where an error is expected, else 0
/// %% expect NAME FILE:LINE:COLUMN  a mistake; all of them, but of more than eight only the first and their number
/// %% has FILE TEXT                 a file that was made says this
/// %% lacks FILE TEXT               and not this; `*` is every file, `*.html` every page and feed
/// %% none PATH                     nothing was made there
/// ```
/// In texts and paths `⟦00ff⟧` is bytes and `⟦x*3⟧` is xxx, where # counts from 0 and ¶ is a line's end.
/// `TEBIKI_RECORD=1` writes what is expected anew and fails the run.
@Suite struct HostileTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var name = ""
    var files: [(path: String, bytes: Data)] = []
    var links: [(path: String, target: String)] = []
    var arguments = ["build"]
    var status: Int32?
    var expected: [String] = []
    var claims: [(word: String, file: String, text: String)] = []

    var testDescription: String { name }
  }

  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Hostile")

  static let families = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
    .filter { $0.hasSuffix(".txt") }.sorted()

  static let isRecording = ProcessInfo.processInfo.environment["TEBIKI_RECORD"] != nil

  @Test func `there are hundreds of them, each of a name of its own`() throws {
    let names = try Self.families.flatMap { try Self.cases(in: $0) }.map(\.name)
    #expect(names.count >= 200)
    #expect(Dictionary(grouping: names) { $0 }.filter { $1.count > 1 }.keys.isEmpty)
  }

  @Test(.enabled(if: !isRecording), arguments: try families.flatMap(cases))
  func `nothing gets in, and nothing out`(hostile: Case) throws {
    let outcome = try Self.outcome(of: hostile)
    #expect(outcome.found == hostile.expected, "\(outcome.messages)")
    #expect(outcome.status == hostile.status ?? (hostile.expected.contains { !$0.hasPrefix("warning") } ? 1 : 0))
    #expect(outcome.strays == [], "nothing is written outside output/")
    #expect(outcome.wild == [], "no page runs a script of the content's")
    for (word, file, text) in hostile.claims {
      switch word {
      case "has": #expect(outcome.made[file]?.contains(text) == true, "\(file) has \(text)")
      case "none": #expect(!outcome.made.keys.contains { "\($0)/".hasPrefix("\(file)/") }, "there is no \(file)")
      default:
        for (path, content) in outcome.made where file == "*" || file == path || file == "*.html" && Self.isPage(path) {
          #expect(!content.contains(text), "\(path) lacks \(text)")
        }
      }
    }
  }

  @Test(.enabled(if: isRecording), arguments: families)
  func `what is expected is written anew`(family: String) throws {
    let file = Self.folder.appendingPathComponent(family)
    var parts = try String(contentsOf: file, encoding: .utf8).components(separatedBy: "%% case ")
    for (index, hostile) in try Self.cases(in: family).enumerated() {
      let outcome = try Self.outcome(of: hostile)
      var lines = parts[index + 1].split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      lines.removeAll { $0.hasPrefix("%% expect ") || $0.hasPrefix("%% status ") }
      while lines.last == "" { lines.removeLast() }
      let usual: Int32 = outcome.found.contains { !$0.hasPrefix("warning") } ? 1 : 0
      if outcome.status != usual { lines.append("%% status \(outcome.status)") }
      lines += outcome.found.map { "%% expect \($0)" }
      parts[index + 1] = lines.joined(separator: "\n") + "\n"
    }
    try parts.joined(separator: "%% case ").write(to: file, atomically: true, encoding: .utf8)
    Issue.record("written anew: \(family)")
  }

  private static func isPage(_ path: String) -> Bool { path.hasSuffix(".html") || path.hasSuffix(".xml") }

  // MARK: Running a case

  private struct Outcome {
    var status: Int32 = 0
    /// Names and places of what is wrong, hints aside.
    var found: [String] = []
    var messages: [String] = []
    /// The texts of what was made, by their paths in the project.
    var made: [String: String] = [:]
    /// What was written outside output/.
    var strays: [String] = []
    /// What would run, in pages.
    var wild: [String] = []
  }

  /// How many mistakes are told one by one.
  private static let most = 8

  private static func outcome(of hostile: Case) throws -> Outcome {
    let manager = FileManager.default
    let around = manager.temporaryDirectory.appendingPathComponent("hostile-\(UUID().uuidString)")
    let root = around.appendingPathComponent("outer/project")
    defer { try? manager.removeItem(at: around) }
    func write(_ data: Data, to path: String) throws {
      let file = "\(root.path)/\(path)"
      try manager.createDirectory(
        atPath: (file as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
      try data.write(to: URL(fileURLWithPath: file))
    }
    let least = [
      ("content/site.yaml", "title: 試し\n"), ("content/index.md", "---\ntitle: はじめ\n---\n本文\n"),
      ("../outside.md", "---\ntitle: 外\n---\n秘密\n"),
    ]
    for (path, text) in least { try write(Data(text.utf8), to: path) }
    for (path, bytes) in hostile.files { try write(bytes, to: path) }
    for (path, target) in hostile.links {
      let link = "\(root.path)/\(path)"
      try manager.createDirectory(
        atPath: (link as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
      try manager.createSymbolicLink(atPath: link, withDestinationPath: target)
    }
    let before = Set(try manager.subpathsOfDirectory(atPath: around.path))
    let result = try CommandTests.run(hostile.arguments + ["--format", "json"], in: root.path)
    var outcome = Outcome(status: result.status)
    let wrong = result.diagnostics.filter { $0["severity"] as? String != "hint" }
    outcome.found = wrong.prefix(most).map { diagnostic in
      let severity = diagnostic["severity"] as? String == "warning" ? "warning " : ""
      let place = (diagnostic["file"] as? String).map { file in
        " \(file):\(diagnostic["line"] as? Int ?? 0):\(diagnostic["column"] as? Int ?? 0)"
      }
      return "\(severity)\(diagnostic["name"] as? String ?? "")\(place ?? "")"
    }
    if wrong.count > most { outcome.found.append("\(wrong.count) in all") }
    outcome.messages = wrong.prefix(most).map { $0["message"] as? String ?? "" }
    if result.json.isEmpty { outcome.found = ["no JSON: \(result.errors)"] }
    for path in try manager.subpathsOfDirectory(atPath: around.path) where !before.contains(path) {
      guard path.hasPrefix("outer/project/output/") || path == "outer/project/output" else {
        outcome.strays.append(path)
        continue
      }
      guard let data = manager.contents(atPath: "\(around.path)/\(path)") else { continue }
      let name = String(path.dropFirst("outer/project/".count))
      let text = String(decoding: data, as: UTF8.self)
      outcome.made[name] = text
      let ownScripts = hostile.files.contains { $0.path == "content/\(name.dropFirst("output/site/".count))" }
      if name.hasSuffix(".html"), !ownScripts { outcome.wild += Self.wild(text).map { "\(name): \($0)" } }
    }
    return outcome
  }

  /// Returns the tags of a page that would run a script, or lead to one.
  private static func wild(_ page: String) -> [String] {
    let ownScript = /^<script src="((\.\.\/)*|\/([\w.~%-]+\/)*)(assets|search)\/[a-z]+(\.[0-9a-f]+)?\.js"( defer)?>$/
    let handler = /^<[^>]*?\ on[a-z]+=/
    let address = /\ (?:href|src|action|data|poster|background|xlink:href)="([^"]*)"/
    return tags(of: page).filter { tag in
      let tag = tag.lowercased()
      if tag.hasPrefix("<script") {
        return tag != "<script type=\"application/ld+json\">" && tag.firstMatch(of: ownScript) == nil
      }
      return ["<iframe", "<object", "<embed", "<base", "<form action"].contains(where: tag.hasPrefix)
        || tag.firstMatch(of: handler) != nil
        || tag.matches(of: address).contains { match in
          let scheme = match.1.prefix { $0 != ":" && $0 != "/" && $0 != "?" && $0 != "#" }
          guard match.1.dropFirst(scheme.count).first == ":" else { return match.1.hasPrefix("//") }
          return !["https", "http", "mailto", "tel"].contains(scheme) && !match.1.hasPrefix("data:image/")
            && match.1 != "data:,"
        }
    }
  }

  /// The tags of a page, quoted attributes whole.
  private static func tags(of page: String) -> [String] {
    var tags: [String] = []
    var tag: [UInt8] = []
    var quote: UInt8?
    for byte in page.utf8 {
      if tag.isEmpty {
        if byte == UInt8(ascii: "<") { tag = [byte] }
        continue
      }
      // What stands in an attribute is not looked for handlers: only its name and its value's scheme count.
      tag.append(quote != nil && byte == UInt8(ascii: " ") ? UInt8(ascii: "+") : byte)
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: "\"") {
        quote = byte
      } else if byte == UInt8(ascii: ">") {
        tags.append(String(decoding: tag, as: UTF8.self))
        tag = []
      }
    }
    return tags
  }

  // MARK: Reading cases

  static func cases(in family: String) throws -> [Case] {
    let text = try String(contentsOf: folder.appendingPathComponent(family), encoding: .utf8)
    var cases: [Case] = []
    var body: [Substring]?
    var path = ""
    func finish() {
      if let lines = body { cases[cases.count - 1].files.append((path, unfolded(lines.map { "\($0)\n" }.joined()))) }
      body = nil
    }
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      guard line.hasPrefix("%% ") else {
        body?.append(line)
        continue
      }
      if body?.last == "" { body?.removeLast() }
      finish()
      let parts = line.dropFirst(3).split(separator: " ", maxSplits: 1).map(String.init)
      let rest = parts.count > 1 ? parts[1] : ""
      let last = cases.count - 1
      switch parts[0] {
      case "case": cases.append(Case(name: rest))
      case "with": cases[last].files += sheets
      case "file":
        path = String(decoding: unfolded(rest), as: UTF8.self)
        body = []
      case "link":
        let ends = rest.split(separator: " ").map(String.init)
        cases[last].links.append((ends[0], ends[1]))
      case "run": cases[last].arguments = rest.split(separator: " ").map(String.init)
      case "status": cases[last].status = Int32(rest)
      case "expect": cases[last].expected.append(rest)
      case "has", "lacks", "none":
        let ends = rest.split(separator: " ", maxSplits: 1).map(String.init)
        cases[last].claims.append(
          (parts[0], ends[0], ends.count > 1 ? String(decoding: unfolded(ends[1]), as: UTF8.self) : ""))
      default: throw CocoaError(.formatting)
      }
    }
    if body?.last == "" { body?.removeLast() }
    finish()
    return cases
  }

  private static let sheets: [(path: String, bytes: Data)] = [
    (
      "content/industries/clinic.md",
      "---\ntitle: 医院\nname: 医院\nhead: 院長\nclients: 患者さん\ndata: [予約]\nsystems: [受付]\nstops: [受付]\n---\n"
    ),
    (
      "content/handouts/a.md",
      "---\ntitle: 備え\naudience: executive\n---\n{{customer.name}} {{customer.person}} {{customer.note}}\n"
    ),
  ].map { ($0.0, Data($0.1.utf8)) }

  /// Writes out what stands between ⟦ and ⟧.
  private static func unfolded(_ text: String) -> Data {
    var data = Data()
    var rest = text[...]
    while let open = rest.firstIndex(of: "⟦"), let close = rest[open...].firstIndex(of: "⟧") {
      data += Data(rest[..<open].utf8)
      let inside = rest[rest.index(after: open)..<close]
      rest = rest[rest.index(after: close)...]
      guard let star = inside.lastIndex(of: "*"), let count = Int(inside[inside.index(after: star)...]) else {
        var digits = inside.utf8.compactMap { Character(UnicodeScalar($0)).hexDigitValue.map(UInt8.init) }[...]
        while let high = digits.popFirst(), let low = digits.popFirst() { data.append(high << 4 | low) }
        continue
      }
      let unit = inside[..<star].replacing("¶", with: "\n")
      let counts = unit.contains("#") && unit.count > 1
      for number in 0..<count { data += Data((counts ? unit.replacing("#", with: String(number)) : unit).utf8) }
    }
    return data + Data(rest.utf8)
  }
}
