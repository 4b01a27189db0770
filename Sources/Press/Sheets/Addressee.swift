import GuideModel
import Source

/// Who gets a sheet, as far as somebody has said; assets/sheet.js words it alike.
struct Addressee: Hashable, Sendable {
  /// The company.
  var name = ""
  /// Somebody in it, and what he or she is there.
  var person = ""
  var title = ""
  /// What follows the name; without it 様 behind a person and 御中 behind a company.
  var honorific = ""

  init(name: String = "", person: String = "", title: String = "", honorific: String = "") {
    (self.name, self.person, self.title, self.honorific) = (name, person, title, honorific)
  }

  init(_ customer: Customer?) {
    name = customer?.name.value ?? ""
    person = customer?.person?.value ?? ""
    title = customer?.title?.value ?? ""
    honorific = customer?.honorific?.value ?? ""
  }

  /// Returns the line that names who gets the sheet; nil where nobody is named.
  ///
  /// A company alone is 御中; a person is 様, never both. A title without a person is left out: nobody is 社長様.
  /// - Parameter group: Those in the company for whom a sheet is meant that nobody gets by name.
  func line(for group: String? = nil) -> String? {
    let (name, person, title, honorific) = (tidy(name), tidy(person), tidy(title), tidy(honorific))
    if let group { return name.isEmpty ? nil : "\(name)　\(group)" }
    guard !person.isEmpty else {
      return name.isEmpty ? nil : "\(name) \(honorific.isEmpty ? "御中" : honorific)"
    }
    let ending = honorific.isEmpty || honorific == "御中" ? "様" : honorific
    return [name, title, "\(person) \(ending)"].filter { !$0.isEmpty }.joined(separator: "　")
  }

  /// Whether a line is so long that the sheet's head gives it a row to itself.
  static func isLong(_ line: String) -> Bool { line.unicodeScalars.count > 24 }

  /// Returns a text without blanks at its ends, control characters as blanks.
  private func tidy(_ text: String) -> String {
    let blanks: Set<Unicode.Scalar> = [" ", "\u{3000}"]
    let scalars = text.unicodeScalars.map { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) ? " " : $0 }
    let kept = scalars.drop { blanks.contains($0) }.reversed().drop { blanks.contains($0) }.reversed()
    return String(String.UnicodeScalarView(kept))
  }
}

extension SheetPress {
  /// To whom a sheet is addressed: who is named, else everybody in the trade for whom it is meant.
  static func addressee(of variant: Variant, _ addressee: Addressee = Addressee()) -> String {
    if let line = addressee.line(for: group(of: variant)) { return line }
    let trade = variant.industry.name.value
    switch variant.sheet.audience {
    case .executive: return "\(trade)の経営者のみなさまへ"
    case .contact: return "\(trade)のご担当のみなさまへ"
    case .staff: return "\(trade)の\(group(of: variant) ?? "")"
    case .sales: return group(of: variant) ?? ""
    }
  }

  /// Those for whom a sheet is meant that nobody gets by name.
  static func group(of variant: Variant) -> String? {
    switch variant.sheet.audience {
    case .executive, .contact: nil
    case .staff: "\(variant.industry.staff?.value ?? "従業員")のみなさまへ"
    case .sales: "営業担当者用"
    }
  }
}

extension Sheet.Audience {
  /// For whom a sheet is, as the list of sheets says it.
  var name: String {
    switch self {
    case .executive: "経営者向け"
    case .contact: "ご担当者向け"
    case .staff: "働くみなさん向け"
    case .sales: "営業担当者用"
    }
  }
}
