package import Markup
package import Plain
import Platform
package import Source

/// The guide as one value: everything that `content/` says, read once and referred to by index.
package struct Guide: Sendable {
  /// The texts that places are in; a customers' file joins them.
  package var sources: SourceFiles
  package let site: Site
  package let vendor: Vendor
  /// Every text that has a place in the guide, in the order of the paths.
  package internal(set) var pages: [Page]
  package let responsibilities: Items<Responsibility>
  package let practices: Items<Practice>
  package let measures: Items<Measure>
  package let resources: Items<Resource>
  package let industries: Items<Industry>
  package let incidents: Items<Incident>
  package let notices: Items<Notice>
  package let sheets: Items<Sheet>
  package let figures: [Figure]
  /// The ids of all figures, those that could not be read too.
  package let figureIDs: [String]
  package let overrides: [Override]
  /// The ids that no text can give to anything on a page.
  package let reservedIDs: ReservedIDs
  /// What `:::include` pulls in.
  package let fragments: Fragments
  /// The paths of pages that could not be read, of which their own mistakes tell.
  let unread: Set<String>
  /// The paths of pages that are left out as drafts.
  let drafts: Set<String>
  /// What broken links may have been meant for; nil where there are none.
  let meant: MeantTargets?
  /// The numbers that files and folders are sorted by.
  let prefixes: OrderPrefixes
  /// The folders, from the top one on.
  package let sections: [Section]
  /// What the project says about words.
  package let language: PlainLanguage
  /// The spellings of the glossary and the everyday words.
  package let lexicon: Lexicon
  /// The terms of each page, by the page's index.
  package internal(set) var uses: [TermUses]
  /// What reading the pages has found, by the page's index: mistakes of their texts, and what the rules of plain language
  /// say of them.
  package internal(set) var readings: [Report]
  /// The day that the guide is read on.
  package let today: CalendarDate
  /// The days of the last changes by the paths below `content/`, where git is asked for them.
  package var changes: [String: CalendarDate] = [:]

  /// Replaces sections of a sheet for one trade: `handouts/briefing/clinic.md`.
  package struct Override: Sendable {
    package let sheet: Located<ID<Sheet>>
    package let industry: Located<ID<Industry>>
    package let file: FileID
    package internal(set) var document: Document
  }

  /// Returns the page of an item.
  package func page(of item: some GuideItem) -> Page { pages[item.page] }

  /// Returns the ids of items by their titles.
  package func titles<Item: GuideItem>(of items: Items<Item>) -> [String: String] {
    Dictionary(items.map { (page(of: $0).title, $0.id.name) }, uniquingKeysWith: { first, _ in first })
  }

  /// Returns the trade that a page is about: that of an industry's own page.
  package func industry(of page: Page) -> Industry? {
    page.kind == .industry ? industries[ID(page.id)] : nil
  }

  package func figure(_ id: String) -> Figure? { figures.first { $0.id.name == id } }

  /// Returns the day of a page's last change: by front matter, else by git.
  package func updated(of page: Page) -> CalendarDate? {
    page.updated ?? (page.file == nil ? nil : changes[page.path])
  }
}

extension Guide {
  /// How a guide is read.
  package struct Options: Sendable {
    package var today: CalendarDate
    package var includesDrafts: Bool
    package var jobs: Int
    /// Returns the ids that a site's theme has on its pages.
    package var themeIDs: @Sendable (Site) -> Set<String> = { _ in [] }

    package init(today: CalendarDate, includesDrafts: Bool = false, jobs: Int = 1) {
      self.today = today
      self.includesDrafts = includesDrafts
      self.jobs = jobs
    }
  }

