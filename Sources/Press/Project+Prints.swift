import GuideModel
import Source

extension Project {
  /// Prints the sheets and packs that have changed; what does not fit its paper is reported. Returns the PDFs.
  func print(_ handouts: SheetPress, reporting outcome: inout Outcome) async throws(FileError) -> [OutputFile] {
    let printables = handouts.printables
    let printer = SheetPrinter(
      guide: handouts.guide, store: PrintStore(output: output), browser: try Browser.find(named: browser),
      progress: progress)
    let result = await printer.print(printables)
    outcome.isFitChecked = true
    let sheets = printables.compactMap(\.sheet)
    var findings = Findings(of: sheets.map(\.variant), in: handouts.guide)
    for number in sheets.indices { if let report = result.reports[number] { findings.add(report, variant: number) } }
    outcome.report.merge(findings.report)
    if let failure = result.failures.min(by: { $0.path < $1.path }) { throw failure }
    printer.store.sweep(keeping: Set(result.kept.values.map(\.key)))
    outcome.pdfs = result.kept.count
    return printables.enumerated().compactMap { number, printable in
      result.kept[number].map { OutputFile(path: printable.pdfAddress, copyOf: $0.path) }
    }
  }

  /// The PDFs of an earlier run that are still those of their sheets; the others are taken away.
  func keptPrints(of handouts: SheetPress, _ outcome: inout Outcome) -> [OutputFile] {
    let store = PrintStore(output: output)
    var files: [OutputFile] = []
    for printable in handouts.printables where FileSystem.exists("\(output)/site/\(printable.pdfAddress)") {
      if let kept = store.find(PrintStore.key(of: printable.html())) {
        files.append(OutputFile(path: printable.pdfAddress, copyOf: kept.path))
      } else {
        outcome.stalePDFs += 1
      }
    }
    outcome.pdfs = files.count
    return files
  }
}
