package import GuideModel
package import Platform
import Source

extension Project {
  /// What was read, and is fit to be published.
  package struct Checked: Sendable {
    package let guide: Guide
    package let theme: Theme
    package let sheets: [ComposedSheet]
    /// What is wrong with each page, by its index, and with everything else.
    let pages: [Report]
    let rest: Report
    /// What of the rest is wrong with the guide and the theme, and with each sheet by its index.
    let general: Report
    let compositions: [Report]

    var handouts: SheetPress { SheetPress(guide: guide, theme: theme, sheets: sheets) }

    /// Leaves of what was reported all errors, for they stop every run, and else what concerns the chosen sheets.
    func restrict(_ report: inout Report, to isChosen: (Variant) -> Bool) {
      let chosen = sheets.indices.filter { isChosen(sheets[$0].variant) }
      let files = Set(chosen.flatMap { sheets[$0].madeFrom })
      let ids = Set(chosen.map { sheets[$0].variant.sheet.id })
      let texts = Set(guide.sheets.filter { ids.contains($0.id) }.compactMap { guide.page(of: $0).file })
      report = report.errors { _ in false }
      let themes = guide.sources.files.count
      for diagnostic in general.diagnostics where diagnostic.severity != .error {
        guard let file = diagnostic.range?.file else { continue }
        if files.contains(file) || Int(file.index) >= themes { report.add(diagnostic) }
      }
      for (page, found) in zip(guide.pages, pages) where page.file.map(texts.contains) == true {
        for diagnostic in found.diagnostics where diagnostic.severity != .error { report.add(diagnostic) }
      }
      var own = Report()
      guide.report(part: chosen.map { (sheets[$0], compositions[$0], []) }, &own)
      for diagnostic in own.diagnostics where diagnostic.severity != .error { report.add(diagnostic) }
    }
  }

  /// Reads and checks everything, and writes nothing. Returns what can be published; nil where too little was readable.
  @discardableResult
  package func check(reporting outcome: inout Outcome) async throws(FileError) -> Checked? {
    guard var guide = try await guide(reporting: &outcome) else { return nil }
    if let place = guide.site.asksGit {
      begin(.git, &outcome)
      Git.date(&guide, askedAt: place, reporting: &outcome.report)
    }
    begin(.check, &outcome)
    let pages = await GuideRules.check(guide, jobs: options.jobs, reporting: &outcome.report)
    var general = outcome.report
    begin(.sheets, &outcome)
    let composed = await guide.compose(guide.variants, jobs: options.jobs)
    guide.report(composed, &outcome.report)
    let sheets = composed.map(\.sheet)
    let count = outcome.report.diagnostics.count
    begin(.theme, &outcome)
    outcome.pages = guide.pages.count { $0.kind != .sheet }
    outcome.sheets = sheets.count
    let theme = try Theme.load(
      theme ?? guide.site.theme, for: guide, talks: sheets.contains { $0.talk != nil }, project: root, program: program,
      into: &outcome.sources, reporting: &outcome.report)
    let letterhead = try theme.map { _ throws(FileError) in try Letterhead(of: guide, reporting: &outcome.report) }
    let rest = outcome.report
    for diagnostic in rest.diagnostics[count...] { general.add(diagnostic) }
    for page in pages { outcome.report.merge(page) }
    guard var theme, let letterhead else { return nil }
    theme.letterhead = letterhead
    return Checked(
      guide: guide, theme: theme, sheets: sheets, pages: pages, rest: rest, general: general,
      compositions: composed.map(\.report))
  }

  /// Checks everything, and the sheets on paper: the browser lays them out and prints them, and nothing is published.
  package func checkFit(reporting outcome: inout Outcome) async throws(FileError) -> Checked? {
    guard let checked = try await check(reporting: &outcome) else { return nil }
    let lock = try OutputFolder(output).lock()
    defer { withExtendedLifetime(lock) {} }
    _ = try await print(checked.handouts, reporting: &outcome)
    return checked
  }

  /// Asks whether the addresses on the web that a guide names are still there.
  package func checkWeb(_ checked: Checked, reporting outcome: inout Outcome) throws(FileError) {
    begin(.web, &outcome)
    outcome.addresses = try WebLinks.check(
      checked.guide.webAddresses(on: checked.sheets), progress: progress, reporting: &outcome.report)
  }

  /// Reads the guide alone.
  package func guide(reporting outcome: inout Outcome) async throws(FileError) -> Guide? {
    begin(.read, &outcome)
    outcome.sources = try await SourceFiles.load(
      "\(root)/content", as: "content", jobs: options.jobs, reporting: &outcome.report)
    begin(.model, &outcome)
    var options = options
    options.themeIDs = { [theme, root, program] site in
      Theme.ids(of: theme ?? site.theme, root: root, program: program)
    }
    return await Guide.read(outcome.sources, options, reporting: &outcome.report)
  }
}
