import Platform
import Source

/// Leads from one page of the site to another by relative addresses.
package enum Address {
  /// Returns the address of `target` as it is written in the page at `page`, both paths below the site.
  static func relative(from page: String, to target: String) -> String {
    String(decoding: target.relative(from: page), as: UTF8.self)
  }

  /// Returns the same with what an address cannot hold percent-encoded.
  static func link(from page: String, to target: String) -> [UInt8] {
    let bytes = target.relative(from: page)
    return bytes.allSatisfy(isPlain) ? bytes : encoded(bytes)
  }

  /// Returns what leads from the page at `page` up to the site's top: empty, or `../` some times.
  static func root(from page: String) -> String {
    String(repeating: "../", count: page.utf8.count { $0 == UInt8(ascii: "/") })
  }

  /// Returns a path with what an address cannot hold percent-encoded.
  package static func encoded(_ path: String) -> String {
    path.utf8.allSatisfy(isPlain) ? path : String(decoding: encoded(Array(path.utf8)), as: UTF8.self)
  }

  private static func encoded(_ path: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    for byte in path {
      switch byte {
      case UInt8(ascii: "%"): bytes.append(contentsOf: "%25".utf8)
      case UInt8(ascii: "#"): bytes.append(contentsOf: "%23".utf8)
      case UInt8(ascii: "?"): bytes.append(contentsOf: "%3F".utf8)
      case UInt8(ascii: ":"): bytes.append(contentsOf: "%3A".utf8)  // before it a scheme would end
      case UInt8(ascii: "&"), UInt8(ascii: "'"): bytes.append(byte)
      default: HTML.escapeAddress(CollectionOfOne(byte), into: &bytes)
      }
    }
    return bytes
  }

  /// Whether a byte stands for itself in an address; most addresses have no others.
  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"),
      UInt8(ascii: "-")...UInt8(ascii: "9"):
      true
    default: false
    }
  }
}
