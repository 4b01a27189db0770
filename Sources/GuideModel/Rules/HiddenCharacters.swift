import Markup
import Platform
package import Source

/// No code holds characters that cannot be seen: a command that has them fails when it is copied.
///
/// In other text the plain-language rules find them.
package struct HiddenCharacters: Rule {
  package static let kinds = [kind]

  package static func check(_ page: Page, of guide: Guide, reporting report: inout Report) {
    check(page.document, guide.sources, &report)
  }

  package static func check(_ guide: Guide, reporting report: inout Report) {
    for override in guide.overrides { check(override.document, guide.sources, &report) }
  }

  private static func check(_ document: Document, _ sources: SourceFiles, _ report: inout Report) {
    for node in document.nodes where node.kind == .code || node.kind == .codeBlock || node.kind == .fixed(.code) {
      let bytes = sources[node.range.file].bytes
      let range = node.range.bytes.clamped(to: bytes.indices)
      // Their first bytes in UTF-8.
      guard bytes[range].contains(where: { $0 == 0xE2 || $0 == 0xEF || $0 == 0xC2 }) else { continue }
      let found = hidden(in: bytes, range)
      guard let first = found.first else { continue }
      let name = format(first.scalar)
      report.add(
        kind, at: SourceRange(file: node.range.file, start: first.place.lowerBound, end: first.place.upperBound),
        found.count == 1
          ? Message(ja: "コードの中に、見えない文字 \(name) があります", en: "the code has a character that cannot be seen, \(name)")
          : Message(
            ja: "コードの中に、見えない文字が\(found.count)個あります（最初は \(name)）",
            en: "the code has \(found.count) characters that cannot be seen, the first \(name)"),
        help: Message(ja: "写した人の手元で動かないので、消してください", en: "remove it: what is copied from here fails"))
    }
  }

  private static func hidden(in bytes: [UInt8], _ range: Range<Int>) -> [(scalar: Unicode.Scalar, place: Range<Int>)] {
    var found: [(scalar: Unicode.Scalar, place: Range<Int>)] = []
    var place = range.lowerBound
    var before: Unicode.Scalar = " "
    for scalar in String(decoding: bytes[range], as: UTF8.self).unicodeScalars {
      let width = UTF8.width(scalar)
      // A joiner behind an emoji makes one of two.
      let joins = scalar.value == 0x200D && (before.value == 0xFE0F || !before.isASCII && before.properties.isEmoji)
      if isHidden(scalar), !joins {
        found.append((scalar, place..<place + width))
      }
      before = scalar
      place += width
    }
    return found
  }

  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xAD, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2064, 0x2066...0x2069, 0xFEFF: true
    default: false
    }
  }

  private static func format(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}

private let kind = Diagnostic.Kind(
  "T326", "hidden-character", .warning,
  Message(
    ja: """
      コードの中に、幅のない空白（U+200B）や BOM（U+FEFF）、文字の向きを変える印のような、見えない文字があります。ほかのページから写したときに\
      混ざることが多く、読む人が写すと、命令がそのまま失敗します。行を打ち直すか、見えない文字を消してください。
      """,
    en: """
      Code has characters that cannot be seen, such as a blank without width (U+200B), a byte-order mark (U+FEFF) or a mark of \
      direction. They come along when text is copied from a page, and whoever copies the command gets one that fails. Type \
      the line anew, or delete them.
      """))
