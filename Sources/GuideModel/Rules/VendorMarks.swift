package import Source

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The vendor's logo is a picture in `content/`, and its colour can be read on white.
///
/// ```
/// color: "#ffee00"      white paper: nobody reads it
/// ```
package struct VendorMarks: Rule {
  package static let kinds: [Diagnostic.Kind] = []

  package static func check(_ guide: Guide, reporting report: inout Report) {
    if let logo = guide.vendor.logo { check(logo, guide, &report) }
    if let color = guide.vendor.color { check(color, &report) }
  }

  private static func check(_ logo: Located<String>, _ guide: Guide, _ report: inout Report) {
    let types = Vendor.logoTypes.keys.sorted().joined(separator: ", ")
    if Vendor.logoTypes[logo.value.lowercased().fileEnding] == nil {
      report.add(
        GuideRules.badValue, at: logo.range,
        Message(ja: "'logo' は画像（\(types)）でなければなりません", en: "'logo' must be a picture (\(types))"))
    } else if !guide.sources.assets.contains(logo.value) {
      report.add(
        BrokenLink.kinds[2], at: logo.range,
        Message(ja: "content/ に '\(logo.value)' がありません", en: "there is no '\(logo.value)' in content/"),
        help: closest(to: logo.value, in: guide.sources.assets).map {
          Message(ja: "'\($0)' のことですか", en: "did you mean '\($0)'?")
        })
    }
  }

  /// A colour is `#rgb` or `#rrggbb`, and dark enough for text on white: a contrast of 4.5 (WCAG 2.2, 1.4.3).
  private static func check(_ color: Located<String>, _ report: inout Report) {
    let digits = color.value.dropFirst()
    guard color.value.hasPrefix("#"), digits.count == 3 || digits.count == 6, digits.allSatisfy(\.isHexDigit) else {
      return report.add(
        GuideRules.badValue, at: color.range,
        Message(ja: "'color' は \"#0f4c5c\" の形でなければなりません", en: "'color' must be like \"#0f4c5c\""),
        help: Message(
          ja: "「#」と16進数の3桁か6桁で、引用符で囲んで書きます", en: "write '#' and three or six hexadecimal digits, between quotes"))
    }
    let contrast = 1.05 / (luminance(digits) + 0.05)
    guard contrast < 4.5 else { return }
    report.add(
      GuideRules.badValue, at: color.range,
      Message(
        ja: "この色は白い紙の上で読めません（明暗の比 \(rounded(contrast))、必要なのは 4.5）",
        en: "this colour cannot be read on white paper (contrast \(rounded(contrast)) of 4.5)"),
      help: Message(ja: "もっと濃い色にしてください", en: "choose a darker one"))
  }

  private static func rounded(_ value: Double) -> String { String((value * 10).rounded() / 10) }

  private static func luminance(_ digits: Substring) -> Double {
    let values = digits.compactMap(\.hexDigitValue)
    let parts = values.count == 3 ? values.map { $0 * 17 } : [0, 2, 4].map { values[$0] * 16 + values[$0 + 1] }
    let linear = parts.map { part -> Double in
      let share = Double(part) / 255
      return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
  }
}

extension Vendor {
  /// The kinds of pictures that a logo can be, by the ending of the file's name.
  package static let logoTypes = [
    "svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "webp": "image/webp",
  ]
}

extension String {
  /// What stands behind the last dot.
  package var fileEnding: String { split(separator: ".").last.map(String.init) ?? "" }
}
