import GuideModel
import Markup
import Source
import Template

/// Makes the printable sheets of every trade, by the theme's templates.
struct SheetPress: Sendable {
  let guide: Guide
  let theme: Theme
  let sheets: [ComposedSheet]

  static let indexAddress = "handouts/index.html"

  static func address(of variant: Variant) -> String { "handouts/\(variant.industry.id)/\(variant.sheet.id).html" }

  static func packAddress(of industry: Industry) -> String { "handouts/\(industry.id)/pack.html" }

  /// Every sheet, and every trade's pack.
  var files: [OutputFile] {
    let single = sheets.map { sheet in
      OutputFile(path: Self.address(of: sheet.variant)) { render("sheet", record(of: sheet)) }
    }
    let packs = guide.industries.compactMap { industry -> OutputFile? in
      let own = sheets.filter { $0.variant.industry.id == industry.id }
      guard !own.isEmpty else { return nil }
      return OutputFile(path: Self.packAddress(of: industry)) {
        render(
          "pack",
          Record(
            PageShape.pack,
            [
              ("language", .text(guide.site.language)), ("title", .text("\(industry.name.value)の資料一式")),
              ("styles", .html(theme.sheetStyles)), ("industry", .text(industry.name.value)),
              ("back", .text(Address.relative(from: Self.packAddress(of: industry), to: Self.indexAddress))),
              ("sheets", .list(own.map(record))),
            ]))
      }
    }
    return single + packs
  }

  private func render(_ template: String, _ record: Record) -> [UInt8] {
    var output: [UInt8] = []
    theme.templates.render(template, record, into: &output)
    return output
  }

  private func record(of composed: ComposedSheet) -> Record {
    let variant = composed.variant
    let validUntil = variant.sheet.validMonths.map { guide.today.adding(months: $0).japanese } ?? ""
    return Record(
      PageShape.sheet,
      [
        ("language", .text(guide.site.language)), ("title", .text("\(composed.title)（\(variant.industry.name.value)）")),
        ("sheet_title", .text(composed.title)), ("industry", .text(variant.industry.name.value)),
        ("addressee", .text(addressee(of: variant))), ("number", .text("\(variant.sheet.id)-\(variant.industry.id)")),
        ("version", .text(guide.today.iso)), ("date", .text(guide.today.japanese)),
        ("valid_until", .text(validUntil)), ("body", .html(body(of: composed))),
        ("styles", .html(theme.sheetStyles)), ("pages", .text(String(variant.sheet.pages))), ("vendor", vendor),
        ("source", source),
        ("back", .text(Address.relative(from: Self.address(of: variant), to: Self.indexAddress))),
      ])
  }

  /// To whom a sheet without a customer's name is addressed.
  private func addressee(of variant: Variant) -> String {
    let name = variant.industry.name.value
    switch variant.sheet.audience {
    case .executive: return "\(name)の経営者のみなさまへ"
    case .contact: return "\(name)のご担当のみなさまへ"
    case .staff: return "\(name)の\(variant.industry.staff?.value ?? "従業員")のみなさまへ"
    case .sales: return "営業担当者用"
    }
  }

  private var vendor: Value {
    let vendor = guide.vendor
    let fields = [
      ("name", vendor.name), ("person", vendor.person), ("phone", vendor.phone), ("hours", vendor.hours),
      ("emergency", vendor.emergency), ("fax", vendor.fax), ("email", vendor.email), ("address", vendor.address),
      ("url", vendor.url),
    ]
    return .record(Record(PageShape.vendor, fields.map { ($0.0, .text($0.1?.value ?? "")) }))
  }

  private var source: Value {
    guard let origin = guide.site.origin else { return .absent }
    return .record(
      Record(PageShape.sheetOrigin, [("title", .text(origin.title)), ("publisher", .text(origin.publisher ?? ""))]))
  }

  private func body(of composed: ComposedSheet) -> [UInt8] {
    var body: [UInt8] = []
    HTMLWriter.write(
      composed.document,
      .init(
        rawHTML: .shown, isPage: false, address: { _ in nil },
        drawing: { composed.drawings[$0].html(isPage: false) }), into: &body)
    return body
  }
}
