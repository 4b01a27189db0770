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
    let alphabet = Alphabet(of: entries)
    files =
      alphabet.scalars.count <= Int(UInt16.max)
      ? await Self.files(Text<UInt16>(entries, alphabet), most: most, jobs: jobs)
      : await Self.files(Text<UInt32>(entries, alphabet), most: most, jobs: jobs)
  }

  private static func files<Character>(_ text: Text<Character>, most: Int, jobs: Int) async -> [File] {
    let starts = text.placesByFirst()
    let branches = await mapInParallel(Array(1..<max(1, text.alphabet.count)), jobs: jobs, chunk: 1) { character in
      var branch = Branch(text: text, most: most)
      branch.write(starts.places[starts.bounds[character]..<starts.bounds[character + 1]], 1, character)
      return branch.result
    }
    return cut(branches, alphabet: text.alphabet)
  }

  /// One tree below a first character: what is written of it, and where each gram begins in that.
  fileprivate struct Result: Sendable {
    var output: [UInt8] = []
    var grams: [(start: Int, depth: Int, character: Int)] = []
  }

  private static func cut(_ branches: [Result], alphabet: [UInt32]) -> [File] {
    var files: [File] = []
    var path: [UInt32] = []
    for branch in branches {
      for (number, gram) in branch.grams.enumerated() {
        let end = number + 1 < branch.grams.count ? branch.grams[number + 1].start : branch.output.count
        path.removeLast(path.count - gram.depth + 1)
        path.append(alphabet[gram.character])
        if files.isEmpty || files[files.count - 1].content.count + end - gram.start > fileSize {
          files.append(File(first: path, content: []))
          files[files.count - 1].content.reserveCapacity(fileSize)
        }
        files[files.count - 1].content += branch.output[gram.start..<end]
      }
    }
    return files
  }
}

/// The characters that texts have, in their order; the first is zero, which ends a text.
private struct Alphabet {
  private(set) var scalars: [UInt32] = []
  /// The number of each scalar that there is.
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

/// The texts of all entries in one array of characters, which are numbers of an alphabet; zero ends a text.
private struct Text<Character: FixedWidthInteger & UnsignedInteger & Sendable>: Sendable {
  let alphabet: [UInt32]
  let characters: [Character]
  /// Where each entry begins; one more for the end.
  let entries: [Int]
  let titleEnds: [Int]
  let headingsEnds: [Int]
  /// The entry that each stretch of `stretch` characters begins in.
  private let entryOfStretch: [Int]
  private static var stretch: Int { 256 }

  init(_ folded: [FoldedEntry], _ alphabet: Alphabet) {
    var characters: [Character] = []
    characters.reserveCapacity(folded.reduce(GramIndex.depth) { $0 + $1.scalars.count })
    var (entries, titleEnds, headingsEnds): ([Int], [Int], [Int]) = ([], [], [])
    for entry in folded {
      entries.append(characters.count)
      titleEnds.append(characters.count + entry.titleEnd)
      headingsEnds.append(characters.count + entry.headingsEnd)
      for scalar in entry.scalars { characters.append(Character(truncatingIfNeeded: alphabet.numbers[Int(scalar)])) }
    }
    entries.append(characters.count)
    var entryOfStretch: [Int] = []
    var entry = 0
    for start in stride(from: 0, to: characters.count, by: Self.stretch) {
      while entries[entry + 1] <= start { entry += 1 }
      entryOfStretch.append(entry)
    }
    // No gram reads beyond the end.
    characters += Array(repeating: 0, count: GramIndex.depth)
    self.alphabet = alphabet.scalars
    self.characters = characters
    self.entryOfStretch = entryOfStretch
    (self.entries, self.titleEnds, self.headingsEnds) = (entries, titleEnds, headingsEnds)
  }

  /// Returns the entry that a place lies in.
  func entry(of place: Int) -> Int {
    var entry = entryOfStretch[place / Self.stretch]
    while entries[entry + 1] <= place { entry += 1 }
    return entry
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
private struct Branch<Character: FixedWidthInteger & UnsignedInteger & Sendable> {
  let text: Text<Character>
  let most: Int
  var result = GramIndex.Result()
  private var lists = EntryLists()
  /// How often each character follows; all zero between uses.
  private var counts: [UInt32]

  init(text: Text<Character>, most: Int) {
    self.text = text
    self.most = most
    counts = Array(repeating: 0, count: text.alphabet.count)
  }

  /// Writes a gram that stands at `places`, and those that continue it.
  mutating func write(_ places: ArraySlice<UInt32>, _ depth: Int, _ character: Int) {
    lists.fill(from: places, in: text)
    let isLeaf = depth == GramIndex.depth || lists.count <= most
    result.grams.append((result.output.count, depth, character))
    // A letter: a capital for a leaf, from A and a on by length, from I and i on where only texts have it.
    result.output.append(
      (isLeaf ? UInt8(ascii: "@") : UInt8(ascii: "`")) + UInt8(depth) + (lists.areTextsOnly ? 8 : 0))
    if let scalar = Unicode.Scalar(text.alphabet[character]) { result.output.append(contentsOf: UTF8.encode(scalar)!) }
    lists.write(into: &result.output, entries: text.entries.count - 1)
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
      let character = text.characters[Int(place) + offset]
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

  mutating func fill<Character>(from places: ArraySlice<UInt32>, in text: Text<Character>) {
    titles.removeAll(keepingCapacity: true)
    headings.removeAll(keepingCapacity: true)
    texts.removeAll(keepingCapacity: true)
    var end = 0
    for place in places {
      let place = Int(place)
      guard place >= end else { continue }
      let entry = text.entry(of: place)
      end = text.entries[entry + 1]
      if place >= text.headingsEnds[entry] {
        texts.append(entry)
      } else if place >= text.titleEnds[entry] {
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
