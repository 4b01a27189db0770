package import Platform

/// Reports one mistake in the content: what is wrong, where, and what to do about it.
package struct Diagnostic: Hashable, Sendable {
  /// How much a diagnostic weighs. A hint never fails a build, a warning only with `--strict`.
  package enum Severity: String, Comparable, Sendable {
    case hint, warning, error

    package static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

    private var rank: Int {
      switch self {
      case .hint: 0
      case .warning: 1
      case .error: 2
      }
    }
  }

  /// A class of mistakes: `T201 broken-link`.
  package struct Kind: Hashable, Sendable {
    package let code: String
    package let name: String
    package let severity: Severity
    /// Why it is a mistake, and how it is mended; shown by `tebiki explain`.
    package let explanation: Message

    package init(_ code: String, _ name: String, _ severity: Severity = .error, _ explanation: Message) {
      self.code = code
      self.name = name
      self.severity = severity
      self.explanation = explanation
    }
  }

  package let kind: Kind
  package let severity: Severity
  package let message: Message
  /// Where it is; nil only for what concerns the project as a whole.
  package let range: SourceRange?
  package let help: Message?

  package init(
    _ kind: Kind, at range: SourceRange?, _ message: Message, help: Message? = nil, severity: Severity? = nil
  ) {
    self.kind = kind
    self.severity = severity ?? kind.severity
    self.message = message
    self.range = range
    self.help = help
  }
}

/// Collects diagnostics; the order of collection does not matter.
package struct Report: Sendable {
  package private(set) var diagnostics: [Diagnostic] = []

  package init() {}

  package mutating func add(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

  package mutating func add(
    _ kind: Diagnostic.Kind, at range: SourceRange?, _ message: Message, help: Message? = nil
  ) {
    add(Diagnostic(kind, at: range, message, help: help))
  }

  package mutating func merge(_ other: Report) { diagnostics += other.diagnostics }

  /// The report without what never fails.
  package var withoutHints: Report {
    var report = Report()
    report.diagnostics = diagnostics.filter { $0.severity != .hint }
    return report
  }

  /// The report with those diagnostics alone for which `isShown` holds, besides the errors.
  package func errors(and isShown: (Diagnostic) -> Bool) -> Report {
    var report = Report()
    report.diagnostics = diagnostics.filter { $0.severity == .error || isShown($0) }
    return report
  }

  package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  package func count(_ severity: Diagnostic.Severity) -> Int { diagnostics.count { $0.severity == severity } }

  /// The diagnostics in the order of the files and of the places in them, each once.
  package var inFileOrder: [Diagnostic] {
    var seen: Set<Diagnostic> = []
    return diagnostics.enumerated()
      .sorted { left, right in
        let (a, b) = (Self.order(left.element), Self.order(right.element))
        return a == b ? left.offset < right.offset : a.lexicographicallyPrecedes(b)
      }
      .map(\.element)
      .filter { seen.insert($0).inserted }
  }

  private static func order(_ diagnostic: Diagnostic) -> [Int] {
    guard let range = diagnostic.range else { return [-1] }
    return [Int(range.file.index), Int(range.start), Int(range.end)]
  }
}
