package import Source

/// Every spelling that is looked for, in one trie over spelling keys.
package struct Lexicon: Sendable {
  /// What a spelling means. Of two with one key the first of these counts.
  enum Meaning: Comparable, Hashable {
    /// The trade's wording of a phrase.
    case wording(Int)
    /// A term of the glossary.
    case term(Int)
    /// A phrase in which a term is none.
    case mask
    case everyday
  }

  package private(set) var terms: [Term] = []
  /// A trade's phrases and their wording there.
  package private(set) var words: [(phrase: Located<String>, wording: Located<String>)] = []
  private var nodes = [Node()]
  /// The root's edges to the scalars of the basic plane, so that most places of a text are left behind at once.
  private var first = [Int32](repeating: 0, count: 0x1_0000)

  private struct Node {
    var edges: [(scalar: UInt32, node: Int32)] = []
    var meaning: Meaning?
  }

  package init(_ language: PlainLanguage) {
    terms = language.terms
    for (index, term) in terms.enumerated() {
      for spelling in term.spellings { add(spelling.value, .term(index)) }
      for exception in term.exceptions { add(exception.value, .mask) }
    }
    for word in language.standardWords + language.everyday { add(word.value, .everyday) }
  }

  /// Adds a trade's own words: those of its texts, and its wording of phrases.
  package mutating func add(
    everyday: [String], words: [(phrase: Located<String>, wording: Located<String>)]
  ) {
    for word in everyday { add(word, .everyday) }
    for (index, word) in words.enumerated() { add(word.phrase.value, .wording(index)) }
    self.words = words
  }

  private mutating func add(_ spelling: String, _ meaning: Meaning) {
    let key = Self.key(of: spelling)
    guard !key.isEmpty else { return }
    var node = 0
    for scalar in key {
      if let next = child(of: node, scalar) {
        node = next
      } else {
        nodes.append(Node())
        let new = Int32(nodes.count - 1)
        if node == 0, scalar < 0x1_0000 {
          first[Int(scalar)] = new
        } else {
          nodes[node].edges.append((scalar, new))
        }
        node = Int(new)
      }
    }
    nodes[node].meaning = nodes[node].meaning.map { min($0, meaning) } ?? meaning
  }

  /// Returns what a spelling is looked for by. Blanks around it are none of it: in a text one may be the end of a line.
  package static func key(of spelling: String) -> [UInt32] {
    var key = SpellingKey(Array(scalarsOf: spelling)).scalars.drop(while: Sign.isSpace)
    while let last = key.last, Sign.isSpace(last) { key.removeLast() }
    return Array(key)
  }

  private func child(of node: Int, _ scalar: UInt32) -> Int? {
    if node == 0, scalar < 0x1_0000 {
      let next = first[Int(scalar)]
      return next == 0 ? nil : Int(next)
    }
    return nodes[node].edges.first { $0.scalar == scalar }.map { Int($0.node) }
  }

  /// Calls `body` with each spelling that begins at `start` of `key`, the shortest first.
  func forEachSpelling(in key: [UInt32], at start: Int, _ body: (_ end: Int, Meaning) -> Void) {
    var node = 0
    var index = start
    while index < key.count, let next = child(of: node, key[index]) {
      node = next
      index += 1
      if let meaning = nodes[node].meaning { body(index, meaning) }
    }
  }

  /// The runs of katakana and of Latin letters in a text.
  package static func words(in text: String) -> [String] {
    var words: [String] = []
    var run: (script: Script, text: String)?
    for scalar in text.unicodeScalars {
      let script = Script(scalar.value)
      if let current = run, current.script == script {
        run?.text.unicodeScalars.append(scalar)
      } else {
        if let run { words.append(run.text) }
        run = script == .katakana || script == .latin ? (script, String(scalar)) : nil
      }
    }
    return words + (run.map { [$0.text] } ?? [])
  }

  /// What the whole of `text` means, if it is one spelling.
  func meaning(of text: String) -> Meaning? {
    let key = SpellingKey(Array(scalarsOf: text)).scalars
    var found: Meaning?
    forEachSpelling(in: key, at: 0) { end, meaning in if end == key.count { found = meaning } }
    return found
  }
}
