import Markup
import Platform
import Source

extension Theme {
  /// Returns the ids that a theme's templates and scripts have on pages that hold a text. A theme that cannot be read has
  /// none; loading it says why.
  static func ids(of name: String, root: String, program: String) -> Set<String> {
    var sources = SourceFiles(files: [])
    var report = Report()
    guard
      let layers = try? ThemeLayers.read(
        name, namedAt: nil, root: root, program: program, into: &sources, reporting: &report)
    else { return [] }
    var ids: Set<String> = []
    for (name, file) in layers.templates where !textless.contains(name) {
      let bytes = sources[file].bytes
      ids.formUnion(values(in: bytes[...], behind: "id="))
      ids.formUnion(values(in: bytes[...], behind: "getElementById("))
    }
    for (path, file) in layers.files where path.hasPrefix("assets/") && path.hasSuffix(".js") {
      let bytes = (try? readFile(file)) ?? []
      for call in ["getElementById(", ".id = ", ".id="] { ids.formUnion(values(in: bytes[...], behind: call)) }
    }
    return ids
  }

  /// The templates of pages without a text of their own.
  private static let textless: Set<String> = [
    "404", "glossary", "handouts", "list", "pack", "redirect", "sheet", "sheet-body", "sheet-layout", "talk",
  ]

  /// Returns what stands behind each `mark`, between quotes or up to a blank; nothing that a template fills in.
  private static func values(in text: ArraySlice<UInt8>, behind mark: String) -> [String] {
    var values: [String] = []
    var index = text.startIndex
    while let start = text.end(of: mark, from: index) {
      index = start
      let before = start - mark.utf8.count - 1
      let isWhole = mark.hasPrefix(".") || before < text.startIndex || !isNameByte(text[before])
      guard isWhole, let quote = text[start...].first else { continue }
      let isQuoted = quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'")
      let value = text[(isQuoted ? start + 1 : start)...].prefix { byte in
        isQuoted ? byte != quote : isNameByte(byte)
      }
      if !value.isEmpty, value.allSatisfy(isNameByte) { values.append(String(decoding: value, as: UTF8.self)) }
    }
    return values
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: ":"),
      0x80...:
      true
    default: false
    }
  }
}
