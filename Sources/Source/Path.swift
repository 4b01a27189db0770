// Paths with `/` between their parts, as files and addresses have them.

extension String {
  /// The part before the last `/`; empty where there is none.
  package var folder: String { utf8.lastIndex(of: slash).map { String(self[..<$0]) } ?? "" }

  /// The part behind the last `/`.
  package var fileName: String { utf8.lastIndex(of: slash).map { String(self[utf8.index(after: $0)...]) } ?? self }

  /// The parts between its `/`; empty ones are left out.
  package var pathParts: [String] { utf8.split(separator: slash).map { String(Substring($0)) } }

  /// Resolves a relative path against a folder; nil where it leads out of the top. A leading `/` is the top.
  package func resolved(from folder: String) -> String? {
    var path: [UInt8] = []
    path.reserveCapacity(folder.utf8.count + utf8.count + 1)
    let rest = Array(utf8)
    for text in rest.first == slash ? [rest] : [Array(folder.utf8), rest] {
      var start = 0
      while start < text.count {
        let end = text[start...].firstIndex(of: slash) ?? text.count
        switch text[start..<end] {
        case []: break
        case [UInt8(ascii: ".")]: break
        case [UInt8(ascii: "."), UInt8(ascii: ".")]:
          guard !path.isEmpty else { return nil }
          path.removeSubrange((path.lastIndex(of: slash) ?? 0)...)
        case let part:
          if !path.isEmpty { path.append(slash) }
          path += part
        }
        start = end + 1
      }
    }
    return String(decoding: path, as: UTF8.self)
  }
}

private let slash = UInt8(ascii: "/")

extension String {
  /// The path as a text in `folder` writes it; both are paths below the same folder.
  package func relative(to folder: String) -> String {
    let (own, other) = (split(separator: "/"), folder.split(separator: "/"))
    let common = zip(own.dropLast(), other).prefix { $0 == $1 }.count
    return (other.dropFirst(common).map { _ in ".." } + own.dropFirst(common)).joined(separator: "/")
  }
}

extension UInt8 {
  /// The value of an ASCII hexadecimal digit; nil for every other byte.
  package var hexDigitValue: UInt8? { Character(UnicodeScalar(self)).hexDigitValue.map(UInt8.init) }
}
