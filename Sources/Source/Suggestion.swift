package import Platform

/// Returns the candidate that is most like `word`, when one is near enough to be what was meant.
///
/// Near is an edit distance (insertions, deletions, substitutions, swaps of neighbours) of at most a third of the
/// word's length and at least one, whatever the case of its letters; of equally near ones the first in the candidates' order wins.
package func closest(to word: String, in candidates: some Sequence<String>) -> String? {
  Candidates(Array(candidates), isSorted: false).closest(to: word)
}

/// Words that may have been meant, made ready to be asked for again and again.
package struct Candidates: Sendable {
  package let words: [String]
  /// The words in small letters, each with its index and how many scalars it shares with the one before.
  private let folded: [(scalars: [Unicode.Scalar], index: Int, shared: Int)]

  /// Sorted words share more with each other; to ask once, sorting takes longer than it saves.
  package init(_ words: [String], isSorted: Bool = true) {
    self.words = words
    var folded = words.enumerated().map { (scalars: Array($1.lowercased().unicodeScalars), index: $0) }
    if isSorted { folded.sort { $0.scalars.lexicographicallyPrecedes($1.scalars) } }
    var last: [Unicode.Scalar] = []
    self.folded = folded.map { scalars, index in
      defer { last = scalars }
      return (scalars, index, zip(scalars, last).prefix { $0 == $1 }.count)
    }
  }

  /// Returns the word most like `word`, as `closest(to:in:)` has it; `limit` is the distance that is still near.
  package func closest(to word: String, atMost limit: Int? = nil) -> String? {
    let target = Array(word.lowercased().unicodeScalars)
    let limit = limit ?? max(1, target.count / 3)
    // Most slips are small, and a small distance is soon passed: twice the distance is looked for only where none is within.
    var within = min(1, limit)
    while true {
      if let found = closest(to: word, target, within: within) { return found }
      guard within < limit else { return nil }
      within = min(2 * within, limit)
    }
  }

  /// Goes through the words so that what one shares with the one before is compared once, and all that begin with something
  /// too far off are passed over.
  private func closest(to word: String, _ target: [Unicode.Scalar], within distance: Int) -> String? {
    var limit = distance
    var best: Int?
    var table = DistanceTable(target)
    /// How many rows hold for the word at hand, and the length of a beginning that is too far off.
    var (depth, tooFar) = (0, Int.max)
    for (scalars, index, shared) in folded {
      depth = min(depth, shared)
      if shared < tooFar { tooFar = .max }
      guard tooFar == .max, abs(scalars.count - target.count) <= limit else { continue }
      while depth < scalars.count, tooFar == .max {
        let least = table.fillRow(depth + 1, scalars, within: limit)
        depth += 1
        if least > limit { tooFar = depth }
      }
      guard tooFar == .max, words[index] != word else { continue }
      let distance = table.distance(atRow: depth)
      guard distance < limit || distance == limit && index < best ?? .max else { continue }
      (best, limit) = (index, distance)
    }
    return best.map { words[$0] }
  }
}

extension Message {
  /// Asks whether another word was meant.
  package static func meant(_ word: String) -> Message {
    Message(ja: "'\(word)' のことですか", en: "did you mean '\(word)'?")
  }
}

/// Returns the path below `content/` that is most like `path`: the path itself, where it was written with what leads to
/// `content/` from outside, else the closest one.
package func closestPath(to path: String, in candidates: [String]) -> String? {
  let rest = path.withoutLead
  return rest != path && candidates.contains(rest) ? rest : closest(to: path, in: candidates)
}

extension String {
  /// The path without what leads to `content/` from outside, here or in another tool.
  package var withoutLead: String {
    let leads = ["/", "./", "@/", "content/", "docs/", "static/"]
    var rest = self[...]
    while let lead = leads.first(where: { rest.hasPrefix($0) }) { rest = rest.dropFirst(lead.count) }
    return String(rest)
  }
}

/// Optimal string alignment distances of a text to the beginnings of another: row n is that of n scalars.
private struct DistanceTable {
  private let target: [Unicode.Scalar]
  private var cells: [Int]
  /// The smallest cell of each row.
  private var least = [0]

  init(_ target: [Unicode.Scalar]) {
    self.target = target
    cells = Array(0...target.count)
  }

  func distance(atRow row: Int) -> Int { cells[row * (target.count + 1) + target.count] }

  /// Fills row `row` from those before; returns a bound of all rows behind. Cells above `limit` may be any number above it.
  mutating func fillRow(_ row: Int, _ word: [Unicode.Scalar], within limit: Int) -> Int {
    let width = target.count + 1
    let start = row * width
    if cells.count <= start {
      cells += repeatElement(.max / 2, count: width)
      least.append(0)
    }
    let scalar = word[row - 1]
    var smallest = Int.max / 2
    let band = max(0, row - limit)..<max(0, row - limit, min(target.count, row + limit) + 1)
    if band.lowerBound > 0 { cells[start + band.lowerBound - 1] = .max / 2 }
    for column in band {
      var cost: Int
      if column == 0 {
        cost = row
      } else {
        let above = start - width + column
        cost = min(
          cells[above] + 1, cells[start + column - 1] + 1, cells[above - 1] + (scalar == target[column - 1] ? 0 : 1))
        if row > 1, column > 1, scalar == target[column - 2], word[row - 2] == target[column - 1] {
          cost = min(cost, cells[above - width - 2] + 1)
        }
      }
      cells[start + column] = cost
      smallest = min(smallest, cost)
    }
    if band.upperBound < width { cells[start + band.upperBound] = .max / 2 }
    least[row] = smallest
    // A swap reaches back two rows; where both are too far off, nothing further on is near.
    return min(smallest, least[row - 1])
  }
}
