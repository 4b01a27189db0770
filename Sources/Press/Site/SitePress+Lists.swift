import GuideModel
import Source
import Template

// Ways to find pages beside the guide's own order: reading paths, capabilities and responsibilities, tags.
extension SitePress {
  var pathsTitle: String { guide.says("立場ごとの読む順番", "Reading paths") }
  var topicsTitle: String { guide.says("力と責務から探す", "By capability and responsibility") }
  var pathsDescription: String {
    guide.says("仕事の立場ごとに、読むページと順番を示します。", "Which pages to read, in which order, by what you do.")
  }
  var topicsDescription: String {
    guide.says(
      "プラクティスと、その資料を、高まる力と果たす責務ごとに並べます。",
      "Practices and their resources, by the capability that they build and the responsibility that they serve.")
  }
  var tagsTitle: String { guide.says("タグ", "Tags") }

  /// One page's place in a reading path.
  struct Step: Sendable {
    let path: Int
    /// Counted from 0.
    let position: Int
  }

  /// Pages that belong together under one heading.
  private struct Group {
    var id: String
    var title = ""
    var label = ""
    var address: String?
    var note = ""
    var isOrdered = false
    var items: [Related.Item]
  }

  /// Returns the places of the pages in the reading paths.
  static func steps(on pathPages: [[Int]]) -> [Int: [Step]] {
    var steps: [Int: [Step]] = [:]
    for (path, pages) in pathPages.enumerated() {
      var seen: Set<Int> = []
      for (position, page) in pages.enumerated() where seen.insert(page).inserted {
        steps[page, default: []].append(Step(path: path, position: position))
      }
    }
    return steps
  }

  func record(of step: Step, on page: Int) -> Record {
    let path = guide.site.paths[step.path]
    let pages = pathPages[step.path]
    let address = guide.pages[page].address
    let next = links(to: Array(pages[(step.position + 1)...].prefix(1)), from: address).first
    return Record(
      PageShape.pathStep,
      [
        "title": .text(path.title), "href": .text(href(of: path, from: address)),
        "position": .text(String(step.position + 1)), "count": .text(String(pages.count)),
        "next": next.map { .record($0) } ?? .absent,
      ])
  }

  func pathRecords(from address: String) -> [Record] {
    zip(guide.site.paths, pathPages).map { path, pages in
      Record(
        PageShape.readingPath,
        [
          "title": .text(path.title), "href": .text(href(of: path, from: address)),
          "role": .text(path.role.map(guide.name) ?? ""), "count": .text(String(pages.count)),
          "first": links(to: Array(pages.prefix(1)), from: address).first.map { .record($0) } ?? .absent,
        ])
    }
  }

  private func href(of path: Site.ReadingPath, from address: String) -> [UInt8] {
    href(Guide.pathsAddress, from: address) + "#path-\(path.id.value)".utf8
  }

  /// The pages that list others.
  var lists: [OutputFile] {
    (guide.site.paths.isEmpty ? [] : [paths]) + (guide.practices.isEmpty ? [] : [topics]) + tagLists
  }

  private var paths: OutputFile {
    list(Guide.pathsAddress, title: pathsTitle, description: pathsDescription) {
      zip(guide.site.paths, pathPages).map { path, pages in
        Group(
          id: "path-\(path.id.value)", title: path.title, label: path.role.map(guide.name) ?? "", isOrdered: true,
          items: pages.map { item($0) })
      }
    }
  }

  private var topics: OutputFile {
    list(Guide.topicsAddress, title: topicsTitle, description: topicsDescription) {
      func items(_ practices: [Practice]) -> [Related.Item] {
        let resources = practices.flatMap(\.resources).compactMap { guide.resources[$0.value]?.page }
        var seen: Set<Int> = []
        return (practices.map(\.page) + resources).filter { seen.insert($0).inserted }
          .map { item($0, label: guide.name(of: guide.pages[$0].kind)) }
      }
      let capabilities = Capability.allCases.map { capability in
        Group(
          id: "capability-\(capability.rawValue)", title: guide.name(of: capability),
          label: guide.says("高まる力", "Capability"), items: items(guide.practices.filter { $0.capability == capability }))
      }
      let responsibilities = guide.responsibilities.enumerated().map { number, responsibility in
        let page = guide.page(of: responsibility)
        return Group(
          id: "responsibility-\(number + 1)", title: page.title, label: guide.name(of: .responsibility),
          address: page.address,
          items: items(guide.practices.filter { $0.responsibilities.contains { $0.value == responsibility.id } }))
      }
      return (capabilities + responsibilities).filter { !$0.items.isEmpty }
    }
  }

  private var tagLists: [OutputFile] {
    guard !tags.isEmpty else { return [] }
    let all = list(Guide.tagsAddress, title: tagsTitle, description: "") {
      [
        Group(
          id: "tags",
          items: tags.map { tag in
            Related.Item(
              title: tag.name, address: tag.address, description: "",
              label: guide.says("\(tag.pages.count)ページ", "\(tag.pages.count)"))
          })
      ]
    }
    return [all]
      + tags.map { tag in
        list(tag.address, title: guide.says("タグ「\(tag.name)」", "Tag: \(tag.name)"), description: "", below: tagsTitle) {
          [Group(id: "pages", items: tag.pages.map { item($0, label: guide.name(of: guide.pages[$0].kind)) })]
        }
      }
  }

  private func item(_ page: Int, label: String = "") -> Related.Item {
    let page = guide.pages[page]
    return Related.Item(
      title: page.title, address: page.kind == .sheet ? Guide.handoutsAddress : page.address,
      description: page.description ?? "", label: label)
  }

  private func list(
    _ address: String, title: String, description: String, below parent: String? = nil,
    _ groups: @escaping @Sendable () -> [Group]
  ) -> OutputFile {
    OutputFile(path: address) {
      let crumbs = parent.map {
        [Record(PageShape.link, ["title": .text($0), "href": .text(href(Guide.tagsAddress, from: address))])]
      }
      let records = groups().map { group in
        Record(
          PageShape.group,
          [
            "id": .text(group.id), "title": .text(group.title), "label": .text(group.label),
            "href": .text(group.address.map { href($0, from: address) } ?? []), "note": .text(group.note),
            "is_ordered": .flag(group.isOrdered), "items": .list(self.records(of: group.items, from: address)),
          ])
      }
      let record = Record(
        PageShape.list,
        standalone(address, title: title, crumbs: crumbs ?? []) + [
          ("description", .text(description)), ("groups", .list(records)),
        ])
      var output: [UInt8] = []
      theme.templates.render("list", record, into: &output)
      return output
    }
  }
}

extension Guide {
  /// The pages of each reading path, by their indexes.
  var pathPages: [[Int]] {
    let wanted = Set(site.paths.flatMap(\.pages).map(\.value))
    guard !wanted.isEmpty else { return site.paths.map { _ in [] } }
    let found = Dictionary(
      pages.enumerated().lazy.filter { wanted.contains($1.path) }.map { ($1.path, $0) },
      uniquingKeysWith: { first, _ in first })
    return site.paths.map { $0.pages.compactMap { found[$0.value] } }
  }

  func name(of role: Role) -> String {
    switch role {
    case .sales: says(role.name, "Sales")
    case .engineer: says(role.name, "Development and operation")
    case .manager: says(role.name, "Management")
    case .risk: says(role.name, "Risk management")
    }
  }

  func name(of capability: Capability) -> String {
    switch capability {
    case .people: says(capability.name, "Proposing and providing services")
    case .communication: says(capability.name, "Communication")
    case .management: says(capability.name, "Management")
    }
  }
}
