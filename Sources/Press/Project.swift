package import GuideModel
package import Source

/// A folder with `content/`, and how it is built.
package struct Project: Sendable {
  /// The folder that holds `content/`.
  package var root: String
  package var output: String
  /// The theme's name, where it is not the one that `site.yaml` names.
  package var theme: String?
  /// Where the program lies; the standard theme is found from there.
  package var program: String
  /// Whether a warning stops the build.
  package var isStrict: Bool
  package var options: Guide.Options
  /// The browser that prints, where one is named.
  package var browser: String?
  /// Told how far printing has come.
  package var progress: PrintProgress

  package init(
    root: String, output: String, theme: String? = nil, program: String, isStrict: Bool = false,
    options: Guide.Options, browser: String? = nil, progress: @escaping PrintProgress = { _, _ in }
  ) {
    self.root = root
    self.output = output
    self.theme = theme
    self.program = program
    self.isStrict = isStrict
    self.options = options
    self.browser = browser
    self.progress = progress
  }
}

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
  package var changes: OutputFolder.Changes?
  /// What was asked for that there is not: wrong usage, not wrong content.
  package var misuse: Message?

  package init() {}
}

extension Project {
  /// Builds the site and every sheet, as PDF too where `pdf` says so. Mistakes in the content are reported, not thrown;
  /// only the machine throws.
  package func build(pdf: Bool = false, reporting outcome: inout Outcome) async throws(FileError) {
    guard let (guide, theme, sheets) = try await check(reporting: &outcome), !outcome.fails(strictly: isStrict) else {
      return
    }
    let site = SitePress(guide: guide, theme: theme, sheets: sheets)
    let search = await site.searchFiles(jobs: options.jobs)
    let handouts = SheetPress(guide: guide, theme: theme, sheets: sheets)
    let prints = pdf ? try await print(handouts, reporting: &outcome) : keptPrints(of: handouts, &outcome)
    guard !outcome.fails(strictly: isStrict) else { return }
    outcome.changes = try await OutputFolder(output).replaceSite(
      with: site.files + search + handouts.files + prints + theme.files, jobs: options.jobs)
  }

  /// Reads and checks everything, and writes nothing. Returns what can be printed; nil where too little was readable.
  @discardableResult
  package func check(
    reporting outcome: inout Outcome
  ) async throws(FileError) -> (guide: Guide, theme: Theme, sheets: [ComposedSheet])? {
    outcome.sources = try SourceFiles.load("\(root)/content", as: "content", reporting: &outcome.report)
    guard let guide = await Guide.read(outcome.sources, options, reporting: &outcome.report) else { return nil }
    for rule in GuideRules.all { rule.check(guide, reporting: &outcome.report) }
    let sheets = await guide.composeSheets(jobs: options.jobs, reporting: &outcome.report)
    outcome.pages = guide.pages.count { $0.kind != .sheet }
    outcome.sheets = sheets.count
    let theme = try Theme.load(
      theme ?? guide.site.theme, talks: sheets.contains { $0.talk != nil }, project: root, program: program,
      into: &outcome.sources, reporting: &outcome.report)
    return theme.map { (guide, $0, sheets) }
  }

  /// Checks everything, and the sheets on paper: the browser lays them out and prints them, and nothing is published.
  package func checkFit(reporting outcome: inout Outcome) async throws(FileError) {
    guard let (guide, theme, sheets) = try await check(reporting: &outcome), !outcome.report.hasErrors else { return }
    _ = try await print(SheetPress(guide: guide, theme: theme, sheets: sheets), reporting: &outcome)
  }

  /// Reads the guide alone.
  package func guide(reporting outcome: inout Outcome) async throws(FileError) -> Guide? {
    outcome.sources = try SourceFiles.load("\(root)/content", as: "content", reporting: &outcome.report)
    return await Guide.read(outcome.sources, options, reporting: &outcome.report)
  }
}

extension Outcome {
  /// Whether the mistakes found stop a build.
  package func fails(strictly isStrict: Bool) -> Bool {
    report.hasErrors || isStrict && report.count(.warning) > 0
  }
}
