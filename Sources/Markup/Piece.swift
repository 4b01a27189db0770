import Platform
import Source

/// A text handed to libcmark, and how its bytes lead back to the source.
///
/// It is the source itself but for three things: a noncharacter stands beside `*` runs that CommonMark's flanking rule reads
/// against Japanese (see `EmphasisMarks`), fences' colons are `<?>` (see `Fences`), and footnotes and table cells
/// are pieces of their own.
struct Piece {
  var bytes: [UInt8] = []
  /// The byte offset of each line.
  var lines: [Int] = []
  /// The lines (from 0) that are fences, ascending.
  var fences: [Int] = []
  /// Whether marks were put in, so that they must be taken out of every literal.
  var hasMarks = false
  /// Where `bytes` and the source run in step: from each entry's `here` on, in ascending order.
  private var steps: [(here: Int, source: Int)] = []
  /// The step that each line begins in.
  private var lineSteps: [Int32] = []

  /// Makes room for a text of `count` bytes and its marks.
  mutating func reserve(_ count: Int) {
    bytes.reserveCapacity(count + count / 8)
    steps.reserveCapacity(count / 128 + 4)
  }

  /// Adds bytes that stand at `source` in the source.
  mutating func append(_ run: ArraySlice<UInt8>, from source: Int) {
    note(source)
    bytes.append(contentsOf: run)
  }

  /// Adds bytes that the source does not have; they belong to `source`.
  mutating func insert(_ run: some Sequence<UInt8>, at source: Int) {
    note(source)
    bytes.append(contentsOf: run)
    steps.append((bytes.count, source))
  }

  /// Adds a mark beside a run of stars.
  mutating func insert(_ mark: EmphasisMarks.Mark, at source: Int) {
    note(source)
    func add(_ second: UInt8, _ third: UInt8) {
      bytes.append(0xEF)
      bytes.append(second)
      bytes.append(third)
    }
    switch mark {
    case .letter: add(0xB7, 0x90)
    case .behindUnderscore:
      add(0xB8, 0x99)
      add(0xB7, 0x91)
    case .beforeUnderscore:
      add(0xB7, 0x92)
      add(0xB8, 0x99)
    }
    steps.append((bytes.count, source))
    hasMarks = true
  }

  mutating func indexLines() {
    findLines()
    guard steps.count > 1 else { return }
    var step: Int32 = 0
    lineSteps.reserveCapacity(lines.count)
    for line in lines {
      while Int(step) + 1 < steps.count, steps[Int(step) + 1].here <= line { step += 1 }
      lineSteps.append(step)
    }
  }

  private mutating func findLines() {
    lines.reserveCapacity(bytes.count / 32 + 4)
    lines.append(0)
    let text = bytes[...]
    let hasReturns = text.place(of: 0x0D, from: 0) != nil
    guard hasReturns else {
      var index = 0
      while let end = text.place(of: 0x0A, from: index) {
        index = end + 1
        lines.append(index)
      }
      return
    }
    for index in bytes.indices {
      switch bytes[index] {
      case 0x0A: lines.append(index + 1)
      case 0x0D where index + 1 == bytes.count || bytes[index + 1] != 0x0A: lines.append(index + 1)
      default: break
      }
    }
  }

  /// Returns the offset in the source of the byte `here`.
  func source(of here: Int) -> Int {
    if steps.count == 1 { return steps[0].source + here - steps[0].here }
    guard !steps.isEmpty else { return 0 }
    return source(of: here, from: max(0, steps.partitioningIndex { $0.here > here } - 1))
  }

  /// Returns the place in the source of some bytes, which are looked for from where line `line` begins.
  func source(of bytes: Range<Int>, near line: Int) -> Range<Int> {
    if steps.count == 1 {
      let shift = steps[0].source - steps[0].here
      return bytes.lowerBound + shift..<bytes.upperBound + shift
    }
    if line >= 0, line < lineSteps.count, bytes.lowerBound >= lines[line] {
      let first = Int(lineSteps[line])
      for low in first..<min(first + 8, steps.count)
      where low + 1 == steps.count || steps[low + 1].here > bytes.lowerBound {
        let start = source(of: bytes.lowerBound, from: low)
        let isOneStep = low + 1 == steps.count || steps[low + 1].here > bytes.upperBound
        return start..<max(start, isOneStep ? source(of: bytes.upperBound, from: low) : source(of: bytes.upperBound))
      }
    }
    let start = source(of: bytes.lowerBound)
    return start..<max(start, source(of: bytes.upperBound))
  }

