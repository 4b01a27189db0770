import Markup

/// Writes text into HTML: whole runs of bytes, with what HTML reads as markup escaped.
enum HTML {
  /// Appends a text for an element's content or a quoted attribute.
  static func escape(_ text: ArraySlice<UInt8>, into output: inout [UInt8]) {
    var start = text.startIndex
    // All that is escaped lies below this, and no byte of a Japanese character does.
    for index in text.indices where text[index] <= UInt8(ascii: ">") {
      let entity: StaticString
      switch text[index] {
      case UInt8(ascii: "&"): entity = "&amp;"
      case UInt8(ascii: "<"): entity = "&lt;"
      case UInt8(ascii: ">"): entity = "&gt;"
      case UInt8(ascii: "\""): entity = "&quot;"
      default: continue
      }
      output.append(contentsOf: text[start..<index])
      output.append(entity)
      start = index + 1
    }
    output.append(contentsOf: text[start...])
  }

  static func escape(_ text: String, into output: inout [UInt8]) { escape(Array(text.utf8)[...], into: &output) }

  /// Appends an address for a quoted attribute: bytes that an address cannot hold are percent-encoded.
  static func escapeAddress(_ address: some Sequence<UInt8>, into output: inout [UInt8]) {
    for byte in address {
      switch byte {
      case UInt8(ascii: "&"): output.append("&amp;")
      case UInt8(ascii: "'"): output.append("&#x27;")
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
        UInt8(ascii: "+"), UInt8(ascii: "!"), UInt8(ascii: "*"), UInt8(ascii: "("), UInt8(ascii: ")"),
        UInt8(ascii: ","), UInt8(ascii: "%"), UInt8(ascii: "#"), UInt8(ascii: "@"), UInt8(ascii: "?"),
        UInt8(ascii: "="), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "/"), UInt8(ascii: "$"),
        UInt8(ascii: "~"):
        output.append(byte)
      default:
        output.append(UInt8(ascii: "%"))
        output.append(hexDigit(byte >> 4))
        output.append(hexDigit(byte & 0xF))
      }
    }
  }

  /// Whether an address leads a browser to a place, and does not carry a program or a page in itself. A browser drops
  /// blanks and control characters from a scheme before it reads it, and so does this.
  static func isHarmless(address: some Sequence<UInt8>) -> Bool {
    var scheme = ""
    for byte in address where byte > 0x20 && byte < 0x7F {
      switch byte {
      case UInt8(ascii: ":"): return !harmfulSchemes.contains(scheme.lowercased())
      case UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#"): return true
      default: scheme.unicodeScalars.append(Unicode.Scalar(byte))
      }
    }
    return true
  }

  /// Returns raw HTML without the values of attributes that carry a program: handlers, and addresses that are not harmless.
  static func withoutPrograms(_ html: [UInt8]) -> [UInt8] {
    var safe: [UInt8] = []
    var done = 0
    for attribute in HTMLAttribute.find(in: html[...]) {
      let isHandler = attribute.name.hasPrefix("on")
      let isAddress = addresses.contains(attribute.name)
      guard isHandler || isAddress && !isHarmless(address: decoded(html[attribute.value])) else { continue }
      safe += html[done..<attribute.value.lowerBound]
      done = attribute.value.upperBound
    }
    return safe + html[done...]
  }

  /// The attributes that hold addresses; an animation of SVG can set one.
  private static let addresses: Set<String> = [
    "href", "src", "action", "formaction", "xlink:href", "data", "poster", "background", "cite", "longdesc", "ping",
    "manifest", "srcset", "to", "from", "values",
  ]

  /// Returns the value of an attribute with those references in place by which a scheme can be written.
  private static func decoded(_ value: ArraySlice<UInt8>) -> [UInt8] {
    guard value.contains(UInt8(ascii: "&")) else { return Array(value) }
    let text = String(decoding: value, as: UTF8.self)
    let plain = text.replacing(/&(?:#[xX]([0-9a-fA-F]{1,8})|#([0-9]{1,9})|(colon|Tab|NewLine));?/) { match in
      if let name = match.3 { return name == "colon" ? ":" : " " }
      let number = match.1.flatMap { UInt32($0, radix: 16) } ?? match.2.flatMap { UInt32($0) }
      return number.flatMap(Unicode.Scalar.init).map(String.init) ?? ""
    }
    return Array(plain.utf8)
  }

  private static let harmfulSchemes: Set<String> = [
    "javascript", "vbscript", "data", "livescript", "jscript", "mocha", "blob", "filesystem", "view-source",
  ]

  private static func hexDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
  }
}

extension [UInt8] {
  /// Appends fixed markup.
  mutating func append(_ markup: StaticString) {
    markup.withUTF8Buffer { bytes in unsafe append(contentsOf: bytes) }
  }

  /// Appends a number in decimal digits.
  mutating func append(number: Int) { append(contentsOf: String(number).utf8) }
}
