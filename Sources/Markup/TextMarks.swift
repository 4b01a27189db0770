import Source

/// Something of the dialect that stands inside a run of text, by its bytes in the pool.
struct TextMark {
  enum Kind {
    /// `{{path}}`
    case value(path: Range<Int>)
    /// `{漢字|かんじ}`
    case ruby(Ruby)
    /// `[^label]`
    case footnote(label: Range<Int>)
    /// `https://…`, `www.…` or a mail address; the prefix makes it an address.
    case address(prefix: StaticString)
    /// Two tildes; one is a mere character, for Japanese writes ranges with it: 3~5万円.
    case tildes
  }

  var kind: Kind
  var range: Range<Int>
}

/// Finds the dialect's marks in the text that libcmark leaves.
enum TextMarks {
  /// Returns the marks of a text, from its first sign on, in their order; addresses only where the text is not in a
  /// link already.
  static func find(in text: ArraySlice<UInt8>, from sign: Int, insideLink: Bool) -> [TextMark] {
    var marks: [TextMark] = []
    var index = sign
    while index < text.endIndex {
      var mark: TextMark?
      switch text[index] {
      case UInt8(ascii: "{"): mark = value(at: index, in: text) ?? ruby(at: index, in: text)
      case UInt8(ascii: "["): mark = footnote(at: index, in: text)
      case UInt8(ascii: "~"): mark = tildes(at: index, in: text)
      case UInt8(ascii: "h"), UInt8(ascii: "f"), UInt8(ascii: "w"), UInt8(ascii: "H"), UInt8(ascii: "F"),
        UInt8(ascii: "W"):
        if !insideLink { mark = Autolinks.address(at: index, in: text) }
      case UInt8(ascii: "@"):
        let start = marks.last?.range.upperBound ?? text.startIndex
        if !insideLink { mark = Autolinks.mail(around: index, in: text, after: start) }
      default: break
      }
      if let mark {
        marks.append(mark)
        index = mark.range.upperBound
      } else if text[index] == UInt8(ascii: "~") {
        index = text[index...].firstIndex { $0 != UInt8(ascii: "~") } ?? text.endIndex
      } else {
        index += 1
      }
    }
    return marks
  }

  /// Returns the first byte of `range` that a mark may begin at.
  static func firstSign(in text: [UInt8], _ range: Range<Int>) -> Int? {
    unsafe text.withUnsafeBytes { bytes in
      var index = range.lowerBound
      while index < range.upperBound {
        // Signs are ASCII; eight bytes of Japanese have none.
        if index + 8 <= range.upperBound,
          unsafe bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080
            == 0x8080_8080_8080_8080
        {
          index += 8
          continue
        }
        switch unsafe bytes[index] {
        case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "~"), UInt8(ascii: "h"), UInt8(ascii: "f"),
          UInt8(ascii: "w"), UInt8(ascii: "H"), UInt8(ascii: "F"), UInt8(ascii: "W"), UInt8(ascii: "@"):
          return index
        default: index += 1
        }
      }
      return nil
    }
  }

  private static func value(at open: Int, in text: ArraySlice<UInt8>) -> TextMark? {
    guard text[open...].starts(with: [0x7B, 0x7B]) else { return nil }
    let start = open + 2
    var end = start
    while end < text.endIndex, end - start <= 200, isPathByte(text[end]) { end += 1 }
    guard text[end...].starts(with: [0x7D, 0x7D]) else { return nil }
    let path = text[start..<end].trimmingBlanks
    guard !path.isEmpty else { return nil }
    return TextMark(kind: .value(path: path.indices), range: open..<end + 2)
  }

  private static func isPathByte(_ byte: UInt8) -> Bool {
    byte.isASCIILetterOrDigit || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
      || byte == 0x20 || byte >= 0x80
  }

  private static func ruby(at open: Int, in text: ArraySlice<UInt8>) -> TextMark? {
    guard let ruby = Ruby(at: open, in: text) else { return nil }
    return TextMark(kind: .ruby(ruby), range: open..<ruby.end)
  }

  private static func footnote(at open: Int, in text: ArraySlice<UInt8>) -> TextMark? {
    guard text[open...].starts(with: [0x5B, 0x5E]), let label = Footnotes.label(at: open + 2, in: text) else {
      return nil
    }
    return TextMark(kind: .footnote(label: label), range: open..<label.upperBound + 1)
  }

  private static func tildes(at start: Int, in text: ArraySlice<UInt8>) -> TextMark? {
    let end = text[start...].firstIndex { $0 != UInt8(ascii: "~") } ?? text.endIndex
    return end - start == 2 ? TextMark(kind: .tildes, range: start..<end) : nil
  }
}

