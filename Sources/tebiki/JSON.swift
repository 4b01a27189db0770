import GuideModel
import Platform
import Press
import Source

/// Writes the one object that `--format json` prints.
indirect enum JSON {
  case null
  case bool(Bool)
  case number(Int)
  /// Rounded to thousandths.
  case decimal(Double)
  case string(String)
  case array([JSON])
  case object([(String, JSON)])

  static func outcome(
    _ command: String, _ outcome: Outcome, ok: Bool, failure: CommandFailure?, seconds: Double, _ language: Language,
    items: [JSON]? = nil, showingHints: Bool = false
  ) -> String {
    let diagnostics = (showingHints ? outcome.report : outcome.report.withoutHints).inFileOrder
    var fields: [(String, JSON)] = [
      ("command", .string(command)), ("ok", .bool(ok)),
      (
        "counts",
        .object([
          ("pages", .number(outcome.pages)), ("sheets", .number(outcome.sheets)), ("pdfs", .number(outcome.pdfs)),
          ("written", .number(outcome.changes?.written ?? 0)), ("unchanged", .number(outcome.changes?.unchanged ?? 0)),
          ("removed", .number(outcome.changes?.removed ?? 0)),
          ("errors", .number(diagnostics.count { $0.severity == .error })),
          ("warnings", .number(diagnostics.count { $0.severity == .warning })),
        ])
      ),
      ("seconds", .decimal(seconds)),
      ("diagnostics", .array(all(diagnostics, in: outcome.sources, language))),
    ]
    if let customers = outcome.customers { fields.append(("customers", describe(customers))) }
    if let items { fields.append(("items", .array(items))) }
    if let failure { fields.append(("failure", .string(failure.message.text(in: language)))) }
    return JSON.object(fields).text
  }

  private static func describe(_ customers: CustomerOutcome) -> JSON {
    .object([
      ("total", .number(customers.total)), ("made", .number(customers.made)),
      ("unchanged", .number(customers.unchanged)),
      (
        "failed",
        .array(
          customers.failed.map { failure in
            .object([
              ("id", .string(failure.id)), ("line", .number(failure.line)),
              ("names", .array(failure.names.map { .string($0) })),
            ])
          })
      ),
    ])
  }

  private static func all(_ diagnostics: [Diagnostic], in sources: SourceFiles, _ language: Language) -> [JSON] {
    var positions = Positions(in: sources)
    return diagnostics.map { describe($0, in: sources, &positions, language) }
  }

  private static func describe(
    _ diagnostic: Diagnostic, in sources: SourceFiles, _ positions: inout Positions, _ language: Language
  ) -> JSON {
    var fields: [(String, JSON)] = [
      ("code", .string(diagnostic.kind.code)), ("name", .string(diagnostic.kind.name)),
      ("severity", .string(diagnostic.severity.rawValue)), ("message", .string(diagnostic.message.text(in: language))),
    ]
    if let range = diagnostic.range {
      let place = positions.place(of: range)
      fields += [
        ("file", .string(sources[range.file].path)), ("line", .number(place.start.line)),
        ("column", .number(place.start.column)), ("endLine", .number(place.end.line)),
        ("endColumn", .number(place.end.column)),
      ]
    } else {
      fields += ["file", "line", "column", "endLine", "endColumn"].map { ($0, .null) }
    }
    fields.append(("help", diagnostic.help.map { .string($0.text(in: language)) } ?? .null))
    return .object(fields)
  }

  /// The value as it stands in a table; nil for what has no place in one.
  var plainText: String? {
    switch self {
    case .string(let text): text
    case .array, .object: nil
    case .null, .bool, .number, .decimal: text
    }
  }

  /// The value as JSON on one line.
  var text: String {
    switch self {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .number(let value): String(value)
    case .decimal(let value): String((value * 1000).rounded() / 1000)
    case .string(let value): Self.quoted(value)
    case .array(let values): "[" + values.map(\.text).joined(separator: ",") + "]"
    case .object(let fields): "{" + fields.map { Self.quoted($0.0) + ":" + $0.1.text }.joined(separator: ",") + "}"
    }
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\u{00}"..."\u{1F}", "\u{7F}", "\u{2028}", "\u{2029}":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
