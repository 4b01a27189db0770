import Plain

/// An entry's texts as search compares them: title, headings, texts, each ended by a zero, and no white space.
struct FoldedEntry: Sendable {
  private(set) var scalars: [UInt32] = []
  /// Where the headings begin, and where the texts do.
  private(set) var titleEnd = 0
  private(set) var headingsEnd = 0
  /// Differs where anything in the entry does.
  private(set) var print = Fingerprint()

  /// - Parameter margin: how many scalars beside a place that is spelled in two ways are kept in the other spelling.
  init(_ entry: SearchEntry, margin: Int) {
    if !entry.goesOn { add(Array(scalarsOf: entry.title), margin) }
    titleEnd = scalars.count
    for section in entry.sections { add(section.heading, margin) }
    headingsEnd = scalars.count
    for section in entry.sections { add(section.text, margin) }
    var bytes: [UInt8] = []
    entry.write(into: &bytes)
    print.add(bytes)
  }

  private mutating func add(_ bytes: [UInt8], _ margin: Int) {
    if !bytes.isEmpty { add(Array(scalarsOf: String(decoding: bytes, as: UTF8.self)), margin) }
  }

  private mutating func add(_ text: [UInt32], _ margin: Int) {
    let key = SpellingKey(text)
    append(key.scalars)
    append(LiteralKey.differences(of: text, from: key, margin: margin))
  }

  /// Nothing is found across white space, which parts the words of a query.
  private mutating func append(_ key: [UInt32]) {
    guard !key.isEmpty else { return }
    for scalar in key { scalars.append(scalar <= 0x20 ? 0 : scalar) }
    scalars.append(0)
  }
}
