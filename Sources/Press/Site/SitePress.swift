import GuideModel
import Markup
import Plain
import Platform
import Source
import Template

/// Makes the pages of the site from the guide, by the theme's templates.
struct SitePress: Sendable {
  /// Another guide may take its place whose pages differ in their texts alone.
  var guide: Guide
  let theme: Theme
  /// The sheets with a salesperson's copy, by their addresses.
  private let talks: Set<String>
  let related: [Int: Related]
  private let navigation: [Navigation]
  /// The section that each page lies in.
  private let sectionOfPage: [Int: Int]
  /// The pages of each reading path.
  let pathPages: [[Int]]
  /// The reading paths that each page is on.
  private let steps: [Int: [Step]]
  let tags: [Guide.Tag]
  let parts: [Guide.Part]
  /// The address of the document that each page of a part is in.
  private let printAddresses: [Int: String]
  private let tagAddresses: [String: String]
  /// Whether there is something that the feed tells.
  private let hasChanges: Bool
  /// Before and after each page in the order of reading.
  private let neighbours: [Int: (previous: Int?, next: Int?)]

  init(guide: Guide, theme: Theme, sheets: [ComposedSheet]) {
    self.guide = guide
    self.theme = theme
    talks = Set(sheets.filter { $0.talk != nil }.map { $0.variant.address })
    tags = guide.tags
    parts = guide.parts
    printAddresses = Dictionary(
      parts.flatMap { part in part.pages.map { ($0.index, part.address) } }, uniquingKeysWith: { first, _ in first })
    tagAddresses = Dictionary(tags.map { ($0.name, $0.address) }, uniquingKeysWith: { first, _ in first })
    hasChanges = guide.pages.contains { $0.kind != .sheet && (guide.updated(of: $0) ?? $0.date) != nil }
    pathPages = guide.pathPages
    steps = Self.steps(on: pathPages)
    navigation = guide.sections.indices.map { Navigation(of: $0, in: guide) }
    var sectionOfPage: [Int: Int] = [:]
    for (number, section) in guide.sections.enumerated() {
      sectionOfPage[section.index] = number
      for case .page(let page) in section.children { sectionOfPage[page] = number }
    }
    self.sectionOfPage = sectionOfPage
    let order = guide.readingOrder
    var neighbours: [Int: (previous: Int?, next: Int?)] = [:]
    for (position, page) in order.enumerated() {
      neighbours[page] = (
        position > 0 ? order[position - 1] : nil, position + 1 < order.count ? order[position + 1] : nil
      )
    }
    self.neighbours = neighbours
    var related = guide.related()
    guide.addBacklinks(to: &related, inOrder: order)
    self.related = related
  }

  /// The pages that are published, by their indexes.
  var pages: [Int] { guide.pages.indices.filter { guide.pages[$0].kind != .sheet } }

  /// What is published beside the pages and the search data, and the files that texts refer to.
  var files: [OutputFile] {
    let assets = guide.sources.assets.map { OutputFile(path: $0.composed, copyOf: "\(guide.sources.folder)/\($0)") }
    return assets + [notFound, feed] + sitemap + redirects + lists + partDocuments
      + (guide.sheets.isEmpty ? [] : [handouts])
      + (guide.language.terms.isEmpty ? [] : [glossary])
  }

  /// The addresses of the pages that nobody writes and that readers are to find.
  var listAddresses: [String] {
    (guide.site.paths.isEmpty ? [] : [Guide.pathsAddress]) + (guide.practices.isEmpty ? [] : [Guide.topicsAddress])
      + (guide.sheets.isEmpty ? [] : [Guide.handoutsAddress])
      + (guide.language.terms.isEmpty ? [] : [Guide.glossaryAddress])
  }

  /// Returns a page as it is published, and what search finds of it.
  func render(_ index: Int) -> (path: String, bytes: [UInt8], besides: SearchEntry) {
    let address = guide.pages[index].address
    let body = body(of: index, at: address)
    var output: [UInt8] = []
    output.reserveCapacity(body.count + 16_384)
    theme.templates.render(
      guide.pages[index].template?.value ?? "page", record(of: index, body: body), into: &output)
    return (address, output, searchEntry(of: index, body: body))
  }

  // MARK: Pages

