import GuideModel
import Platform
import Source

extension Project {
  /// Prints the sheets and packs that have changed; what does not fit its paper is reported. Returns the PDFs.
  func print(
    _ handouts: SheetPress, sweeping: Bool = true, reporting outcome: inout Outcome
  ) async throws(FileError) -> [OutputFile] {
    begin(.print, &outcome)
    let printables = handouts.printables
    let printer = SheetPrinter(
      guide: handouts.guide, store: PrintStore(output: output), browser: try Browser.find(named: browser),
      progress: progress, usesStore: usesCache)
    let result = await printer.print(printables)
    outcome.isFitChecked = true
    let sheets = printables.compactMap(\.sheet)
    var findings = Findings(of: sheets.map(\.variant), in: handouts.guide)
    for number in sheets.indices { if let report = result.reports[number] { findings.add(report, variant: number) } }
    outcome.report.merge(findings.report)
    if let failure = result.failures.min(by: { $0.path < $1.path }) { throw failure }
    if sweeping {
      let used = Set(result.kept.values.map(\.number))
      printer.store.sweep { used.contains($0) }
    }
    outcome.pdfs = result.kept.count
    return printables.enumerated().compactMap { number, printable in
      result.kept[number].map { OutputFile(path: printable.pdfAddress, copyOf: $0.path) }
    }
  }

  /// The PDFs of an earlier run that are still those of their sheets; the others are taken away.
  func keptPrints(of handouts: SheetPress, _ outcome: inout Outcome) -> [OutputFile] {
    begin(.print, &outcome)
    let store = PrintStore(output: output)
    var files: [OutputFile] = []
    for printable in handouts.printables {
      guard let kept = store.keptPrint(of: printable, below: "\(output)/site", &outcome) else { continue }
      files.append(OutputFile(path: printable.pdfAddress, copyOf: kept.path))
    }
    outcome.pdfs = files.count
    return files
  }
}

extension PrintStore {
  /// Returns the print that a sheet's PDF below `folder` was made from; a PDF of another text is counted, for it goes.
  func keptPrint(of printable: Printable, below folder: String, _ outcome: inout Outcome) -> Kept? {
    guard FileSystem.exists("\(folder)/\(printable.pdfAddress)") else { return nil }
    let kept = find(Self.key(of: printable.html()))
    if kept == nil { outcome.stalePDFs += 1 }
    return kept
  }
}
