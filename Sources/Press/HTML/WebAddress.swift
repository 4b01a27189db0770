/// An address on the web as a reader compares it.
enum WebAddress {
  /// Returns an address, or a text with one, without what no reader types: the scheme, `www.`, a slash at the end, percent
  /// signs for letters.
  static func essence(of text: ArraySlice<UInt8>) -> [UInt8] {
    var essence = decoded(text)
    for prefix in ["https://", "http://", "www."] where essence.starts(with: prefix.utf8) {
      essence.removeFirst(prefix.utf8.count)
    }
    while essence.last == UInt8(ascii: "/") { essence.removeLast() }
    return essence
  }

  /// Whether a byte behind an address would be a part of it.
  static func goesOn(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
      UInt8(ascii: "?"), UInt8(ascii: "#"), UInt8(ascii: "&"), UInt8(ascii: "="), UInt8(ascii: "/"):
      true
    default: false
    }
  }

  private static func decoded(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var decoded: [UInt8] = []
    var index = text.startIndex
    while index < text.endIndex {
      let digits = String(decoding: text[(index + 1)...].prefix(2), as: UTF8.self)
      if text[index] == UInt8(ascii: "%"), digits.utf8.count == 2, let byte = UInt8(digits, radix: 16) {
        decoded.append(byte)
        index += 3
      } else {
        decoded.append(text[index])
        index += 1
      }
    }
    return decoded
  }
}
