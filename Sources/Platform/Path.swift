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
        case [dot]: break
        case [dot, dot]:
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

  /// The path without the slash at its end, as addresses of folders have it.
  package var withoutSlash: String { hasSuffix("/") ? String(dropLast()) : self }

  /// The path as a text in `folder` writes it; both are paths below the same folder.
  package func relative(to folder: String) -> String {
    String(decoding: relative(from: folder.isEmpty ? "" : folder + "/"), as: UTF8.self)
  }

  /// The path, in UTF-8, as the file at `file` writes it; both are paths below the same folder.
  package func relative(from file: String) -> [UInt8] {
    let (here, there) = (file.utf8Span.span, utf8Span.span)
    // Where the first folder begins in which the two differ.
    var (index, folder) = (0, 0)
    while index < here.count, index < there.count, here[index] == there[index] {
      index += 1
      if here[index - 1] == slash { folder = index }
    }
    var up = 0
    for index in folder..<here.count where here[index] == slash { up += 1 }
    return [UInt8](capacity: 3 * up + there.count - folder) { output in
      for _ in 0..<up {
        output.append(dot)
        output.append(dot)
        output.append(slash)
      }
      for index in folder..<there.count { output.append(there[index]) }
    }
  }
}

extension String {
  /// Whether it comes before `other` where digits in a row count as one number: `day-2` before `day-10`.
  package func precedesByNumbers(_ other: String) -> Bool {
    var (left, right) = (utf8[...], other.utf8[...])
    while let a = left.first, let b = right.first {
      if a.isDigit && b.isDigit {
        let (one, two) = (left.prefix(while: \.isDigit), right.prefix(while: \.isDigit))
        let (x, y) = (one.drop { $0 == zero }, two.drop { $0 == zero })
        guard x.elementsEqual(y) else { return x.count == y.count ? x.lexicographicallyPrecedes(y) : x.count < y.count }
        (left, right) = (left[one.endIndex...], right[two.endIndex...])
      } else {
        guard a == b else { return a < b }
        (left, right) = (left.dropFirst(), right.dropFirst())
      }
    }
    // Of `day-01` and `day-1`, which say the same number, the former is first.
    return left.isEmpty && right.isEmpty ? utf8.lexicographicallyPrecedes(other.utf8) : left.isEmpty
  }
}

// Computed, for a stored one asks at each use whether it has been set.
private var slash: UInt8 { UInt8(ascii: "/") }
private var dot: UInt8 { UInt8(ascii: ".") }
private var zero: UInt8 { UInt8(ascii: "0") }

extension UInt8 {
  /// Whether it is an ASCII digit.
  @inlinable
  package var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

  /// The value of an ASCII hexadecimal digit; nil for every other byte.
  package var hexDigitValue: UInt8? { Character(UnicodeScalar(self)).hexDigitValue.map(UInt8.init) }
}
