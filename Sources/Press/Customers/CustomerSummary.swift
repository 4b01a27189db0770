import GuideModel
import Platform
import Source

/// The table of what was made for whom, for a spreadsheet: a byte-order mark, CRLF, and no cell that is a formula.
///
/// Of several shards only the first has the mark and the head, so that their files can be put one behind the other.
struct CustomerSummary {
  static let head = "customer,name,industry,sheet,title,edition,date,file,pages,fill,sha256,state,reason"

  enum State: String {
    case made, unchanged, failed
  }

  /// The lines of each customer, by what stands in the column of ids in small letters.
  private var lines: [String: [String]] = [:]

  /// Reads the lines of an earlier run; a list with other columns says nothing that can be kept.
  mutating func read(_ bytes: [UInt8], isFirst: Bool = true) {
    var text = String(
      decoding: bytes.starts(with: SourceFile.byteOrderMark) ? bytes.dropFirst(3) : bytes[...], as: UTF8.self)
    if isFirst {
      guard text.hasPrefix("\(Self.head)\r\n") else { return }
      text.removeFirst(Self.head.count + 1)  // CRLF is one character
    }
    var found: [String: [String]] = [:]
    for line in Self.records(of: text) { found[Self.key(ofLine: line), default: []].append(line) }
    lines.merge(found) { $1 }
  }

  /// Sets what is known of some rows, the earlier lines of their ids aside.
  mutating func set(_ new: [(id: String, line: String)]) {
    for key in Set(new.map { $0.id.lowercased() }) { lines[key] = nil }
    for (id, line) in new { lines[id.lowercased(), default: []].append(line) }
  }

  /// The table, in the order of `ids`; where `keepsOthers`, customers who are not among them follow.
  func bytes(ids: [String], isFirst: Bool, keepsOthers: Bool) -> [UInt8] {
    var rest = lines
    var all: [String] = []
    for id in ids { all += rest.removeValue(forKey: id.lowercased()) ?? [] }
    if keepsOthers { all += rest.keys.sorted().flatMap { rest[$0] ?? [] } }
    let head = isFirst ? SourceFile.byteOrderMark + Array("\(Self.head)\r\n".utf8) : []
    return head + all.flatMap { Array("\($0)\r\n".utf8) }
  }

  static func line(_ cells: [String]) -> String { cells.map(escaped).joined(separator: ",") }

  /// A cell as RFC 4180 writes it. What a spreadsheet would take for a formula gets an apostrophe.
  static func escaped(_ cell: String) -> String {
    let isFormula = cell.first.map { "=+-@\t\r".contains($0) } ?? false
    let text = isFormula ? "'\(cell)" : cell
    guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }

  /// The lines of a table, each up to the line end that no quotes are around.
  private static func records(of text: String) -> [String] {
    var records: [String] = []
    var record = ""
    var isQuoted = false
    for character in text {
      if character == "\"" { isQuoted.toggle() }
      if character.isNewline, !isQuoted {
        if !record.isEmpty { records.append(record) }
        record = ""
      } else {
        record.append(character)
      }
    }
    return record.isEmpty ? records : records + [record]
  }

  /// The id that a line begins with, in small letters.
  private static func key(ofLine line: String) -> String {
    var cell: String
    if line.hasPrefix("\"") {
      let escape = "\u{1}"
      cell = String(line.dropFirst().replacing("\"\"", with: escape).prefix { $0 != "\"" }).replacing(
        escape, with: "\"")
    } else {
      cell = String(line.prefix { $0 != "," })
    }
    if cell.first == "'", let second = cell.dropFirst().first, "=+-@".contains(second) { cell.removeFirst() }
    return cell.lowercased()
  }
}

/// The SHA-256 digests of files, by coreutils' sha256sum.
enum Digests {
  /// Returns the digests of files in their order; none at all where there is no such program.
  static func sha256(of paths: [String]) -> [String?] {
    guard !paths.isEmpty, let answer = try? Program.run(["sha256sum", "-z", "--"] + paths), answer.status == 0 else {
      return paths.map { _ in nil }
    }
    let lines = answer.output.split(separator: 0)
    guard lines.count == paths.count else { return paths.map { _ in nil } }
    return lines.map { String(decoding: $0.prefix(64), as: UTF8.self) }
  }
}
