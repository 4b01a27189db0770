import Platform

/// How well text of one colour can be read on another (WCAG 2.2, 1.4.3).
enum Contrast {
  /// What text needs.
  static let least = 4.5

  /// Whether a text is `#rgb` or `#rrggbb`.
  static func isColor(_ text: String) -> Bool {
    text.hasPrefix("#") && [4, 7].contains(text.utf8.count)
      && text.dropFirst().allSatisfy { $0.isASCII && $0.isHexDigit }
  }

  /// Returns the contrast, to a tenth, of a colour that is not readable on another; nil for one that is.
  static func tooLow(of color: String, on ground: String) -> Double? {
    let lights = [luminance(color), luminance(ground)].sorted()
    let contrast = (lights[1] + 0.05) / (lights[0] + 0.05)
    return contrast < least ? (contrast * 10).rounded(.down) / 10 : nil
  }

  /// Whether dark text can be read on a colour.
  static func isLight(_ color: String) -> Bool { luminance(color) > 0.18 }

  private static func luminance(_ color: String) -> Double {
    let values = color.dropFirst().compactMap(\.hexDigitValue)
    let parts = values.count == 3 ? values.map { $0 * 17 } : [0, 2, 4].map { values[$0] * 16 + values[$0 + 1] }
    let linear = parts.map { part -> Double in
      let share = Double(part) / 255
      return share <= 0.04045 ? share / 12.92 : power((share + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
  }
}
