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
  /// How many entries may have a gram that is not continued.
  let most: Int
  /// How many bytes a file may have.
  static let fileSize = 9_500

  struct File: Sendable {
    /// The first gram, by which the file is found.
    var first: [UInt32]
    var content: [UInt8]
  }

  let files: [File]

  init(_ entries: [FoldedEntry], jobs: Int) async {
    most = max(64, entries.count / 16)
    let text = Text(entries)
    let most = most
    let starts = text.placesByFirst()
    let branches = await mapInParallel(Array(1..<max(1, text.alphabet.count)), jobs: jobs, chunk: 1) { character in
      var branch = Branch(text: text, most: most)
      branch.write(starts.places[starts.bounds[character]..<starts.bounds[character + 1]], 1, UInt32(character))
      return branch.result
    }
    files = Self.cut(branches, alphabet: text.alphabet)
  }

  /// One tree below a first character: what is written of it, and where each gram begins in that.
  fileprivate struct Result: Sendable {
    var output: [UInt8] = []
    var grams: [(start: Int, depth: Int, character: UInt32)] = []
  }

  private static func cut(_ branches: [Result], alphabet: [UInt32]) -> [File] {
    var files: [File] = []
    var path: [UInt32] = []
    for branch in branches {
      for (number, gram) in branch.grams.enumerated() {
        let end = number + 1 < branch.grams.count ? branch.grams[number + 1].start : branch.output.count
        path.removeLast(path.count - gram.depth + 1)
        path.append(alphabet[Int(gram.character)])
        if files.isEmpty || files[files.count - 1].content.count + end - gram.start > fileSize {
          files.append(File(first: path, content: []))
        }
        files[files.count - 1].content += branch.output[gram.start..<end]
      }
    }
    return files
  }
}

/// The texts of all entries in one array of characters, which are numbers of an alphabet in its order; zero ends a text.
private struct Text: Sendable {
  let alphabet: [UInt32]
  let characters: [UInt32]
  /// Where each entry begins; one more for the end.
  let entries: [Int]
  let titleEnds: [Int]
  let headingsEnds: [Int]

  init(_ folded: [FoldedEntry]) {
    var numbers = [UInt32](repeating: 0, count: 0x11_0000)
    for entry in folded { for scalar in entry.scalars { numbers[Int(scalar)] = 1 } }
    numbers[0] = 1
    var alphabet: [UInt32] = []
    for scalar in numbers.indices where numbers[scalar] == 1 {
      numbers[scalar] = UInt32(alphabet.count)
      alphabet.append(UInt32(scalar))
    }
    var characters: [UInt32] = []
    characters.reserveCapacity(folded.reduce(GramIndex.depth) { $0 + $1.scalars.count })
    var (entries, titleEnds, headingsEnds): ([Int], [Int], [Int]) = ([], [], [])
    for entry in folded {
      entries.append(characters.count)
      titleEnds.append(characters.count + entry.titleEnd)
      headingsEnds.append(characters.count + entry.headingsEnd)
      for scalar in entry.scalars { characters.append(numbers[Int(scalar)]) }
    }
    entries.append(characters.count)
    self.alphabet = alphabet
    // No gram reads beyond the end.
    self.characters = characters + Array(repeating: 0, count: GramIndex.depth)
    (self.entries, self.titleEnds, self.headingsEnds) = (entries, titleEnds, headingsEnds)
  }

  /// Returns every place of the text by its character; within one, in the text's order.
  func placesByFirst() -> (places: [UInt32], bounds: [Int]) {
    var bounds = [Int](repeating: 0, count: alphabet.count + 1)
    for character in characters where character != 0 { bounds[Int(character) + 1] += 1 }
    for character in 1..<bounds.count { bounds[character] += bounds[character - 1] }
    var next = bounds
    var places = [UInt32](repeating: 0, count: bounds[bounds.count - 1])
    for (place, character) in characters.enumerated() where character != 0 {
      places[next[Int(character)]] = UInt32(place)
      next[Int(character)] += 1
    }
    return (places, bounds)
  }
}

/// Writes the tree of grams that begin with one character.
private struct Branch {
  let text: Text
  let most: Int
  var result = GramIndex.Result()
  /// How often each character follows; all zero between uses.
  private var counts: [UInt32]

  init(text: Text, most: Int) {
    self.text = text
    self.most = most
    counts = Array(repeating: 0, count: text.alphabet.count)
  }

