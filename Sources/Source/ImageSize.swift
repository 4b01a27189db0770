/// The width and height of a picture, in pixels of its own.
package struct ImageSize: Hashable, Sendable {
  package let width: Int
  package let height: Int

  /// Reads the size from a file's first bytes: PNG, GIF, JPEG, WebP, or an SVG with a `viewBox` or with both lengths.
  ///
  /// Nil where they say nothing, or nothing sensible. Sources: PNG (Third Edition) 11.2.1, GIF89a 18, ITU-T T.81 B.2.2,
  /// RFC 9649 (WebP).
  package init?(_ bytes: [UInt8]) {
    let size = Self.png(bytes) ?? Self.gif(bytes) ?? Self.jpeg(bytes) ?? Self.webP(bytes) ?? Self.svg(bytes)
    guard let size, (1...100_000).contains(size.0), (1...100_000).contains(size.1) else { return nil }
    (width, height) = size
  }

  private static func png(_ bytes: [UInt8]) -> (Int, Int)? {
    guard bytes.count >= 24, bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) else { return nil }
    return (big(bytes[16..<20]), big(bytes[20..<24]))
  }

  private static func gif(_ bytes: [UInt8]) -> (Int, Int)? {
    guard bytes.count >= 10, bytes.starts(with: "GIF8".utf8) else { return nil }
    return (little(bytes[6..<8]), little(bytes[8..<10]))
  }

  /// Walks the segments to the one that begins a frame.
  private static func jpeg(_ bytes: [UInt8]) -> (Int, Int)? {
    guard bytes.starts(with: [0xFF, 0xD8]) else { return nil }
    var index = 2
    while index + 9 <= bytes.count, bytes[index] == 0xFF {
      let marker = bytes[index + 1]
      if (0xC0...0xCF).contains(marker), ![0xC4, 0xC8, 0xCC].contains(marker) {
        return (big(bytes[index + 7..<index + 9]), big(bytes[index + 5..<index + 7]))
      }
      index += marker == 0xFF ? 1 : 2 + big(bytes[index + 2..<index + 4])
    }
    return nil
  }

  private static func webP(_ bytes: [UInt8]) -> (Int, Int)? {
    guard bytes.count >= 30, bytes.starts(with: "RIFF".utf8), bytes[8..<12].elementsEqual("WEBP".utf8) else {
      return nil
    }
    switch String(decoding: bytes[12..<16], as: UTF8.self) {
    case "VP8X": return (little(bytes[24..<27]) + 1, little(bytes[27..<30]) + 1)
    case "VP8 ": return (little(bytes[26..<28]) & 0x3FFF, little(bytes[28..<30]) & 0x3FFF)
    case "VP8L":
      let bits = little(bytes[21..<25])
      return (bits & 0x3FFF + 1, (bits >> 14) & 0x3FFF + 1)
    default: return nil
    }
  }

  private static func svg(_ bytes: [UInt8]) -> (Int, Int)? {
    let text = String(decoding: bytes.prefix(4_096), as: UTF8.self)
    guard let tag = text.firstRange(of: "<svg") else { return nil }
    let attributes = text[tag.upperBound...].prefix { $0 != ">" }
    func attribute(_ name: String) -> Substring? {
      guard let start = attributes.firstRange(of: " \(name)=\"") else { return nil }
      return attributes[start.upperBound...].prefix { $0 != "\"" }
    }
    func pixels(_ text: Substring?) -> Int? {
      text.flatMap { Double($0.hasSuffix("px") ? $0.dropLast(2) : $0) }.flatMap { Int(exactly: $0.rounded()) }
    }
    if let width = pixels(attribute("width")), let height = pixels(attribute("height")) { return (width, height) }
    let box = attribute("viewBox")?.split { $0 == " " || $0 == "," } ?? []
    guard box.count == 4, let width = pixels(box[2]), let height = pixels(box[3]) else { return nil }
    return (width, height)
  }

  private static func big(_ bytes: ArraySlice<UInt8>) -> Int { bytes.reduce(0) { $0 << 8 | Int($1) } }

  private static func little(_ bytes: ArraySlice<UInt8>) -> Int { bytes.reversed().reduce(0) { $0 << 8 | Int($1) } }
}

extension StringProtocol {
  /// Returns the first place of a text.
  fileprivate func firstRange(of needle: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(needle) { return start..<index(start, offsetBy: needle.count) }
      start = index(after: start)
    }
    return nil
  }
}
