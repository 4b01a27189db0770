import Markup
import Platform
package import Source

/// No raw HTML gives an id that something else on the page has.
///
/// ```
/// <h2 id="main">      'main' is the page's own main part
/// ```
package struct TakenID: Rule {
  package static let kinds: [Diagnostic.Kind] = []  // they are Markup's

  package static func check(_ page: Page, of guide: Guide, reporting report: inout Report) {
    guard guide.site.allowsRawHTML, page.kind != .sheet else { return }
    let document = page.document
    var taken: Set<String>?
    for node in document.nodes where node.kind == .html || node.kind == .htmlBlock {
      let html = document.bytes(node.text)
      for attribute in HTMLAttribute.find(in: html) where attribute.name == "id" {
        let id = String(decoding: html[attribute.value], as: UTF8.self)
        let offset = attribute.value.lowerBound - html.startIndex
        let bytes = guide.sources[node.range.file].bytes[node.range.bytes]
        let start = bytes.startIndex + offset
        let isThere = bytes.dropFirst(offset).starts(with: html[attribute.value])
        let place =
          isThere ? SourceRange(file: node.range.file, start: start, end: start + attribute.value.count) : node.range
        guard !guide.reservedIDs.contains(html[attribute.value]) else {
          MarkupRules.reportReserved(id, at: place, &report)
          continue
        }
        var ids = taken ?? Set(document.headings.map { document.string($0.id) })
        if !ids.insert(id).inserted {
          report.add(
            MarkupRules.duplicateHeadingID, at: place,
            Message(ja: "id '\(id)' は、このページですでに使われています", en: "the id '\(id)' is used twice on this page"),
            help: Message(ja: "別の id にしてください", en: "give one of them another id"))
        }
        taken = ids
      }
    }
  }
}
