import GuideModel
import Markup
import Plain
import Source
import Template

/// Makes the pages of the site from the guide, by the theme's templates.
struct SitePress: Sendable {
  let guide: Guide
  let theme: Theme
  /// The sheets with a salesperson's copy, by their addresses.
  private let talks: Set<String>
  let related: [Int: Related]
  private let navigation: [Navigation]
  /// The section that each page lies in.
  private let sectionOfPage: [Int: Int]
  /// Before and after each page in the order of reading.
  private let neighbours: [Int: (previous: Int?, next: Int?)]

  init(guide: Guide, theme: Theme, sheets: [ComposedSheet]) {
    self.guide = guide
    self.theme = theme
    talks = Set(sheets.filter { $0.talk != nil }.map { SheetPress.address(of: $0.variant) })
    related = guide.related()
    navigation = guide.sections.indices.map { Navigation(of: $0, in: guide) }
    var sectionOfPage: [Int: Int] = [:]
    var order: [Int] = []
    var pending: [Section.Child] = [.section(0)]
    while let child = pending.popLast() {
      switch child {
      case .page(let page): order.append(page)
      case .section(let number):
        let section = guide.sections[number]
        order.append(section.index)
        sectionOfPage[section.index] = number
        for case .page(let page) in section.children { sectionOfPage[page] = number }
        pending += section.children.reversed()
      }
    }
    self.sectionOfPage = sectionOfPage
    var neighbours: [Int: (previous: Int?, next: Int?)] = [:]
    for (position, page) in order.enumerated() {
      neighbours[page] = (
        position > 0 ? order[position - 1] : nil, position + 1 < order.count ? order[position + 1] : nil
      )
    }
    self.neighbours = neighbours
  }

  /// The pages of the site, and the files that texts refer to.
  var files: [OutputFile] {
    let pages = guide.pages.indices.filter { guide.pages[$0].kind != .sheet }.map { index in
      OutputFile(path: guide.pages[index].address) { render(index) }
    }
    let assets = guide.sources.assets.map { OutputFile(path: $0, copyOf: "\(guide.sources.folder)/\($0)") }
    return pages + assets + [notFound] + (guide.sheets.isEmpty ? [] : [handouts])
      + (guide.language.terms.isEmpty ? [] : [glossary])
  }

  private func render(_ index: Int) -> [UInt8] {
    let page = guide.pages[index]
    var output: [UInt8] = []
    output.reserveCapacity(page.document.pool.count * 2 + 16_384)
    theme.templates.render("page", record(of: index), into: &output)
    return output
  }

  // MARK: Pages

