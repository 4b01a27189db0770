/// Finds the words of a lexicon in a text, leftmost and longest first, and the words that it does not have.
///
/// Japanese has no blanks between words, so what touches a match decides: a Latin or digit edge must not touch
/// another Latin letter, digit or `_` (but one plural s); a match inside a longer run of katakana counts only where
/// the whole run splits into words of the lexicon. Kanji and hiragana have no edges: masks are for those.
struct WordFinder {
  struct Use {
    var meaning: Lexicon.Meaning
    /// Indexes of the text's scalars.
    var range: Range<Int>
  }

  private(set) var uses: [Use] = []
  /// Runs of katakana of three characters or more, and Latin words, that the lexicon does not have.
  private(set) var unknown: [Range<Int>] = []

  private let lexicon: Lexicon
  private let key: SpellingKey
  private let scripts: [Script]
  /// The run of katakana that was looked at last, and whether it splits into known words.
  private var run = (range: 0..<0, isKnown: false)
  /// The same with every ・ in it, so that each of its parts does not look at the whole again.
  private var whole = (range: 0..<0, isKnown: false)

  init(_ text: [UInt32], _ lexicon: Lexicon, isOpaque: (Int) -> Bool = { _ in false }) {
    self.lexicon = lexicon
    key = SpellingKey(text, isOpaque: isOpaque)
    scripts = key.scalars.map { Script($0) }
    find()
  }

  private mutating func find() {
    var covered = [Bool](repeating: false, count: key.scalars.count)
    var index = 0
    while index < key.scalars.count {
      guard let match = longest(at: index) else {
        index += 1
        continue
      }
      uses.append(Use(meaning: match.meaning, range: textRange(index..<match.end)))
      for position in index..<match.end { covered[position] = true }
      index = match.end
    }
    findUnknown(covered)
  }

  private func textRange(_ range: Range<Int>) -> Range<Int> {
    Int(key.starts[range.lowerBound])..<Int(key.ends[range.upperBound - 1])
  }

  // MARK: Matching

  private mutating func longest(at start: Int) -> (end: Int, meaning: Lexicon.Meaning)? {
    var candidates: [(end: Int, meaning: Lexicon.Meaning)] = []
    lexicon.forEachSpelling(in: key.scalars, at: start) { candidates.append(($0, $1)) }
    for candidate in candidates.reversed() {
      if let end = end(of: start..<candidate.end, candidate.meaning) { return (end, candidate.meaning) }
    }
    return nil
  }

  /// Returns where a match ends, with a plural s or a long vowel; nil where its edges forbid it.
  private mutating func end(of match: Range<Int>, _ meaning: Lexicon.Meaning) -> Int? {
    let (start, end) = (match.lowerBound, match.upperBound)
    if case .wording = meaning { return touchesOwnScript(match) ? nil : end }
    if isWordByte(start), start > 0, isWordByte(start - 1) { return nil }
    if isWordByte(end - 1), end < scripts.count, isWordByte(end) {
      let isPlural = key.scalars[end] == 0x73 && !(end + 1 < scripts.count && isWordByte(end + 1))
      return isPlural ? end + 1 : nil
    }
    if case .mask = meaning { return end }
    let cutsRunBefore = scripts[start] == .katakana && start > 0 && scripts[start - 1] == .katakana
    let cutsRunBehind = scripts[end - 1] == .katakana && end < scripts.count && scripts[end] == .katakana
    if cutsRunBefore || cutsRunBehind {
      guard runIsKnown(around: cutsRunBefore ? start : end - 1) else { return nil }
      if cutsRunBehind, key.scalars[end] == Sign.longVowel { return end + 1 }
    }
    return end
  }

  private func touchesOwnScript(_ match: Range<Int>) -> Bool {
    func same(_ a: Int, _ b: Int) -> Bool { scripts[a] == scripts[b] && scripts[a].joinsWords }
    let (start, end) = (match.lowerBound, match.upperBound)
    return start > 0 && same(start - 1, start) || end < scripts.count && same(end - 1, end)
  }

  private func isWordByte(_ index: Int) -> Bool {
    scripts[index] == .latin || scripts[index] == .digit || key.scalars[index] == Sign.underscore
  }

  // MARK: Runs of katakana

  /// The run of katakana around `index`; with `isPart`, as far as the next ・ that the key leaves out.
  private func katakanaRun(around index: Int, isPart: Bool) -> Range<Int> {
    func follows(_ index: Int) -> Bool {
      scripts[index] == .katakana && scripts[index - 1] == .katakana
        && !(isPart && key.starts[index] != key.ends[index - 1])
    }
    var (start, end) = (index, index + 1)
    while start > 0, follows(start) { start -= 1 }
    while end < scripts.count, follows(end) { end += 1 }
    return start..<end
  }

  /// Whether the run around `index` is made of known words: パソコン・ルーター as a whole, or each part for itself.
  private mutating func runIsKnown(around index: Int) -> Bool {
    if run.range.contains(index) { return run.isKnown }
    if !whole.range.contains(index) {
      let range = katakanaRun(around: index, isPart: false)
      whole = (range, splits(range))
    }
    run = whole
    if !run.isKnown {
      let part = katakanaRun(around: index, isPart: true)
      if part != whole.range { run = (part, splits(part)) }
    }
    return run.isKnown
  }

  /// Whether a run splits into words of the lexicon, each with or without a long vowel behind it.
  private func splits(_ run: Range<Int>) -> Bool {
    var reachable = [Bool](repeating: false, count: run.count + 1)
    reachable[0] = true
    for start in run where reachable[start - run.lowerBound] {
      lexicon.forEachSpelling(in: key.scalars, at: start) { end, meaning in
        guard end <= run.upperBound else { return }
        if case .mask = meaning { return }
        reachable[end - run.lowerBound] = true
        if end < run.upperBound, key.scalars[end] == Sign.longVowel { reachable[end + 1 - run.lowerBound] = true }
      }
    }
    return reachable[run.count]
  }

  // MARK: Words that nobody listed

  private mutating func findUnknown(_ covered: [Bool]) {
    var index = 0
    while index < scripts.count {
      if scripts[index] == .katakana {
        _ = runIsKnown(around: index)
        let run = run.range
        let uncovered = run.filter { !covered[$0] && key.scalars[$0] != Sign.longVowel }
        if !self.run.isKnown, let from = uncovered.first, let to = uncovered.last, textRange(run).count >= 3 {
          // What lies between known words, unless that is too little to be a word.
          let range = textRange(from..<to + 1)
          unknown.append(range.count >= 3 ? range : textRange(run))
        }
        index = run.upperBound
      } else if isWordByte(index) {
        var end = index
        while end < scripts.count, isWordByte(end) || joinsLatin(end) { end += 1 }
        let word = index..<end
        let isCovered = word.allSatisfy { covered[$0] || !isWordByte($0) || scripts[$0] == .digit }
        if !isCovered, word.count(where: { scripts[$0] == .latin }) >= 2 { unknown.append(textRange(word)) }
        index = end
      } else {
        index += 1
      }
    }
  }

  /// Whether a hyphen, a dot or the like stands between two letters of one Latin word: Wi-Fi, Node.js.
  private func joinsLatin(_ index: Int) -> Bool {
    let joiners: [UInt32] = [0x2D, 0x2E, 0x26, 0x2B, 0x27]
    return joiners.contains(key.scalars[index]) && index > 0 && isWordByte(index - 1) && index + 1 < scripts.count
      && isWordByte(index + 1)
  }
}
