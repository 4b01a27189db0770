package import GuideModel
package import Platform
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

extension Project {
  /// Makes the sheets alone, or those of some trades or of some names; everything else of the site stays as it is.
  package func makeHandouts(
    industries: [String], sheets names: [String], pdf: Bool, reporting outcome: inout Outcome
  ) async throws(FileError) {
    guard let checked = try await check(reporting: &outcome) else { return outcome.keepErrors() }
    let (guide, theme, all) = (checked.guide, checked.theme, checked.sheets)
    outcome.misuse =
      Self.unknownIndustry(industries, in: guide)
      ?? Self.unknown(
        names, in: guide.sheets.ids.map(\.name), called: guide.titles(of: guide.sheets), Message(ja: "資料", en: "sheet"))
    if outcome.misuse != nil { outcome.keepErrors() }
    guard outcome.misuse == nil || outcome.report.hasErrors else { return }
    func isChosen(_ variant: Variant) -> Bool {
      (industries.isEmpty || industries.contains(variant.industry.id.name))
        && (names.isEmpty || names.contains(variant.sheet.id.name))
    }
    checked.restrict(&outcome.report, to: isChosen)
    guard !outcome.fails(strictly: isStrict) else {
      outcome.misuse = nil
      return
    }
    let chosen = all.filter { isChosen($0.variant) }
    var handouts = SheetPress(guide: guide, theme: theme, sheets: chosen)
    handouts.hasPacks = names.isEmpty  // a pack holds every sheet
    let output = OutputFolder(output)
    let lock = try output.lock()
    let prints =
      pdf ? try await print(handouts, sweeping: false, reporting: &outcome) : keptPrints(of: handouts, &outcome)
    guard !outcome.fails(strictly: isStrict) else { return }
    outcome.pages = 0
    outcome.sheets = chosen.count
    begin(.pages, &outcome)
    let files = handouts.files + prints
    let part = Set(handouts.printables.flatMap { [$0.address, $0.pdfAddress] })
    outcome.changes = try await output.replacePart(
      with: files, where: { part.contains($0) }, holding: lock, jobs: options.jobs)
    let folders = industries.isEmpty ? [""] : Set(industries).sorted().map { "\($0)/" }
    outcome.places = folders.map { "\(self.output)/site/\(Guide.sheetsFolder)/\($0)" }
  }

  /// Says which of some trades there is not, and which one was meant.
  package static func unknownIndustry(_ names: [String], in guide: Guide) -> Message? {
    let called = guide.titles(of: guide.industries)
      .merging(guide.industries.map { ($0.name.value, $0.id.name) }) { first, _ in first }
    return unknown(
      names, in: guide.industries.ids.map(\.name), called: called, Message(ja: "業種", en: "industry"))
  }

  /// Says which of some names there is not, and which one was meant; `called` leads to them from what else they are called.
  package static func unknown(
    _ names: [String], in known: [String], called: [String: String] = [:], _ what: Message
  ) -> Message? {
    names.first { !known.contains($0) }.map { name in
      let near =
        called[name] ?? closest(to: name, in: known)
        ?? closest(to: name, in: called.keys.sorted()).flatMap { called[$0] }
      let all = known.prefix(20).joined(separator: ", ")
      let list =
        known.isEmpty
        ? Message(ja: "（まだ一つもありません）", en: " (there is none yet)")
        : Message(ja: "（あるもの: \(all)）", en: " (there is: \(all))")
      return Message(
        ja: "\(what.ja) '\(name)' がありません" + (near.map { "。'\($0)' ではありませんか" } ?? list.ja),
        en: "there is no \(what.en) '\(name)'" + (near.map { "; did you mean '\($0)'?" } ?? list.en))
    }
  }
}
