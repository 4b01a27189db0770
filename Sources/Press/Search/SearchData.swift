import Plain
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
  /// How many bytes a file of texts may have, unless one line is longer.
  private static let textSize = 11_000

  let files: [OutputFile]

  init(_ groups: [SearchGroup], words: [[String]], wholeSize: Int = wholeSize, jobs: Int) async {
    let groups = groups.filter { !$0.entries.isEmpty }
    let size = groups.reduce(0) { $0 + $1.entries.reduce(0) { $0 + $1.size } }
    guard size > wholeSize else {
      let root = Self.root(groups, words, texts: [], grams: [], stamp: "")
      let entries = groups.flatMap(\.entries)
      files = [OutputFile(path: "\(Self.folder)/data.js") {
        let scripts = entries.map { entry in
          var script: [UInt8] = []
          entry.write(into: &script)
          return script
        }
        return root + Self.script(of: scripts[...], name: "data", first: 0)
      }]
      return
    }
    let cut = groups.map { group in
      SearchGroup(name: group.name, entries: group.entries.flatMap { $0.cut(into: Self.textSize / 2) })
    }
    let entries = cut.flatMap(\.entries)
    let folded = await mapInParallel(entries, jobs: jobs) { FoldedEntry($0, margin: GramIndex.depth - 1) }
    let grams = await GramIndex(folded, jobs: jobs).files
    var parts: [Range<Int>] = []
    var filled = 0
    for (number, entry) in entries.enumerated() {
      filled += entry.size + 80
      if let last = parts.last, filled <= Self.textSize {
        parts[parts.count - 1] = last.lowerBound..<number + 1
      } else {
        parts.append(number..<number + 1)
        filled = entry.size + 80
      }
    }
    let prints = await mapInParallel(folded, jobs: jobs) { Fingerprint(of: $0.script) }
    let stamp = String(Fingerprint(of: prints.flatMap { Array($0.text.utf8) }).text.prefix(12))
    let scripts = folded.map(\.script)
    let root = Self.root(
      cut, words, texts: parts.map(\.count), grams: grams.map(\.first), stamp: stamp)
    files =
      [OutputFile(path: "\(Self.folder)/data.js") { root }]
      + parts.enumerated().map { number, part in
        OutputFile(path: "\(Self.folder)/text-\(number).js") {
          Self.script(of: scripts[part], name: "text-\(number)", first: part.lowerBound)
        }
      }
      + grams.enumerated().map { number, file in
        OutputFile(path: "\(Self.folder)/grams-\(number).js") {
          var output: [UInt8] = []
          output.append("tebikiSearch.grams(\"grams-")
          output.append(number: number)
          output.append("\",")
          output.append(number: number)
          output.append(",")
          ScriptValue.write(file.content, into: &output)
          output.append(")\n")
          return output
        }
      }
  }

  /// What is loaded first: the kinds with their first entries, the words that mean the same, which file holds what.
  private static func root(
    _ groups: [SearchGroup], _ words: [[String]], texts: [Int], grams: [[UInt32]], stamp: String
  ) -> [UInt8] {
    var output: [UInt8] = []
    output.append("tebikiSearch.root({units:")
    output.append(number: groups.reduce(0) { $0 + $1.entries.count })
    output.append(",depth:")
    output.append(number: GramIndex.depth)
    output.append(",stamp:")
    ScriptValue.write(stamp.utf8, into: &output)
    output.append(",kinds:[")
    var first = 0
    for (number, group) in groups.enumerated() {
      output.append(number == 0 ? "[" : ",[")
      ScriptValue.write(group.name.utf8, into: &output)
      output.append(",")
      output.append(number: first)
      output.append("]")
      first += group.entries.count
    }
    output.append("],\nwords:[")
    for (number, words) in words.enumerated() {
      if number > 0 { output.append(",") }
      write(words, into: &output)
    }
    output.append("],\ntexts:\"")
    for count in texts { ScriptValue.write(count, into: &output) }
    output.append("\",\ngrams:")
    write(grams.map(\.text), into: &output)
    output.append("})\n")
    return output
  }

  private static func write(_ texts: [String], into output: inout [UInt8]) {
    output.append("[")
    for (number, text) in texts.enumerated() {
      if number > 0 { output.append(",") }
      ScriptValue.write(text.utf8, into: &output)
    }
    output.append("]")
  }

  /// What hands over entries, which are written already, from the one with number `first` on.
  private static func script(of entries: ArraySlice<[UInt8]>, name: String, first: Int) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(entries.reduce(64) { $0 + $1.count + 2 })
    output.append("tebikiSearch.text(")
    ScriptValue.write(name.utf8, into: &output)
    output.append(",")
    output.append(number: first)
    output.append(",[")
    for (number, entry) in entries.enumerated() {
      if number > 0 { output.append(",\n") }
      output += entry
    }
    output.append("])\n")
    return output
  }
}
