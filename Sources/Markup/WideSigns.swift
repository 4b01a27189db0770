import Platform
import Source

/// What a Japanese keyboard writes where YAML has its signs.
///
/// ```
/// title：手引き      to YAML the colon is a letter like any other
/// ```
enum WideSigns {
  /// A sign that YAML does not read as one.
  struct Finding {
    var range: SourceRange
    let message: Message
    let help: Message
  }

  /// Returns the first such sign of each line of a text that is no YAML, or that has no keys.
  static func find(in text: Range<Int>, of source: SourceFile, _ file: FileID) -> [Finding] {
    var findings: [Finding] = []
    /// How far the line is indented that a text after `|` or `>` belongs to.
    var outer: Int?
    var start = text.lowerBound
    while start < text.upperBound {
      let end = source.bytes[start..<text.upperBound].firstIndex(of: 0x0A) ?? text.upperBound
      let line = Array(String(decoding: source.bytes[start..<end], as: UTF8.self).unicodeScalars)
      let indent = line.prefix { $0 == " " }.count
      if line.contains(where: { !$0.properties.isWhitespace }), outer.map({ indent <= $0 }) ?? true {
        outer = beginsText(line) ? indent : nil
        if let (index, message, help) = sign(in: line) {
          let first = start + line[..<index].reduce(0) { $0 + UTF8.width($1) }
          let place = SourceRange(file: file, start: first, end: first + UTF8.width(line[index]))
          findings.append(Finding(range: place, message: message, help: help))
        }
      }
      start = end + 1
    }
    return findings
  }

  /// Whether the lines behind this one are a text as it stands.
  private static func beginsText(_ line: [Unicode.Scalar]) -> Bool {
    let word = line.split { $0.properties.isWhitespace }.last
    return word?.first == "|" || word?.first == ">"
  }

  private static func sign(in line: [Unicode.Scalar]) -> (index: Int, message: Message, help: Message)? {
    var index = 0
    func next(_ offset: Int = 1) -> Unicode.Scalar? { index + offset < line.count ? line[index + offset] : nil }
    while index < line.count {
      switch line[index] {
      case "\t": return (index, tab, asBlanks)
      case "\u{3000}": return (index, blank, asBlanks)
      case "－", "ー", "‐", "−":
        guard next() == " " || next() == "\u{3000}" else { break }
        return (index, Message(ja: "「\(line[index])」は並びの印になりません", en: "'\(line[index])' begins no item"), asDash)
      case "-" where next() == "\u{3000}": return (index + 1, blank, asBlanks)
      case "-" where next() == " ", " ":
        index += 1
        continue
      default: break
      }
      break
    }
    let key = line[index...].prefix { $0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "_" }
    index = key.endIndex
    guard !key.isEmpty, index < line.count else { return nil }
    if line[index] == "：" { return (index, colon, asColon) }
    guard line[index] == ":", let behind = next(), behind != "\r", !(behind == "/" && next(2) == "/") else {
      return nil
    }
    if behind == "\u{3000}" { return (index + 1, blank, asBlanks) }
    guard behind == " " || behind == "\t" else {
      return (
        index, Message(ja: "「:」の後に空白がありません", en: "there is no blank behind the ':'"),
        Message(ja: "「:」の後に半角の空白を入れてください", en: "put a blank behind the ':'")
      )
    }
    let value = line[(index + 1)...].firstIndex { $0 != " " } ?? line.count
    guard value < line.count else { return nil }
    if line[value] == "\u{3000}" { return (value, blank, asBlanks) }
    return quotes.contains(line[value]) ? (value, quote(line[value]), asQuotes) : nil
  }

  /// The marks of a keyboard, or of a word processor, that YAML does not take for quotes.
  static let quotes: Set<Unicode.Scalar> = ["“", "”", "„", "‘", "’", "＂", "＇"]

  static func quote(_ mark: Unicode.Scalar) -> Message {
    Message(ja: "「\(mark)」は YAML の引用符になりません", en: "'\(mark)' is no quote of YAML")
  }

  static let asQuotes = Message(ja: "半角の「\"」で囲むか、消してください", en: "write '\"' around the text, or leave it out")
  private static let asColon = Message(ja: "半角の「:」と空白にしてください", en: "write ':' and a blank")
  private static let colon = Message(ja: "全角の「：」は、キーの区切りになりません", en: "a full-width '：' ends no key")
  private static let tab = Message(ja: "字下げにタブは使えません", en: "a tab is no indentation")
  private static let blank = Message(ja: "全角の空白は、YAML の空白になりません", en: "a full-width blank is no blank to YAML")
  private static let asBlanks = Message(ja: "半角の空白にしてください", en: "write blanks of half the width")
  private static let asDash = Message(ja: "半角の「-」と空白にしてください", en: "write '-' and a blank")
}
