package import Markup
import Plain
import Platform
package import Source

/// Where a link of a page leads.
package enum LinkTarget: Equatable, Sendable {
  /// A page of the guide; the anchor is an id of one of its headings.
  case page(Int, anchor: String?)
  /// A file that is copied as it is, by its address.
  case asset(String)
  /// A place outside the site: another host, a mail address, a telephone number.
  case external
  case broken(Reason)

  var isBroken: Bool { if case .broken = self { true } else { false } }

  package enum Reason: Equatable, Sendable {
    case noPage(String)
    /// A page that is left out as a draft.
    case draft(String)
    /// A page that could not be read, of which its own mistakes tell.
    case unread
    case noAnchor(page: Int, anchor: String)
    case noAsset(String)
    /// An address of the site where a page's own file was meant, and how that is written.
    case address(String, file: String)
    case leadsOut
    case forbiddenScheme(String)
  }
}

/// Finds what links lead to.
struct LinkResolver {
  let pages: [Page]
  private let pagesByPath: [String: Int]
  /// The pages that stand for folders, by the folders.
  private let folderPages: [String: Int]
  private let pagesByAddress: [String: Int]
  private let assets: Set<String>
  private let unread: Set<String>
  private let drafts: Set<String>
  private let allowsRawHTML: Bool
  let sources: SourceFiles
  /// The anchors of pages that have many, or some in raw HTML, by the pages' indices.
  private let anchors: [Int: Set<String>]

  init(pages: [Page], unread: Set<String>, drafts: Set<String>, sources: SourceFiles, allowsRawHTML: Bool) {
    self.pages = pages
    self.unread = unread
    self.drafts = drafts
    self.allowsRawHTML = allowsRawHTML
    self.sources = sources
    assets = Set(sources.assets)
    pagesByPath = Dictionary(pages.enumerated().map { ($1.path, $0) }, uniquingKeysWith: { first, _ in first })
    let published = pages.enumerated().filter { $1.kind != .sheet }
    folderPages = Dictionary(
      published.filter(\.element.isIndex).map { ($1.folder, $0) }, uniquingKeysWith: { first, _ in first })
    pagesByAddress = Dictionary(published.map { ($1.address, $0) }, uniquingKeysWith: { first, _ in first })
    var anchors: [Int: Set<String>] = [:]
    for (index, page) in pages.enumerated() {
      let inHTML = allowsRawHTML ? page.document.htmlAnchors : []
      guard !inHTML.isEmpty || page.document.headings.count > 64 else { continue }
      anchors[index] = inHTML.union(
        page.document.headings.lazy.filter { $0.wantedID == nil }.map { page.document.string($0.id) })
    }
    self.anchors = anchors
  }

  func page(at path: String) -> Int? { pagesByPath[path] }

  /// Returns the targets of a page's links, in their order. A link inside a fragment leads from the fragment's folder,
  /// so that an editor can follow it there; a mere `#anchor` is one of the page.
  func targets(of page: Page) -> [LinkTarget] {
    var folders = [String](repeating: page.folder, count: page.document.links.count)
    var pictures: Set<Int> = []
    for node in page.document.nodes {
      switch node.kind {
      case .link, .image:
        if node.kind == .image { pictures.insert(Int(node.detail)) }
        if node.range.file != page.file {
          folders[Int(node.detail)] = sources.contentPath(of: node.range.file).folder
        }
      default: break
      }
    }
    return zip(page.document.links, folders).enumerated().map { index, place in
      target(
        of: page.document.bytes(place.0.destination), from: place.1, on: page, isPicture: pictures.contains(index))
    }
  }

