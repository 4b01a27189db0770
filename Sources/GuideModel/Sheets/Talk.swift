import Markup

/// What the salesperson says beside a sheet.
struct Talk {
  /// Its blocks: a `:::talk` each, and the footnotes that only they refer to.
  var builder = DocumentBuilder()
  /// Behind how many of the sheet's own blocks each of them stands.
  var places: [Int] = []

  /// Returns the sheet with what is said beside it at its place; nil where nothing is.
  ///
  /// - Parameter spoken: The blocks of `builder`, in the trade's words.
  func document(beside sheet: Document, _ spoken: Document) -> Document? {
    let blocks = spoken.blocks
    guard blocks.contains(where: { $0.count > 1 }) else { return nil }  // an empty `:::talk` is one node
    var result = DocumentBuilder()
    var next = 0
    func addSpoken(upTo count: Int) {
      while next < blocks.count, places[next] <= count {
        if blocks[next].count > 1 { result.copy(blocks[next], of: spoken) }
        next += 1
      }
    }
    addSpoken(upTo: 0)
    for (number, block) in sheet.blocks.enumerated() {
      result.copy(block, of: sheet)
      addSpoken(upTo: number + 1)
    }
    addSpoken(upTo: .max)
    return result.document
  }
}

extension Document {
  /// The nodes of each block that lies in no other.
  fileprivate var blocks: [Range<Int>] {
    var blocks: [Range<Int>] = []
    while case let start = blocks.last?.upperBound ?? 0, start < nodes.count {
      blocks.append(start..<Int(nodes[start].end))
    }
    return blocks
  }

  /// How many blocks have begun that lie in no other; the last one may still be open.
  var topBlocks: Int {
    var count = 0
    var index = 0
    while index < nodes.count {
      count += 1
      let end = Int(nodes[index].end)
      guard end > index else { break }
      index = end
    }
    return count
  }
}