  /// Reads the guide from its texts. Mistakes are reported; nil when even its settings cannot be read.
  package static func read(
    _ sources: SourceFiles, _ options: Options, reporting report: inout Report
  ) async -> Guide? {
    let prefixes = OrderPrefixes(sources.ids.map(sources.contentPath(of:)))
    let folderPages = FolderPages(sources.ids.map(sources.contentPath(of:)))
    let texts = await mapInParallel(sources.ids, jobs: options.jobs) { file in
      let path = sources.contentPath(of: file)
      return TextFile(sources[file], file, path: path, isIndex: folderPages.contains(path), prefixes)
    }
    func isRead(_ text: TextFile) -> Bool { text.page.map { options.includesDrafts || !$0.isDraft } ?? false }
    for text in texts where !isRead(text) { report.merge(text.report) }
    guard let site = texts.lazy.compactMap(\.site).first else {
      for text in texts where isRead(text) { report.merge(text.report) }
      if !texts.contains(where: { $0.path == "site.yaml" }) {
        report.add(
          .missingField, at: nil,
          Message(ja: "content/site.yaml がありません", en: "there is no content/site.yaml"),
          help: Message(ja: "「title: 題名」の一行から始められます", en: "one line 'title: …' is enough to begin with"))
      }
      return nil
    }
    let read = texts.filter(isRead)
    var pages = read.compactMap(\.page)
    var found = read.map(\.report)
    let fragments = Fragments(texts.compactMap(\.fragment))
    report.merge(fragments.check())
    for (index, expanded) in await mapInParallel(pages, jobs: options.jobs, { fragments.expand($0.document) })
      .enumerated()
    {
      guard let expanded else { continue }
      pages[index] = pages[index].with(expanded.document)
      found[index].merge(expanded.report)
    }
    let reservedIDs = ReservedIDs(options.themeIDs(site))
    for index in pages.indices where pages[index].kind != .sheet {
      pages[index] = pages[index].givingWay(to: reservedIDs, reporting: &found[index])
    }
    let overrides = texts.compactMap(\.override).map { override in
      guard let expanded = fragments.expand(override.document) else { return override }
      report.merge(expanded.report)
      var override = override
      override.document = expanded.document
      return override
    }
    let items = read.enumerated().compactMap { index, text in text.item.map { $0(index) } }
    let sections = Section.all(of: &pages, site: site, prefixes)
    let unread = Set(texts.filter { $0.isUnread }.map(\.path))
    let drafts = texts.filter { $0.page != nil && !isRead($0) }
    let draftPaths = Set(drafts.map(\.path))
    let resolver = LinkResolver(
      pages: pages, unread: unread, drafts: draftPaths, sources: sources, allowsRawHTML: site.allowsRawHTML)
    let targets = await mapInParallel(pages, jobs: options.jobs) { resolver.targets(of: $0) }
    for index in pages.indices { pages[index] = pages[index].with(targets[index]) }
    let meant = Self.meant(targets, resolver, site, others: unread.sorted() + draftPaths.sorted())

    var language = texts.lazy.compactMap(\.plain).first ?? PlainLanguage()
    if texts.contains(where: { $0.page?.kind == .sheet }) { language.standardWords = PlainLanguage.builtInWords }
    language.terms = texts.flatMap(\.terms).sorted { $0.precedes($1) }
    let (words, lexicon) = (language, Lexicon(language))
    let readings = await mapInParallel(pages, jobs: options.jobs) { page in
      page.kind == .sheet ? (Report(), TermUses()) : Self.read(page, sources, words, lexicon)
    }
    found += Array(repeating: Report(), count: pages.count - found.count)  // folders' pages that nobody wrote
    for (index, reading) in readings.enumerated() { found[index].merge(reading.0) }

    func sorted<Item: GuideItem>(_ type: Item.Type, _ kind: Kind) -> Items<Item> {
      Items(
        items.compactMap { $0 as? Item }
          .sorted { pages[$0.page].precedes(pages[$1.page]) },
        unread: Set(
          unread.filter { Kind(path: $0) == kind }.map { ID(String(prefixes.name(of: $0).dropLast(3))) }),
        drafts: Set(drafts.compactMap(\.page).filter { $0.kind == kind }.map { ID($0.id) }))
    }
    return Guide(
      sources: sources, site: site, vendor: texts.lazy.compactMap(\.vendor).first ?? .unknown, pages: pages,
      responsibilities: sorted(Responsibility.self, .responsibility), practices: sorted(Practice.self, .practice),
      measures: sorted(Measure.self, .measure), resources: sorted(Resource.self, .resource),
      industries: sorted(Industry.self, .industry),
      incidents: sorted(Incident.self, .incident), notices: sorted(Notice.self, .notice),
      sheets: sorted(Sheet.self, .sheet),
      figures: texts.compactMap(\.figure), figureIDs: texts.compactMap(\.figureID), overrides: overrides,
      reservedIDs: reservedIDs, fragments: fragments, unread: unread, drafts: draftPaths,
      meant: meant, prefixes: prefixes, sections: sections,
      language: language, lexicon: lexicon, uses: readings.map(\.1), readings: found,
      today: options.today)
  }

  /// Makes ready what broken links may have been meant for; nil where none is broken.
  private static func meant(
    _ targets: [[LinkTarget]], _ resolver: LinkResolver, _ site: Site, others: [String]
  ) -> MeantTargets? {
    var isBroken = site.listedPages.contains { resolver.page(at: $0.value) == nil }
    var headings: [Int: [String]] = [:]
    for target in targets.joined() {
      guard case .broken(let reason) = target else { continue }
      isBroken = true
      guard case .noAnchor(let page, _) = reason, headings[page] == nil else { continue }
      let document = resolver.pages[page].document
      headings[page] = document.headings.map { document.string($0.id) }
    }
    guard isBroken else { return nil }
    return MeantTargets(
      pages: resolver.pages.map(\.path) + others, assets: resolver.sources.assets, headings: headings)
  }

  /// Holds a page of the site against the rules of plain language, and finds its terms.
  static func read(
    _ page: Page, _ sources: SourceFiles, _ language: PlainLanguage, _ lexicon: Lexicon
  ) -> (Report, TermUses) {
    let gate = Gate(page.document, sources, language, isSheet: false)
    var report = gate.report
    for suppression in gate.suppressions where !suppression.isUsed {
      Suppression.reportUnused(suppression.range, &report)
    }
    return (report, lexicon.terms.isEmpty ? TermUses() : TermUses(in: page.document, lexicon))
  }
}
