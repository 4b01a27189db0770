import GuideModel
import Source

// What the site says by itself, in its language.
extension Guide {
  /// Returns the wording for the site's language: Japanese, or English for every other one.
  func says(_ japanese: String, _ english: String) -> String { isJapanese ? japanese : english }

  var isJapanese: Bool { site.isJapanese }

  /// Returns a day as the site's language prints it.
  func text(of date: CalendarDate) -> String {
    let months = [
      "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
      "December",
    ]
    return says(date.japanese, "\(date.day) \(months[date.month - 1]) \(date.year)")
  }

  func name(of kind: Kind) -> String { kind.title(inJapanese: isJapanese) }
}
