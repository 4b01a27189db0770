package import GuideModel
import Markup
import Platform
import Source
import Template

/// Makes the printable sheets of every trade, by the theme's templates.
package struct SheetPress: Sendable {
  let guide: Guide
  let theme: Theme
  let sheets: [ComposedSheet]
  /// Whether each trade gets a pack too.
  var hasPacks = true

  package init(guide: Guide, theme: Theme, sheets: [ComposedSheet]) {
    self.guide = guide
    self.theme = theme
    self.sheets = sheets
  }

  /// Every sheet alone.
  package var sheetFiles: [OutputFile] {
    printables.filter { $0.sheet != nil }.map { OutputFile(path: $0.address, $0.html) }
  }

  /// Where the script lies that puts a customer's names on a sheet on the screen.
  var scriptAddress: String { theme.address(of: "sheet.js") }

  /// Every sheet, every trade's pack, and the salesperson's copies.
  var files: [OutputFile] { printables.map { OutputFile(path: $0.address, $0.html) } + talkFiles }

  /// Every sheet, then every trade's pack.
  var printables: [Printable] {
    let single = sheets.map { sheet in
      Printable(address: sheet.variant.address, html: { render("sheet", record(of: sheet)) }, sheet: sheet)
    }
    let packs = guide.industries.compactMap { industry -> Printable? in
      let own = sheets.filter { $0.variant.industry.id == industry.id }
      guard hasPacks, !own.isEmpty else { return nil }
      let address = industry.packAddress
      return Printable(
        address: address,
        html: {
          pack(
            of: own.map(record), industry: industry, back: Address.relative(from: address, to: Guide.handoutsAddress),
            script: Address.relative(from: address, to: scriptAddress))
        }, sheet: nil)
    }
    return single + packs
  }

  /// All sheets of one reader in one go.
  func pack(of records: [Record], industry: Industry, back: String = "", script: String = "") -> [UInt8] {
    render(
      "pack",
      Record(
        PageShape.pack,
        [
          ("language", .text(guide.site.language)), ("title", .text("\(industry.name.value)の資料一式")),
          ("styles", .html(theme.sheetStyles)), ("industry", .text(industry.name.value)), ("back", .text(back)),
          ("script", .text(script)), ("sheets", .list(records)),
        ]))
  }

  func render(_ template: String, _ record: Record) -> [UInt8] {
    var output: [UInt8] = []
    theme.templates.render(template, record, into: &output)
    return output
  }

  func record(of composed: ComposedSheet) -> Record {
    let variant = composed.variant
    let date = guide.date(of: variant)
    let validUntil = variant.sheet.validMonths.map { date.adding(months: $0).japanese } ?? ""
    let addressee = Self.addressee(of: variant, Addressee(variant.customer))
    // A customer's copy stands alone: it has no list to go back to, and its names are on it already.
    func link(_ target: String) -> Value {
      .text(variant.customer == nil ? Address.relative(from: variant.address, to: target) : "")
    }
    return Record(
      PageShape.sheet,
      [
        ("language", .text(guide.site.language)), ("title", .text("\(composed.title)（\(variant.industry.name.value)）")),
        ("sheet_title", .text(composed.title)), ("industry", .text(variant.industry.name.value)),
        ("addressee", .text(addressee)), ("is_long", .flag(Addressee.isLong(addressee))),
        ("group", .text(Self.group(of: variant) ?? "")),
        ("number", .text("\(variant.sheet.id)-\(variant.industry.id)")),
        ("version", .text(guide.today.iso)), ("date", .text(date.japanese)),
        ("valid_until", .text(validUntil)), ("body", .html(body(composed.document, of: composed))),
        ("styles", .html(theme.sheetStyles)), ("pages", .text(String(variant.sheet.pages))), ("vendor", vendor),
        ("source", source), ("back", link(Guide.handoutsAddress)), ("script", link(scriptAddress)),
      ])
  }

  private var vendor: Value {
    let vendor = guide.vendor
    let fields = [
      ("name", vendor.name), ("person", vendor.person), ("phone", vendor.phone), ("hours", vendor.hours),
      ("emergency", vendor.emergency), ("fax", vendor.fax), ("email", vendor.email), ("address", vendor.address),
      ("url", vendor.url),
    ]
    return .record(
      Record(
        PageShape.vendor,
        fields.map { ($0.0, .text($0.1?.value ?? "")) } + [
          ("logo", .text(theme.letterhead.logo)), ("name_parts", .list(nameParts)),
        ]))
  }

  private var nameParts: [Record] {
    LineBreaking.parts(ofName: guide.vendor.name?.value ?? "").map {
      Record(PageShape.namePart, [("text", .text($0))])
    }
  }

  private var source: Value {
    guard let origin = guide.site.origin else { return .absent }
    return .record(
      Record(PageShape.sheetOrigin, [("title", .text(origin.title)), ("publisher", .text(origin.publisher ?? ""))]))
  }

  func body(_ document: Document, of composed: ComposedSheet) -> [UInt8] {
    var body: [UInt8] = []
    HTMLWriter.write(
      document,
      .init(
        rawHTML: .shown, isPage: false, isForBrowsers: true, idPrefix: composed.variant.sheet.id.name + "-",
        address: { pictureAddress(ofLink: $0, in: document) },
        drawing: { composed.drawings[$0].html(isPage: false) }), into: &body)
    return body
  }
}
