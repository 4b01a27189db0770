import Plain
import Platform
import Source

/// The site's search data: scripts that hand over what they hold, so that they can be loaded from a disk too.
///
/// Below `wholeSize` bytes of text one file holds everything. Above it `data.js` says only which file holds what;
/// `text-N.js` hold the texts and `grams-N.js` which entries have which grams. Numbers of entries stand for entries.
struct SearchData: Sendable {
  /// The folder below the site.
  static let folder = "search"
  /// Up to how many bytes of text are one file.
  static let wholeSize = 4_000_000
  /// How many bytes a file of texts may have, unless one line is longer; and an entry.
  private static let textSize = 12_000
  private static let entrySize = 5_500

  /// A file, and what tells it from another without making it.
  struct File: Sendable {
    let file: OutputFile
    let digest: UInt128
  }

  /// An entry as it is written.
  private struct Script: Sendable {
    var bytes: [UInt8]
    var digest: UInt128
    /// Whether a file rather begins here: so that most files stay the same where something before them grows.
    var isSeam: Bool

    init(_ bytes: [UInt8], of entry: SearchEntry) {
      self.bytes = bytes
      digest = Digest(of: bytes).value
      isSeam = !entry.goesOn && Digest(of: entry.address.utf8).value & 3 == 0
    }
  }

  private let names: [String]
  /// How many entries each kind has.
  private let counts: [Int]
  /// Words that mean the same, as they are spelled.
  private let words: [[String]]
  private var scripts: [Script]
  /// The number of the first entry of each address.
  private let numbers: [String: Int]
  /// Nil where one file holds everything.
  private var grams: GramIndex?

  init(_ groups: [SearchGroup], words: [[String]], wholeSize: Int = wholeSize, jobs: Int) async {
    var groups = groups.filter { !$0.entries.isEmpty }
    let isLarge = groups.reduce(0) { $0 + $1.entries.reduce(0) { $0 + $1.size } } > wholeSize
    if isLarge {
      groups = groups.map { group in
        SearchGroup(name: group.name, entries: group.entries.flatMap { $0.cut(into: Self.entrySize) })
      }
    }
    self.words = words
    names = groups.map(\.name)
    counts = groups.map(\.entries.count)
    let entries = groups.flatMap(\.entries)
    groups = []
    numbers = Dictionary(entries.enumerated().map { ($1.address, $0) }, uniquingKeysWith: { first, _ in first })
    guard isLarge else {
      scripts = entries.map { Script($0.script, of: $0) }
      return
    }
    scripts = await mapInParallel(entries, jobs: jobs) { Script($0.script, of: $0) }
    let folded = await mapInParallel(consume entries, jobs: jobs) { FoldedEntry($0, margin: GramIndex.depth - 1) }
    grams = await GramIndex(consume folded, jobs: jobs)
  }

  /// Puts a page's entry in the place of its former one; false, and nothing is changed, where everything must be made anew.
  mutating func replace(_ old: SearchEntry, by new: SearchEntry, jobs: Int) async -> Bool {
    guard let first = numbers[old.address], old.address == new.address else { return false }
    guard var grams else {
      scripts[first] = Script(new.script, of: new)
      return scripts.reduce(0) { $0 + $1.bytes.count } <= Self.wholeSize
    }
    let (before, after) = (old.cut(into: Self.entrySize), new.cut(into: Self.entrySize))
    guard before.count == after.count else { return false }
    for (number, (before, after)) in zip(before, after).enumerated() {
      let script = Script(after.script, of: after)
      guard script.digest != scripts[first + number].digest else { continue }
      scripts[first + number] = script
      let margin = GramIndex.depth - 1
      guard
        await grams.replace(
          first + number, FoldedEntry(before, margin: margin), by: FoldedEntry(after, margin: margin), jobs: jobs)
      else { return false }
    }
    self.grams = grams
    return true
  }

