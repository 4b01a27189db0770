import Platform
import Source

/// Which characters a face has, as its own file says: a browser prints an empty square where no face has one, and tells
/// nobody. Source: OpenType 1.9, `cmap`, formats 4, 12 and 14.
struct FontCoverage: Sendable {
  private var bits: [UInt64]
  /// The variation sequences that it has a glyph of its own for, and those that its plain glyph stands for.
  private var variants: Set<UInt64> = []

  /// Reads the face's file where this machine keeps it; nil where it is not found.
  init?(family: String) {
    guard let path = Self.file(of: family), let bytes = try? readFile(path) else { return nil }
    self.init(bytes)
  }

  /// Reads a TrueType or OpenType file; nil where it is none.
  init?(_ bytes: [UInt8]) {
    bits = Array(repeating: 0, count: 0x11_0000 / 64)
    let font = Font(bytes: bytes)
    guard let tables = font.number(4, width: 2) else { return nil }
    var found = false
    for table in 0..<tables where font.tag(12 + table * 16) == "cmap" {
      guard let cmap = font.number(12 + table * 16 + 8, width: 4), let count = font.number(cmap + 2, width: 2) else {
        continue
      }
      for record in 0..<count {
        guard let platform = font.number(cmap + 4 + record * 8, width: 2), platform == 0 || platform == 3,
          let offset = font.number(cmap + 4 + record * 8 + 4, width: 4)
        else { continue }
        switch font.number(cmap + offset, width: 2) {
        case 4: addSegments(font, cmap + offset)
        case 12: addGroups(font, cmap + offset)
        case 14:
          addVariants(font, cmap + offset)
          continue
        default: continue
        }
        found = true
      }
    }
    guard found else { return nil }
  }

  /// Whether it has a character, in the form that a variation selector chooses where one follows.
  func has(_ scalar: Unicode.Scalar, selector: Unicode.Scalar? = nil) -> Bool {
    guard bits[Int(scalar.value) / 64] >> (UInt64(scalar.value) % 64) & 1 == 1 else { return false }
    return selector.map { variants.contains(Self.sequence(Int(scalar.value), Int($0.value))) } ?? true
  }

  private static func sequence(_ scalar: Int, _ selector: Int) -> UInt64 { UInt64(selector) << 32 | UInt64(scalar) }

  private mutating func add(_ scalar: Int) {
    guard scalar < 0x11_0000 else { return }
    bits[scalar / 64] |= 1 << UInt64(scalar % 64)
  }

  /// Format 4: segments of the Basic Multilingual Plane.
  private mutating func addSegments(_ font: Font, _ start: Int) {
    guard let doubled = font.number(start + 6, width: 2) else { return }
    for index in stride(from: 0, to: doubled, by: 2) {
      let (ends, starts) = (start + 14, start + 16 + doubled)
      let (deltas, offsets) = (starts + doubled, starts + doubled * 2)
      guard let last = font.number(ends + index, width: 2), let first = font.number(starts + index, width: 2),
        let delta = font.number(deltas + index, width: 2), let offset = font.number(offsets + index, width: 2),
        first <= last
      else { continue }
      for scalar in first...last where scalar < 0xFFFF {
        var glyph = scalar
        if offset != 0 {
          glyph = font.number(offsets + index + offset + (scalar - first) * 2, width: 2) ?? 0
          if glyph == 0 { continue }
        }
        if (glyph + delta) & 0xFFFF != 0 { add(scalar) }
      }
    }
  }

  /// Format 12: groups of any plane.
  private mutating func addGroups(_ font: Font, _ start: Int) {
    for group in 0..<min(font.number(start + 12, width: 4) ?? 0, 100_000) {
      let place = start + 16 + group * 12
      guard let first = font.number(place, width: 4), let last = font.number(place + 4, width: 4),
        let glyph = font.number(place + 8, width: 4), first <= last, last < 0x11_0000
      else { continue }
      for scalar in first...last where glyph + scalar - first != 0 { add(scalar) }
    }
  }

  /// Format 14: variation sequences, those of the plain glyph as ranges, the others one by one.
  private mutating func addVariants(_ font: Font, _ start: Int) {
    for record in 0..<min(font.number(start + 6, width: 4) ?? 0, 256) {
      let place = start + 10 + record * 11
      guard let selector = font.number(place, width: 3), let plain = font.number(place + 3, width: 4),
        let others = font.number(place + 7, width: 4)
      else { return }
      for range in 0..<(plain == 0 ? 0 : min(font.number(start + plain, width: 4) ?? 0, 100_000)) {
        let place = start + plain + 4 + range * 4
        guard let first = font.number(place, width: 3), let more = font.number(place + 3, width: 1) else { break }
        for scalar in first...first + more { variants.insert(Self.sequence(scalar, selector)) }
      }
      for mapping in 0..<(others == 0 ? 0 : min(font.number(start + others, width: 4) ?? 0, 100_000)) {
        let place = start + others + 4 + mapping * 5
        guard let scalar = font.number(place, width: 3), let glyph = font.number(place + 3, width: 2) else { break }
        if glyph != 0 { variants.insert(Self.sequence(scalar, selector)) }
      }
    }
  }

  /// A file's big-endian numbers; nil behind its end.
  private struct Font {
    let bytes: [UInt8]

    func number(_ offset: Int, width: Int) -> Int? {
      guard offset >= 0, offset + width <= bytes.count else { return nil }
      return bytes[offset..<offset + width].reduce(0) { $0 << 8 | Int($1) }
    }

    func tag(_ offset: Int) -> String {
      guard offset + 4 <= bytes.count else { return "" }
      return String(decoding: bytes[offset..<offset + 4], as: UTF8.self)
    }
  }

  /// Looks for a face's file in the folders that systems keep fonts in.
  static func file(of family: String) -> String? {
    let home = Machine.environment("HOME") ?? ""
    let folders = [
      "/usr/share/fonts", "/usr/local/share/fonts", "\(home)/.local/share/fonts", "\(home)/.fonts",
    ]
    let stem = family == "IPAmjMincho" ? "ipamjm." : family.filter { $0 != " " }.lowercased()
    for folder in folders {
      let files = ((try? FileSystem.files(below: folder)) ?? []).filter { path in
        path.lowercased().split(separator: "/").last.map { $0.hasPrefix(stem) } ?? false
      }
      let regular = files.first { $0.lowercased().contains("regular") }
      if let file = regular ?? files.min() { return "\(folder)/\(file)" }
    }
    return nil
  }
}
