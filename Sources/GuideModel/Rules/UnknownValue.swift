package import Markup
package import Source

/// Every `{{path}}` of a page stands for something; those of sheets are checked as sheets are composed.
package struct UnknownValue: Rule {
  package static let kinds = [Diagnostic.Kind.unknownValue]

  package static func check(_ page: Page, of guide: Guide, reporting report: inout Report) {
    if page.kind != .sheet { check(page.document, of: guide, reporting: &report) }
  }

  /// Checks the values of a text that is no sheet.
  package static func check(_ document: Document, of guide: Guide, reporting report: inout Report) {
    for node in document.nodes {
      guard case .value = node.kind else { continue }
      let path = document.string(node.text)
      if case .unknown = guide.value(path, for: nil) { reportUnknownValue(path, at: node.range, &report) }
    }
  }
}