  private func record(of index: Int) -> Record {
    let page = guide.pages[index]
    let section = sectionOfPage[index].map { guide.sections[$0] }
    func href(_ address: String) -> Value { .text(Address.encoded(Address.relative(from: page.address, to: address))) }
    func link(_ other: Int?) -> Value {
      guard let other else { return .absent }
      return .record(
        Record(PageShape.link, ["title": .text(guide.pages[other].title), "href": href(guide.pages[other].address)]))
    }
    func items(_ items: [Related.Item]) -> Value {
      .list(
        items.map { item in
          Record(
            PageShape.item,
            [
              "title": .text(item.title), "href": href(item.address), "description": .text(item.description),
              "label": .text(item.label),
            ])
        })
    }
    let kin = related[index] ?? Related()
    let children = page.isIndex ? section.map(children) ?? [] : []
    return Record(
      PageShape.page,
      common(at: page.address, section: sectionOfPage[index]) + [
        ("title", .text(page.title)),
        ("head_title", .text(index == guide.sections[0].index ? page.title : "\(page.title)｜\(guide.site.title)")),
        ("description", .text(page.description ?? "")), ("kind", .text(page.kind.rawValue)),
        ("kind_name", .text(page.kind.name.ja)), ("is_home", .flag(index == guide.sections[0].index)),
        ("body", .html(body(of: index))), ("nav", .html(navigation[sectionOfPage[index] ?? 0].html(for: index))),
        ("crumbs", .list(crumbs(of: index))), ("outline", .list(page.hasOutline ? outline(of: page) : [])),
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
              Record(PageShape.relation, ["title": .text($0.title), "note": .text($0.note), "items": items($0.items)])
            })
        ),
        ("children", items(children)), ("previous", link(neighbours[index]?.previous)),
        ("next", link(neighbours[index]?.next)),
        ("roles", .list(page.roles.map { Record(PageShape.role, ["name": .text($0.name)]) })),
        ("updated", .text(page.updated?.japanese ?? "")),
      ])
  }

  /// What every page says alike.
  private func common(at address: String, section: Int?) -> [(String, Value)] {
    [
      ("language", .text(guide.site.language)), ("site_title", .text(guide.site.title)),
      ("site_description", .text(guide.site.description ?? "")), ("root", .text(Address.root(from: address))),
      ("menu", .list(menu(from: address, section: section))), ("source", source),
    ]
  }

  private var source: Value {
    guard let origin = guide.site.origin else { return .absent }
    return .record(
      Record(
        PageShape.origin,
        [
          "title": .text(origin.title), "publisher": .text(origin.publisher ?? ""), "url": .text(origin.url ?? ""),
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
      entries.append((Kind.sheet.name.ja, SheetPress.indexAddress, address == SheetPress.indexAddress))
    }
    if !guide.language.terms.isEmpty {
      entries.append((Self.glossaryTitle, Self.glossaryAddress, address == Self.glossaryAddress))
    }
    return entries.map {
      Record(
        PageShape.menuEntry,
        [
          "title": .text($0.title), "href": .text(Address.encoded(Address.relative(from: address, to: $0.address))),
          "current": .flag($0.isCurrent),
        ])
    }
  }

  private func crumbs(of index: Int) -> [Record] {
    guard let number = sectionOfPage[index] else { return [] }
    var path: [Int] = []
    var section: Int? = number
    while let current = section {
      path.insert(guide.sections[current].index, at: 0)
      section = guide.sections[current].parent
    }
    let here = guide.pages[index].address
    return path.filter { $0 != index }.map { page in
      Record(
        PageShape.link,
        [
          "title": .text(guide.pages[page].title),
          "href": .text(Address.encoded(Address.relative(from: here, to: guide.pages[page].address))),
        ])
    }
  }

  private func outline(of page: Page) -> [Record] {
    page.document.headings.filter { (2...3).contains($0.level) }.map { heading in
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

  func body(of index: Int) -> [UInt8] {
    let page = guide.pages[index]
    var body: [UInt8] = []
    body.reserveCapacity(page.document.pool.count * 2)
    HTMLWriter.write(
      page.document,
      .init(
        rawHTML: guide.site.allowsRawHTML ? .kept : .shown, isPage: true, address: { address(ofLink: $0, on: page) },
        imageSize: { number in
          if case .asset(let path) = page.targets[number] { guide.sources.imageSizes[path] } else { nil }
        },
        figure: { guide.html(of: $0, for: guide.industry(of: page)) }, value: { guide.text(of: $0) },
        terms: guide.uses[index].marks,
        term: { (Address.relative(from: page.address, to: Self.glossaryAddress) + "#term-\($0 + 1)", note(of: $0)) }),
      into: &body)
    return body
  }

  private func note(of term: Int) -> String {
    guide.language.terms[term].explanation?.value ?? ""
  }

  private func address(ofLink number: Int, on page: Page) -> [UInt8]? {
    switch page.targets[number] {
    case .external: return Array(page.document.bytes(page.document.links[number].destination))
    case .asset(let path): return Array(Address.encoded(Address.relative(from: page.address, to: path)).utf8)
    case .page(let target, let anchor):
      let other = guide.pages[target]
      let fragment = anchor.map { "#" + $0 } ?? ""
      if other.address == page.address, !fragment.isEmpty { return Array(fragment.utf8) }
      let address =
        other.kind == .sheet ? SheetPress.indexAddress : other.address
      return Array((Address.encoded(Address.relative(from: page.address, to: address)) + fragment).utf8)
    case .broken: return nil
    }
  }

  // MARK: Pages that nobody writes

  private var notFound: OutputFile {
    OutputFile(path: "404.html") {
      var output: [UInt8] = []
      let record = Record(PageShape.page, standalone("404.html", title: "ページが見つかりません"))
      theme.templates.render("404", record, into: &output)
      return output
    }
  }

  private var handouts: OutputFile {
    OutputFile(path: SheetPress.indexAddress) {
      let address = SheetPress.indexAddress
      func href(_ target: String) -> Value { .text(Address.encoded(Address.relative(from: address, to: target))) }
      let variants = guide.variants
      let industries = guide.industries.compactMap { industry -> Record? in
        let sheets = variants.filter { $0.industry.id == industry.id }.map { variant in
          Record(
            PageShape.sheetLink,
            [
              "title": .text(guide.page(of: variant.sheet).title), "href": href(SheetPress.address(of: variant)),
              "description": .text(guide.page(of: variant.sheet).description ?? ""),
              "audience": .text(variant.sheet.audience.name), "pages": .text(String(variant.sheet.pages)),
              "talk_href": talks.contains(SheetPress.address(of: variant))
                ? href(SheetPress.talkAddress(of: variant)) : .absent,
            ])
        }
        guard !sheets.isEmpty else { return nil }
        return Record(
          PageShape.industry,
          [
            "id": .text(industry.id.name), "name": .text(industry.name.value),
            "description": .text(guide.page(of: industry).description ?? ""),
            "pack_href": href(SheetPress.packAddress(of: industry)), "sheets": .list(sheets),
          ])
      }
      var output: [UInt8] = []
      let record = Record(
        PageShape.handouts,
        standalone(address, title: Kind.sheet.name.ja) + [
          ("industries", .list(industries)),
          ("description", .text("業種を選び、お客様の名前を入れて、A4の紙に印刷します。ネットワークがなくても使えます。")),
        ])
      theme.templates.render("handouts", record, into: &output)
      return output
    }
  }

  func standalone(_ address: String, title: String) -> [(String, Value)] {
    let home = guide.pages[guide.sections[0].index]
    let crumb = Record(
      PageShape.link,
      ["title": .text(home.title), "href": .text(Address.relative(from: address, to: home.address))])
    return common(at: address, section: nil) + [
      ("title", .text(title)), ("head_title", .text("\(title)｜\(guide.site.title)")), ("kind", .text("page")),
      ("kind_name", .text(Kind.page.name.ja)), ("is_home", .flag(false)), ("crumbs", .list([crumb])),
    ]
  }
}
