import GuideModel
import Platform

extension Guide {
  /// How many pages that refer to one are named.
  private static let mostBacklinks = 12

  /// Adds to each page those whose texts link to it, in the order of reading. The site's first page and that
  /// of its own folder are none of them, nor is one that another relation names already.
  func addBacklinks(to related: inout [Int: Related], inOrder order: [Int]) {
    let indexes = Dictionary(
      sections.map { ($0.folder, $0.index) }, uniquingKeysWith: { first, _ in first })
    var citing = [[Int]](repeating: [], count: pages.count)
    for source in order where source != sections[0].index {
      for case .page(let target, _) in pages[source].targets where target != source && citing[target].last != source {
        guard pages[target].kind != .sheet, indexes[pages[target].folder] != source else { continue }
        citing[target].append(source)
      }
    }
    for (target, sources) in citing.enumerated() where !sources.isEmpty {
      var kin = related[target] ?? Related()
      let named = Set(kin.relations.flatMap(\.items).map(\.address))
      let items = sources.filter { !named.contains(pages[$0].address) }.map { page in
        Related.Item(
          title: pages[page].title, address: pages[page].address, description: "",
          label: pages[page].kind == .page ? "" : name(of: pages[page].kind))
      }
      guard !items.isEmpty else { continue }
      kin.relations.append(
        Related.Relation(
          title: says("このページに触れているページ", "Pages that refer to this one"),
          items: Array(items.prefix(Self.mostBacklinks)), more: max(0, items.count - Self.mostBacklinks)))
      related[target] = kin
    }
  }
}
