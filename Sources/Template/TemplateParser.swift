import Platform
import Source

/// A part of a template.
enum Node {
  /// Bytes as they stand; before a tag that is part of their line when that is so.
  case text(Range<Int>, isBeforeTag: Bool)
  case variable(Tag)
  /// What stands between `{{#name}}` or `{{^name}}` and `{{/name}}`.
  case section(Tag, [Node])
  /// `{{> name}}`, and the blanks before it where it stands alone.
  case partial(Tag, indent: Range<Int>?)
  /// `{{<name}}…{{/name}}`: a template and what fills its blocks, and the blanks before it where it stands alone.
  case parent(Tag, indent: Range<Int>?, blocks: [Block])
  case block(Block)
}

/// What stands between `{{$name}}` and `{{/name}}`: a place of a template that another one may fill, or what fills it.
struct Block {
  var tag: Tag
  var nodes: [Node] = []
  /// Whether it begins its line.
  var startsLine: Bool
  /// Whether what is in it begins a line.
  var isOnLinesOfItsOwn: Bool
  /// How far what is in it is indented.
  var margin: Range<Int>

  var name: String { tag.name }
}

/// Reads a template into a tree. A tag that prints nothing and stands alone on its line takes the line along.
struct TemplateParser {
  /// How deeply anything may nest.
  static let deepestNesting = 64

  private let bytes: [UInt8]
  private let file: FileID
  private var scanner: TagScanner
  private var report = Report()
  private var depth = 0
  /// Whether what follows cannot be understood; that is reported.
  private var isBroken = false

  private init(_ source: SourceFile, _ file: FileID) {
    bytes = source.bytes
    self.file = file
    scanner = TagScanner(source: source, file: file)
  }

  /// Returns the parts of a template, up to a mistake that makes the rest unreadable.
  static func parse(_ source: SourceFile, _ file: FileID, reporting report: inout Report) -> [Node] {
    var parser = TemplateParser(source, file)
    let nodes = parser.nodes(until: nil).nodes
    report.merge(parser.report)
    return nodes
  }

  /// Reads up to the tag that closes `opening`, or to the end where there is none to close; returns where the tag begins.
  private mutating func nodes(until opening: Tag?, isFilling: Bool = false) -> (nodes: [Node], end: Int) {
    var nodes: [Node] = []
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepestNesting else {
      fail(opening?.range, Message(ja: "入れ子が深すぎます", en: "this is nested too deeply"))
      return (nodes, scanner.position)
    }
    while !isBroken, var tag = scanner.next(&report) {
      let isAlone = tag.sigil != .variable && tag.sigil != .raw && tag.sigil != .parent && takeLine(&tag)
      let takesBlanks = tag.sigil == .block || isFilling && tag.sigil == .close && tag.name == opening?.name
      if takesBlanks, let start = tag.lineStart { tag.text = tag.text.lowerBound..<start }
      let text = Node.text(tag.text, isBeforeTag: !isAlone && !takesBlanks)
      switch tag.sigil {
      case .variable, .raw: nodes += [text, .variable(tag)]
      case .comment, .delimiters: nodes.append(text)
      case .partial: nodes += [text, .partial(tag, indent: isAlone ? tag.lead : nil)]
      case .section, .inverted: nodes += [text, .section(tag, self.nodes(until: tag).nodes)]
      case .block: nodes += [text, .block(block(tag, isOnLinesOfItsOwn: isAlone))]
      case .parent: nodes += parent(tag)
      case .close:
        nodes.append(text)
        guard let opening, opening.name == tag.name else {
          failToClose(tag)
          return (nodes, tag.bytes.lowerBound)
        }
        return (nodes, tag.bytes.lowerBound)
      }
    }
    guard !isBroken, !scanner.isBroken else { return (nodes, scanner.position) }
    nodes.append(.text(scanner.position..<bytes.count, isBeforeTag: false))
    scanner.skip(to: bytes.count)
    if let opening { failAtEnd(opening) }
    return (nodes, bytes.count)
  }

  /// Takes the whole line of a tag that stands alone on it.
  private mutating func takeLine(_ tag: inout Tag) -> Bool {
    guard let start = tag.lineStart, let next = tag.nextLine else { return false }
    tag.text = tag.text.lowerBound..<start
    scanner.skip(to: next)
    return true
  }

  private mutating func block(_ tag: Tag, isOnLinesOfItsOwn: Bool, isFilling: Bool = false) -> Block {
    var block = Block(
      tag: tag, startsLine: tag.lineStart != nil, isOnLinesOfItsOwn: isOnLinesOfItsOwn, margin: tag.lead)
    let start = scanner.position
    let (nodes, end) = self.nodes(until: tag, isFilling: isFilling)
    block.nodes = nodes
    if isOnLinesOfItsOwn, let margin = margin(of: start..<max(start, end)) { block.margin = margin }
    return block
  }

