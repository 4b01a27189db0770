import Plain

/// What search finds: a page, a term of the glossary, a sheet.
struct SearchEntry: Sendable {
  var title: String
  /// Below the site, as it stands in a link.
  var address: String
  var sections: [BodyText.Section]
  /// Whether it goes on with an entry that was too long to be loaded at once; then its title was counted there.
  var goesOn = false

  /// The bytes of what is looked through.
  var size: Int {
    sections.reduce(title.utf8.count) { $0 + $1.heading.count + $1.text.count }
  }
}

/// Entries of one kind, by which a reader can narrow what was found.
struct SearchGroup: Sendable {
  var name: String
  var entries: [SearchEntry]
}

extension SearchEntry {
  /// Cuts an entry so that each part has `most` bytes at most, between sections and, where one is longer, between its
  /// lines; a line stays whole.
  func cut(into most: Int) -> [SearchEntry] {
    guard size > most else { return [self] }
    var parts: [SearchEntry] = []
    var part = SearchEntry(title: title, address: address, sections: [])
    var size = title.utf8.count
    func close() {
      if !part.sections.isEmpty { parts.append(part) }
      part = SearchEntry(title: title, address: address, sections: [], goesOn: !parts.isEmpty)
      size = title.utf8.count
    }
    for section in sections {
      if size + section.heading.count + section.text.count > most { close() }
      var rest = BodyText.Section(heading: section.heading, anchor: section.anchor)
      size += section.heading.count
      for line in section.text.split(separator: 0x0A, omittingEmptySubsequences: false) {
        if size + line.count > most, !rest.text.isEmpty {
          part.sections.append(rest)
          close()
          rest.text = []
        }
        if !rest.text.isEmpty { rest.text.append(0x0A) }
        rest.text += line
        size += line.count + 1
      }
      part.sections.append(rest)
    }
    close()
    return parts
  }

  /// The entry as a value of a script: `["title","address",[["heading","anchor","text"]]]`.
  var script: [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(size + 128)
    output.append("[")
    ScriptValue.write(title, into: &output)
    output.append(",")
    ScriptValue.write(address, into: &output)
    output.append(",[")
    for (number, section) in sections.enumerated() {
      output.append(number == 0 ? "[" : ",[")
      ScriptValue.write(section.heading, into: &output)
      output.append(",")
      ScriptValue.write(section.anchor, into: &output)
      output.append(",")
      ScriptValue.write(section.text, into: &output)
      output.append("]")
    }
    output.append(goesOn ? "],1]" : "]]")
    return output
  }
}

/// Writes values of a script.
enum ScriptValue {
  /// Appends a string literal.
  static func write(_ text: [UInt8], into output: inout [UInt8]) {
    output.append("\"")
    var start = 0
    for (index, byte) in text.enumerated() where isSpecial(byte) {
      output.append(contentsOf: text[start..<index])
      switch byte {
      case UInt8(ascii: "\""): output.append("\\\"")
      case UInt8(ascii: "\\"): output.append("\\\\")
      case 0x0A: output.append("\\n")
      case 0x0D: output.append("\\r")
      default:
        output.append("\\x")
        output.append(hexDigit(byte >> 4))
        output.append(hexDigit(byte & 0xF))
      }
      start = index + 1
    }
    output.append(contentsOf: text[start...])
    output.append("\"")
  }

  static func write(_ text: String, into output: inout [UInt8]) { write(Array(text.utf8), into: &output) }

  /// Whether a byte does not stand for itself in a literal; those of Japanese characters, which come first, do.
  private static func isSpecial(_ byte: UInt8) -> Bool {
    byte < 0x80 && (byte < 0x20 || byte == 0x7F || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\"))
  }

  private static func hexDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
  }

  /// Appends a number in digits of five bits, the lowest first; a sixth bit says that more follow.
  static func write(_ number: Int, into output: inout [UInt8]) {
    output.append(addingCapacity: width(of: number)) { write(number, into: &$0) }
  }

  static func write(_ number: Int, into output: inout OutputSpan<UInt8>) {
    var rest = number
    while rest >= 32 {
      output.append(digits[rest & 31 | 32])
      rest >>= 5
    }
    output.append(digits[rest])
  }

  /// Reads what `write` wrote of a number, and goes on behind it.
  static func read(_ bytes: [UInt8], at index: inout Int) -> Int {
    var (number, shift) = (0, 0)
    while true {
      let digit = Int(value(of: bytes[index]))
      index += 1
      number |= (digit & 31) << shift
      if digit < 32 { return number }
      shift += 5
    }
  }

  /// Returns the number that a digit is.
  static func value(of digit: UInt8) -> UInt8 {
    switch digit {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): digit - UInt8(ascii: "A")
    case UInt8(ascii: "a")...UInt8(ascii: "z"): digit - UInt8(ascii: "a") + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0") + 52
    case UInt8(ascii: "-"): 62
    default: 63
    }
  }

  /// How many digits that are.
  static func width(of number: Int) -> Int {
    var (rest, width) = (number >> 5, 1)
    while rest > 0 {
      rest >>= 5
      width += 1
    }
    return width
  }

  /// Base64's digits for addresses, none of which needs a mark before it.
  static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
}
