import GuideModel
import Platform
import Source

/// Prints sheets and packs, holds them against what they promise, and keeps the prints.
struct SheetPrinter: Sendable {
  let guide: Guide
  let store: PrintStore
  let browser: Browser
  let progress: Progress
  /// Whether prints of earlier runs are taken.
  var usesStore = true

  /// What came of printing.
  struct Result: Sendable {
    /// The prints, by the numbers of what was printed; none where something is wrong with it.
    var kept: [Int: PrintStore.Kept] = [:]
    /// What is wrong with each sheet, by its number.
    var reports: [Int: Report] = [:]
    /// What the machine failed at.
    var failures: [FileError] = []
  }

  /// Prints what has not been printed as it is now.
  func print(_ printables: [Printable]) async -> Result {
    var kept = Result()
    var jobs: [(number: Int, key: String)] = []
    for (number, printable) in printables.enumerated() {
      let key = PrintStore.key(of: printable.html())
      if usesStore, let print = store.find(key, by: browser) {
        kept.kept[number] = print
      } else {
        jobs.append((number, key))
      }
    }
    let results = PrintResults(kept, tally: Tally(.print, of: jobs.count, progress))
    let documents = jobs.map { job in
      let printable = printables[job.number]
      return PrintJob(name: printable.address, html: printable.html, isSheet: printable.sheet != nil)
    }
    await PrintShop(browser: browser, date: guide.today).print(documents) { [jobs] index, outcome in
      let (number, key) = jobs[index]
      switch outcome {
      case .failure(let error): await results.add(error)
      case .success(let print):
        await results.add(number, Swift.Result { try keep(print, of: printables[number], as: key) })
      }
    }
    return await results.result
  }

  /// Holds a print against what its sheet promises, and keeps it where nothing is wrong.
  private func keep(
    _ print: Print, of printable: Printable, as key: String
  ) throws -> (kept: PrintStore.Kept?, report: Report) {
    let report = printable.sheet.map { SheetFit(print, of: $0, guide).report } ?? Report()
    guard !report.hasErrors else { return (nil, report) }
    let fill = printable.sheet.map { print.layout.fill(pages: $0.variant.sheet.pages) } ?? 0
    // A hint is said again only when the sheet is printed again, so such a print is kept all the same.
    return (try store.keep(print.pdf, fill: fill, by: browser, as: key), report)
  }
}

/// Collects what came of each document.
private actor PrintResults {
  private(set) var result: SheetPrinter.Result
  private let tally: Tally

  /// Begins with what was kept of an earlier run.
  init(_ kept: SheetPrinter.Result, tally: Tally) {
    result = kept
    self.tally = tally
  }

  func add(_ number: Int, _ kept: PrintStore.Kept?, _ report: Report) {
    result.kept[number] = kept
    result.reports[number] = report
    tally.count()
  }

  func add(_ number: Int, _ outcome: Result<(kept: PrintStore.Kept?, report: Report), any Error>) {
    switch outcome {
    case .success(let success): add(number, success.kept, success.report)
    case .failure(let error as FileError): add(error)
    case .failure: preconditionFailure("keeping throws file errors alone")
    }
  }

  func add(_ failure: FileError) {
    result.failures.append(failure)
    tally.count()
  }
}