  /// Returns the blanks before the first line that holds more than blanks.
  private func margin(of range: Range<Int>) -> Range<Int>? {
    var start = range.lowerBound
    for index in range {
      switch bytes[index] {
      case 0x0A: start = index + 1
      case 0x0D: continue
      case let byte where TagScanner.isBlank(byte): continue
      default: return start..<index
      }
    }
    return nil
  }

  /// Reads `{{<name}}`, the blocks that it fills, and its end. Nothing else in it is printed.
  private mutating func parent(_ tag: Tag) -> [Node] {
    var blocks: [Block] = []
    while !isBroken, let inner = scanner.next(&report) {
      checkNothingIsLost(inner.text, in: tag)
      switch inner.sigil {
      case .block:
        if let next = inner.nextLine { scanner.skip(to: next) }
        if blocks.contains(where: { $0.name == inner.name }) {
          report.add(
            TemplateRules.syntax, at: inner.range,
            Message(ja: "ブロック '\(inner.name)' が二度書かれています", en: "the block '\(inner.name)' is filled twice"),
            help: Message(ja: "一つにまとめてください", en: "make one of the two"))
        }
        blocks.append(block(inner, isOnLinesOfItsOwn: inner.nextLine != nil, isFilling: true))
      case .comment, .delimiters: continue
      case .close:
        guard inner.name == tag.name else {
          failToClose(inner)
          return []
        }
        return finish(tag, blocks, closedBy: inner)
      case .variable, .raw, .section, .inverted, .partial, .parent:
        fail(
          inner.range,
          Message(
            ja: "{{<\(tag.name)}} の中に書けるのは、ブロック（{{$名前}}…{{/名前}}）だけです",
            en: "nothing but blocks, {{$name}}…{{/name}}, can stand within {{<\(tag.name)}}"))
      }
    }
    if !isBroken, !scanner.isBroken { failAtEnd(tag) }
    return []
  }

  /// A parent stands alone when nothing but blanks is before its first tag and behind its last.
  private mutating func finish(_ tag: Tag, _ blocks: [Block], closedBy close: Tag) -> [Node] {
    guard let start = tag.lineStart, let next = close.nextLine else {
      return [.text(tag.text, isBeforeTag: true), .parent(tag, indent: nil, blocks: blocks)]
    }
    scanner.skip(to: next)
    return [
      .text(tag.text.lowerBound..<start, isBeforeTag: false), .parent(tag, indent: tag.lead, blocks: blocks),
    ]
  }

  private mutating func checkNothingIsLost(_ text: Range<Int>, in parent: Tag) {
    func isSpace(_ index: Int) -> Bool {
      TagScanner.isBlank(bytes[index]) || bytes[index].isLineEnd
    }
    guard let first = text.first(where: { !isSpace($0) }), let last = text.last(where: { !isSpace($0) }) else { return }
    report.add(
      TemplateRules.ignoredText, at: SourceRange(file: file, start: first, end: last + 1),
      Message(
        ja: "{{<\(parent.name)}} の中の、ブロックの外の文は表示されません",
        en: "text outside the blocks of {{<\(parent.name)}} is not printed"),
      help: Message(ja: "どれかのブロックの中に移してください", en: "move it into one of the blocks"))
  }

  // MARK: Mistakes

  private mutating func fail(_ range: SourceRange?, _ message: Message, help: Message? = nil) {
    isBroken = true
    report.add(TemplateRules.syntax, at: range, message, help: help)
  }

  private mutating func failToClose(_ tag: Tag) {
    fail(
      tag.range,
      Message(ja: "閉じる '\(tag.name)' に対応する始まりがありません", en: "'\(tag.name)' is closed but not open"),
      help: Message(ja: "直前に始めたものを閉じてください", en: "close what was opened last"))
  }

  private mutating func failAtEnd(_ tag: Tag) {
    let what: (ja: String, en: String) =
      switch tag.sigil {
      case .block: ("ブロック", "block")
      case .parent: ("元にするテンプレート", "parent")
      default: ("節", "section")
      }
    fail(
      tag.range,
      Message(ja: "\(what.ja) '\(tag.name)' が閉じられていません", en: "the \(what.en) '\(tag.name)' is not closed"),
      help: Message(ja: "{{/\(tag.name)}} を書いてください", en: "write {{/\(tag.name)}}"))
  }
}
