import Markup
package import Source

extension Guide {
  /// Every place that names an address on the web, and the address: the texts' links, the codes on sheets, and what the
  /// items say. The site's own address is none of them.
  package func webAddresses(on sheets: [ComposedSheet]) -> [Located<String>] {
    var found: [Located<String>] = []
    for page in pages {
      let document = page.document
      for (index, node) in document.nodes.enumerated() where node.kind == .link {
        let number = Int(node.detail)
        guard page.targets.indices.contains(number), page.targets[number] == .external else { continue }
        found.append(
          Located(
            document.string(document.links[number].destination),
            at: document.destinationRange(ofLink: index, in: sources[node.range.file])))
      }
    }
    for sheet in sheets {
      let document = sheet.document
      for node in document.nodes where node.kind == .qr {
        found.append(Located(document.string(node.text), at: node.range))
      }
    }
    found += resources.map(\.url) + incidents.compactMap(\.origin?.url) + industries.flatMap { $0.rules.map(\.url) }
    found += [site.origin?.url, vendor.url].compactMap(\.self)
    var seen: Set<SourceRange> = []
    return found.filter { isOnTheWeb($0.value) && seen.insert($0.range).inserted }
  }

  /// Whether an address is on the web; `http://localhost:3000` is the reader's own machine.
  private func isOnTheWeb(_ address: String) -> Bool {
    guard let scheme = ["http://", "https://"].first(where: { address.lowercased().hasPrefix($0) }) else {
      return false
    }
    let host = address.dropFirst(scheme.count).prefix { !"/:?#".contains($0) }.lowercased()
    return host != "localhost" && !host.hasSuffix(".localhost")
  }
}
