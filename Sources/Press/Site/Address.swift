/// Leads from one page of the site to another by relative addresses.
package enum Address {
  /// Returns the address of `target` as it is written in the page at `page`, both paths below the site.
  static func relative(from page: String, to target: String) -> String {
    let here = page.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).dropLast()
    let there = target.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    var shared = 0
    while shared < here.count, shared < there.count - 1, here[shared].elementsEqual(there[shared]) { shared += 1 }
    let up = String(repeating: "../", count: here.count - shared)
    return up + there[shared...].map { String(Substring($0)) }.joined(separator: "/")
  }

  /// Returns what leads from the page at `page` up to the site's top: empty, or `../` some times.
  static func root(from page: String) -> String {
    String(repeating: "../", count: page.utf8.count { $0 == UInt8(ascii: "/") })
  }

  /// Returns a path with what an address cannot hold percent-encoded.
  package static func encoded(_ path: String) -> String {
    var bytes: [UInt8] = []
    for byte in path.utf8 {
      switch byte {
      case UInt8(ascii: "%"): bytes.append(contentsOf: "%25".utf8)
      case UInt8(ascii: "#"): bytes.append(contentsOf: "%23".utf8)
      case UInt8(ascii: "?"): bytes.append(contentsOf: "%3F".utf8)
      case UInt8(ascii: ":"): bytes.append(contentsOf: "%3A".utf8)  // before it a scheme would end
      case UInt8(ascii: "&"), UInt8(ascii: "'"): bytes.append(byte)
      default: HTML.escapeAddress(CollectionOfOne(byte), into: &bytes)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
