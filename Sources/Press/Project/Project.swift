package import GuideModel
package import Platform
import Source

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

  /// The files of the site as it was published last.
  package func publishedFiles() throws(FileError) -> [String] { try OutputFolder(output).publishedFiles() }
}
