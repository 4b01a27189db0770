import Markup
import Platform
import Source

@testable import GuideModel
@testable import Plain

/// The keys of a kind as a table: what a key takes comes from the messages of the very code that reads it, what it is
/// for from the comments of the file that one begins with.
struct KeyReference {
  /// The file that one begins with.
  let starter: String
  /// Keys that are told elsewhere, where they need not be there.
  var told: Set<String> = []
  /// What must be there so that everything is read.
  var base = ""
  let read: (inout FieldReader) -> Void

  /// The table; what a key is for stays empty where nobody says it.
  var table: String {
    var text = "| キー | 値 | 内容 |\n| --- | --- | --- |\n"
    let (explained, required) = (explanations, asked("").required)
    // A synonym is told beside the key that it stands for.
    for key in asked("").keys where key != "weight" && (!told.contains(key) || required.contains(key)) {
      let isRequired = required.contains(key)
      text += "| `\(key)`\(isRequired ? " ★" : "") | \(value(of: key)) | \(explained[key] ?? "") |\n"
    }
    return text
  }

  /// The keys that are read.
  var keys: Set<String> { Set(asked("").keys) }

  /// Which keys are read, and which of them must be there.
  private func asked(_ yaml: String) -> (keys: [String], required: Set<String>, messages: [Diagnostic]) {
    let source = SourceFile(path: "x.yaml", bytes: Array(yaml.utf8))
    var report = Report()
    let node = YAMLNode(parsing: 0..<source.bytes.count, of: source, file: FileID(0), reporting: &report)
    var fields = FieldReader(
      node, of: Message(ja: "種類", en: "kind"), at: SourceRange(file: FileID(0), start: 0, end: 0))
    read(&fields)
    var keys: [String] = []
    for key in fields.asked where !keys.contains(key) { keys.append(key) }
    let messages = report.diagnostics + fields.report.diagnostics
    return (keys, Set(keys.filter { Self.lacks($0, "種類", messages) }), messages)
  }

  private static func lacks(_ key: String, _ subject: String, _ messages: [Diagnostic]) -> Bool {
    messages.contains { $0.kind.name == "missing-field" && $0.message.ja == "\(subject)には '\(key)' が必要です" }
  }

  /// What a key takes, as it is said to whoever gives it something else.
  private func value(of key: String) -> String {
    let base = base.split(separator: "\n").filter { !$0.hasPrefix("\(key):") }.map { $0 + "\n" }.joined()
    let ofText = expectation(of: key, in: asked("\(base)\(key): zzzzzzzz\n").messages)
    let ofMapping = asked("\(base)\(key): {zzzzzzzz: 1}\n").messages
    let ofList = asked("\(base)\(key): [{zzzzzzzz: 1}]\n").messages
    let isList = expectation(of: key, in: ofMapping)?.hasPrefix("並び") == true
    if let parts = parts(in: isList ? ofList : ofMapping) {
      guard isList else { return "「キー: 値」\(parts)" }
      let ofTexts = asked("\(base)\(key): [zzzzzzzz]\n").messages
      let takesTexts = !ofTexts.contains { $0.message.ja.hasPrefix("「キー: 値」の並び") }
      return "並び。一つは\(takesTexts ? "文字列か" : "")「キー: 値」\(parts)"
    }
    if isList { return ofText.map { "\($0)（並べてもよい）" } ?? "文字列の並び" }
    return ofText ?? expectation(of: key, in: ofMapping) ?? "自由"
  }

  private func expectation(of key: String, in messages: [Diagnostic]) -> String? {
    for text in messages.map(\.message.ja) where text.hasSuffix("でなければなりません") {
      for start in ["'\(key)' の値は", "'\(key)' は"] {
        guard let found = text.firstRange(of: start) else { continue }
        return String(text[found.upperBound...]).replacing("でなければなりません", with: "")
          .replacing("-1000000から1000000までの整数", with: "整数")
          .replacing(/次のどれか（(.*)）/) { $0.1.split(separator: ", ").map { "`\($0)`" }.joined(separator: " ") }
      }
    }
    return nil
  }

  /// The keys of a mapping below a key.
  private func parts(in messages: [Diagnostic]) -> String? {
    guard let unknown = messages.first(where: { $0.message.ja.hasSuffix("に 'zzzzzzzz' というキーはありません") }),
      let keys = unknown.help?.ja.split(separator: ": ").last?.split(separator: " ")
    else { return nil }
    guard keys.count < 10 else { return "" }  // told on a page of their own
    let subject = unknown.message.ja.replacing("に 'zzzzzzzz' というキーはありません", with: "")
    return "（"
      + keys.map { "`\($0)`\(Self.lacks(String($0), subject, messages) ? " ★" : "")" }.joined(separator: "、") + "）"
  }

  /// What the comments of the starter say of each key: the line above it, also where several keys stand below one line.
  private var explanations: [String: String] {
    var found: [String: String] = [:]
    var comment = ""
    for line in starter.split(separator: "\n") {
      let text = line.drop { $0 == " " || $0 == "-" }
      if text.hasPrefix("# ") {
        comment = String(text.dropFirst(2)).replacing("（必須）", with: "").replacing("（必須、", with: "（")
          .replacing(/:::[a-z]+/) { "`\($0.output)`" }
      } else if let match = text.prefixMatch(of: /#?([a-z_]+):/), found[String(match.1)] == nil {
        found[String(match.1)] = comment
      }
    }
    return found
  }
}
