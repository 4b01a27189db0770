import Markup
import Platform
import Source

/// Finds marks at the beginnings of lines that are no marks here.
enum LineMarks {
  /// A line that looks like a list's item without the blank behind its mark.
  struct Item {
    var sign: UInt8
    var mark: UnreadMark
  }

  static func find(in text: MarkedText, isItem: Bool) -> [UnreadMark] {
    var marks: [UnreadMark] = []
    var run: [Item] = []
    var isTable = false
    func endRun() {
      if run.count > 1 { marks.append(run[0].mark) }
      run = []
    }
    for number in text.lines.indices {
      let line = text.lines[number]
      if let mark = mark(of: number, in: text, isAlone: text.lines.count == 1 && !isItem) { marks.append(mark) }
      if let item = item(number, in: text) {
        if let first = run.first, first.sign != item.sign { endRun() }
        run.append(item)
      } else {
        endRun()
      }
      let isRow = line.starts(with: "｜".utf8) && line.count(of: "｜") > 1
      if isRow, !isTable, number + 1 < text.lines.count, text.lines[number + 1].starts(with: "｜".utf8) {
        marks.append(UnreadMark(bytes: text.place(0..<3, ofLine: number), help: halfBars))
      }
      isTable = isRow
    }
    endRun()
    return marks
  }

  /// Returns a paragraph's only line as an item, which another paragraph may go on with.
  static func loneItem(in text: MarkedText) -> Item? { text.lines.count == 1 ? item(0, in: text) : nil }

  /// Finds the call-out of another tool at the beginning of a quote.
  static func callout(in text: MarkedText) -> [UnreadMark] {
    guard let line = text.lines.first, line.starts(with: "[!".utf8), !text.isEscaped(0, inLine: 0),
      let close = line.firstIndex(of: UInt8(ascii: "]")), close > 2,
      line[2..<close].allSatisfy({ isLetter($0) || $0 == UInt8(ascii: "-") })
    else { return [] }
    let word = String(decoding: line[2..<close], as: UTF8.self).lowercased()
    let all = "NOTE TIP IMPORTANT WARNING CAUTION"
    let help = Directive.foreignCallouts[word].map {
      let name = $0.rawValue.uppercased()
      return Message(ja: "「[!\(name)]」と書いてください（ほかに \(all)）", en: "write '[!\(name)]'; there are: \(all)")
    }
    return [
      UnreadMark(
        bytes: text.place(0..<close + 1, ofLine: 0),
        help: help ?? Message(ja: "使えるもの: \(all)", en: "there are: \(all)"))
    ]
  }

  private static func mark(of number: Int, in text: MarkedText, isAlone: Bool) -> UnreadMark? {
    let line = text.lines[number]
    guard !line.isEmpty, !text.isEscaped(0, inLine: number) else { return nil }
    func found(_ end: Int, _ help: Message) -> UnreadMark {
      UnreadMark(bytes: text.place(0..<end, ofLine: number), help: help)
    }
    let hashes = line.prefix { $0 == UInt8(ascii: "#") }.count
    if (1...6).contains(hashes) {
      if line.has("　", at: hashes) { return found(hashes + 3, halfBlank("#")) }
      let isText = hashes < line.count && (isLetter(line[hashes]) || line[hashes] >= 0xE3)
      if isText, hashes > 1 || isAlone && isHeading(line, behind: hashes) { return found(hashes, blankBehind("#")) }
    }
    var wide = 0
    while line.has("＃", at: wide) { wide += 3 }
    if wide > 0, wide < line.count {
      let isBlank = line[wide] == 0x20 || line.has("　", at: wide)
      if wide <= 18, isBlank || wide > 3 || isAlone && isHeading(line, behind: wide) { return found(wide, halfHash) }
    }
    if let sign = line.first, "-*+".utf8.contains(sign), line.has("　", at: 1) {
      return found(4, halfBlank(String(UnicodeScalar(sign))))
    }
    let digits = line.prefix { (0x30...0x39).contains($0) }.count
    if (1...2).contains(digits), digits < line.count, ".)".utf8.contains(line[digits]), line.has("　", at: digits + 1) {
      return found(digits + 4, halfBlank(String(decoding: line[...digits], as: UTF8.self)))
    }
    if line.has("｀｀｀", at: 0) { return found(9, halfFence) }
    if line.starts(with: "*[".utf8), let close = line.firstIndex(of: UInt8(ascii: "]")), close > 2,
      line.has(":", at: close + 1)
    {
      return found(close + 2, abbreviation)
    }
    return nil
  }

