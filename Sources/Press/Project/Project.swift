package import GuideModel
package import Platform
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
  /// Told how far the work has come.
  package var progress: Progress
  /// Whether what an earlier run has printed is taken.
  package var usesCache: Bool
  /// Up to how many bytes of text search is one file.
  var searchFileLimit = SearchData.wholeSize

  package init(
    root: String, output: String, theme: String? = nil, program: String, isStrict: Bool = false,
    options: Guide.Options, browser: String? = nil, progress: @escaping Progress = { _, _, _ in },
    usesCache: Bool = true
  ) {
    self.root = root
    self.output = output
    self.theme = theme
    self.program = program
    self.isStrict = isStrict
    self.options = options
    self.browser = browser
    self.progress = progress
    self.usesCache = usesCache
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

extension Project {
  /// Says why nothing can be written to the output folder: what is read would be written over, or published.
  package var outputMisuse: Message? {
    let (root, output) = (resolvedPath(root) ?? root, Self.resolved(output))
    if FileSystem.exists(output), !FileSystem.isFolder(output) {
      return Message(
        ja: "'\(output)' はフォルダーではありません。--output にはフォルダーを指定してください",
        en: "'\(output)' is no folder: give --output one")
    }
    let read = ["\(root)/content", "\(root)/themes"].map { resolvedPath($0) ?? $0 }
    if let link = OutputFolder.link(in: output) {
      return Message(
        ja: "'\(link)' がリンクなので、書いたものが別の場所に入ります。リンクを消してください",
        en: "'\(link)' is a link, and what is written there would land elsewhere; remove it")
    }
    guard
      output == "/" || root == output || root.hasPrefix("\(output)/")
        || read.contains(where: { output == $0 || output.hasPrefix("\($0)/") })
    else { return nil }
    return Message(
      ja: "--output に '\(output)' は使えません。content/ と themes/ の外の、専用のフォルダーにしてください",
      en: "'\(output)' cannot be the output: choose a folder of its own, outside content/ and themes/")
  }

  /// Says that there is no theme of the name that was asked for.
  package var themeMisuse: Message? {
    guard let theme, Theme.find(theme, root: root, program: program) == nil else { return nil }
    return Self.unknown([theme], in: Theme.names(root: root, program: program), Message(ja: "テーマ", en: "theme"))
  }

  /// A path with its links resolved as far as it exists.
  private static func resolved(_ path: String) -> String {
    if let whole = resolvedPath(path) { return whole }
    let parent = path.folder
    let base = parent.isEmpty ? (resolvedPath(path.hasPrefix("/") ? "/" : ".") ?? "") : resolved(parent)
    let name = path.split(separator: "/").last.map(String.init) ?? ""
    return base == "/" ? "/\(name)" : "\(base)/\(name)"
  }
}

extension Project {
  /// Builds the site and every sheet, as PDF too where `pdf` says so. Mistakes in the content are reported, not thrown;
  /// only the machine throws.
  package func build(pdf: Bool = false, reporting outcome: inout Outcome) async throws(FileError) {
    begin(.compare, &outcome)
    let stamp = BuildStamp(of: self)
    if !pdf, usesCache, let last = stamp.lastOutcome(), !last.fails(strictly: isStrict) {
      return outcome.stays(as: last)
    }
    guard let checked = try await check(reporting: &outcome), !outcome.fails(strictly: isStrict) else { return }
    let lock = try OutputFolder(output).lock()
    let prints =
      pdf
      ? try await print(checked.handouts, reporting: &outcome) : keptPrints(of: checked.handouts, &outcome)
    guard !outcome.fails(strictly: isStrict) else { return }
    // What git says can change while no file does.
    let isLasting = checked.guide.site.asksGit == nil
    let pressed = try await press(consume checked, prints, holding: lock, outlastsPowerCuts: true, &outcome)
    let (groups, words) = (pressed.site.searchGroups(of: pressed.entries), pressed.site.synonyms)
    // Half of the memory is the guide's, and search needs nothing of it.
    var publication = (consume pressed).publication
    let search = await SearchData(consume groups, words: words, wholeSize: searchFileLimit, jobs: options.jobs)
    try await finish(&publication, search, &outcome)
    if isLasting { stamp.leave(outcome) } else { stamp.remove() }
    withExtendedLifetime(lock) {}
  }

  /// Notes, and tells, that a part of the work begins.
  func begin(_ phase: Phase, _ outcome: inout Outcome) {
    outcome.begin(phase)
    progress(phase, 0, 0)
  }

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

  /// What a publication with all but its search data was made from.
  struct Pressed {
    var site: SitePress
    /// What search finds of each page, by its index.
    var entries: [Int: SearchEntry]
    var publication: Publication
  }

  /// Renders everything but the search data into a publication.
  func press(
    _ checked: consuming Checked, _ prints: [OutputFile], holding lock: FolderLock, outlastsPowerCuts: Bool,
    _ outcome: inout Outcome
  ) async throws(FileError) -> Pressed {
    begin(.pages, &outcome)
    let site = SitePress(guide: checked.guide, theme: checked.theme, sheets: checked.sheets)
    var publication = try OutputFolder(output).publication(holding: lock, outlastsPowerCuts: outlastsPowerCuts)
    let pages = site.pages
    let tally = Tally(.pages, of: pages.count, progress)
    let made = try await publication.add(pages, jobs: options.jobs) { page in
      defer { tally.count() }
      return site.render(page)
    }
    try await publication.add(
      site.files + checked.handouts.files + prints + checked.theme.files, jobs: options.jobs)
    begin(.search, &outcome)
    return Pressed(site: site, entries: Dictionary(uniqueKeysWithValues: zip(pages, made)), publication: publication)
  }

  /// Adds the search data to a publication and publishes it.
  func finish(_ publication: inout Publication, _ search: SearchData, _ outcome: inout Outcome) async throws(FileError)
  {
    try await publication.add(search.files.map(\.file), jobs: options.jobs)
    begin(.publish, &outcome)
    outcome.changes = try publication.publish()
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

  /// The files of the site as it was published last.
  package func publishedFiles() throws(FileError) -> [String] { try OutputFolder(output).publishedFiles() }

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

extension Outcome {
  /// Leaves the errors alone: a run for a part of the sheets says nothing else of what it does not make.
  mutating func keepErrors() { report = report.errors { _ in false } }

  /// Whether the mistakes found stop a build.
  package func fails(strictly isStrict: Bool) -> Bool {
    report.hasErrors || isStrict && report.count(.warning) > 0
  }
}
