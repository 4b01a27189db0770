import GuideModel
package import Platform
import Source

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
}
