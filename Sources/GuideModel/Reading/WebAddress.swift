import Plain
import Platform

/// The address of a site, as machines write it: the host in Punycode and small letters, the path with percent signs.
struct WebAddress {
  let text: String

  /// Reads an `http` or `https` address; nil where its host or port is none, or where something follows the path.
  init?(_ text: String) {
    guard let scheme = ["https://", "http://"].first(where: text.hasPrefix) else { return nil }
    let rest = text.dropFirst(scheme.count)
    guard !rest.contains(where: { "?#@\\".contains($0) }) else { return nil }
    let authority = rest.prefix { $0 != "/" }
    let isNumeric = authority.hasPrefix("[")  // an address of IPv6 has colons of its own
    let end = isNumeric ? authority.lastIndex(of: "]") : nil
    let colon = authority[(end ?? authority.startIndex)...].lastIndex { $0 == ":" || $0 == "：" }
    var port = ""
    if let colon {
      guard let number = UInt16(String(authority[authority.index(after: colon)...]).folded) else { return nil }
      port = number == (scheme == "http://" ? 80 : 443) ? "" : ":\(number)"
    }
    guard let host = Self.host(String(authority[..<(colon ?? authority.endIndex)]), isNumeric: isNumeric) else {
      return nil
    }
    self.text = scheme + host + port + Self.path(rest[authority.endIndex...])
  }

  /// Returns a host in ASCII (RFC 3492, 5891); nil for one that can be none.
  private static func host(_ text: String, isNumeric: Bool) -> String? {
    if isNumeric {
      let inside = text.dropFirst().dropLast()
      let isAddress =
        text.hasSuffix("]") && inside.contains(":")
        && inside.allSatisfy { $0.isHexDigit || $0 == ":" || $0 == "." }
      return isAddress ? text.lowercased() : nil
    }
    var labels: [String] = []
    for label in text.folded.replacing("。", with: ".").split(separator: ".", omittingEmptySubsequences: false) {
      let isASCII = label.utf8.allSatisfy { $0 < 0x80 }
      let name = isASCII ? String(label) : punycode(label.unicodeScalars.map(\.value)).map { "xn--" + $0 }
      guard let name, !name.isEmpty, name.utf8.count <= 63, !name.hasPrefix("-"), !name.hasSuffix("-"),
        name.utf8.allSatisfy({
          (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
        }), label.unicodeScalars.allSatisfy({ $0.isASCII || isPartOfHost($0) })
      else { return nil }
      labels.append(name)
    }
    let host = labels.joined(separator: ".")
    return host.utf8.count <= 253 ? host : nil
  }

  /// Whether a name of a host has a scalar: letters, marks and digits, and the middle dot of Japanese names.
  private static func isPartOfHost(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .lowercaseLetter, .otherLetter, .modifierLetter, .nonspacingMark, .spacingMark, .decimalNumber: true
    default: scalar == "・" || scalar == "〇" || scalar == "〆"
    }
  }

  /// Returns what stands for scalars in ASCII (RFC 3492 §6.3); nil where the numbers grow too large.
  private static func punycode(_ scalars: [UInt32]) -> String? {
    var output = String(String.UnicodeScalarView(scalars.filter { $0 < 0x80 }.compactMap(Unicode.Scalar.init)))
    var (handled, basic) = (output.utf8.count, output.utf8.count)
    if basic > 0 { output += "-" }
    var (next, delta, bias) = (0x80, 0, 72)
    while handled < scalars.count {
      guard let least = scalars.lazy.map(Int.init).filter({ $0 >= next }).min(), scalars.count <= 63 else { return nil }
      delta += (least - next) * (handled + 1)
      next = least
      for scalar in scalars.map(Int.init) {
        if scalar < next { delta += 1 }
        guard scalar == next else { continue }
        var (rest, step) = (delta, 36)
        while true {
          let limit = min(max(step - bias, 1), 26)
          guard rest >= limit else { break }
          output.append(digit(limit + (rest - limit) % (36 - limit)))
          rest = (rest - limit) / (36 - limit)
          step += 36
        }
        output.append(digit(rest))
        bias = adapted(delta, among: handled + 1, isFirst: handled == basic)
        (delta, handled) = (0, handled + 1)
      }
      (delta, next) = (delta + 1, next + 1)
    }
    return output
  }

  private static func digit(_ value: Int) -> Character {
    Character(Unicode.Scalar(UInt8(value < 26 ? 0x61 + value : 0x30 + value - 26)))
  }

  /// Returns the next bias (RFC 3492 §6.1).
  private static func adapted(_ delta: Int, among count: Int, isFirst: Bool) -> Int {
    var (delta, steps) = (isFirst ? delta / 700 : delta / 2, 0)
    delta += delta / count
    while delta > 455 {
      delta /= 35
      steps += 36
    }
    return steps + 36 * delta / (delta + 38)
  }

  /// Returns a path with percent signs; those that are there already stay.
  private static func path(_ text: Substring) -> String {
    let bytes = Array(String(text).composed.utf8)
    var output = ""
    for (index, byte) in bytes.enumerated() {
      let isEscape =
        byte == UInt8(ascii: "%") && index + 2 < bytes.count
        && bytes[index + 1].hexDigitValue != nil && bytes[index + 2].hexDigitValue != nil
      let scalar = Unicode.Scalar(byte)
      let isPlain =
        scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
        || "-._~/!$&()*+,;=:".unicodeScalars.contains(scalar)
      if isEscape || byte < 0x80 && isPlain {
        output.unicodeScalars.append(scalar)
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        output += "%" + (digits.count == 1 ? "0" : "") + digits
      }
    }
    return output
  }
}
