package import GuideModel
import Markup

/// A PDF as the browser has made it: what must be known of it, and what must not differ between two prints.
package struct PDFBytes {
  package private(set) var bytes: [UInt8]

  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Whether it is one at all, whole to its end.
  package var isWhole: Bool {
    bytes.starts(with: "%PDF-".utf8) && bytes[...].end(of: "%%EOF", from: max(0, bytes.count - 1024)) != nil
  }

  /// How many pages it has.
  package var pages: Int { values(behind: "/Count ").compactMap { Int($0) }.max() ?? 0 }

  /// The families of the fonts in it, without the prefix of a subset and the style.
  package var families: Set<String> {
    Set(
      values(behind: "/BaseFont /").map { name in
        let family = name.dropFirst(name.dropFirst(6).first == "+" ? 7 : 0)
        return String(family.prefix { $0 != "-" && $0 != "," })
      })
  }

  /// Whether some glyphs are drawings instead of letters of a font.
  package var hasType3: Bool { bytes[...].end(of: "/Subtype /Type3", from: 0) != nil }

  /// Puts the content's date in place of the clock's, and numbers the marks of its structure from 1: Chromium counts
  /// them on from document to document, and not always in the order of the text. Nothing changes its length, so that every
  /// offset stays right.
  package mutating func normalize(_ date: CalendarDate) {
    let day = date.iso.filter { $0 != "-" }
    let stamp = Array("D:\(day)000000".utf8)
    for key in ["/CreationDate (", "/ModDate ("] {
      for place in places(of: key) where place + stamp.count <= bytes.count {
        bytes.replaceSubrange(place..<place + stamp.count, with: stamp)
      }
    }
    var numbers: [ArraySlice<UInt8>: Int] = [:]
    for place in places(of: "(node") where place + 9 <= bytes.count && bytes[place + 8] == UInt8(ascii: ")") {
      let old = bytes[place..<place + 8]
      guard old.allSatisfy({ (0x30...0x39).contains($0) }) else { continue }
      let number = numbers[old] ?? numbers.count + 1
      numbers[ArraySlice(Array(old))] = number
      let digits = Array(String(number).utf8)
      bytes.replaceSubrange(place..<place + 8, with: [UInt8](repeating: 0x30, count: 8 - digits.count) + digits)
    }
    for place in places(of: "/Limits [(node") { sortNames(behind: place) }
  }

  /// Sorts a leaf of the tree of marks by their names, as ISO 32000-2, 7.9.6 wants it:
  /// `/Limits [(node1) (node2)]` `/Names [(node1) 44 0 R (node2) 46 0 R]`.
  private mutating func sortNames(behind limits: Int) {
    guard let start = bytes[...].end(of: "/Names [", from: limits), start - limits < 64,
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "]"))
    else { return }
    let mark = UInt8(ascii: "(")
    let names = bytes[start..<end].split(separator: mark).map { entry in
      [mark] + (entry.last == 0x20 ? entry.dropLast() : entry)
    }.sorted { $0.lexicographicallyPrecedes($1) }
    guard let first = names.first?.prefix(14), let last = names.last?.prefix(14), last.count == 14 else { return }
    bytes.replaceSubrange(start..<end, with: Array(names.joined(separator: [0x20])))
    bytes.replaceSubrange(limits - 5..<limits + 9, with: first)
    bytes.replaceSubrange(limits + 10..<limits + 24, with: last)
  }

  /// Where the text behind each `key` begins.
  private func places(of key: String) -> [Int] {
    var places: [Int] = []
    while let end = bytes[...].end(of: key, from: places.last ?? 0) { places.append(end) }
    return places
  }

  private func values(behind key: String) -> [String] {
    places(of: key).map { place in
      String(decoding: bytes[place...].prefix { $0 > 0x20 && $0 != 0x2F && $0 != 0x3E }, as: UTF8.self)
    }
  }
}