  /// Whether the line of a lone paragraph is a heading: no list of hashtags, no number (#1), no sentence.
  private static func isHeading(_ line: [UInt8], behind start: Int) -> Bool {
    line[start] >= 0xE3 && line.count < 120 && line.count(of: "#") + line.count(of: "＃") <= 1
      && !["。", "、", "！", "？"].contains { line.count(of: $0) > 0 } && !line.contains(0x20)
  }

  private static func item(_ number: Int, in text: MarkedText) -> Item? {
    let line = text.lines[number]
    guard let sign = line.first, !text.isEscaped(0, inLine: number) else { return nil }
    if "-*+".utf8.contains(sign) {
      // Not a sign behind the mark, and no digit: dashes, 「-5度」.
      guard line.count > 1, isLetter(line[1]) || line[1] >= 0xE3 && !isPunctuation(line, at: 1) else { return nil }
      return Item(
        sign: sign,
        mark: UnreadMark(
          bytes: text.place(0..<1, ofLine: number), help: blankBehind(String(UnicodeScalar(sign)))))
    }
    let digits = line.prefix { (0x30...0x39).contains($0) }.count
    guard (1...3).contains(digits), line.has(".", at: digits), digits + 1 < line.count, line[digits + 1] >= 0xE3,
      !isPunctuation(line, at: digits + 1)
    else { return nil }
    return Item(
      sign: UInt8(ascii: "."),
      mark: UnreadMark(bytes: text.place(0..<digits + 1, ofLine: number), help: blankBehind("1.")))
  }

  /// Whether full-width punctuation or a full-width sign or digit stands at `index`.
  private static func isPunctuation(_ line: [UInt8], at index: Int) -> Bool {
    line[index] == 0xEF || line.has("　", at: index) || line[index] == 0xE3 && line.dropFirst(index + 1).first == 0x80
  }

  static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  private static func halfBlank(_ mark: String) -> Message {
    Message(ja: "「\(mark)」の後は、半角の空白にしてください", en: "write a blank of half the width behind '\(mark)'")
  }
  private static func blankBehind(_ mark: String) -> Message {
    Message(ja: "「\(mark)」の後に、半角の空白を入れてください", en: "put a blank behind '\(mark)'")
  }
  private static let halfHash = Message(ja: "見出しなら、半角の「#」と空白にしてください", en: "for a heading write '#' and a blank")
  private static let halfBars = Message(
    ja: "表なら、半角の「|」で区切り、見出しの下に |---| の行を書いてください",
    en: "for a table write '|', and a row of |---| below the head")
  private static let halfFence = Message(ja: "コードなら、半角の「```」にしてください", en: "for code write '```'")
  private static let abbreviation = Message(
    ja: "略語の説明は glossary.yaml に書いてください", en: "explain abbreviations in glossary.yaml")
}

extension [UInt8] {
  /// Whether a text stands at `index`.
  func has(_ text: String, at index: Int) -> Bool {
    index >= 0 && index + text.utf8.count <= count && self[index...].starts(with: text.utf8)
  }

  /// How often a text stands in it.
  func count(of text: String) -> Int {
    let first = text.utf8.first
    return indices.count { self[$0] == first && has(text, at: $0) }
  }
}
