import Platform
import Press
import Source

extension JSON {
  /// Returns the diagnostics as one SARIF log.
  ///
  /// Source: OASIS, Static Analysis Results Interchange Format 2.1.0. Columns count Unicode scalars, lines from 1.
  static func sarif(_ outcome: Outcome, failure: CommandFailure?, _ language: Language) -> String {
    let diagnostics = outcome.report.inFileOrder
    let kinds = DiagnosticKinds.all.filter { kind in diagnostics.contains { $0.kind.code == kind.code } }
    let rules = kinds.map { kind in
      JSON.object([
        ("id", .string(kind.code)), ("name", .string(kind.name)),
        ("shortDescription", .object([("text", .string(kind.name))])),
        ("fullDescription", .object([("text", .string(kind.explanation.text(in: language)))])),
        ("defaultConfiguration", .object([("level", .string(level(of: kind.severity)))])),
      ])
    }
    var positions = Positions(in: outcome.sources)
    let results = diagnostics.map { diagnostic -> JSON in
      let help = diagnostic.help.map { "\n" + $0.text(in: language) } ?? ""
      var fields: [(String, JSON)] = [
        ("ruleId", .string(diagnostic.kind.code)),
        ("ruleIndex", .number(kinds.firstIndex { $0.code == diagnostic.kind.code } ?? 0)),
        ("level", .string(level(of: diagnostic.severity))),
        ("message", .object([("text", .string(diagnostic.message.text(in: language) + help))])),
      ]
      if let range = diagnostic.range {
        fields.append(("locations", .array([location(of: range, in: outcome.sources, &positions)])))
      }
      return .object(fields)
    }
    var invocation: [(String, JSON)] = [("executionSuccessful", .bool(failure == nil))]
    if let failure {
      let notice = JSON.object([
        ("level", .string("error")), ("message", .object([("text", .string(failure.message.text(in: language)))])),
      ])
      invocation.append(("toolExecutionNotifications", .array([notice])))
    }
    let driver: [(String, JSON)] = [
      ("name", .string("tebiki")), ("version", .string(Version.number)), ("rules", .array(rules)),
    ]
    let run = JSON.object([
      ("tool", .object([("driver", .object(driver))])), ("columnKind", .string("unicodeCodePoints")),
      ("invocations", .array([.object(invocation)])), ("results", .array(results)),
    ])
    return JSON.object([
      ("$schema", .string("https://json.schemastore.org/sarif-2.1.0.json")), ("version", .string("2.1.0")),
      ("runs", .array([run])),
    ]).text
  }

  private static func level(of severity: Diagnostic.Severity) -> String {
    switch severity {
    case .hint: "note"
    case .warning: "warning"
    case .error: "error"
    }
  }

  private static func location(of range: SourceRange, in sources: SourceFiles, _ positions: inout Positions) -> JSON {
    let place = positions.place(of: range)
    let region = JSON.object([
      ("startLine", .number(place.start.line)), ("startColumn", .number(place.start.column)),
      ("endLine", .number(place.end.line)), ("endColumn", .number(place.end.column)),
    ])
    return .object([
      (
        "physicalLocation",
        .object([
          ("artifactLocation", .object([("uri", .string(Address.encoded(sources[range.file].path)))])),
          ("region", region),
        ])
      )
    ])
  }
}
