import GuideModel
import Platform
import Source
import Template

// What machines read: redirects from earlier addresses, the map of the site, the feed of changes.
extension SitePress {
  /// How many changes the feed tells, the newest first.
  private static let feedLength = 30

  /// The pages at the addresses that pages once had.
  var redirects: [OutputFile] {
    guide.pages.flatMap { page in
      page.aliases.compactMap { alias in Page.address(ofAlias: alias.value).map { ($0, published(page)) } }
    }.map { address, page in
      OutputFile(path: address) {
        // An apostrophe would begin a quotation there.
        let href = Address.encoded(Address.relative(from: address, to: page.address)).split(
          separator: "'", omittingEmptySubsequences: false
        ).joined(separator: "%27")
        let record = Record(
          PageShape.redirect,
          [
            "language": .text(guide.site.language), "title": .text(page.title), "href": .text(href),
            "canonical": .text(absolute(page.address) ?? href),
          ])
        var output: [UInt8] = []
        theme.templates.render("redirect", record, into: &output)
        return output
      }
    }
  }

  /// Returns where a page is read: sheets are no pages, and are all in one list.
  private func published(_ page: Page) -> (title: String, address: String) {
    page.kind == .sheet ? (page.title, Guide.handoutsAddress) : (page.title, page.address)
  }

  /// The map of the site: absolute addresses are all that its protocol knows, so it needs `base_url`.
  var sitemap: [OutputFile] {
    guard guide.site.baseURL != nil else { return [] }
    return [
      OutputFile(path: Guide.sitemapAddress) {
        var output: [UInt8] = []
        output.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
        output.append("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n")
        let pages = pages.map { (guide.pages[$0].address, guide.updated(of: guide.pages[$0]) ?? guide.pages[$0].date) }
        for (address, date) in pages + listAddresses.map({ ($0, nil) }) {
          output.append("<url>")
          output.append(element: "loc", absolute(address) ?? "")
          if let date { output.append(element: "lastmod", date.iso) }
          output.append("</url>\n")
        }
        output.append("</urlset>\n")
        return output
      }
    ]
  }

  /// The feed of changes (Atom, RFC 4287), from the dates of front matter alone.
  var feed: OutputFile {
    OutputFile(path: Guide.feedAddress) {
      let dated = pages.compactMap { index in
        (guide.updated(of: guide.pages[index]) ?? guide.pages[index].date).map { (index, $0) }
      }.sorted { ($1.1, guide.pages[$0.0].address) < ($0.1, guide.pages[$1.0].address) }
      let home = guide.pages[guide.sections[0].index]
      var output: [UInt8] = []
      output.append(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"")
      HTML.escape(guide.site.language, into: &output)
      output.append("\">\n")
      output.append(element: "title", guide.site.title)
      if let description = guide.site.description { output.append(element: "subtitle", description) }
      output.append(element: "id", identity(of: home))
      output.append(element: "updated", Self.moment(dated.first?.1))
      output.append("<author>")
      output.append(element: "name", guide.vendor.name?.value ?? guide.site.title)
      output.append("</author>\n")
      output.append(link: "self", absolute(Guide.feedAddress) ?? Guide.feedAddress)
      output.append(link: "alternate", absolute(home.address) ?? Address.encoded(home.address))
      for (index, date) in dated.prefix(Self.feedLength) {
        let page = guide.pages[index]
        output.append("<entry>\n")
        output.append(element: "title", page.title)
        output.append(element: "id", identity(of: page))
        output.append(element: "updated", Self.moment(date))
        if let date = page.date { output.append(element: "published", Self.moment(date)) }
        output.append(link: "alternate", absolute(page.address) ?? Address.encoded(page.address))
        if let description = page.description { output.append(element: "summary", description) }
        output.append("</entry>\n")
      }
      output.append("</feed>\n")
      return output
    }
  }

  /// A day as a moment; the beginning of time where nothing is dated, for a feed must say one.
  private static func moment(_ date: CalendarDate?) -> String { (date?.iso ?? "1970-01-01") + "T00:00:00Z" }

  /// Returns what names a page for ever: its address, or without `base_url` a UUID (version 8) made of the site's title
  /// and the page's path.
  private func identity(of page: Page) -> String {
    if let address = absolute(page.address) { return address }
    var digest = Digest()
    digest.add("\(guide.site.title)\n\(page.path)".utf8)
    var digits = Array(digest.text)
    digits[12] = "8"
    digits[16] = "a"
    let parts = [digits[..<8], digits[8..<12], digits[12..<16], digits[16..<20], digits[20...]]
    return "urn:uuid:" + parts.map { String($0) }.joined(separator: "-")
  }
}

extension [UInt8] {
  /// Appends an element of XML that holds a text.
  fileprivate mutating func append(element name: StaticString, _ text: String) {
    append("<")
    append(name)
    append(">")
    append(xml: text)
    append("</")
    append(name)
    append(">\n")
  }

  fileprivate mutating func append(link relation: StaticString, _ address: String) {
    append("<link rel=\"")
    append(relation)
    append("\" href=\"")
    append(xml: address)
    append("\"/>\n")
  }

  /// Appends a text without the characters that XML has no place for.
  private mutating func append(xml text: String) {
    let known = text.unicodeScalars.filter {
      $0.value >= 0x20 && $0.value != 0xFFFE && $0.value != 0xFFFF || $0 == "\n"
    }
    HTML.escape(String(String.UnicodeScalarView(known)), into: &self)
  }
}
