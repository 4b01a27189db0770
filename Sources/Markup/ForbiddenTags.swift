/// The elements that raw HTML may not have even where it is allowed: they run programs, lead the reader away, change what
/// the page's own policy and addresses mean, or swallow what follows.
///
/// Source: GitHub Flavored Markdown 0.29, 6.11 Disallowed Raw HTML, and those that a page's head is made of.
package enum ForbiddenTags {
  private static let names = Set(
    [
      "applet", "base", "embed", "frame", "frameset", "iframe", "link", "meta", "noembed", "noframes", "noscript",
      "object",
      "plaintext", "script", "style", "template", "textarea", "title", "xmp",
    ].map { Array($0.utf8) })

  /// Returns where such tags begin, and their names.
  package static func find(in html: ArraySlice<UInt8>) -> [(start: Int, name: String)] {
    html.indices.compactMap { start in
      guard html[start] == UInt8(ascii: "<") else { return nil }
      var rest = html[(start + 1)...]
      if rest.first == UInt8(ascii: "/") { rest = rest.dropFirst() }
      let name = rest.prefix { $0 > 0x20 && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: ">") }.map { byte in
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte + 0x20 : byte
      }
      return names.contains(name) ? (start, String(decoding: name, as: UTF8.self)) : nil
    }
  }
}