  /// Whether marks were put in somewhere on some lines (from 0).
  func hasMarks(inLines range: Range<Int>) -> Bool {
    guard hasMarks, range.lowerBound < lineSteps.count else { return hasMarks }
    let end = range.upperBound < lineSteps.count ? Int(lineSteps[range.upperBound]) : steps.count
    return Int(lineSteps[range.lowerBound]) != end
  }

  private func source(of here: Int, from low: Int) -> Int {
    let next = low + 1 < steps.count ? steps[low + 1].source : .max
    return min(steps[low].source + here - steps[low].here, max(next, steps[low].source))
  }

  /// Returns the bytes of line `number` (from 0) without its ending.
  func line(_ number: Int) -> ArraySlice<UInt8> {
    guard number < lines.count else { return [] }
    var end = number + 1 < lines.count ? lines[number + 1] : bytes.count
    while end > lines[number], bytes[end - 1].isLineEnd { end -= 1 }
    return bytes[lines[number]..<end]
  }

  private mutating func note(_ source: Int) {
    if let last = steps.last, last.source + bytes.count - last.here == source { return }
    steps.append((bytes.count, source))
  }
}

/// Puts U+FDD0 where CommonMark's emphasis and its CJK-friendly amendment differ.
///
/// CommonMark lets a `*` run close only where punctuation before it is followed by a space or punctuation, which
/// Japanese never has: `**「重要」**です`. The amendment lets a wide neighbour do as well. Where the amended rule
/// allows what the plain one forbids, a noncharacter beside the punctuation makes libcmark read the run as amended.
/// Source: github.com/tats-u/markdown-cjk-friendly (specification).
enum EmphasisMarks {
  /// What is put in beside a run of stars.
  enum Mark {
    /// U+FDD0, which CommonMark reads as a letter.
    case letter
    /// Between `_` and a run that must close: U+FE19 for the `_`, which needs punctuation beside it, U+FDD1 for the run.
    case behindUnderscore
    /// Between a run that must open and `_`: U+FDD2, then U+FE19.
    case beforeUnderscore
  }

  /// Whether one of the noncharacters U+FDD0 to U+FDD2, which no source may have, begins at `index`.
  static func isReserved(_ bytes: [UInt8], at index: Int) -> Bool {
    index + 2 < bytes.count && bytes[index] == 0xEF && bytes[index + 1] == 0xB7
      && (0x90...0x92).contains(bytes[index + 2])
  }

  /// Returns how many bytes the mark takes that begins with the byte 0xEF at `index`; 0 where none does.
  static func length(at index: Int, in bytes: UnsafeRawBufferPointer) -> Int {
    guard index + 2 < bytes.count else { return 0 }
    switch unsafe (bytes[index + 1], bytes[index + 2]) {
    case (0xB7, 0x90): return 3
    case (0xB7, 0x92): return 6
    case (0xB8, 0x99):
      guard index + 5 < bytes.count else { return 0 }
      return unsafe bytes[index + 3] == 0xEF && bytes[index + 4] == 0xB7 && bytes[index + 5] == 0x91 ? 6 : 0
    default: return 0
    }
  }

