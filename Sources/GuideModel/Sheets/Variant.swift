package import Source

/// For whom one copy of a sheet is made.
package struct Variant: Sendable {
  package let sheet: Sheet
  package let industry: Industry
  /// Whose names are on it; nil for everybody of the trade.
  package let customer: Customer?

  package init(sheet: Sheet, industry: Industry, customer: Customer? = nil) {
    self.sheet = sheet
    self.industry = industry
    self.customer = customer
  }

  /// The contract that the reader has with the vendor; where nobody says, sheets speak of maintenance.
  package var contract: Contract { customer?.contract ?? .maintenance }
}

extension Guide {
  /// Every sheet for every trade that it is made for, trade by trade.
  package var variants: [Variant] {
    industries.flatMap { industry in sheets(for: industry).map { Variant(sheet: $0, industry: industry) } }
  }

  private func sheets(for industry: Industry) -> [Sheet] {
    sheets.filter { sheet in sheet.industries.isEmpty || sheet.industries.contains { $0.value == industry.id } }
  }

  /// The sheets that a customer gets: those that the row names, else all of the executive's.
  package func variants(for customer: Customer) -> [Variant] {
    guard let industry = industries[customer.industry] else { return [] }
    return sheets(for: industry).filter { sheet in
      customer.sheets.isEmpty ? sheet.audience == .executive : customer.sheets.contains(sheet.id)
    }.map { Variant(sheet: $0, industry: industry, customer: customer) }
  }

  /// The day that a copy of a sheet bears.
  package func date(of variant: Variant?) -> CalendarDate { variant?.customer?.date ?? today }
}

/// What a `{{path}}` stands for.
package enum Substitution: Sendable {
  case text(String, at: SourceRange?)
  /// A name: of a company, a person, an address.
  case name(String, at: SourceRange?)
  case list([Located<String>])
  /// A value that may be missing and is: the sheet prints a ruled blank to fill in.
  case blank
  /// A path that there is not.
  case unknown
}

extension Guide {
  /// The paths of all values, for messages and for the reference.
  package static let valuePaths = [
    "industry.name", "industry.head", "industry.clients", "industry.place", "industry.you", "industry.staff",
    "industry.season", "industry.data", "industry.systems", "customer.name", "customer.person", "customer.title",
    "customer.honorific", "customer.note", "customer.date", "vendor.name", "vendor.phone",
    "vendor.hours", "vendor.emergency", "vendor.fax", "vendor.email", "vendor.url", "vendor.address", "vendor.person",
    "vendor.registration", "site.title", "today",
  ]

  /// Returns what a path says on a page: nothing where a value is missing, nil where there is no such value.
  package func text(of path: String) -> String? {
    switch value(path, for: nil) {
    case .text(let text, _), .name(let text, _): text
    case .list(let texts): texts.map(\.value).joined(separator: "、")
    case .blank: ""
    case .unknown: nil
    }
  }

  /// Returns what a path stands for; without a variant, as on a page of the site, trades and customers are unknown.
  package func value(_ path: String, for variant: Variant?) -> Substitution {
    func optional(_ value: Located<String>?) -> Substitution { value.map { .text($0.value, at: $0.range) } ?? .blank }
    func name(_ value: Located<String>?) -> Substitution { value.map { .name($0.value, at: $0.range) } ?? .blank }
    func fixed(_ value: Located<String>?, _ standard: String) -> Substitution {
      .text(value?.value ?? standard, at: value?.range)
    }
    switch path {
    case "site.title": return .name(site.title, at: nil)
    case "today": return .name(date(of: variant).japanese, at: nil)
    case "vendor.name": return name(vendor.name)
    case "vendor.phone": return name(vendor.phone)
    case "vendor.hours": return name(vendor.hours)
    case "vendor.emergency": return name(vendor.emergency)
    case "vendor.fax": return name(vendor.fax)
    case "vendor.email": return name(vendor.email)
    case "vendor.url": return name(vendor.url)
    case "vendor.address": return name(vendor.address)
    case "vendor.person": return name(vendor.person)
    case "vendor.registration": return name(vendor.registration)
    default: break
    }
    guard let industry = variant?.industry else { return .unknown }
    switch path {
    case "customer.name": return name(variant?.customer?.name)
    case "customer.person": return name(variant?.customer?.person)
    case "customer.title": return name(variant?.customer?.title)
    case "customer.honorific": return name(variant?.customer?.honorific)
    case "customer.note": return optional(variant?.customer?.note)
    case "customer.date": return variant?.customer?.date.map { .name($0.japanese, at: nil) } ?? .blank
    case "industry.name": return .text(industry.name.value, at: industry.name.range)
    case "industry.head": return .text(industry.head.value, at: industry.head.range)
    case "industry.clients": return .text(industry.clients.value, at: industry.clients.range)
    case "industry.place": return fixed(industry.place, "会社")
    case "industry.you": return fixed(industry.you, "貴社")
    case "industry.staff": return fixed(industry.staff, "従業員")
    case "industry.season": return optional(industry.season)
    case "industry.data": return .list(industry.data)
    case "industry.systems": return .list(industry.systems)
    default: return .unknown
    }
  }
}
