// What one entry's change means for a tree: its gram's lists are read back, changed and written again, so that it costs
// what has changed and not what there is.
extension GramTree {
  /// Does what `GramIndex.replace` does. Nearly everything would be new where a character came or went, since that
  /// numbers all others.
  mutating func replace(_ number: Int, _ old: FoldedEntry, by new: FoldedEntry, jobs: Int) async -> Bool {
    guard new.scalars.allSatisfy({ $0 == 0 || alphabet.numbers[Int($0)] > 0 }) else { return false }
    var changed = self
    changed.newer[number] = new
    var overgrown: [Int] = []
    for (root, changes) in changes(from: old, to: new) {
      var branch = changed.branches[root - 1]
      switch branch.apply(changes, to: number, in: self) {
      case .done: changed.branches[root - 1] = branch
      case .overgrown: overgrown.append(root)
      case .gone: return false
      }
    }
    if !overgrown.isEmpty {
      changed.takeNewer()
      overgrown.sort()
      for (root, branch) in zip(overgrown, await changed.grow(overgrown, jobs: jobs)) {
        changed.branches[root - 1] = branch
      }
    }
    self = changed
    return true
  }

  /// A gram that an entry has in another part than before, or no longer: titles, headings, texts.
  struct Change {
    /// Numbers of characters.
    let gram: [Int]
    let from: Int?
    let to: Int?
  }

  /// Returns what changes by an entry's change, by the first character; shorter grams first.
  private func changes(from old: FoldedEntry, to new: FoldedEntry) -> [Int: [Change]] {
    let (before, after) = (parts(of: old), parts(of: new))
    var changes: [Int: [Change]] = [:]
    func add(_ gram: UInt128, _ from: Int?, _ to: Int?) {
      let characters = Self.unpacked(gram)
      changes[characters[0], default: []].append(Change(gram: characters, from: from, to: to))
    }
    for (gram, part) in before where after[gram] != part { add(gram, part, after[gram]) }
    for (gram, part) in after where before[gram] == nil { add(gram, nil, part) }
    return changes.mapValues {
      $0.sorted { ($0.gram.count, $0.gram[$0.gram.count - 1]) < ($1.gram.count, $1.gram[$1.gram.count - 1]) }
    }
  }

  /// Returns for each gram of an entry the first part that has it. Grams are packed, 21 bits a character.
  private func parts(of entry: FoldedEntry) -> [UInt128: Int] {
    var parts: [UInt128: Int] = [:]
    for place in entry.scalars.indices {
      let part = place < entry.titleEnd ? 0 : place < entry.headingsEnd ? 1 : 2
      var gram: UInt128 = 0
      for scalar in entry.scalars[place...].prefix(GramIndex.depth) {
        guard scalar != 0 else { break }
        gram = gram << 21 | UInt128(alphabet.numbers[Int(scalar)])
        parts[gram] = min(parts[gram] ?? part, part)
      }
    }
    return parts
  }

  private static func unpacked(_ gram: UInt128) -> [Int] {
    var (rest, characters) = (gram, [Int]())
    while rest > 0 {
      characters.insert(Int(rest & 0x1F_FFFF), at: 0)
      rest >>= 21
    }
    return characters
  }
}

extension GramBranch {
  enum Outcome {
    case done
    /// A gram has to be continued now, or no longer: the branch must be grown anew.
    case overgrown
    /// No text has the first character any more.
    case gone
  }

  /// Writes the lists again that an entry's change touches.
  mutating func apply<Character>(
    _ changes: [GramTree<Character>.Change], to entry: Int, in tree: GramTree<Character>
  ) -> Outcome {
    for change in changes {
      let (place, isThere) = find(change.gram)
      guard let place else { continue }  // a shorter gram says it already
      let depth = change.gram.count
      var lists = isThere ? lists(at: place, entries: tree.entries.count - 1) : EntryLists()
      if let part = change.from { lists.lists[part].removeAll { $0 == entry } }
      if let part = change.to {
        let index = lists.lists[part].firstIndex { $0 > entry } ?? lists.lists[part].count
        lists.lists[part].insert(entry, at: index)
      }
      if isThere, lists.count > 0, tree.isLeaf(lists, depth) != isLeaf(place) { return .overgrown }
      if lists.count == 0 {
        guard depth > 1 else { return .gone }
        replace(place, by: [])
        grams.remove(at: place)
      } else {
        var node: [UInt8] = []
        tree.write(lists, depth, change.gram[depth - 1], into: &node)
        if !isThere {
          grams.insert(.init(start: start(of: place), depth: depth, character: change.gram[depth - 1]), at: place)
        }
        replace(place, by: node, length: isThere ? nil : 0)
      }
    }
    return .done
  }

  /// Finds a gram; where it is not there, where it would be; nil where a shorter one is not continued.
  private func find(_ gram: [Int]) -> (place: Int?, isThere: Bool) {
    var place = 0
    for depth in 2..<max(2, gram.count + 1) {
      guard !isLeaf(place) else { return (nil, false) }
      var next = place + 1
      while next < grams.count, grams[next].depth >= depth,
        grams[next].depth > depth || grams[next].character < gram[depth - 1]
      {
        next += 1
      }
      let isThere = next < grams.count && grams[next].depth == depth && grams[next].character == gram[depth - 1]
      guard isThere else { return (depth == gram.count ? next : nil, false) }
      place = next
    }
    return (place, true)
  }

  private func start(of place: Int) -> Int { place < grams.count ? grams[place].start : output.count }

  private func isLeaf(_ place: Int) -> Bool { output[grams[place].start] < UInt8(ascii: "`") }

  /// Puts other bytes in a gram's place, and moves what follows.
  private mutating func replace(_ place: Int, by bytes: [UInt8], length: Int? = nil) {
    let start = grams[place].start
    let old = length ?? end(of: place) - start
    output.replaceSubrange(start..<start + old, with: bytes)
    guard bytes.count != old else { return }
    for later in grams.indices[(place + 1)...] { grams[later].start += bytes.count - old }
  }

  /// Reads a gram's lists back.
  private func lists(at place: Int, entries: Int) -> EntryLists {
    var index = grams[place].start
    let areTextsOnly = Int(output[index] & 0x1F) > 8
    index += 2
    while index < output.count, output[index] & 0xC0 == 0x80 { index += 1 }  // the character's further bytes
    var lists = EntryLists()
    for part in areTextsOnly ? 2..<3 : 0..<3 {
      let head = ScriptValue.read(output, at: &index)
      if head & 1 == 0 {
        var last = -1
        for _ in 0..<head >> 1 {
          last += ScriptValue.read(output, at: &index) + 1
          lists.lists[part].append(last)
        }
      } else {
        for entry in 0..<entries where ScriptValue.value(of: output[index + entry / 6]) >> (entry % 6) & 1 == 1 {
          lists.lists[part].append(entry)
        }
        index += (entries + 5) / 6
      }
    }
    return lists
  }
}
