import Source

/// Says for parts of texts, of one character and more, which entries have them: for a site whose texts are too large to
/// be loaded.
///
/// A gram that many entries have is followed by its continuations, one character longer, until few have it or it has
/// `depth` characters. So the grams make a tree in which every place of every text leads to one leaf, and what a common
/// word costs does not depend on how common it is. The tree is written in the order of its grams and cut into files.
struct GramIndex: Sendable {
  /// The longest gram.
  static let depth = 5
  /// How many bytes a file may have.
  private static let fileSize = 11_000

  struct File: Equatable, Sendable {
    /// The first gram, by which the file is found.
    var first: [UInt32]
    var content: [UInt8]
  }

  /// The texts and the tree, by the width that their characters' numbers need.
  private enum Width: Sendable {
    case narrow(GramTree<UInt16>)
    case wide(GramTree<UInt32>)
  }

  private var tree: Width

  /// - Parameter entries: The texts; none has more than some thousand characters.
  init(_ entries: [FoldedEntry], jobs: Int) async {
    let alphabet = Alphabet(of: entries)
    tree =
      alphabet.scalars.count <= Int(UInt16.max)
      ? .narrow(await GramTree(entries, alphabet, jobs: jobs)) : .wide(await GramTree(entries, alphabet, jobs: jobs))
  }

  /// Puts one entry in the place of another, and makes anew what differs; false, and nothing is changed, where that would
  /// be nearly all.
  mutating func replace(_ number: Int, _ old: FoldedEntry, by new: FoldedEntry, jobs: Int) async -> Bool {
    switch tree {
    case .narrow(var narrow):
      guard await narrow.replace(number, old, by: new, jobs: jobs) else { return false }
      tree = .narrow(narrow)
    case .wide(var wide):
      guard await wide.replace(number, old, by: new, jobs: jobs) else { return false }
      tree = .wide(wide)
    }
    return true
  }

  /// The tree in the order of its grams, cut into files.
  ///
  /// A file ends where it is full, but rather at some gram that the gram itself singles out: so most files stay the same
  /// where something before them grows.
  var files: [File] {
    let (alphabet, branches) =
      switch tree {
      case .narrow(let tree): (tree.alphabet.scalars, tree.branches)
      case .wide(let tree): (tree.alphabet.scalars, tree.branches)
      }
    var files: [File] = []
    var path: [UInt32] = []
    var content: [UInt8] = []
    content.reserveCapacity(Self.fileSize)
    for branch in branches {
      for (number, gram) in branch.grams.enumerated() {
        let end = number + 1 < branch.grams.count ? branch.grams[number + 1].start : branch.output.count
        path.removeLast(path.count - gram.depth + 1)
        path.append(alphabet[gram.character])
        let isFull = content.count + end - gram.start > Self.fileSize
        if files.isEmpty || isFull || content.count > Self.fileSize / 2 && Self.isSeam(path) {
          if !files.isEmpty { files[files.count - 1].content = content }
          files.append(File(first: path, content: []))
          content.removeAll(keepingCapacity: true)
        }
        content += branch.output[gram.start..<end]
      }
    }
    if !files.isEmpty { files[files.count - 1].content = content }
    return files
  }

  /// Whether a file rather begins at a gram: one in sixteen, scattered.
  private static func isSeam(_ path: [UInt32]) -> Bool {
    path.reduce(UInt32(0)) { ($0 ^ $1) &* 0x9E37_79B1 } >> 28 == 0
  }
}

/// The characters that texts have, in their order; the first is zero, which ends a text.
struct Alphabet: Sendable {
  private(set) var scalars: [UInt32] = []
  /// The number of each scalar; zero for those that no text has.
  private(set) var numbers = [UInt32](repeating: 0, count: 0x11_0000)

  init(of entries: [FoldedEntry]) {
    for entry in entries { for scalar in entry.scalars { numbers[Int(scalar)] = 1 } }
    numbers[0] = 1
    for scalar in numbers.indices where numbers[scalar] == 1 {
      numbers[scalar] = UInt32(scalars.count)
      scalars.append(UInt32(scalar))
    }
  }
}

/// The texts of all entries in one array of characters, which are numbers of an alphabet, zero ending a text; and the
/// tree of their grams, a branch for each first character.
struct GramTree<Character: FixedWidthInteger & UnsignedInteger & Sendable>: Sendable {
  let alphabet: Alphabet
  /// How many entries may have a gram that is not continued.
  let most: Int
  private(set) var branches: [GramBranch] = []
  fileprivate private(set) var characters: [Character] = []
  /// Where each entry begins; one more for the end.
  fileprivate private(set) var entries: [Int] = []
  fileprivate private(set) var titleEnds: [Int] = []
  fileprivate private(set) var headingsEnds: [Int] = []
  /// The entry that each stretch of `stretch` characters begins in.
  private var entryOfStretch: [Int] = []
  private static var stretch: Int { 256 }

