/// Returns the candidate that is most like `word`, when one is near enough to be what was meant.
///
/// Near is an edit distance (insertions, deletions, substitutions, swaps of neighbours) of at most a third of the
/// word's length and at least one, whatever the case of its letters; of equally near ones the first in the candidates' order wins.
package func closest(to word: String, in candidates: some Sequence<String>) -> String? {
  let target = Array(word.lowercased().unicodeScalars)
  let limit = max(1, target.count / 3)
  var best: (candidate: String, distance: Int)?
  for candidate in candidates where candidate != word {
    let scalars = Array(candidate.lowercased().unicodeScalars)
    guard abs(scalars.count - target.count) <= limit else { continue }
    let most = min(limit, (best?.distance ?? .max) - 1)
    if let distance = editDistance(target, scalars, atMost: most) { best = (candidate, distance) }
  }
  return best?.candidate
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
  if let rest = pathWithoutLead(path, in: candidates), rest != path { return rest }
  return closest(to: path, in: candidates)
}

/// Returns what a path written with what leads to `content/` from outside, here or in another tool, is below it; nil where
/// that is none of the candidates.
package func pathWithoutLead(_ path: String, in candidates: [String]) -> String? {
  let leads = ["/", "./", "@/", "content/", "docs/", "static/"]
  var rest = path[...]
  while let lead = leads.first(where: { rest.hasPrefix($0) }) { rest = rest.dropFirst(lead.count) }
  return candidates.contains(String(rest)) ? String(rest) : nil
}

/// Returns the optimal string alignment distance of two texts; nil where it is more than `limit`.
private func editDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar], atMost limit: Int) -> Int? {
  var beforeLast: [Int] = []
  var last = Array(0...b.count)
  for i in a.indices {
    var row = [i + 1]
    row.reserveCapacity(b.count + 1)
    for j in b.indices {
      var cost = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, beforeLast[j - 1] + 1) }
      row.append(cost)
    }
    // A swap reaches back two rows; where both are too far off, nothing further on is near.
    if min(last.min() ?? 0, row.min() ?? 0) > limit { return nil }
    beforeLast = last
    last = row
  }
  return last[b.count] <= limit ? last[b.count] : nil
}
