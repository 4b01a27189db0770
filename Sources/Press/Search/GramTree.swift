import Platform
import Source

/// A character's number in an alphabet.
protocol GramCharacter: FixedWidthInteger, UnsignedInteger, Sendable {
  /// The characters that follow one in a gram, the first of them lowest.
  associatedtype Following: FixedWidthInteger, UnsignedInteger, Sendable
}

extension UInt16: GramCharacter { typealias Following = UInt64 }
extension UInt32: GramCharacter { typealias Following = UInt128 }

/// The texts of all entries in one array of characters, which are numbers of an alphabet, zero ending a text; and the
/// tree of their grams, a branch for each first character.
struct GramTree<Character: GramCharacter>: Sendable {
  let alphabet: Alphabet
  /// How many entries may have a gram that is not continued.
  let most: Int
  var branches: [GramBranch] = []
  private(set) var characters: [Character] = []
  /// Where each entry begins; one more for the end.
  private(set) var entries: [Int] = []
  private(set) var titleEnds: [Int] = []
  private(set) var headingsEnds: [Int] = []
  /// The entry that each stretch of `stretch` characters begins in.
  private var entryOfStretch: [Int] = []
  /// Entries that have been replaced, as far as `characters` does not have them yet.
  var newer: [Int: FoldedEntry] = [:]
  private static var stretch: Int { 256 }

  /// Takes the texts; nothing has grown yet.
  init(_ folded: [FoldedEntry], _ alphabet: Alphabet) {
    self.alphabet = alphabet
    most = max(64, folded.count / 16)
    var start = 0
    for entry in folded {
      entries.append(start)
      titleEnds.append(start + entry.titleEnd)
      headingsEnds.append(start + entry.headingsEnd)
      start += entry.scalars.count
    }
    entries.append(start)
    markStretches()
    // No gram reads beyond the end.
    characters = Array(capacity: start + GramIndex.depth) { output in
      let numbers = alphabet.numbers.span
      for entry in folded {
        let scalars = entry.scalars.span
        for index in scalars.indices { output.append(Character(truncatingIfNeeded: numbers[Int(scalars[index])])) }
      }
      output.append(repeating: 0, count: GramIndex.depth)
    }
  }

  /// Grows all branches.
  mutating func grow(jobs: Int) async {
    branches = await grow(Array(1..<max(1, alphabet.scalars.count)), jobs: jobs)
  }

  /// Puts the entries that have been replaced into the texts.
  mutating func takeNewer() {
    for (number, entry) in newer {
      let text = entry.scalars.map { Character(truncatingIfNeeded: alphabet.numbers[Int($0)]) }
      let growth = text.count - (entries[number + 1] - entries[number])
      characters.replaceSubrange(entries[number]..<entries[number + 1], with: text)
      titleEnds[number] = entries[number] + entry.titleEnd
      headingsEnds[number] = entries[number] + entry.headingsEnd
      for later in number + 1..<titleEnds.count {
        titleEnds[later] += growth
        headingsEnds[later] += growth
      }
      for later in number + 1..<entries.count { entries[later] += growth }
    }
    newer = [:]
    markStretches()
  }

  private mutating func markStretches() {
    entryOfStretch.removeAll(keepingCapacity: true)
    var entry = 0
    for start in stride(from: 0, to: entries[entries.count - 1], by: Self.stretch) {
      while entries[entry + 1] <= start { entry += 1 }
      entryOfStretch.append(entry)
    }
  }

  /// Whether a gram of `depth` characters that entries have is not continued.
  func isLeaf(_ lists: EntryLists, _ depth: Int) -> Bool { depth == GramIndex.depth || lists.count <= most }

  /// Writes the last character of a gram and the entries that have it, behind a letter: a capital for a leaf, from A and a
  /// on by length, from I and i on where only texts have it.
  func write(_ lists: EntryLists, _ depth: Int, _ character: Int, into output: inout [UInt8]) {
    output.append(
      UInt8(ascii: isLeaf(lists, depth) ? "@" : "`") + UInt8(depth) + (lists.areTextsOnly ? 8 : 0))
    if let scalar = Unicode.Scalar(alphabet.scalars[character]) { output.append(contentsOf: UTF8.encode(scalar)!) }
    lists.write(into: &output, entries: entries.count - 1)
  }

