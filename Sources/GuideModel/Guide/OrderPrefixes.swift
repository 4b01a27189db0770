import Platform

/// The numbers that names of files and folders begin with to be sorted by, as in `01-introduction.md`.
///
/// A number with a hyphen is one where another name in the folder has one too, or where it begins with a zero. In
/// `365-days.md` alone, and where a second number follows (`24-7.md`, `3-2-1-rule.md`), it is part of the name.
struct OrderPrefixes: Sendable {
  /// The paths that end in a name with a prefix, without `.md`.
  private let prefixed: Set<String>

  /// Finds the prefixes among the paths of all texts.
  init(_ paths: some Sequence<String>) {
    var stems: [String: Set<String>] = [:]
    var seen: Set<String> = []
    for path in paths {
      var rest = Self.stem(of: path)
      while !rest.isEmpty, seen.insert(rest).inserted {
        if Self.candidate(rest.fileName) != nil { stems[rest.folder, default: []].insert(rest.fileName) }
        rest = rest.folder
      }
    }
    var prefixed: Set<String> = []
    for (folder, names) in stems {
      for name in names where names.count > 1 || name.hasPrefix("0") {
        prefixed.insert(folder.isEmpty ? name : "\(folder)/\(name)")
      }
    }
    self.prefixed = prefixed
  }

  /// Returns the number that the last part of a path is sorted by.
  func order(of path: String) -> Int? {
    prefixed.contains(Self.stem(of: path)) ? Self.candidate(path.fileName) : nil
  }

  /// Returns the last part of a path without its prefix.
  func name(of path: String) -> String {
    let name = path.fileName
    return order(of: path) == nil ? name : String(name.drop { $0 != "-" }.dropFirst())
  }

  /// Returns the path without the prefixes of its parts.
  func address(of path: String) -> String {
    var (parts, rest) = ([String](), path)
    while !rest.isEmpty {
      parts.append(name(of: rest))
      rest = rest.folder
    }
    return parts.reversed().joined(separator: "/")
  }

  /// Returns the prefixes that the parts of a path lose.
  func leftOut(of path: String) -> [String] {
    var (parts, rest) = ([String](), path)
    while !rest.isEmpty {
      if order(of: rest) != nil { parts.append(String(rest.fileName.prefix { $0 != "-" }) + "-") }
      rest = rest.folder
    }
    return parts.reversed()
  }

  private static func stem(of path: String) -> String { path.hasSuffix(".md") ? String(path.dropLast(3)) : path }

  /// The number before the hyphen of a name that could have a prefix; four digits are a year (`2026-11`), no order.
  private static func candidate(_ name: String) -> Int? {
    let digits = name.prefix { $0.isASCII && $0.isNumber }
    let rest = stem(of: String(name.dropFirst(digits.count)))
    guard (1...3).contains(digits.count), rest.hasPrefix("-"), rest.utf8.count > 1 else { return nil }
    let behind = rest.dropFirst()
    let second = behind.drop { $0.isASCII && $0.isNumber }
    let hasSecond = second.startIndex > behind.startIndex && (second.isEmpty || second.hasPrefix("-"))
    return hasSecond ? nil : Int(digits)
  }
}
