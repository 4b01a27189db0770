import Markup
import Platform
import Source

// No heading is left alone above a block that printed nothing.
extension SheetComposer {
  /// The document, without sections of which nothing is left.
  mutating func finish() -> Document {
    let document = builder.document
    let empty = document.emptySections(endingAt: Set(vanished.map(\.node)))
    for section in empty {
      guard let block = vanished.first(where: { $0.node == section.upperBound }), block.isReported else { continue }
      let title = String(decoding: document.plainText(of: section.lowerBound), as: UTF8.self)
      report.add(
        .emptySection, at: block.range,
        Message(
          ja: "見出し「\(title)」の下に入れるものがないので、見出しごと省きました",
          en: "there is nothing to put below '\(title)', so the section is left out"),
        help: Message(ja: "vendor.yaml の offers に商品を書くと入ります", en: "write 'offers' in vendor.yaml to fill it"))
    }
    guard !empty.isEmpty else { return document }
    let gone = document.topBlocks(among: empty.map(\.lowerBound))
    talk.places = talk.places.map { place in place - gone.count { $0 < place } }
    return document.removing(empty)
  }

  /// Notes that a block printed nothing, so that no heading is left alone above it.
  mutating func vanish(at range: SourceRange, isReported: Bool) {
    guard !isTalking else { return }  // what the salesperson says has no sections
    vanished.append((builder.document.nodes.count, range, isReported))
  }
}

extension Document {
  /// Returns the headings whose sections hold nothing but a block that printed nothing, at one of `places`.
  fileprivate func emptySections(endingAt places: Set<Int>) -> [Range<Int>] {
    guard !places.isEmpty else { return [] }
    var empty: [Range<Int>] = []
    var parents: [Int] = []
    for (index, node) in nodes.enumerated() {
      while let end = parents.last, end <= index { parents.removeLast() }
      let end = Int(node.end)
      if case .heading(let level) = node.kind, places.contains(end) {
        if end == parents.last ?? nodes.count {
          empty.append(index..<end)
        } else if case .heading(let next) = nodes[end].kind, next <= level {
          empty.append(index..<end)
        }
      }
      if end > index + 1 { parents.append(end) }
    }
    return empty
  }

  /// Returns which of its top blocks, counted from 0, begin at one of `nodes`.
  fileprivate func topBlocks(among starts: [Int]) -> [Int] {
    var blocks: [Int] = []
    var (index, block) = (0, 0)
    while index < nodes.count {
      if starts.contains(index) { blocks.append(block) }
      index = Int(nodes[index].end)
      block += 1
    }
    return blocks
  }

  /// Returns the document without some of its nodes.
  fileprivate func removing(_ removed: [Range<Int>]) -> Document {
    var builder = DocumentBuilder()
    var open: [Int] = []
    var index = 0
    var next = removed[...]
    while index < nodes.count {
      while let end = open.last, end <= index {
        builder.close()
        open.removeLast()
      }
      if let range = next.first, range.lowerBound == index {
        index = range.upperBound
        next.removeFirst()
        continue
      }
      builder.openCopy(of: nodes[index], from: self)
      open.append(Int(nodes[index].end))
      index += 1
    }
    for _ in open { builder.close() }
    return builder.document
  }
}
