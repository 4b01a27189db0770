import GuideModel
package import Platform
package import Source

/// What a command has found and done.
package struct Outcome: Sendable {
  package var report = Report()
  /// The texts that the report's places are in.
  package var sources = SourceFiles(files: [])
  package var pages = 0
  package var sheets = 0
  /// How many PDFs there are now, and how many were taken away because their sheets have changed.
  package var pdfs = 0
  package var stalePDFs = 0
  /// Whether sheets have been laid out on paper.
  package var isFitChecked = false
  /// How many addresses on the web were asked for.
  package var addresses = 0
  package var changes: OutputFolder.Changes?
  /// The folders that sheets were written to, where they alone were made.
  package var places: [String] = []
  /// What came of the customers that were asked for, where there are any.
  package var customers: CustomerOutcome?
  /// How many customers' folders are there that were left alone: those whom the list does not name, or all of them.
  package var leftCustomers = 0
  /// What was asked for that there is not: wrong usage, not wrong content.
  package var misuse: Message?
  /// How long each part of the work took.
  package private(set) var phases: [(phase: Phase, seconds: Double)] = []
  private var current: (phase: Phase, start: ContinuousClock.Instant)?

  package init() {}

  /// Adds what was done to the files of a folder to what was done before.
  package mutating func add(_ more: OutputFolder.Changes) { changes = (changes ?? .init()) + more }

  /// Notes that a build has nothing to do.
  mutating func stays(as last: Outcome) {
    (report, sources, changes) = (last.report, last.sources, last.changes)
    (pages, sheets, pdfs) = (last.pages, last.sheets, last.pdfs)
  }

  /// Notes that a part of the work begins; what went on until now is done.
  mutating func begin(_ phase: Phase) {
    end()
    current = (phase, .now)
  }

  /// Notes that the work is done.
  package mutating func end() {
    guard let current else { return }
    let time = (ContinuousClock.now - current.start).components
    phases.append((current.phase, Double(time.seconds) + Double(time.attoseconds) / 1e18))
    self.current = nil
  }
}

extension Outcome {
  /// Leaves the errors alone: a run for a part of the sheets says nothing else of what it does not make.
  mutating func keepErrors() { report = report.errors { _ in false } }

  /// Whether the mistakes found stop a build.
  package func fails(strictly isStrict: Bool) -> Bool {
    report.hasErrors || isStrict && report.count(.warning) > 0
  }
}
