package import Source

/// One `:::name word key=value` line, with the place of each part.
package struct Directive: Sendable {
  package var name: Name
  /// The words that are no `key=value`: an id, an address, a title.
  package var words: [Located<String>]
  package var arguments: [Argument]

  package struct Argument: Sendable {
    package var key: Located<String>
    package var value: Located<String>
  }

  package init(name: Name, words: [Located<String>] = [], arguments: [Argument] = []) {
    self.name = name
    self.words = words
    self.arguments = arguments
  }

  package func argument(_ key: String) -> Located<String>? { arguments.first { $0.key.value == key }?.value }

  /// The words as one text: the title of a call-out.
  package var title: String { words.map(\.value).joined(separator: " ") }

  /// The directives of the dialect.
  package enum Name: String, CaseIterable, Sendable {
    case note, tip, important, warning, caution
    case when, lead, checklist, columns, talk
    case incidents, resources, measures, roles, figure, qr, contact, signatures
    case include, practice, offers, notice, rules

    /// Whether it holds blocks and is closed by a fence of its own.
    package var isContainer: Bool {
      switch self {
      case .note, .tip, .important, .warning, .caution, .when, .lead, .checklist, .columns, .talk: true
      case .incidents, .resources, .measures, .roles, .figure, .qr, .contact, .signatures, .include, .practice, .offers,
        .notice, .rules:
        false
      }
    }

    /// The `key=value` arguments that it takes.
    package var keys: [String] {
      switch self {
      case .when: ["industry", "not-industry", "audience", "customer", "contract"]
      case .incidents, .roles, .offers: ["limit", "ids"]
      case .resources: ["limit", "ids", "practice"]
      case .measures: ["limit", "ids", "cost", "who", "effect", "in_contract", "style"]
      case .checklist: ["limit", "ids", "cost", "who", "effect", "in_contract"]
      case .practice: ["section"]
      case .rules: ["limit"]
      case .note, .tip, .important, .warning, .caution, .lead, .columns, .talk, .figure, .qr, .contact, .signatures,
        .include, .notice:
        []
      }
    }
  }
}

extension Directive {
  /// A fence line taken apart; nil for a closing fence, which has no name.
  struct Line {
    var name: Located<String>
    var words: [Located<String>] = []
    var arguments: [Argument] = []
    var closesItself = false

    /// Reads what follows the colons; `start` is the offset of `bytes` in the source.
    init?(_ bytes: ArraySlice<UInt8>, at start: Int, in file: FileID) {
      var scanner = WordScanner(bytes: bytes, sourceStart: start, file: file)
      guard let name = scanner.next() else { return nil }
      self.name = name
      while let word = scanner.next() {
        if word.value == ":::" {
          closesItself = true
        } else if let argument = Self.argument(word) {
          arguments.append(argument)
        } else {
          words.append(word)
        }
      }
    }

    private static func argument(_ word: Located<String>) -> Argument? {
      guard let sign = word.value.utf8.firstIndex(of: UInt8(ascii: "=")) else { return nil }
      let key = String(word.value[..<sign])
      guard !key.isEmpty,
        key.utf8.allSatisfy({ $0.isASCIILetterOrDigit || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") })
      else { return nil }
      var value = word.value[word.value.index(after: sign)...]
      let (from, bounds) = (Int(word.range.start), word.range.bytes)
      var valueStart = from + key.utf8.count + 1
      var valueEnd = bounds.upperBound
      if value.utf8.count >= 2, value.hasPrefix("\""), value.hasSuffix("\"") {
        value = value.dropFirst().dropLast()
        valueStart += 1
        valueEnd -= 1
      }
      return Argument(
        key: Located(key, at: SourceRange(file: word.range.file, start: from, end: from + key.utf8.count)),
        value: Located(String(value), at: SourceRange(file: word.range.file, start: valueStart, end: valueEnd)))
    }
  }
}

/// Splits a fence line at blanks (U+3000 too) outside double quotes.
private struct WordScanner {
  let bytes: ArraySlice<UInt8>
  let sourceStart: Int
  let file: FileID
  private var position: Int

  init(bytes: ArraySlice<UInt8>, sourceStart: Int, file: FileID) {
    self.bytes = bytes
    self.sourceStart = sourceStart
    self.file = file
    position = bytes.startIndex
  }

  mutating func next() -> Located<String>? {
    while let blank = blankLength { position += blank }
    let start = position
    var quoted = false
    while position < bytes.endIndex, quoted || blankLength == nil {
      if bytes[position] == UInt8(ascii: "\"") { quoted.toggle() }
      position += 1
    }
    guard position > start else { return nil }
    let offset = sourceStart + start - bytes.startIndex
    return Located(
      String(decoding: bytes[start..<position], as: UTF8.self).replacing("\0", with: "\u{FFFD}"),
      at: SourceRange(file: file, start: offset, end: offset + position - start))
  }

  private var blankLength: Int? {
    guard position < bytes.endIndex else { return nil }
    switch bytes[position] {
    case 0x09, 0x0A, 0x0D, 0x20: return 1
    case 0xE3 where bytes[position...].starts(with: [0xE3, 0x80, 0x80]): return 3
    default: return nil
    }
  }
}
