import GuideModel
import Source

// What the site says by itself, in its language.
extension Guide {
  /// Returns the wording for the site's language: Japanese, or English for every other one.
  func says(_ japanese: String, _ english: String) -> String { isJapanese ? japanese : english }

  var isJapanese: Bool { site.language == "ja" || site.language.hasPrefix("ja-") }

  func name(of kind: Kind) -> String { says(kind.name.ja, kind.name.en) }
}