  fileprivate init(_ folded: [FoldedEntry], _ alphabet: Alphabet, jobs: Int) async {
    self.alphabet = alphabet
    most = max(64, folded.count / 16)
    characters.reserveCapacity(folded.reduce(GramIndex.depth) { $0 + $1.scalars.count })
    for entry in folded {
      entries.append(characters.count)
      titleEnds.append(characters.count + entry.titleEnd)
      headingsEnds.append(characters.count + entry.headingsEnd)
      for scalar in entry.scalars { characters.append(Character(truncatingIfNeeded: alphabet.numbers[Int(scalar)])) }
    }
    entries.append(characters.count)
    markStretches()
    characters += Array(repeating: 0, count: GramIndex.depth)  // no gram reads beyond the end
    branches = await grow(Array(1..<max(1, alphabet.scalars.count)), jobs: jobs)
  }

  private mutating func markStretches() {
    entryOfStretch.removeAll(keepingCapacity: true)
    var entry = 0
    for start in stride(from: 0, to: entries[entries.count - 1], by: Self.stretch) {
      while entries[entry + 1] <= start { entry += 1 }
      entryOfStretch.append(entry)
    }
  }

  /// Returns the entry that a place lies in.
  fileprivate func entry(of place: Int) -> Int {
    var entry = entryOfStretch[place / Self.stretch]
    while entries[entry + 1] <= place { entry += 1 }
    return entry
  }

  /// Grows the branches of some characters, by their numbers.
  private func grow(_ roots: [Int], jobs: Int) async -> [GramBranch] {
    // Every place of these characters, by character; within one, in the text's order.
    var numberOfRoot = [Int32](repeating: -1, count: alphabet.scalars.count)
    for (number, root) in roots.enumerated() { numberOfRoot[root] = Int32(number) }
    var bounds = [Int](repeating: 0, count: roots.count + 1)
    for character in characters {
      let number = numberOfRoot[Int(character)]
      if number >= 0 { bounds[Int(number) + 1] += 1 }
    }
    for number in 1..<bounds.count { bounds[number] += bounds[number - 1] }
    var next = bounds
    var places = [UInt32](repeating: 0, count: bounds[bounds.count - 1])
    for (place, character) in characters.enumerated() {
      let number = numberOfRoot[Int(character)]
      guard number >= 0 else { continue }
      places[next[Int(number)]] = UInt32(place)
      next[Int(number)] += 1
    }
    let (all, parts) = (places, bounds)
    return await mapInParallel(Array(roots.enumerated()), jobs: jobs, chunk: 1) { number, root in
      var writer = BranchWriter(tree: self)
      writer.write(all[parts[number]..<parts[number + 1]], 1, root)
      return writer.branch
    }
  }

  /// Does what `GramIndex.replace` does. Nearly everything would be new where a character came or went, since that
  /// numbers all others.
  fileprivate mutating func replace(_ number: Int, _ old: FoldedEntry, by new: FoldedEntry, jobs: Int) async -> Bool {
    guard new.scalars.allSatisfy({ $0 == 0 || alphabet.numbers[Int($0)] > 0 }) else { return false }
    let (before, after) = (Self.windows(of: old), Self.windows(of: new))
    let changed = Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }
    let text = new.scalars.map { Character(truncatingIfNeeded: alphabet.numbers[Int($0)]) }
    var changedTree = self
    let growth = text.count - old.scalars.count
    changedTree.characters.replaceSubrange(entries[number]..<entries[number + 1], with: text)
    changedTree.titleEnds[number] = entries[number] + new.titleEnd
    changedTree.headingsEnds[number] = entries[number] + new.headingsEnd
    if growth != 0 {
      for later in number + 1..<entries.count { changedTree.entries[later] += growth }
      for later in number + 1..<titleEnds.count {
        changedTree.titleEnds[later] += growth
        changedTree.headingsEnds[later] += growth
      }
      changedTree.markStretches()
    }
    let roots = changed.map { Int(alphabet.numbers[Int($0)]) }.sorted()
    let grown = await changedTree.grow(roots, jobs: jobs)
    for (root, branch) in zip(roots, grown) {
      guard !branch.isEmpty else { return false }
      changedTree.branches[root - 1] = branch
    }
    self = changedTree
    return true
  }

  /// What an entry says from each place on, as far as a gram goes, by the first character: what its branches are made of.
  private static func windows(of entry: FoldedEntry) -> [UInt32: Set<[UInt32]>] {
    var windows: [UInt32: Set<[UInt32]>] = [:]
    for (place, scalar) in entry.scalars.enumerated() where scalar != 0 {
      let part: UInt32 = place < entry.titleEnd ? 0 : place < entry.headingsEnd ? 1 : 2
      windows[scalar, default: []].insert([part] + entry.scalars[place...].prefix(GramIndex.depth).prefix { $0 != 0 })
    }
    return windows
  }
}

/// The tree below a first character: what is written of it, and where each gram begins in that.
struct GramBranch: Sendable {
  fileprivate(set) var output: [UInt8] = []
  fileprivate(set) var grams: [(start: Int, depth: Int, character: Int)] = []
  /// Whether no text has the character.
  fileprivate(set) var isEmpty = false
}