  private func record(of index: Int, body: [UInt8]) -> Record {
    let page = guide.pages[index]
    let section = sectionOfPage[index].map { guide.sections[$0] }
    func href(_ address: String) -> Value { .text(Address.link(from: page.address, to: address)) }
    func link(_ other: Int?) -> Value {
      guard let other else { return .absent }
      return .record(
        Record(PageShape.link, ["title": .text(guide.pages[other].title), "href": href(guide.pages[other].address)]))
    }
    func items(_ items: [Related.Item]) -> Value { .list(records(of: items, from: page.address)) }
    let kin = related[index] ?? Related()
    let children = page.isIndex ? section.map(children) ?? [] : []
    let isHome = index == guide.sections[0].index
    let crumbs = crumbs(of: index)
    let outline = page.hasOutline ? outline(of: page) : []
    let neighbours = neighbours[index]
    let updated = guide.updated(of: page)
    return Record(
      PageShape.page,
      common(at: page.address, section: sectionOfPage[index]) + [
        ("title", .text(page.title)),
        ("head_title", .text(isHome ? page.title : "\(page.title)｜\(guide.site.title)")),
        ("description", .text(page.description ?? "")), ("kind", .text(page.kind.rawValue)),
        ("kind_name", .text(guide.name(of: page.kind))), ("is_home", .flag(isHome)),
        ("body", .html(body)),
        ("nav", .html(navigation[sectionOfPage[index] ?? 0].html(for: index))),
        ("og_type", .text(isHome ? "website" : "article")),
        ("json_ld", .html(jsonLD(of: index, crumbs: crumbs))), ("crumbs", .list(links(to: crumbs, from: page.address))),
        ("has_outline", .flag(!outline.isEmpty)), ("outline", .list(outline)), ("has_facts", .flag(!kin.facts.isEmpty)),
        (
          "facts",
          .list(
            kin.facts.map {
              Record(PageShape.fact, ["name": .text($0.name), "value": .text($0.value), "href": .text($0.href)])
            })
        ),
        (
          "relations",
          .list(
            kin.relations.map {
              Record(
                PageShape.relation,
                [
                  "title": .text($0.title), "note": .text($0.note), "items": items($0.items),
                  "more": .text($0.more > 0 ? String($0.more) : ""),
                ])
            })
        ),
        ("has_children", .flag(!children.isEmpty)), ("children", items(children)),
        ("has_pager", .flag(neighbours?.previous != nil || neighbours?.next != nil)),
        ("previous", link(neighbours?.previous)), ("next", link(neighbours?.next)),
        ("print_href", printAddresses[index].map(href) ?? .text("")), ("has_path_steps", .flag(steps[index] != nil)),
        ("path_steps", .list((steps[index] ?? []).map { record(of: $0, on: index) })),
        ("has_paths", .flag(isHome && !guide.site.paths.isEmpty)),
        ("paths", .list(isHome ? pathRecords(from: page.address) : [])), ("has_tags", .flag(!page.tags.isEmpty)),
        (
          "tags",
          .list(
            page.tags.map {
              Record(PageShape.link, ["title": .text($0.value), "href": href(tagAddresses[$0.value] ?? "")])
            })
        ),
        ("has_roles", .flag(!page.roles.isEmpty)),
        ("roles", .list(page.roles.map { Record(PageShape.role, ["name": .text(guide.name(of: $0))]) })),
        ("updated", .text(updated.map(guide.text(of:)) ?? "")), ("updated_iso", .text(updated?.iso ?? "")),
      ])
  }

  /// What every page says alike.
  private func common(at address: String, section: Int?) -> [(String, Value)] {
    let menu = menu(from: address, section: section)
    let ways = ways(from: address)
    return [
      ("language", .text(guide.site.language)), ("site_title", .text(guide.site.title)),
      ("site_description", .text(guide.site.description ?? "")), ("root", .text(root(from: address))),
      ("home_href", .text(href(guide.pages[guide.sections[0].index].address, from: address))),
      ("canonical", .text(address == Guide.notFoundAddress ? "" : absolute(address) ?? "")),
      ("og_locale", .text(openGraphLocale)), ("has_menu", .flag(!menu.isEmpty)), ("menu", .list(menu)),
      ("source", source), ("has_ways", .flag(!ways.isEmpty)), ("ways", .list(ways)), ("has_feed", .flag(hasChanges)),
    ]
  }

  /// The other ways to find pages.
  private func ways(from address: String) -> [Record] {
    var ways: [(String, String)] = []
    if !guide.site.paths.isEmpty { ways.append((pathsTitle, Guide.pathsAddress)) }
    if !guide.practices.isEmpty { ways.append((topicsTitle, Guide.topicsAddress)) }
    if !tags.isEmpty { ways.append((tagsTitle, Guide.tagsAddress)) }
    if hasChanges { ways.append((guide.says("更新のお知らせ（Atom）", "Changes (Atom)"), Guide.feedAddress)) }
    return ways.map { title, target in
      Record(PageShape.link, ["title": .text(title), "href": .text(href(target, from: address))])
    }
  }

  func records(of items: [Related.Item], from address: String) -> [Record] {
    items.map { item in
      Record(
        PageShape.item,
        [
          "title": .text(item.title), "href": .text(href(item.address, from: address)),
          "description": .text(item.description), "label": .text(item.label),
        ])
    }
  }

