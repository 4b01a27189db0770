import GuideModel
import Plain
import Platform
import Source

extension SitePress {
  /// Makes the search data.
  func searchData(of entries: [Int: SearchEntry], wholeSize: Int, jobs: Int) async -> SearchData {
    await SearchData(searchGroups(of: entries), words: synonyms, wholeSize: wholeSize, jobs: jobs)
  }

  /// Returns what search finds: guide pages by kind in the order of reading, sheets by their titles, the terms.
  ///
  /// What lists other pages (menus, 'related', what a folder holds) is left out: those pages are found themselves.
  ///
  /// - Parameter entries: What search finds of each page, by the page's index.
  func searchGroups(of entries: [Int: SearchEntry]) -> [SearchGroup] {
    var byKind: [Kind: [SearchEntry]] = [:]
    for page in guide.readingOrder {
      if let entry = entries[page] { byKind[guide.pages[page].kind, default: []].append(entry) }
    }
    byKind[.page, default: []] += ownPages
    byKind[.sheet] = guide.variants.map { searchEntry(of: $0) }
    var groups = Self.kinds.map { SearchGroup(name: guide.says($1.ja, $1.en), entries: byKind[$0] ?? []) }
    let terms = guide.language.terms.indices.map { searchEntry(ofTerm: $0) }
    groups.append(SearchGroup(name: guide.says("用語", "term"), entries: terms))
    return groups
  }

  /// The kinds in the order in which they are listed, and what a reader calls them.
  private static let kinds: [(Kind, Message)] = [
    (.page, Message(ja: "手引き", en: "guide")), (.responsibility, Kind.responsibility.name),
    (.practice, Kind.practice.name), (.measure, Kind.measure.name), (.industry, Kind.industry.name),
    (.incident, Kind.incident.name), (.resource, Message(ja: "資料", en: "resource")), (.notice, Kind.notice.name),
    (.sheet, Kind.sheet.name),
  ]

  /// Returns what search finds of a page, whose text is `body`.
  func searchEntry(of index: Int, body: [UInt8]) -> SearchEntry {
    let page = guide.pages[index]
    var lead = page.description.map { $0.utf8 + [0x0A] } ?? []
    for fact in related[index]?.facts ?? [] {
      lead += fact.name.utf8
      lead.append(0x0A)
      lead += fact.value.utf8
      lead.append(0x0A)
    }
    return SearchEntry(
      title: page.title, address: Address.encoded(page.address),
      sections: BodyText(body, after: lead).sections)
  }

  /// The pages that nobody writes and that list others, by what they say of their own.
  private var ownPages: [SearchEntry] {
    func entry(_ address: String, _ title: String, _ description: String, _ headings: [(String, String)] = [])
      -> SearchEntry
    {
      SearchEntry(
        title: title, address: address,
        sections: [.init(text: Array(description.utf8))]
          + headings.map { .init(heading: Array($0.utf8), anchor: Array($1.utf8)) })
    }
    var pages: [SearchEntry] = []
    if !guide.site.paths.isEmpty {
      let headings = guide.site.paths.map { ($0.title, "path-\($0.id.value)") }
      pages.append(entry(Guide.pathsAddress, pathsTitle, pathsDescription, headings))
    }
    if !guide.practices.isEmpty { pages.append(entry(Guide.topicsAddress, topicsTitle, topicsDescription)) }
    if !guide.sheets.isEmpty { pages.append(entry(Guide.handoutsAddress, sheetsTitle, sheetsDescription)) }
    if !guide.language.terms.isEmpty { pages.append(entry(Guide.glossaryAddress, glossaryTitle, glossaryDescription)) }
    return pages
  }

  /// A sheet is found by its title and its trade; its text says what pages say, in a customer's words.
  private func searchEntry(of variant: Variant) -> SearchEntry {
    let page = guide.page(of: variant.sheet)
    return SearchEntry(
      title: "\(page.title)（\(variant.industry.name.value)）",
      address: Address.encoded(variant.address),
      sections: page.description.map { [BodyText.Section(text: Array($0.utf8))] } ?? [])
  }

  private func searchEntry(ofTerm index: Int) -> SearchEntry {
    let term = guide.language.terms[index]
    let lines: [String?] = [
      term.explanation?.value, term.plain.map(\.value), term.short.map(\.value),
      term.variants.isEmpty ? nil : term.variants.map(\.value).joined(separator: "、"), term.reading,
    ]
    return SearchEntry(
      title: term.name.value, address: "\(Guide.glossaryAddress)#term-\(index + 1)",
      sections: [BodyText.Section(text: Array(lines.compactMap { $0 }.joined(separator: "\n").utf8))])
  }

  /// The terms whose plain wording finds them, and the other way round.
  var synonyms: [[String]] {
    guide.language.terms.map { term in
      (term.spellings + [term.plain, term.short].compactMap { $0 }).map(\.value)
    }.filter { $0.count > 1 }
  }
}
