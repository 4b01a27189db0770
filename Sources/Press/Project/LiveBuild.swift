import GuideModel
package import Platform
import Source

/// Builds again and again, for a preview: what was read and made stays in memory, so that an edit costs what it touches.
///
/// An edit of a page's text alone makes that page, the documents that hold it and the search data anew. Whatever could
/// touch another page (a title, a link, an anchor, a term, a new file, the theme) is a whole build. Either way the
/// site is what a whole build would make of it, byte for byte; but for days that git tells, which are those of the last
/// whole build.
package struct LiveBuild: Sendable {
  private let project: Project
  private var last: Last?

  /// What the last build that succeeded was made of, and what it has made.
  fileprivate struct Last: Sendable {
    /// What was there to be read, and when it was looked at.
    var inputs: FileStates
    var moment: Int64
    var site: SitePress
    let sheets: Int
    var sources: SourceFiles
    /// What is wrong with each page, by its index, and with everything else.
    var pages: [Report]
    let rest: Report
    var entries: [Int: SearchEntry]
    var search: SearchData
    var digests: [String: UInt128]
    var pdfs: Int
    var files: Int
    var standby: StandbySite?
  }

  package init(_ project: Project) { self.project = project }

  /// Builds what has changed since the last build.
  package mutating func build(reporting outcome: inout Outcome) async throws(FileError) {
    project.begin(.compare, &outcome)
    let moment = FileStates.now
    let inputs = last?.inputs.again() ?? BuildStamp.inputs(of: project)
    if let last, let paths = inputs.changes(since: last.inputs, at: last.moment) {
      let rebuilt: Rebuilt
      do throws(FileError) {
        rebuilt = try await rebuild(last, paths, &outcome)
      } catch {
        self.last?.standby = nil  // what it had already written into it is not taken back
        throw error
      }
      switch rebuilt {
      case .done(let next):
        self.last = next
        self.last?.inputs = inputs
        self.last?.moment = moment
        return
      case .mistaken: return  // what comes next is compared with the last good build again
      case .tooMuch: break
      case .disturbed: self.last = nil
      }
    }
    last?.standby = nil
    guard let checked = try await project.check(reporting: &outcome), !outcome.fails(strictly: project.isStrict) else {
      return
    }
    let lock = try OutputFolder(project.output).lock()
    let prints = project.keptPrints(of: checked.handouts, &outcome)
    var made = try await project.press(checked, prints, holding: lock, outlastsPowerCuts: false, &outcome)
    let search = await made.site.searchData(
      of: made.entries, wholeSize: project.searchFileLimit, jobs: project.options.jobs)
    try await project.finish(&made.publication, search, &outcome)
    last = Last(
      inputs: inputs, moment: moment, site: made.site, sheets: outcome.sheets, sources: outcome.sources,
      pages: checked.pages, rest: checked.rest, entries: made.entries, search: search,
      digests: Self.digests(of: search), pdfs: outcome.pdfs,
      files: outcome.changes.map { $0.written + $0.unchanged } ?? 0)
  }

  /// Prepares for the next edit; best done while nobody waits.
  package mutating func prepare() throws(FileError) {
    if last != nil, last?.standby == nil { last?.standby = try StandbySite(of: OutputFolder(project.output)) }
  }

  private static func digests(of search: SearchData) -> [String: UInt128] {
    Dictionary(uniqueKeysWithValues: search.files.map { ($0.file.path, $0.digest) })
  }

  private enum Rebuilt {
    case done(Last)
    /// There are mistakes, and nothing is published.
    case mistaken
    /// Everything could be touched.
    case tooMuch
    /// Somebody else has changed the site: what is in it is not known any more.
    case disturbed
  }

  /// Above how many changed pages the search data is made as a whole.
  fileprivate static let mostEntries = 4

  /// Builds what the new texts at `paths` touch.
  private func rebuild(_ last: Last, _ paths: [String], _ outcome: inout Outcome) async throws(FileError) -> Rebuilt {
    guard last.standby != nil else { return .tooMuch }
    project.begin(.reread, &outcome)
    var files: [(id: FileID, source: SourceFile)] = []
    let content = "\(project.root)/content/"
    guard paths.allSatisfy({ $0.hasPrefix(content) }) else { return .tooMuch }
    let names = paths.map { String($0.dropFirst(content.count)) }
    let ids = last.site.guide.sources.ids(ofContent: Set(names))
    for (path, name) in zip(paths, names) {
      guard let id = ids[name] else { return .tooMuch }
      let bytes = try readFile(path)
      if bytes != last.sources[id].bytes { files.append((id, SourceFile(path: last.sources[id].path, bytes: bytes))) }
    }
    guard let (guide, pages) = last.site.guide.rereading(files) else { return .tooMuch }
    var next = last
    next.site.guide = guide
    for (id, source) in files { next.sources.replace(id, by: source) }
    outcome.sources = next.sources
    for page in pages { next.pages[page] = GuideRules.check(page: page, of: guide) }
    outcome.report = last.rest
    for report in next.pages { outcome.report.merge(report) }
    (outcome.pages, outcome.sheets, outcome.pdfs) = (guide.pages.count { $0.kind != .sheet }, last.sheets, last.pdfs)
    guard !outcome.fails(strictly: project.isStrict) else { return .mistaken }
    project.begin(.pages, &outcome)
    guard !pages.isEmpty else {
      outcome.add(.init(unchanged: last.files))
      return .done(next)
    }
    var written: [OutputFile] = []
    for page in pages {
      let (path, bytes, entry) = next.site.render(page)
      written.append(OutputFile(path: path) { bytes })
      next.entries[page] = entry
    }
    if await !next.replaceEntries(of: pages, last, jobs: project.options.jobs) {
      next.search = await next.site.searchData(
        of: next.entries, wholeSize: project.searchFileLimit, jobs: project.options.jobs)
    }
    written += next.site.partDocuments(holding: Set(pages))
    let search = next.search.files
    next.digests = Dictionary(uniqueKeysWithValues: search.map { ($0.file.path, $0.digest) })
    written += search.filter { last.digests[$0.file.path] != $0.digest }.map(\.file)
    project.begin(.publish, &outcome)
    let stale = last.digests.keys.filter { next.digests[$0] == nil }
    guard try next.standby?.publish(written, removing: stale) == true else { return .disturbed }
    next.files += next.digests.count - last.digests.count
    outcome.add(
      .init(
        written: written.count, unchanged: next.files - written.count, removed: stale.count,
        hasSameFiles: stale.isEmpty && next.digests.count == last.digests.count))
    return .done(next)
  }
}

extension LiveBuild.Last {
  /// Puts the new entries of some pages into the search data; false where it must be made as a whole.
  fileprivate mutating func replaceEntries(of pages: [Int], _ last: Self, jobs: Int) async -> Bool {
    guard pages.count <= LiveBuild.mostEntries else { return false }
    for page in pages {
      guard let old = last.entries[page], let new = entries[page] else { return false }
      guard await search.replace(old, by: new, jobs: jobs) else { return false }
    }
    return true
  }
}