  private func target(
    of destination: ArraySlice<UInt8>, from folder: String, on page: Page, isPicture: Bool
  ) -> LinkTarget {
    let hash = destination.firstIndex(of: UInt8(ascii: "#"))
    let path = destination[..<(hash ?? destination.endIndex)]
    let anchor = hash.flatMap { index -> String? in
      let text = Self.decodingPercents(destination[(index + 1)...])
      return text.isEmpty ? nil : text
    }
    if path.isEmpty { return checked(anchor, on: page, index: pagesByPath[page.path] ?? 0) }
    if let scheme = scheme(of: path) {
      return ["http", "https", "mailto", "tel"].contains(scheme) ? .external : .broken(.forbiddenScheme(scheme))
    }
    if path.starts(with: [0x2F, 0x2F]) { return .broken(.forbiddenScheme("//")) }
    let query = path.firstIndex(of: UInt8(ascii: "?")) ?? path.endIndex
    let relative = Self.decodingPercents(path[..<query])
    guard let full = relative.resolved(from: folder) else {
      return .broken(file(atAddress: relative, from: folder, on: page) ?? .leadsOut)
    }
    if relative.hasSuffix(".md") {
      guard let index = pagesByPath[full] ?? ownPage(at: full) else {
        return .broken(
          drafts.contains(full) ? .draft(relative) : unread.contains(full) ? .unread : .noPage(relative))
      }
      return checked(anchor, on: pages[index], index: index)
    }
    if assets.contains(full) { return .asset(full.composed) }
    if !isPicture, let target = target(published: relative, full, from: folder, anchor, on: page) { return target }
    if !isPicture, let file = file(called: full) { return .broken(.address(relative, file: file.relative(to: folder))) }
    return .broken((isPicture ? nil : file(atAddress: relative, from: folder, on: page)) ?? .noAsset(relative))
  }

  /// Returns the page that an address of the site leads to: `talk.html` for what `talk.md` says, `parts/` for the
  /// folder's own page, `/` for the home. Nil where there is none.
  private func target(
    published address: String, _ full: String, from folder: String, _ anchor: String?, on page: Page
  ) -> LinkTarget? {
    if address.hasSuffix(".html") {
      let file = String(full.dropLast(5)) + ".md"
      let atAddress = folder == page.folder ? address.resolved(from: page.address.folder) : nil
      if let index = pagesByPath[file] ?? ownPage(at: file) ?? atAddress.flatMap({ pagesByAddress[$0] }) {
        return checked(anchor, on: pages[index], index: index)
      }
      return drafts.contains(file) ? .broken(.draft(address)) : unread.contains(file) ? .broken(.unread) : nil
    }
    guard address.hasSuffix("/") || [".", ".."].contains(address.fileName) else { return nil }
    let atAddress = folder == page.folder ? (address + "/index.html").resolved(from: page.address.folder) : nil
    guard let index = folderPages[full] ?? atAddress.flatMap({ pagesByAddress[$0] }) else { return nil }
    return checked(anchor, on: pages[index], index: index)
  }

  /// Returns the page that stands for a folder, where `path` is its `index.md`.
  private func ownPage(at path: String) -> Int? { path.fileName == "index.md" ? folderPages[path.folder] : nil }

  /// Whether a file is there for a page, be it one that is left out or could not be read.
  private func isThere(_ path: String) -> Bool {
    pagesByPath[path] != nil || drafts.contains(path) || unread.contains(path)
  }

  /// Finds the file that an address such as `../usage/` means where every page is a folder, as other tools have it.
  private func file(atAddress address: String, from folder: String, on page: Page) -> LinkTarget.Reason? {
    guard !page.isIndex, address.hasPrefix("../"), !address.fileName.contains("."),
      let full = address.resolved(from: String(page.path.dropLast(".md".count)))
    else { return nil }
    return file(called: full).map { .address(address, file: $0.relative(to: folder)) }
  }

  /// Returns the file that is published at an address without its ending.
  private func file(called path: String) -> String? {
    [path + ".md", path + "/index.md"].first(where: isThere) ?? folderPages[path].map { pages[$0].path }
  }