  private var source: Value {
    guard let origin = guide.site.origin else { return .absent }
    return .record(
      Record(
        PageShape.origin,
        [
          "title": .text(origin.title), "publisher": .text(origin.publisher ?? ""),
          "url": .text(origin.url?.value ?? ""),
          "edition": .text(origin.edition ?? ""),
        ]))
  }

  /// The menu at the head: what `site.yaml` names, else the first sections of the top; and the sheets.
  private func menu(from address: String, section: Int?) -> [Record] {
    var top = section
    while let number = top, let parent = guide.sections[number].parent, parent != 0 { top = parent }
    var entries: [(title: String, address: String, isCurrent: Bool)] = []
    if guide.site.menu.isEmpty {
      for case .section(let number) in guide.sections[0].children.prefix(7) {
        let page = guide.pages[guide.sections[number].index]
        entries.append((page.title, page.address, number == top))
      }
    } else {
      for entry in guide.site.menu {
        guard let page = guide.pages.first(where: { $0.path == entry.page.value }) else { continue }
        let isCurrent =
          page.isIndex ? top.map { guide.sections[$0].folder == page.folder } ?? false : page.address == address
        entries.append((entry.title ?? page.title, page.address, isCurrent))
      }
    }
    if !guide.sheets.isEmpty {
      entries.append((sheetsTitle, Guide.handoutsAddress, address == Guide.handoutsAddress))
    }
    if !guide.language.terms.isEmpty {
      entries.append((glossaryTitle, Guide.glossaryAddress, address == Guide.glossaryAddress))
    }
    return entries.map {
      Record(
        PageShape.menuEntry,
        [
          "title": .text($0.title), "href": .text(href($0.address, from: address)),
          "current": .flag($0.isCurrent),
        ])
    }
  }

  /// Returns what leads from the page at `address` up to the site's top. The page for what is not found is shown at any
  /// address, so that it begins at the host where the site knows where it is.
  private func root(from address: String) -> String {
    address == Guide.notFoundAddress ? rootPath ?? "" : Address.root(from: address)
  }

  /// Returns the address of what lies at `target` as it is written in the page at `address`.
  func href(_ target: String, from address: String) -> [UInt8] {
    if address == Guide.notFoundAddress, let rootPath { return Array((rootPath + Address.encoded(target)).utf8) }
    return Address.link(from: address, to: target)
  }

  /// Returns the pages that lead to a page, from the first one on.
  func crumbs(of index: Int) -> [Int] {
    guard let number = sectionOfPage[index] else { return [] }
    var path: [Int] = []
    var section: Int? = number
    while let current = section {
      path.insert(guide.sections[current].index, at: 0)
      section = guide.sections[current].parent
    }
    return path.filter { $0 != index }
  }

  func links(to pages: [Int], from address: String) -> [Record] {
    pages.map { page in
      Record(
        PageShape.link,
        [
          "title": .text(guide.pages[page].title), "href": .text(href(guide.pages[page].address, from: address)),
        ])
    }
  }

  private func outline(of page: Page) -> [Record] {
    page.document.outline.filter { (2...3).contains($0.level) }.map { heading in
      Record(
        PageShape.outlineEntry,
        [
          "title": .text(page.document.plainText(of: Int(heading.node))),
          "href": .text("#" + page.document.string(heading.id)), "level": .text(String(heading.level)),
        ])
    }
  }

  private func children(of section: Section) -> [Related.Item] {
    section.children.map { child in
      let index =
        switch child {
        case .page(let page): page
        case .section(let number): guide.sections[number].index
        }
      let page = guide.pages[index]
      return Related.Item(
        title: page.title, address: page.address, description: page.description ?? "",
        label: related[index]?.label ?? "")
    }
  }

  /// Writes a page's text for the page at `address`.
  ///
  /// - Parameter within: Returns the address of a page, or of an anchor on it, that is on the same page.
  func body(
    of index: Int, at address: String, idPrefix: String = "", headingShift: UInt8 = 0,
    within: @escaping (_ page: Int, _ anchor: String?) -> String? = { _, _ in nil }
  ) -> [UInt8] {
    let page = guide.pages[index]
    var body: [UInt8] = []
    body.reserveCapacity(page.document.pool.count * 2)
    // What asks back shares one copy: a press is many arrays, whose users all workers count together.
    let press = Shared(self)
    HTMLWriter.write(
      page.document,
      .init(
        rawHTML: guide.site.allowsRawHTML ? .kept : .shown, isPage: true, isJapanese: guide.isJapanese,
        isForBrowsers: true,
        idPrefix: idPrefix, headingShift: headingShift,
        address: { press.value.address(ofLink: $0, on: page, at: address, within) },
        imageSize: { number in
          if case .asset(let path) = page.targets[number] { press.value.guide.sources.imageSizes[path] } else { nil }
        },
        figure: { press.value.guide.html(of: $0, for: press.value.guide.industry(of: page)) },
        value: { press.value.guide.text(of: $0) },
        terms: guide.uses[index].marks,
        term: {
          (
            Address.relative(from: address, to: Guide.glossaryAddress) + "#term-\($0 + 1)", press.value.note(of: $0)
          )
        }),
      into: &body)
    return body
  }

