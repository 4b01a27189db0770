import Plain

/// The addresses that Tebiki itself publishes at; nothing else may.
extension Guide {
  package static let handoutsAddress = "handouts/index.html"
  package static let glossaryAddress = "glossary.html"
  package static let notFoundAddress = "404.html"
  package static let sitemapAddress = "sitemap.xml"
  package static let feedAddress = "feed.xml"

  /// Every address of this guide's site that no text of it has; sheets and packs aside.
  package var ownAddresses: [String] {
    [Self.handoutsAddress, Self.notFoundAddress, Self.sitemapAddress, Self.feedAddress]
      + (language.terms.isEmpty ? [] : [Self.glossaryAddress])
  }
}

extension Page {
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
