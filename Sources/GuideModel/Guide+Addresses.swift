import Plain
package import Source

/// The addresses that Tebiki itself publishes at; nothing else may.
extension Guide {
  package static let handoutsAddress = "handouts/index.html"
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

  /// Every address of this guide's site that no text of it has; sheets and packs aside.
  package var ownAddresses: [String] {
    [Self.handoutsAddress, Self.notFoundAddress, Self.sitemapAddress, Self.feedAddress]
      + (site.paths.isEmpty ? [] : [Self.pathsAddress]) + (practices.isEmpty ? [] : [Self.topicsAddress])
      + (pages.contains { !$0.tags.isEmpty && $0.kind != .sheet } ? [Self.tagsAddress] : [])
      + (language.terms.isEmpty ? [] : [Self.glossaryAddress])
  }
}

extension Page {
  /// Returns a name with what cannot be part of an address replaced.
  static func plainName(_ name: String) -> String {
    let scalars = name.unicodeScalars.map { scalar -> Unicode.Scalar in
      scalar.value < 0x20 || "/\\?#%:*\"<>|".unicodeScalars.contains(scalar) ? "-" : scalar
    }
    let plain = String(String.UnicodeScalarView(scalars))
    return plain.hasPrefix(".") ? "-" + plain.dropFirst() : plain
  }

  /// Returns the address that an alias such as `/old/page.html` stands for; a folder's is that of its `index.html`. Nil
  /// for what is no path of the site.
  package static func address(ofAlias alias: String) -> String? {
    guard alias.hasPrefix("/") else { return nil }
    var parts = alias.dropFirst().split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    if parts.last == "" { parts.removeLast() }
    guard !parts.isEmpty, parts.allSatisfy({ isPlainName($0) && !$0.hasPrefix(".") }) else { return nil }
    return parts.joined(separator: "/") + (alias.hasSuffix(".html") ? "" : "/index.html")
  }
}