  /// Grows the branches of some characters, by their numbers.
  func grow(_ roots: [Int], jobs: Int) async -> [GramBranch] {
    // Every place of these characters, by character; within one, in the text's order.
    var numberOfRoot = [Int32](repeating: -1, count: alphabet.scalars.count)
    for (number, root) in roots.enumerated() { numberOfRoot[root] = Int32(number) }
    let (all, parts) = places(of: numberOfRoot, count: roots.count)
    return await mapInParallel(Array(roots.enumerated()), jobs: jobs, chunk: 1) { number, root in
      var writer = BranchWriter(tree: self)
      writer.write(all[parts[number]..<parts[number + 1]], root)
      return writer.branch
    }
  }
}

extension GramTree {
  /// Returns every place of some characters, and where the places of each begin; one more for the end.
  ///
  /// - Parameter numbers: For each character its number among them, or one below zero.
  fileprivate func places(of numbers: [Int32], count: Int) -> (places: [UInt32], bounds: [Int]) {
    // Spans, for an array asks at every change whether it is shared.
    let (characters, numbers) = (characters.span, numbers.span)
    var bounds = [Int](repeating: 0, count: count + 1)
    var counts = bounds.mutableSpan
    for place in characters.indices {
      let number = Int(numbers[Int(characters[place])])
      if number >= 0 { counts[number + 1] += 1 }
    }
    for number in 0..<count { counts[number + 1] += counts[number] }
    var next = bounds
    var nextPlace = next.mutableSpan
    var places = [UInt32](repeating: 0, count: bounds[count])
    var sorted = places.mutableSpan
    for place in characters.indices {
      let number = Int(numbers[Int(characters[place])])
      guard number >= 0 else { continue }
      sorted[nextPlace[number]] = UInt32(place)
      nextPlace[number] += 1
    }
    return (places, bounds)
  }

  /// Returns the owners of places, which are in order.
  fileprivate func owners(of places: ArraySlice<UInt32>) -> [Owner] {
    let (entries, titleEnds, headingsEnds) = (entries.span, titleEnds.span, headingsEnds.span)
    var (entry, end) = (0, 0)
    return Array(capacity: places.count) { output in
      for place in places {
        let place = Int(place)
        if place >= end {
          entry = max(entry, entryOfStretch[place / Self.stretch])
          while entries[entry + 1] <= place { entry += 1 }
          end = entries[entry + 1]
        }
        output.append(Owner(entry << 2 | (place >= headingsEnds[entry] ? 2 : place >= titleEnds[entry] ? 1 : 0)))
      }
    }
  }
}

/// The tree below a first character: what is written of it, and where each gram begins in that.
struct GramBranch: Sendable {
  var output: [UInt8] = []
  var grams: [Gram] = []

  /// A gram by its last character; there are many, so that they are kept small.
  struct Gram: Sendable {
    private var place: UInt32
    private var last: UInt32

    init(start: Int, depth: Int, character: Int) {
      place = UInt32(start)
      last = UInt32(character << 3 | depth)
    }

    /// Where it is written.
    var start: Int {
      get { Int(place) }
      set { place = UInt32(newValue) }
    }
    var depth: Int { Int(last & 7) }
    var character: Int { Int(last >> 3) }
  }

  /// Where a gram's own bytes end.
  func end(of gram: Int) -> Int { gram + 1 < grams.count ? grams[gram + 1].start : output.count }
}

/// Writes the tree of grams that begin with one character.
private struct BranchWriter<Character: GramCharacter> {
  private let tree: GramTree<Character>
  private(set) var branch = GramBranch()
  private var lists = EntryLists()
  /// How often each character follows; all zero between uses.
  private var counts: [UInt32]

  /// The places of a gram, in the texts' order. Reading a text here and there is what takes the time, so it is read once.
  private struct Places {
    /// The characters that follow the gram at each place.
    var following: [Character.Following]
    /// The owner of each place.
    var owners: [Owner]
  }

