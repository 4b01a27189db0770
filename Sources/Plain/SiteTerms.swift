package import Markup

/// Where a page of the site says a term with an explanation for the first time in a section, so that it can be
/// linked to the glossary.
package struct TermMark: Sendable {
  /// The text node, and the bytes of the pool in it.
  package var node: Int
  package var bytes: Range<Int>
  package var term: Int
}

/// The terms of one page.
package struct TermUses: Sendable {
  /// How often each term is used.
  package private(set) var counts: [Int: Int] = [:]
  /// In the order of the page.
  package private(set) var marks: [TermMark] = []

  package init() {}

  /// Finds the terms of a page; headings and links are counted, and not marked.
  package init(in document: Document, _ lexicon: Lexicon) {
    var marked: Set<Int> = []
    var linksEnd = 0
    Passage.forEachBlock(in: document) { index, flat in
      let isHeading: Bool
      if case .heading = document.nodes[index].kind { isHeading = true } else { isHeading = false }
      if isHeading { marked.removeAll(keepingCapacity: true) }
      let finder = WordFinder(flat.scalars, lexicon) { flat.reading[$0] != .text }
      for use in finder.uses {
        guard case .term(let term) = use.meaning, lexicon.terms[term].policy != .keep else { continue }
        counts[term, default: 0] += 1
        guard !isHeading, lexicon.terms[term].explanation != nil, !marked.contains(term) else { continue }
        let parts = flat.parts(of: use.range)
        guard parts.count == 1, let part = parts.first, document.nodes[part.node].kind == .text else { continue }
        if part.node >= linksEnd { linksEnd = document.endOfLink(around: part.node, in: index) }
        guard part.node >= linksEnd else { continue }
        marked.insert(term)
        marks.append(TermMark(node: part.node, bytes: part.bytes, term: term))
      }
    }
  }
}

extension Document {
  /// Returns the end of the link that a node of a block is in; the node itself where it is in none.
  fileprivate func endOfLink(around node: Int, in block: Int) -> Int {
    var index = block + 1
    while index <= node {
      if nodes[index].kind == .link, Int(nodes[index].end) > node { return Int(nodes[index].end) }
      index += 1
    }
    return node
  }
}