/// Writes the tree of grams that begin with one character.
private struct BranchWriter<Character: FixedWidthInteger & UnsignedInteger & Sendable> {
  private let tree: GramTree<Character>
  private(set) var branch = GramBranch()
  private var lists = EntryLists()
  /// How often each character follows; all zero between uses.
  private var counts: [UInt32]

  init(tree: GramTree<Character>) {
    self.tree = tree
    counts = Array(repeating: 0, count: tree.alphabet.scalars.count)
  }

  /// Writes a gram that stands at `places`, and those that continue it.
  mutating func write(_ places: ArraySlice<UInt32>, _ depth: Int, _ character: Int) {
    if depth == 1 { branch.isEmpty = places.isEmpty }
    lists.fill(from: places, in: tree)
    let isLeaf = depth == GramIndex.depth || lists.count <= tree.most
    branch.grams.append((branch.output.count, depth, character))
    // A letter: a capital for a leaf, from A and a on by length, from I and i on where only texts have it.
    branch.output.append(
      (isLeaf ? UInt8(ascii: "@") : UInt8(ascii: "`")) + UInt8(depth) + (lists.areTextsOnly ? 8 : 0))
    if let scalar = Unicode.Scalar(tree.alphabet.scalars[character]) {
      branch.output.append(contentsOf: UTF8.encode(scalar)!)
    }
    lists.write(into: &branch.output, entries: tree.entries.count - 1)
    guard !isLeaf else { return }
    let parts = parts(of: places, depth)
    for (number, character) in parts.following.enumerated() {
      write(parts.places[parts.bounds[number]..<parts.bounds[number + 1]], depth + 1, Int(character))
    }
  }

  /// Parts places by the character that stands `offset` behind them, in the alphabet's order.
  private mutating func parts(
    of places: ArraySlice<UInt32>, _ offset: Int
  ) -> (following: [Character], places: [UInt32], bounds: [Int]) {
    var following: [Character] = []
    // Reading a text here and there is what takes the time, so it is done once.
    var next: [Character] = []
    next.reserveCapacity(places.count)
    for place in places {
      let character = tree.characters[Int(place) + offset]
      next.append(character)
      guard character != 0 else { continue }
      if counts[Int(character)] == 0 { following.append(character) }
      counts[Int(character)] += 1
    }
    following.sort()
    var bounds: [Int] = [0]
    bounds.reserveCapacity(following.count + 1)
    for character in following {
      let start = bounds[bounds.count - 1]
      bounds.append(start + Int(counts[Int(character)]))
      counts[Int(character)] = UInt32(start)
    }
    var sorted = [UInt32](repeating: 0, count: bounds[bounds.count - 1])
    var index = places.startIndex
    for character in next {
      if character != 0 {
        sorted[Int(counts[Int(character)])] = places[index]
        counts[Int(character)] += 1
      }
      index += 1
    }
    for character in following { counts[Int(character)] = 0 }
    return (following, sorted, bounds)
  }
}

/// The entries that have a gram in their titles, in their headings, in their texts: each in the first of these alone.
private struct EntryLists {
  private var titles: [Int] = []
  private var headings: [Int] = []
  private var texts: [Int] = []

  var areTextsOnly: Bool { titles.isEmpty && headings.isEmpty }

  var count: Int { titles.count + headings.count + texts.count }

  mutating func fill<Character>(from places: ArraySlice<UInt32>, in tree: GramTree<Character>) {
    titles.removeAll(keepingCapacity: true)
    headings.removeAll(keepingCapacity: true)
    texts.removeAll(keepingCapacity: true)
    var end = 0
    for place in places {
      let place = Int(place)
      guard place >= end else { continue }
      let entry = tree.entry(of: place)
      end = tree.entries[entry + 1]
      if place >= tree.headingsEnds[entry] {
        texts.append(entry)
      } else if place >= tree.titleEnds[entry] {
        headings.append(entry)
      } else {
        titles.append(entry)
      }
    }
  }

  /// Writes the three lists, or the last where only texts have the gram.
  func write(into output: inout [UInt8], entries: Int) {
    if !areTextsOnly {
      Self.write(titles, into: &output, entries: entries)
      Self.write(headings, into: &output, entries: entries)
    }
    Self.write(texts, into: &output, entries: entries)
  }

  /// Writes the distances between entries, or one bit for each entry where that is shorter.
  private static func write(_ list: [Int], into output: inout [UInt8], entries: Int) {
    var last = -1
    var length = 0
    for entry in list {
      length += ScriptValue.width(of: entry - last - 1)
      last = entry
    }
    let bits = (entries + 5) / 6
    let areBits = length > bits
    ScriptValue.write(list.count * 2 + (areBits ? 1 : 0), into: &output)
    guard areBits else {
      last = -1
      for entry in list {
        ScriptValue.write(entry - last - 1, into: &output)
        last = entry
      }
      return
    }
    let start = output.count
    output.append(contentsOf: repeatElement(0, count: bits))
    for entry in list { output[start + entry / 6] |= 1 << UInt8(entry % 6) }
    for index in start..<output.count { output[index] = ScriptValue.digits[Int(output[index])] }
  }
}