  /// Appends `run`, which stands at `source`, with the marks it needs.
  static func append(_ run: ArraySlice<UInt8>, from source: Int, to piece: inout Piece) {
    var done = run.startIndex
    func add(upTo end: Int, _ mark: Mark) {
      piece.append(run[done..<end], from: source + done - run.startIndex)
      done = end
      piece.insert(mark, at: source + end - run.startIndex)
    }
    var index = run.startIndex
    while let star = run.place(of: UInt8(ascii: "*"), from: index) {
      var (start, end) = (star, star + 1)
      while end < run.endIndex, run[end] == UInt8(ascii: "*") { end += 1 }
      if isEscaped(run, at: star) { start += 1 }
      index = end
      guard start < end else { continue }
      switch side(of: start..<end, in: run) {
      case .before:
        add(upTo: start, run[start - 1] == UInt8(ascii: "_") ? .behindUnderscore : .letter)
      case .after:
        add(upTo: end, run[end] == UInt8(ascii: "_") ? .beforeUnderscore : .letter)
      case nil: break
      }
    }
    piece.append(run[done...], from: source + done - run.startIndex)
  }

  private enum Side { case before, after }

  /// Says on which side of a `*` run a mark is needed.
  private static func side(of stars: Range<Int>, in run: ArraySlice<UInt8>) -> Side? {
    let before: Unicode.Scalar = stars.lowerBound == run.startIndex ? "\n" : run.scalar(before: stars.lowerBound)
    let after: Unicode.Scalar = stars.upperBound == run.endIndex ? "\n" : run.scalar(at: stars.upperBound)
    if before.isASCII && after.isASCII { return nil }
    if before.isMarkdownSpace || after.isMarkdownSpace { return nil }
    if before == ">" && isQuoteMarker(run, before: stars.lowerBound) { return nil }
    switch (before.isMarkdownPunctuation, after.isMarkdownPunctuation) {
    case (true, false): return before.isCJK || after.isCJK ? .before : nil
    case (false, true): return before.isCJK || after.isCJK ? .after : nil
    default: return nil
    }
  }

  private static func isEscaped(_ run: ArraySlice<UInt8>, at index: Int) -> Bool {
    var backslashes = 0
    while index - backslashes > run.startIndex, run[index - backslashes - 1] == UInt8(ascii: "\\") { backslashes += 1 }
    return backslashes % 2 == 1
  }

  /// Whether only quote markers stand between the line's start and `index`.
  private static func isQuoteMarker(_ run: ArraySlice<UInt8>, before index: Int) -> Bool {
    var position = index
    while position > run.startIndex, !run[position - 1].isLineEnd {
      position -= 1
      guard run[position] == UInt8(ascii: ">") || run[position].isBlank else { return false }
    }
    return true
  }
}

/// Turns the colons of fences into `<?>`, an HTML block of one line: libcmark then ends lists, quotes' paragraphs and
/// lazy lines where a fence stands, and every byte keeps its place.
enum Fences {
  static let stand: [UInt8] = Array("<?>".utf8)

  /// Marks each line of the piece that looks like a fence; those inside code are turned back by the conversion.
  static func mark(_ piece: inout Piece) {
    guard piece.bytes[...].containsPair(UInt8(ascii: ":"), UInt8(ascii: ":")) else { return }
    for number in piece.lines.indices {
      guard let colons = start(of: piece.line(number)) else { continue }
      for (offset, byte) in stand.enumerated() { piece.bytes[colons + offset] = byte }
      piece.fences.append(number)
    }
  }

  /// Returns where the colons of a fence begin, behind quote and list markers.
  private static func start(of line: ArraySlice<UInt8>) -> Int? {
    var index = line.startIndex
    while index < line.endIndex {
      switch line[index] {
      case 0x20, 0x09, UInt8(ascii: ">"): index += 1
      case UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "*"):
        guard index + 1 < line.endIndex, line[index + 1].isBlank else { return nil }
        index += 2
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        let end = line[index...].firstIndex { !$0.isDigit } ?? line.endIndex
        guard end - index <= 9, end + 1 < line.endIndex,
          line[end] == UInt8(ascii: ".") || line[end] == UInt8(ascii: ")"),
          line[end + 1].isBlank
        else { return nil }
        index = end + 2
      case UInt8(ascii: ":"):
        return line[index...].starts(with: [0x3A, 0x3A, 0x3A]) ? index : nil
      default: return nil
      }
    }
    return nil
  }
}
