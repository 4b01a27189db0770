import Source

/// Two tildes, and on which sides they can strike out.
struct TildeRun {
  var node: Int
  var opens: Bool
  var closes: Bool

  init(node: Int, range: SourceRange, source: [UInt8]) {
    self.node = node
    let before: Unicode.Scalar = range.bytes.lowerBound == 0 ? "\n" : source.scalar(before: range.bytes.lowerBound)
    let after: Unicode.Scalar =
      range.bytes.upperBound >= source.count ? "\n" : source.scalar(at: range.bytes.upperBound)
    func stops(_ scalar: Unicode.Scalar) -> Bool { scalar.isMarkdownPunctuation && !scalar.isCJK }
    opens =
      !after.isMarkdownSpace
      && (!stops(after) || before.isMarkdownSpace || before.isMarkdownPunctuation || before.isCJK)
    closes =
      !before.isMarkdownSpace
      && (!stops(before) || after.isMarkdownSpace || after.isMarkdownPunctuation || after.isCJK)
  }
}

extension MarkdownParser {
  /// Pairs the tildes of the block that ends, side by side in the same node.
  ///
  /// Source: GitHub Flavored Markdown 0.29, 6.5 Strikethrough, but for one tilde; flanking as for emphasis.
  mutating func pairTildes() {
    guard !tildes.isEmpty else { return }
    let pairs = Self.pairs(of: tildes, in: builder.document.nodes)
    tildes = []
    builder.strike(pairs)
  }

  private static func pairs(of runs: [TildeRun], in nodes: [Node]) -> [(first: Int, last: Int)] {
    let parents = parents(of: runs, in: nodes)
    var pairs: [(first: Int, last: Int)] = []
    var waiting: [Int] = []
    for (index, run) in runs.enumerated() {
      while let last = waiting.last, parents[last] <= run.node { waiting.removeLast() }
      if run.closes, let partner = waiting.last, parents[partner] == parents[index] {
        pairs.append((runs[partner].node, run.node))
        waiting.removeLast()
      } else if run.opens {
        waiting.append(index)
      }
    }
    return pairs.sorted { $0.first < $1.first }
  }

  /// Returns for each run where the node that it lies in ends.
  private static func parents(of runs: [TildeRun], in nodes: [Node]) -> [Int] {
    var ends: [Int] = []
    var open: [Int] = []
    var next = runs.first?.node ?? 0
    for run in runs {
      while next <= run.node {
        while let last = open.last, last <= next { open.removeLast() }
        if next == run.node { ends.append(open.last ?? .max) }
        if Int(nodes[next].end) > next + 1 { open.append(Int(nodes[next].end)) }
        next += 1
      }
    }
    return ends
  }

  /// Reads `[!NOTE] 題名` behind a quote's marker.
  func callout(behind marker: Int, onLine number: Int, _ piece: Piece) -> Directive? {
    let line = piece.line(number)
    guard line.indices.contains(marker) else { return nil }
    let text = line[(marker + 1)...].drop { $0.isBlank }
    guard text.starts(with: [0x5B, 0x21]), let close = text.firstIndex(of: UInt8(ascii: "]")) else { return nil }
    let word = String(decoding: text[(text.startIndex + 2)..<close], as: UTF8.self).lowercased()
    guard let name = Directive.Name(rawValue: word), [.note, .tip, .important, .warning, .caution].contains(name) else {
      return nil
    }
    let title = text[(close + 1)...].trimmingBlanks
    guard !title.isEmpty else { return Directive(name: name) }
    let place = SourceRange(
      file: file, start: piece.source(of: title.startIndex), end: piece.source(of: title.endIndex))
    return Directive(name: name, words: [Located(String(decoding: title, as: UTF8.self), at: place)])
  }
}