  /// The files as they are now.
  var files: [File] {
    guard let grams else {
      let (root, scripts) = (root(texts: [], grams: [], stamp: ""), scripts)
      let file = OutputFile(path: "\(Self.folder)/data.js") {
        root + Self.script(of: scripts[...], name: "data", first: 0)
      }
      return [Self.file(file, Digest(of: root).value, scripts[...])]
    }
    let gramFiles = grams.files
    var parts: [Range<Int>] = []
    var filled = 0
    for (number, script) in scripts.enumerated() {
      let size = script.bytes.count + 2
      if let last = parts.last, filled + size <= Self.textSize, !(script.isSeam && filled > Self.textSize / 2) {
        parts[parts.count - 1] = last.lowerBound..<number + 1
        filled += size
      } else {
        parts.append(number..<number + 1)
        filled = size
      }
    }
    var stamp = Digest()
    for script in scripts { stamp.add(word: script.digest) }
    let root = root(
      texts: parts.map(\.count), grams: gramFiles.map(\.first), stamp: String(stamp.text.prefix(12)))
    let rootFile = OutputFile(path: "\(Self.folder)/data.js") { root }
    let texts = parts.enumerated().map { number, part in
      let scripts = scripts[part]
      let file = OutputFile(path: "\(Self.folder)/text-\(number).js") {
        Self.script(of: scripts, name: "text-\(number)", first: part.lowerBound)
      }
      return Self.file(file, UInt128(part.lowerBound), scripts)
    }
    let gramsOut = gramFiles.enumerated().map { number, content in
      let file = OutputFile(path: "\(Self.folder)/grams-\(number).js") {
        var output: [UInt8] = []
        let content = content.content
        output.reserveCapacity(content.count + 64)
        output.append("tebikiSearch.grams(\"grams-")
        output.append(number: number)
        output.append("\",")
        output.append(number: number)
        output.append(",")
        ScriptValue.write(content, into: &output)
        output.append(")\n")
        return output
      }
      var digest = Digest()
      for piece in content.pieces { digest.add(piece) }
      return File(file: file, digest: digest.value)
    }
    return [Self.file(rootFile, Digest(of: root).value, [])] + texts + gramsOut
  }

  private static func file(_ file: OutputFile, _ seed: UInt128, _ scripts: ArraySlice<Script>) -> File {
    var digest = Digest()
    digest.add(word: seed)
    for script in scripts { digest.add(word: script.digest) }
    return File(file: file, digest: digest.value)
  }

  /// What is loaded first: the kinds with their first entries, the words that mean the same, which file holds what.
  private func root(texts: [Int], grams: [[UInt32]], stamp: String) -> [UInt8] {
    var output: [UInt8] = []
    output.append("tebikiSearch.root({units:")
    output.append(number: scripts.count)
    output.append(",depth:")
    output.append(number: GramIndex.depth)
    output.append(",stamp:")
    ScriptValue.write(stamp, into: &output)
    output.append(",kinds:[")
    var first = 0
    for (number, name) in names.enumerated() {
      output.append(number == 0 ? "[" : ",[")
      ScriptValue.write(name, into: &output)
      output.append(",")
      output.append(number: first)
      output.append("]")
      first += counts[number]
    }
    output.append("],\nwords:[")
    for (number, words) in words.enumerated() {
      if number > 0 { output.append(",") }
      Self.write(words, into: &output)
    }
    output.append("],\ntexts:\"")
    for count in texts { ScriptValue.write(count, into: &output) }
    output.append("\",\ngrams:")
    Self.write(grams.map(\.text), into: &output)
    output.append("})\n")
    return output
  }

  private static func write(_ texts: [String], into output: inout [UInt8]) {
    output.append("[")
    for (number, text) in texts.enumerated() {
      if number > 0 { output.append(",") }
      ScriptValue.write(text, into: &output)
    }
    output.append("]")
  }

  /// What hands over entries, which are written already, from the one with number `first` on.
  private static func script(of entries: ArraySlice<Script>, name: String, first: Int) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(entries.reduce(64) { $0 + $1.bytes.count + 2 })
    output.append("tebikiSearch.text(")
    ScriptValue.write(name, into: &output)
    output.append(",")
    output.append(number: first)
    output.append(",[")
    for (number, entry) in entries.enumerated() {
      if number > 0 { output.append(",\n") }
      output += entry.bytes
    }
    output.append("])\n")
    return output
  }
}
