// Paths with `/` between their parts, as files and addresses have them.

extension String {
  /// The part before the last `/`; empty where there is none.
  package var folder: String { lastIndex(of: "/").map { String(self[..<$0]) } ?? "" }

  /// The part behind the last `/`.
  package var fileName: String { lastIndex(of: "/").map { String(self[index(after: $0)...]) } ?? self }

  /// Resolves a relative path against a folder; nil where it leads out of the top. A leading `/` is the top.
  package func resolved(from folder: String) -> String? {
    var parts = hasPrefix("/") ? [] : folder.split(separator: "/").map(String.init)
    for part in split(separator: "/") {
      switch part {
      case ".": continue
      case "..": if parts.popLast() == nil { return nil }
      default: parts.append(String(part))
      }
    }
    return parts.joined(separator: "/")
  }
}

extension UInt8 {
  /// The value of an ASCII hexadecimal digit; nil for every other byte.
  package var hexDigitValue: UInt8? { Character(UnicodeScalar(self)).hexDigitValue.map(UInt8.init) }
}
