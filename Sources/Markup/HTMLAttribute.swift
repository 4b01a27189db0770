import Platform

/// An attribute of a tag in raw HTML, by its bytes there.
package struct HTMLAttribute {
  /// The tag's name and its own, in small letters.
  package let tag: String
  package let name: String
  package let value: Range<Int>

  /// Whether it makes its element a place that links lead to.
  package var isAnchor: Bool { name == "id" || name == "name" && tag == "a" }

  /// Returns the attributes that have values.
  package static func find(in html: ArraySlice<UInt8>) -> [HTMLAttribute] {
    var found: [HTMLAttribute] = []
    var index = html.startIndex
    func word(until ends: String) -> Range<Int> {
      let end = html[index...].firstIndex { $0 <= 0x20 || ends.utf8.contains($0) } ?? html.endIndex
      defer { index = end }
      return index..<end
    }
    func skipBlanks() { index = html[index...].firstIndex { $0 > 0x20 } ?? html.endIndex }
    func text(_ range: Range<Int>) -> String { String(decoding: html[range], as: UTF8.self).lowercased() }
    while let open = html[index...].place(of: UInt8(ascii: "<"), from: index) {
      if html[open...].starts(with: "<!--".utf8), let end = html.end(of: "-->", from: open + 2) {
        index = end
        continue
      }
      index = open + 1
      guard index < html.endIndex, html[index].isASCIILetterOrDigit else { continue }
      let tag = text(word(until: "/>"))
      while index < html.endIndex, html[index] != UInt8(ascii: ">") {
        skipBlanks()
        let name = word(until: "=/>")
        skipBlanks()
        guard index < html.endIndex, html[index] == UInt8(ascii: "=") else {
          if name.isEmpty, index < html.endIndex, html[index] != UInt8(ascii: ">") { index += 1 }
          continue
        }
        index += 1
        skipBlanks()
        guard index < html.endIndex else { break }
        let value: Range<Int>
        if html[index] == UInt8(ascii: "\"") || html[index] == UInt8(ascii: "'") {
          let start = index + 1
          let end = html[start...].firstIndex(of: html[index]) ?? html.endIndex
          value = start..<end
          index = min(end + 1, html.endIndex)
        } else {
          value = word(until: ">")
        }
        found.append(HTMLAttribute(tag: tag, name: text(name), value: value))
      }
    }
    return found
  }
}