  private func checked(_ anchor: String?, on page: Page, index: Int) -> LinkTarget {
    guard let anchor, anchor != page.titleID else { return .page(index, anchor: nil) }
    let document = page.document
    // The id that is in the page's way, and the one that the heading has instead.
    for heading in document.headings {
      guard let wanted = heading.wantedID else { continue }
      let id = document.string(heading.id)
      if document.string(wanted) == anchor || id == anchor { return .page(index, anchor: id) }
    }
    let exists =
      anchors[index]?.contains(anchor)
      ?? page.document.headings.contains {
        page.document.bytes($0.id).elementsEqual(anchor.utf8) || page.document.string($0.id) == anchor
      }
    return exists ? .page(index, anchor: anchor) : .broken(.noAnchor(page: index, anchor: anchor))
  }

  private func scheme(of path: ArraySlice<UInt8>) -> String? {
    guard let colon = path.firstIndex(of: UInt8(ascii: ":")), colon > path.startIndex else { return nil }
    let name = String(decoding: path[..<colon], as: UTF8.self)
    guard !name.contains("/") else { return nil }
    return name.lowercased()
  }

  fileprivate static func decodingPercents(_ bytes: ArraySlice<UInt8>) -> String {
    guard bytes.contains(UInt8(ascii: "%")) else { return String(decoding: bytes, as: UTF8.self) }
    var decoded: [UInt8] = []
    var index = bytes.startIndex
    while index < bytes.endIndex {
      if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.endIndex, let high = bytes[index + 1].hexDigitValue,
        let low = bytes[index + 2].hexDigitValue
      {
        decoded.append(high << 4 | low)
        index += 3
      } else {
        decoded.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: decoded, as: UTF8.self)
  }
}

extension Guide {
  /// Returns the asset that a picture of a composed sheet shows, by its path below `content/`; nil where there is none.
  package func asset(ofLink number: Int, in document: Document) -> String? {
    guard
      let node = document.nodes.first(where: { ($0.kind == .link || $0.kind == .image) && Int($0.detail) == number })
    else { return nil }
    let file = sources[node.range.file].path
    let folder = file.hasPrefix("content/") ? String(file.dropFirst("content/".count)).folder : ""
    let path = LinkResolver.decodingPercents(document.bytes(document.links[number].destination))
    // As the disk has it, which may decompose what the text composes.
    return path.resolved(from: folder).flatMap { path in sources.assets.first { $0 == path } }
  }
}

extension Document {
  /// The ids and names of elements in raw HTML.
  fileprivate var htmlAnchors: Set<String> {
    var found: Set<String> = []
    for node in nodes where node.kind == .html || node.kind == .htmlBlock {
      let html = bytes(node.text)
      for attribute in HTMLAttribute.find(in: html) where attribute.isAnchor {
        found.insert(String(decoding: html[attribute.value], as: UTF8.self))
      }
    }
    return found
  }

  /// Returns the place of a link's destination in the source, as tightly as it can be told.
  package func destinationRange(ofLink index: Int, in source: SourceFile) -> SourceRange {
    let node = nodes[index]
    let whole = node.range
    let lastChild = nodes[(index + 1)..<Int(node.end)].last.map { Int($0.range.end) } ?? Int(whole.start)
    let from = min(max(lastChild, Int(whole.start)), Int(whole.end))
    let text = source.bytes[from..<min(Int(whole.end), source.bytes.count)]
    guard let bracket = text.indices.dropLast().first(where: { text[$0] == 0x5D && text[$0 + 1] == 0x28 }) else {
      return whole
    }
    var start = bracket + 2
    while start < text.endIndex, text[start] == 0x20 || text[start] == 0x3C { start += 1 }
    var end = start
    while end < text.endIndex, ![0x20, 0x3E, 0x09, 0x0A].contains(text[end]),
      end < text.endIndex - 1 || text[end] != 0x29
    {
      end += 1
    }
    return end > start ? SourceRange(file: whole.file, start: start, end: end) : whole
  }
}
