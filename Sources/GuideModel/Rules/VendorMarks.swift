import Platform
package import Source

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
        .badValue, at: logo.range,
        Message(ja: "'logo' は画像（\(types)）でなければなりません", en: "'logo' must be a picture (\(types))"))
    } else if !guide.sources.assets.contains(logo.value) {
      report.add(
        .missingAsset, at: logo.range,
        Message(ja: "content/ に '\(logo.value)' がありません", en: "there is no '\(logo.value)' in content/"),
        help: Message.pictureHelp(for: logo.value, "logo", among: guide.sources.assets))
    }
  }

  /// A colour is `#rgb` or `#rrggbb`, and dark enough for text on white: a contrast of 4.5 (WCAG 2.2, 1.4.3).
  private static func check(_ color: Located<String>, _ report: inout Report) {
    guard Contrast.isColor(color.value) else {
      return report.add(
        .badValue, at: color.range,
        Message(ja: "'color' は \"#0f4c5c\" の形でなければなりません", en: "'color' must be like \"#0f4c5c\""),
        help: Message(
          ja: "「#」と16進数の3桁か6桁で、引用符で囲んで書きます", en: "write '#' and three or six hexadecimal digits, between quotes"))
    }
    guard let paper = Contrast.tooLow(of: color.value, on: "#ffffff") else { return }
    report.add(
      .badValue, at: color.range,
      Message(
        ja: "この色は白い紙の上で読めません（明暗の比 \(paper)、必要なのは \(Contrast.least)）",
        en: "this colour cannot be read on white paper (contrast \(paper) of \(Contrast.least))"),
      help: Message(ja: "もっと濃い色にしてください", en: "choose a darker one"))
  }
}
