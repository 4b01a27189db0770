/// Leads from one page of the site to another by relative addresses.
package enum Address {
  /// Returns the address of `target` as it is written in the page at `page`, both paths below the site.
  static func relative(from page: String, to target: String) -> String {
    let (here, there) = (page.utf8, target.utf8)
    let slash = UInt8(ascii: "/")
    // Where the first folder begins in which the two differ.
    var (own, other, folder) = (here.startIndex, there.startIndex, there.startIndex)
    var ownFolder = here.startIndex
    while own < here.endIndex, other < there.endIndex, here[own] == there[other] {
      let isEnd = here[own] == slash
      own = here.index(after: own)
      other = there.index(after: other)
      if isEnd { (ownFolder, folder) = (own, other) }
    }
    let up = here[ownFolder...].count { $0 == slash }
    return String(repeating: "../", count: up) + target[folder...]
  }

  /// Returns what leads from the page at `page` up to the site's top: empty, or `../` some times.
  static func root(from page: String) -> String {
    String(repeating: "../", count: page.utf8.count { $0 == UInt8(ascii: "/") })
  }

  /// Returns a path with what an address cannot hold percent-encoded.
  package static func encoded(_ path: String) -> String {
    guard !path.utf8.allSatisfy(isPlain) else { return path }
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