  /// Writes a gram that stands at `places`, and those that continue it.
  mutating func write(_ places: ArraySlice<UInt32>, _ depth: Int, _ character: UInt32) {
    let lists = EntryLists(of: places, in: text)
    let isLeaf = depth == GramIndex.depth || lists.count <= most
    result.grams.append((result.output.count, depth, character))
    // A letter: a capital for a leaf, from A and a on by length, from I and i on where only texts have it.
    result.output.append(
      (isLeaf ? UInt8(ascii: "@") : UInt8(ascii: "`")) + UInt8(depth) + (lists.areTextsOnly ? 8 : 0))
    if let scalar = Unicode.Scalar(text.alphabet[Int(character)]) {
      result.output.append(contentsOf: String(Character(scalar)).utf8)
    }
    lists.write(into: &result.output, entries: text.entries.count - 1)
    guard !isLeaf else { return }
    for part in parts(of: places, depth) { write(part.places, depth + 1, part.character) }
  }

  /// Parts places by the character that stands `offset` behind them, in the alphabet's order.
  private mutating func parts(
    of places: ArraySlice<UInt32>, _ offset: Int
  ) -> [(character: UInt32, places: ArraySlice<UInt32>)] {
    var following: [UInt32] = []
    for place in places {
      let character = text.characters[Int(place) + offset]
      guard character != 0 else { continue }
      if counts[Int(character)] == 0 { following.append(character) }
      counts[Int(character)] += 1
    }
    following.sort()
    var sum: UInt32 = 0
    var bounds: [Int] = [0]
    for character in following {
      let count = counts[Int(character)]
      counts[Int(character)] = sum
      sum += count
      bounds.append(Int(sum))
    }
    var sorted = [UInt32](repeating: 0, count: Int(sum))
    for place in places {
      let character = text.characters[Int(place) + offset]
      guard character != 0 else { continue }
      sorted[Int(counts[Int(character)])] = place
      counts[Int(character)] += 1
    }
    for character in following { counts[Int(character)] = 0 }
    return following.enumerated().map { number, character in
      (character, sorted[bounds[number]..<bounds[number + 1]])
    }
  }
}

/// The entries that have a gram in their titles, in their headings, in their texts: each in the first of these alone.
private struct EntryLists {
  private var lists: [[Int]] = [[], [], []]

  var areTextsOnly: Bool { lists[0].isEmpty && lists[1].isEmpty }

  var count: Int { lists.reduce(0) { $0 + $1.count } }

  init(of places: ArraySlice<UInt32>, in text: Text) {
    var entry = -1
    for place in places {
      let place = Int(place)
      guard entry < 0 || place >= text.entries[entry + 1] else { continue }
      entry = Self.entry(of: place, from: max(0, entry), in: text)
      lists[place < text.titleEnds[entry] ? 0 : place < text.headingsEnds[entry] ? 1 : 2].append(entry)
    }
  }

  /// Finds the entry that a place lies in, from a guess that is not behind it: by steps that double, then by halves.
  private static func entry(of place: Int, from guess: Int, in text: Text) -> Int {
    var (low, step) = (guess, 1)
    while low + step < text.entries.count - 1, text.entries[low + step] <= place {
      low += step
      step *= 2
    }
    var high = min(low + step, text.entries.count - 1)
    while high - low > 1 {
      let middle = (low + high) / 2
      if text.entries[middle] <= place { low = middle } else { high = middle }
    }
    return low
  }

  /// Writes the three lists, or the last where only texts have the gram: the distances between entries, or one bit for each entry where that is shorter.
  func write(into output: inout [UInt8], entries: Int) {
    for list in areTextsOnly ? [lists[2]] : lists {
      var distances: [UInt8] = []
      var last = -1
      for entry in list {
        ScriptValue.write(entry - last - 1, into: &distances)
        last = entry
      }
      let bits = (entries + 5) / 6
      guard distances.count > bits else {
        ScriptValue.write(list.count * 2, into: &output)
        output += distances
        continue
      }
      ScriptValue.write(list.count * 2 + 1, into: &output)
      var digits = [UInt8](repeating: 0, count: bits)
      for entry in list { digits[entry / 6] |= 1 << UInt8(entry % 6) }
      output += digits.map { ScriptValue.digits[Int($0)] }
    }
  }
}
