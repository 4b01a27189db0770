import Markup
import Plain
import Platform
package import Source

/// Pages read well, sheets say whom they speak of, and the glossary holds its own tests.
///
/// ```
/// お客様にご連絡ください      on a sheet: ours, or theirs?
/// ```
package struct PlainWriting: Rule {
  package static let kinds =
    PlainRule.allCases.map(\.kind) + [Suppression.unused, Suppression.malformed, ambiguousCustomer] + Glossary.kinds

  package static func check(_ guide: Guide, reporting report: inout Report) {
    report.merge(Glossary.check(guide.language, guide.lexicon))
    for industry in guide.industries {
      let lexicon = guide.lexicon(for: industry)
      for (_, wording) in industry.words { Glossary.checkPlain(wording, guide.language, lexicon, &report) }
    }
    for sheet in guide.sheets { checkCustomers(in: guide.page(of: sheet).document, of: guide, &report) }
    for override in guide.overrides { checkCustomers(in: override.document, of: guide, &report) }
  }

  /// Finds plain お客様 in what a sheet is made from, but for what the salesperson says.
  static func checkCustomers(
    in document: Document, _ nodes: Range<Int>? = nil, of guide: Guide, _ report: inout Report
  ) {
    let nodes = nodes ?? 0..<document.nodes.count
    var index = nodes.lowerBound
    while index < nodes.upperBound {
      let node = document.nodes[index]
      index += 1
      if case .directive = node.kind, document.directives[Int(node.detail)].name == .talk { index = Int(node.end) }
      guard node.kind == .text else { continue }
      let bytes = document.bytes(node.text)
      let places = TextPlaces(of: node, in: document, source: guide.sources[node.range.file])
      for start in bytes.indices where bytes[start...].starts(with: customer) {
        report.add(
          ambiguousCustomer, at: places.range(of: start..<start + customer.count),
          Message(ja: "「お客様」では、当社の客か、読み手の客かが分かりません", en: "お客様: the vendor's, or the reader's?"),
          help: Message(
            ja: "読み手なら {{industry.you}}、読み手の客なら {{industry.clients}} にしてください",
            en: "{{industry.you}} is the reader, {{industry.clients}} are those whom the reader serves"))
      }
    }
  }

  private static let customer = Array("お客様".utf8)

  private static let ambiguousCustomer = Diagnostic.Kind(
    "T519", "ambiguous-customer", .error,
    Message(
      ja:
        "配付資料では、「お客様」と書くと、当社のお客様（読み手）なのか、読み手のお客様なのかが分かりません。読み手の会社は {{industry.you}}、読み手のお客様は {{industry.clients}} と書きます。",
      en:
        "On a sheet, お客様 may be the vendor's customer, who reads it, or the reader's own customers. Write {{industry.you}} for the reader, {{industry.clients}} for those customers."
    ))
}
