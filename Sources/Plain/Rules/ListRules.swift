import Markup
import Platform
import Source

/// Lists that can be kept in mind.
enum ListRules {
  static func check(_ inspection: inout Inspection) {
    let document = inspection.document
    for (index, node) in document.nodes.enumerated() {
      guard case .list = node.kind else { continue }
      var items = 0
      var child = index + 1
      while child < Int(node.end) {
        items += 1
        child = Int(document.nodes[child].end)
      }
      guard let severity = inspection.limits(of: .longList).severity(of: Double(items)) else { continue }
      inspection.find(
        .longList, severity, at: node.range, node: index,
        Message(ja: "箇条書きが\(items)項目あります", en: "a list of \(items) items"),
        help: Message(ja: "7項目までにするか、二つに分けてください", en: "keep to seven, or make two lists"))
    }
  }

  static let longList = Diagnostic.Kind(
    "T516", "long-list", .warning,
    Message(
      ja: "8項目以上の箇条書きは、どれも覚えてもらえません。大事なものに絞るか、二つに分けてください。",
      en: "Of a list of eight items or more, none is remembered. Keep what matters most, or make it two lists."))
}
