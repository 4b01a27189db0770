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

  struct File: Sendable {
    /// The first gram, by which the file is found.
    var first: [UInt32]
    /// What it holds: parts of branches, whose bytes are not copied.
    fileprivate(set) var pieces: [ArraySlice<UInt8>] = []

    var content: [UInt8] { Array(pieces.joined()) }
  }

  /// The texts and the tree, by the width that their characters' numbers need.
  private enum Width: Sendable {
    case narrow(GramTree<UInt16>)
    case wide(GramTree<UInt32>)
  }

  private var tree: Width

  /// - Parameter entries: The texts; none has more than some thousand characters.
  init(_ entries: [FoldedEntry], jobs: Int) async {
    tree = Self.tree(of: consume entries)
    switch tree {
    case .narrow(var narrow):
      await narrow.grow(jobs: jobs)
      tree = .narrow(narrow)
    case .wide(var wide):
      await wide.grow(jobs: jobs)
      tree = .wide(wide)
    }
  }

  private static func tree(of entries: [FoldedEntry]) -> Width {
    let alphabet = Alphabet(of: entries)
    return alphabet.scalars.count <= Int(UInt16.max)
      ? .narrow(GramTree(entries, alphabet)) : .wide(GramTree(entries, alphabet))
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
    var size = 0
    for branch in branches {
      var start = 0
      for (number, gram) in branch.grams.enumerated() {
        let end = branch.end(of: number)
        path.removeLast(path.count - gram.depth + 1)
        path.append(alphabet[gram.character])
        let isFull = size + end - gram.start > Self.fileSize
        if files.isEmpty || isFull || size > Self.fileSize / 2 && Self.isSeam(path) {
          if gram.start > start { files[files.count - 1].pieces.append(branch.output[start..<gram.start]) }
          files.append(File(first: path))
          (start, size) = (gram.start, 0)
        }
        size += end - gram.start
      }
      if !files.isEmpty { files[files.count - 1].pieces.append(branch.output[start...]) }
    }
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