  init(tree: GramTree<Character>) {
    self.tree = tree
    counts = Array(repeating: 0, count: tree.alphabet.scalars.count)
  }

  /// Writes the character that stands at `places`, and the grams that continue it.
  mutating func write(_ places: ArraySlice<UInt32>, _ character: Int) {
    let texts = tree.characters
    let characters = texts.span
    let following = [Character.Following](capacity: places.count) { output in
      for place in places {
        var following: Character.Following = 0
        for offset in (1..<GramIndex.depth).reversed() {
          following = following << Character.bitWidth | Character.Following(characters[Int(place) + offset])
        }
        output.append(following)
      }
    }
    let all = Places(following: following, owners: tree.owners(of: places))
    write(all, 0..<places.count, 1, character)
  }

  /// Writes a gram that stands at some of `places`, and those that continue it.
  private mutating func write(_ places: Places, _ range: Range<Int>, _ depth: Int, _ character: Int) {
    lists.fill(from: places.owners[range])
    branch.grams.append(.init(start: branch.output.count, depth: depth, character: character))
    tree.write(lists, depth, character, into: &branch.output)
    guard !tree.isLeaf(lists, depth) else { return }
    let parts = parts(of: places, range)
    for (number, character) in parts.following.enumerated() {
      write(parts.places, parts.bounds[number]..<parts.bounds[number + 1], depth + 1, Int(character))
    }
  }

  /// Parts some of `places` by the character that follows, in the alphabet's order.
  private mutating func parts(
    of places: Places, _ range: Range<Int>
  ) -> (following: [Character], places: Places, bounds: [Int]) {
    let (keys, owners) = (places.following.span, places.owners.span)
    var counts = counts.mutableSpan
    var following: [Character] = []
    for index in range {
      let character = Character(truncatingIfNeeded: keys[index])
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
    let count = bounds[bounds.count - 1]
    var (allKeys, allOwners) = ([Character.Following](repeating: 0, count: count), [Owner](repeating: 0, count: count))
    var partedKeys = allKeys.mutableSpan
    var partedOwners = allOwners.mutableSpan
    for index in range {
      let character = Character(truncatingIfNeeded: keys[index])
      guard character != 0 else { continue }
      let place = Int(counts[Int(character)])
      counts[Int(character)] += 1
      partedKeys[place] = keys[index] >> Character.bitWidth
      partedOwners[place] = owners[index]
    }
    for character in following { counts[Int(character)] = 0 }
    return (following, Places(following: allKeys, owners: allOwners), bounds)
  }
}

/// The entry that a place lies in, times four, and the number of its part: title, headings, texts.
private typealias Owner = UInt32

/// The entries that have a gram in their titles, in their headings, in their texts: each in the first of these alone.
struct EntryLists {
  /// By what of them has it: titles, headings, texts.
  var lists: [[Int]] = [[], [], []]

  var areTextsOnly: Bool { lists[0].isEmpty && lists[1].isEmpty }

  var count: Int { lists[0].count + lists[1].count + lists[2].count }

  /// Takes the entries of some owners, which are in the texts' order: an entry's first place says which part has it.
  fileprivate mutating func fill(from owners: ArraySlice<Owner>) {
    for part in lists.indices { lists[part].removeAll(keepingCapacity: true) }
    var last = Owner.max
    for owner in owners where owner >> 2 != last {
      last = owner >> 2
      lists[Int(owner & 3)].append(Int(last))
    }
  }

  /// Writes the three lists, or the last where only texts have the gram.
  func write(into output: inout [UInt8], entries: Int) {
    for list in areTextsOnly ? lists[2...] : lists[...] { Self.write(list, into: &output, entries: entries) }
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
      output.append(addingCapacity: length) { output in
        for entry in list {
          ScriptValue.write(entry - last - 1, into: &output)
          last = entry
        }
      }
      return
    }
    output.append(addingCapacity: bits) { output in
      var next = 0
      for first in stride(from: 0, to: entries, by: 6) {
        var digit = 0
        while next < list.count, list[next] < first + 6 {
          digit |= 1 << (list[next] - first)
          next += 1
        }
        output.append(ScriptValue.digits[digit])
      }
    }
  }
}
