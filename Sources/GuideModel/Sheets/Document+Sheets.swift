import Markup
import Platform
import Source

extension Document {
  /// Finds plain お客様 in what a sheet is made from, but for what the salesperson says.
  func checkCustomers(in range: Range<Int>? = nil, of guide: Guide, _ report: inout Report) {
    let range = range ?? 0..<nodes.count
    var index = range.lowerBound
    while index < range.upperBound {
      let node = nodes[index]
      index += 1
      if case .directive = node.kind, directives[Int(node.detail)].name == .talk { index = Int(node.end) }
      guard node.kind == .text else { continue }
      let bytes = self.bytes(node.text)
      let places = TextPlaces(of: node, in: self, source: guide.sources[node.range.file])
      for start in bytes.indices where bytes[start...].starts(with: Self.customer) {
        report.add(
          .ambiguousCustomer, at: places.range(of: start..<start + Self.customer.count),
          Message(ja: "「お客様」では、当社の客か、読み手の客かが分かりません", en: "お客様: the vendor's, or the reader's?"),
          help: Message(
            ja: "読み手なら {{industry.you}}、読み手の客なら {{industry.clients}} にしてください",
            en: "{{industry.you}} is the reader, {{industry.clients}} are those whom the reader serves"))
      }
    }
  }

  private static let customer = Array("お客様".utf8)

  /// Whether a run of nodes holds more than comments.
  func hasText(_ nodes: Range<Int>) -> Bool {
    self.nodes[nodes].contains { node in
      node.kind != .htmlBlock && node.kind != .html || !bytes(node.text).starts(with: "<!--".utf8)
    }
  }
}
