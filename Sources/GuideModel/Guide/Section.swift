import Platform
import Source

/// A folder of the guide: its own page, and the pages and folders in it in one order.
package struct Section: Sendable {
  /// The path below `content/`; empty for the top.
  package let folder: String
  /// The folder's own page.
  package let index: Int
  package fileprivate(set) var children: [Child] = []
  package let parent: Int?
  /// Its place among the children of its parent.
  package fileprivate(set) var place = 0

  /// What lies in a folder.
  package enum Child: Hashable, Sendable {
    /// An index into `Guide.pages`.
    case page(Int)
    /// An index into `Guide.sections`.
    case section(Int)
  }

  /// Makes the sections of all pages; folders without an `index.md` get a page of their own, added to `pages`.
  static func all(of pages: inout [Page], site: Site, _ prefixes: OrderPrefixes) -> [Section] {
    var indexPages: [String: Int] = [:]
    var folders: Set<String> = [""]
    for (number, page) in pages.enumerated() {
      if page.isIndex { indexPages[page.folder] = number }
      guard page.kind != .sheet else { continue }
      var folder = page.folder
      while folders.insert(folder).inserted { folder = folder.folder }
    }
    for kind in Kind.allCases where kind != .sheet {
      // A kind's folder that holds nothing is no section.
      guard let folder = kind.folder, folders.contains(folder), indexPages[folder] == nil else { continue }
      indexPages[folder] = pages.count
      pages.append(Page(folder: folder, title: kind.title(inJapanese: site.isJapanese), kind: .page, prefixes))
    }
    for folder in folders.sorted() where indexPages[folder] == nil {
      indexPages[folder] = pages.count
      let title = folder.isEmpty ? site.title : prefixes.name(of: folder)
      pages.append(Page(folder: folder, title: title, kind: .page, prefixes))
    }

    let ordered = folders.sorted { ($0.split(separator: "/").count, $0) < ($1.split(separator: "/").count, $1) }
    let numbers = Dictionary(uniqueKeysWithValues: ordered.enumerated().map { ($1, $0) })
    var sections = ordered.map { folder in
      Section(
        folder: folder, index: indexPages[folder] ?? 0, parent: folder.isEmpty ? nil : numbers[folder.folder])
    }
    for (number, page) in pages.enumerated() where !page.isIndex && page.kind != .sheet {
      if let section = numbers[page.folder] { sections[section].children.append(.page(number)) }
    }
    for number in sections.indices {
      if let parent = sections[number].parent { sections[parent].children.append(.section(number)) }
    }
    let indexOf = sections.map(\.index)
    func page(of child: Child) -> Int {
      switch child {
      case .page(let number): number
      case .section(let number): indexOf[number]
      }
    }
    for number in sections.indices {
      sections[number].children.sort { left, right in
        pages[page(of: left)].precedes(pages[page(of: right)])
      }
      for (place, child) in sections[number].children.enumerated() {
        if case .section(let below) = child { sections[below].place = place }
      }
    }
    return sections
  }
}