/// Finds addresses that stand bare in a text.
///
/// Source: GitHub Flavored Markdown 0.29, 6.9 Autolinks (extension), and cmark-gfm where it links more: behind a scheme a
/// host needs no dot (`http://localhost:3000`), and whatever is no letter may stand before one (`補足:https://…`). Beyond
/// both, an address may follow a wide character and ends before the next one, as Japanese has no blanks around it.
enum Autolinks {
  static func address(at start: Int, in text: ArraySlice<UInt8>) -> TextMark? {
    let schemes: [(text: StaticString, prefix: StaticString)] = [
      ("http://", ""), ("https://", ""), ("ftp://", ""), ("www.", "http://"),
    ]
    guard let scheme = schemes.first(where: { matches($0.text, at: start, in: text) }) else { return nil }
    let hasScheme = scheme.prefix.utf8CodeUnitCount == 0
    guard hasScheme ? start == text.startIndex || !text[start - 1].isASCIILetter : mayStart(start, in: text) else {
      return nil
    }
    let host = hasScheme ? start + scheme.text.utf8CodeUnitCount : start
    guard let hostEnd = domainEnd(from: host, in: text, parts: hasScheme ? 1 : 2) else { return nil }
    var end = hostEnd
    while end < text.endIndex, !isEnd(end, in: text) { end += 1 }
    end = trimmed(start..<end, in: text)
    guard end > host else { return nil }
    return TextMark(kind: .address(prefix: scheme.prefix), range: start..<end)
  }

  /// Returns the mail address around an `@`.
  static func mail(around at: Int, in text: ArraySlice<UInt8>, after limit: Int) -> TextMark? {
    var start = at
    while start > limit, isMailByte(text[start - 1]) { start -= 1 }
    var end = at + 1
    var dots = 0
    while end < text.endIndex {
      if text[end].isASCIILetterOrDigit || text[end] == UInt8(ascii: "-") || text[end] == UInt8(ascii: "_") {
        end += 1
      } else if text[end] == UInt8(ascii: "."), end + 1 < text.endIndex, text[end + 1].isASCIILetterOrDigit {
        dots += 1
        end += 1
      } else {
        break
      }
    }
    guard start < at, end > at + 1, dots > 0, ![UInt8(ascii: "-"), UInt8(ascii: "_")].contains(text[end - 1]) else {
      return nil
    }
    return TextMark(kind: .address(prefix: "mailto:"), range: start..<end)
  }

  private static func matches(_ word: StaticString, at start: Int, in text: ArraySlice<UInt8>) -> Bool {
    guard start + word.utf8CodeUnitCount <= text.endIndex else { return false }
    return word.withUTF8Buffer { bytes in
      unsafe zip(bytes, text[start...]).allSatisfy { $0 == ($1 < 0x80 ? $1 | ($1.isASCIIUpper ? 0x20 : 0) : $1) }
    }
  }

  private static func mayStart(_ start: Int, in text: ArraySlice<UInt8>) -> Bool {
    guard start > text.startIndex else { return true }
    let before = text.scalar(before: start)
    return before.isMarkdownSpace || ["*", "_", "~", "("].contains(before) || before.isCJK
  }

  /// Returns the end of a domain: parts of letters, digits, `-` and `_`, no `_` in the last two.
  private static func domainEnd(from start: Int, in text: ArraySlice<UInt8>, parts least: Int) -> Int? {
    var end = start
    while end < text.endIndex,
      text[end].isASCIILetterOrDigit || [UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: ".")].contains(text[end])
    {
      end += 1
    }
    while end > start, text[end - 1] == UInt8(ascii: ".") { end -= 1 }
    let parts = text[start..<end].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count >= least, parts.allSatisfy({ !$0.isEmpty }),
      !parts.suffix(2).contains(where: { $0.contains(UInt8(ascii: "_")) })
    else { return nil }
    return end
  }

  private static func isEnd(_ index: Int, in text: ArraySlice<UInt8>) -> Bool {
    switch text[index] {
    case 0x00...0x20, UInt8(ascii: "<"): true
    case 0xC0...: text.scalar(at: index).isCJK || text.scalar(at: index).isMarkdownSpace
    default: false
    }
  }

  /// Leaves off the punctuation that belongs to the sentence around an address.
  private static func trimmed(_ range: Range<Int>, in text: ArraySlice<UInt8>) -> Int {
    var end = range.upperBound
    while end > range.lowerBound {
      switch text[end - 1] {
      case UInt8(ascii: "?"), UInt8(ascii: "!"), UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ":"),
        UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "'"), UInt8(ascii: "\""):
        end -= 1
      case UInt8(ascii: ")"):
        let inside = text[range.lowerBound..<end]
        let opening = inside.count { $0 == UInt8(ascii: "(") }
        guard inside.count(where: { $0 == UInt8(ascii: ")") }) > opening else { return end }
        end -= 1
      case UInt8(ascii: ";"):
        var start = end - 1
        while start > range.lowerBound, text[start - 1].isASCIILetterOrDigit { start -= 1 }
        guard start > range.lowerBound, start < end - 1, text[start - 1] == UInt8(ascii: "&") else { return end }
        end = start - 1
      default: return end
      }
    }
    return end
  }

  private static func isMailByte(_ byte: UInt8) -> Bool {
    byte.isASCIILetterOrDigit
      || [UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "+")].contains(byte)
  }
}

extension UInt8 {
  fileprivate var isASCIIUpper: Bool { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) }

  fileprivate var isASCIILetter: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) }
}
