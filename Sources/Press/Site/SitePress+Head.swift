import GuideModel
import Source
import Template

// What a page's head says to machines: its one true address, and what it is about.
extension SitePress {
  /// Returns the absolute address of what lies at `path` below the site; nil where `site.yaml` has no `base_url`.
  func absolute(_ path: String) -> String? {
    guard let base = guide.site.baseURL else { return nil }
    return (base.hasSuffix("/") ? base : base + "/") + Address.encoded(path)
  }

  /// The path of the site on its host, from `/` to `/`; nil where `site.yaml` has no `base_url`, or one whose path would
  /// be another in a link: `//` leads to a host.
  var rootPath: String? {
    let parts = guide.site.baseURL?.wholeMatch(of: /https?:\/\/[^\/?#]+((?:\/[\w.~%-]+)*)\/?/)
    return parts.map { "\($0.1)/" }
  }

  /// Returns OpenGraph's name of the site's language, such as `ja_JP`; empty where the language alone says no place.
  var openGraphLocale: String {
    let places = ["ja": "ja_JP", "en": "en_US", "ko": "ko_KR"]
    let language = guide.site.language
    if let place = places[language] { return place }
    let parts = language.split(separator: "-")
    return parts.count == 2 && parts[1].utf8.count == 2 ? "\(parts[0])_\(parts[1].uppercased())" : ""
  }

  /// Returns what a page is, as JSON-LD that can stand in a `<script>`.
  func jsonLD(of index: Int, crumbs: [Int]) -> [UInt8] {
    let page = guide.pages[index]
    let isHome = index == guide.sections[0].index
    var members: [(String, JSONText)] = [
      ("@context", .text("https://schema.org")), ("@type", .text(isHome ? "WebSite" : "TechArticle")),
      (isHome ? "name" : "headline", .text(page.title)),
    ]
    if let description = page.description { members.append(("description", .text(description))) }
    members.append(("inLanguage", .text(guide.site.language)))
    if let url = absolute(page.address) { members.append(("url", .text(url))) }
    if let date = page.date { members.append(("datePublished", .text(date.iso))) }
    if let date = guide.updated(of: page) { members.append(("dateModified", .text(date.iso))) }
    if !isHome {
      var site: [(String, JSONText)] = [("@type", .text("WebSite")), ("name", .text(guide.site.title))]
      if let url = absolute(guide.pages[guide.sections[0].index].address) { site.append(("url", .text(url))) }
      members.append(("isPartOf", .object(site)))
    }
    let steps = (crumbs + [index]).enumerated().compactMap { number, page in
      absolute(guide.pages[page].address).map { url in
        JSONText.object([
          ("@type", .text("ListItem")), ("position", .number(number + 1)), ("name", .text(guide.pages[page].title)),
          ("item", .text(url)),
        ])
      }
    }
    if steps.count > 1 {
      members.append(("breadcrumb", .object([("@type", .text("BreadcrumbList")), ("itemListElement", .list(steps))])))
    }
    return JSONText.object(members).bytes
  }
}

/// A value of JSON that can stand in a `<script>`: nothing in it ends the element or begins a comment.
indirect enum JSONText {
  case text(String)
  case number(Int)
  case list([JSONText])
  case object([(String, JSONText)])

  var bytes: [UInt8] {
    var output: [UInt8] = []
    append(to: &output)
    return output
  }

  private func append(to output: inout [UInt8]) {
    switch self {
    case .number(let number): output.append(number: number)
    case .text(let text): Self.append(text, to: &output)
    case .list(let values):
      output.append("[")
      for (index, value) in values.enumerated() {
        if index > 0 { output.append(",") }
        value.append(to: &output)
      }
      output.append("]")
    case .object(let members):
      output.append("{")
      for (index, (name, value)) in members.enumerated() {
        if index > 0 { output.append(",") }
        Self.append(name, to: &output)
        output.append(":")
        value.append(to: &output)
      }
      output.append("}")
    }
  }

  private static func append(_ text: String, to output: inout [UInt8]) {
    output.append("\"")
    let text = Array(text.utf8)
    var start = 0
    for (index, byte) in text.enumerated() where needsEscape(byte) {
      output.append(contentsOf: text[start..<index])
      start = index + 1
      switch byte {
      case UInt8(ascii: "\""): output.append("\\\"")
      case UInt8(ascii: "\\"): output.append("\\\\")
      default:
        let digits = String(byte, radix: 16)
        output.append(contentsOf: "\\u\(String(repeating: "0", count: 4 - digits.utf8.count))\(digits)".utf8)
      }
    }
    output.append(contentsOf: text[start...])
    output.append("\"")
  }

  /// Whether a byte cannot stand for itself; those of Japanese characters, which come first, can.
  private static func needsEscape(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x80...: false
    case 0..<0x20, UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"): true
    default: false
    }
  }
}
