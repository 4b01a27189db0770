import Plain
import Platform
package import Source

/// The addresses that Tebiki itself publishes at; nothing else may.
extension Guide {
  /// The folder of the sheets and of the list of them.
  package static let sheetsFolder = "handouts"
  package static let handoutsAddress = "\(sheetsFolder)/index.html"
  package static let glossaryAddress = "glossary.html"
  package static let notFoundAddress = "404.html"
  package static let sitemapAddress = "sitemap.xml"
  package static let feedAddress = "feed.xml"

  package static let pathsAddress = "paths.html"
  package static let topicsAddress = "topics.html"
  package static let tagsAddress = "tags/index.html"

  /// A tag, and the pages that bear it, in the order of their paths.
  package struct Tag: Sendable {
    package let name: String
    package let address: String
    package internal(set) var pages: [Int]
    /// Where it is written first.
    package let range: SourceRange
  }

  /// The tags in the order of their characters.
  package var tags: [Tag] {
    var tags: [String: Tag] = [:]
    for (index, page) in pages.enumerated() where page.kind != .sheet {
      for tag in page.tags {
        let name = Page.plainName(tag.value)
        tags[tag.value, default: Tag(name: tag.value, address: "tags/\(name).html", pages: [], range: tag.range)]
          .pages.append(index)
      }
    }
    return tags.values.sorted { $0.name.unicodeScalars.lexicographicallyPrecedes($1.name.unicodeScalars) }
  }

  /// A part of the guide, which is also one document to be printed.
  package struct Part: Sendable {
    /// The page of the part itself.
    package let index: Int
    package let address: String
    /// Its pages in the order of reading, and how far below the part they lie.
    package let pages: [(index: Int, depth: Int)]
  }

  /// How many pages a part may have to be printed as one document; what has more is a library.
  package static let longestPart = 100

  /// The folders in `parts/` as documents to be printed.
  package var parts: [Part] {
    guard let top = sections.firstIndex(where: { $0.folder == "parts" }) else { return [] }
    return sections.indices.filter { sections[$0].parent == top }.compactMap { section in
      var found: [(index: Int, depth: Int)] = []
      var pending: [(child: Section.Child, depth: Int)] = [(.section(section), 0)]
      while let (child, depth) = pending.popLast(), found.count <= Self.longestPart {
        switch child {
        case .page(let page): found.append((page, depth))
        case .section(let number):
          found.append((sections[number].index, depth))
          pending += sections[number].children.reversed().map { ($0, depth + 1) }
        }
      }
      guard found.count <= Self.longestPart else { return nil }
      let index = sections[section].index
      return Part(index: index, address: pages[index].address.folder + "/print.html", pages: found)
    }
  }

  /// Every address of this guide's site that no text of it has; sheets and packs aside.
  package var ownAddresses: [String] {
    [Self.handoutsAddress, Self.notFoundAddress, Self.sitemapAddress, Self.feedAddress]
      + (site.paths.isEmpty ? [] : [Self.pathsAddress]) + (practices.isEmpty ? [] : [Self.topicsAddress])
      + (pages.contains { !$0.tags.isEmpty && $0.kind != .sheet } ? [Self.tagsAddress] : [])
      + parts.map(\.address) + (language.terms.isEmpty ? [] : [Self.glossaryAddress])
  }
}

extension Page {
  /// Returns a name with what cannot be part of an address replaced.
  static func plainName(_ name: String) -> String {
    let scalars = name.unicodeScalars.map { scalar -> Unicode.Scalar in
      scalar.value < 0x20 || "/\\?#%:*\"<>|".unicodeScalars.contains(scalar) ? "-" : scalar
    }
    let plain = String(String.UnicodeScalarView(scalars)).composed
    return plain.hasPrefix(".") ? "-" + plain.dropFirst() : plain
  }

  /// Returns the address that an alias such as `/old/page.html` stands for; a folder's is that of its `index.html`. Nil
  /// for what is no path of the site.
  package static func address(ofAlias alias: String) -> String? {
    guard alias.hasPrefix("/") else { return nil }
    var parts = alias.dropFirst().split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    if parts.last == "" { parts.removeLast() }
    guard !parts.isEmpty, parts.allSatisfy(isPlainName) else { return nil }
    return parts.joined(separator: "/").composed + (alias.hasSuffix(".html") ? "" : "/index.html")
  }
}
