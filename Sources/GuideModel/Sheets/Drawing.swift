import Plain
package import Source

/// A figure with its data in the reader's words.
package struct Drawing: Sendable {
  package let figure: Figure
  package internal(set) var title: Located<String>
  package internal(set) var alt: Located<String>
  package internal(set) var unit: Located<String>?
  package internal(set) var respondents: Located<String>?
  package internal(set) var content: Figure.Content

  init(_ figure: Figure, _ content: Figure.Content) {
    self.figure = figure
    title = figure.title
    alt = figure.alt
    unit = figure.unit
    respondents = figure.respondents
    self.content = content
  }

  /// Changes every text but the source, which is a name.
  mutating func updateTexts(_ change: (inout Located<String>) -> Void) {
    change(&title)
    change(&alt)
    if var text = unit {
      change(&text)
      unit = text
    }
    if var text = respondents {
      change(&text)
      respondents = text
    }
    content.updateLabels(change)
  }

  /// The drawing with its texts in the reader's words.
  func reworded(by wording: inout Wording) -> Drawing {
    var drawing = self
    drawing.updateTexts { $0.value = wording.apply(toLabel: $0) }
    return drawing
  }
}

extension Drawing {
  /// Returns a number as it is printed: with 約 or 以上 where it is no exact one, and its unit.
  package func text(of quantity: Figure.Quantity) -> String {
    text(quantity.digits, quantity.approximation)
  }

  /// Returns how many of how many there are: 約6割, or 10人のうち6人.
  package func text(of crowd: Figure.Crowd) -> String {
    let number = text(String(crowd.count), crowd.approximation)
    return figure.whole == nil ? "\(crowd.total)\(unit?.value ?? "")のうち\(number)" : number
  }

  private func text(_ digits: String, _ approximation: Figure.Approximation) -> String {
    (approximation.isAbout ? "約" : "") + digits + (unit?.value ?? "") + (approximation.isAtLeast ? "以上" : "")
  }
}