  private func note(of term: Int) -> String {
    guide.language.terms[term].explanation?.value ?? ""
  }

  private func address(
    ofLink number: Int, on page: Page, at here: String, _ within: (Int, String?) -> String?
  ) -> [UInt8]? {
    switch page.targets[number] {
    case .external: return Array(page.document.bytes(page.document.links[number].destination))
    case .asset(let path): return Address.link(from: here, to: path)
    case .page(let target, let anchor):
      if let inside = within(target, anchor) { return Array(inside.utf8) }
      let other = guide.pages[target]
      let fragment = anchor.map { "#" + $0 } ?? ""
      if other.address == here, !fragment.isEmpty { return Array(fragment.utf8) }
      let address =
        other.kind == .sheet ? Guide.handoutsAddress : other.address
      return Address.link(from: here, to: address) + fragment.utf8
    case .broken: return nil
    }
  }

  // MARK: Pages that nobody writes

  private var notFound: OutputFile {
    OutputFile(path: Guide.notFoundAddress) {
      var output: [UInt8] = []
      let record = Record(
        PageShape.page, standalone(Guide.notFoundAddress, title: guide.says("ページが見つかりません", "There is no such page")))
      theme.templates.render("404", record, into: &output)
      return output
    }
  }

  private var handouts: OutputFile {
    OutputFile(path: Guide.handoutsAddress) {
      let address = Guide.handoutsAddress
      func href(_ target: String) -> Value { .text(Address.encoded(Address.relative(from: address, to: target))) }
      let variants = guide.variants
      let industries = guide.industries.compactMap { industry -> Record? in
        let sheets = variants.filter { $0.industry.id == industry.id }.map { variant in
          Record(
            PageShape.sheetLink,
            [
              "title": .text(guide.page(of: variant.sheet).title), "href": href(variant.address),
              "description": .text(guide.page(of: variant.sheet).description ?? ""),
              "audience": .text(variant.sheet.audience.name), "pages": .text(String(variant.sheet.pages)),
              "talk_href": talks.contains(variant.address)
                ? href(variant.talkAddress) : .absent,
            ])
        }
        guard !sheets.isEmpty else { return nil }
        return Record(
          PageShape.industry,
          [
            "id": .text(industry.id.name), "name": .text(industry.name.value),
            "description": .text(guide.page(of: industry).description ?? ""),
            "pack_href": href(industry.packAddress), "sheets": .list(sheets),
          ])
      }
      var output: [UInt8] = []
      let record = Record(
        PageShape.handouts,
        standalone(address, title: sheetsTitle) + [
          ("industries", .list(industries)),
          ("description", .text(sheetsDescription)),
        ])
      theme.templates.render("handouts", record, into: &output)
      return output
    }
  }

  var sheetsDescription: String {
    guide.says(
      "業種を選び、お客様の名前を入れて、A4の紙に印刷します。ネットワークがなくても使えます。",
      "Choose a trade, type the customer's names, print on A4. No network is needed.")
  }
  var sheetsTitle: String { guide.says(Kind.sheet.name.ja, "Sheets") }
  var glossaryTitle: String { guide.says("用語集", "Glossary") }

  func standalone(_ address: String, title: String, crumbs: [Record] = []) -> [(String, Value)] {
    common(at: address, section: nil) + [
      ("title", .text(title)), ("head_title", .text("\(title)｜\(guide.site.title)")), ("kind", .text("page")),
      ("kind_name", .text(guide.name(of: .page))), ("is_home", .flag(false)),
      (
        "is_unsearched",
        .flag(
          address == Guide.notFoundAddress || address.hasPrefix("tags/") || parts.contains { $0.address == address })
      ),
      ("og_type", .text("website")),
      ("crumbs", .list(links(to: [guide.sections[0].index], from: address) + crumbs)),
    ]
  }
}

extension Guide {
  /// The pages of the site in the order of reading: a folder's own page, then what lies in it.
  var readingOrder: [Int] {
    var order: [Int] = []
    var pending: [Section.Child] = [.section(0)]
    while let child = pending.popLast() {
      switch child {
      case .page(let page): order.append(page)
      case .section(let number):
        order.append(sections[number].index)
        pending += sections[number].children.reversed()
      }
    }
    return order
  }
}

/// A value that several hold without copying it.
private final class Shared<Value: Sendable>: Sendable {
  let value: Value

  init(_ value: Value) { self.value = value }
}
