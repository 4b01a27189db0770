import CCmark
import Platform
package import Source

extension MarkdownParser {
  /// Adds one inline of libcmark's tree.
  mutating func addInline(
    _ node: OpaquePointer, _ type: cmark_node_type, entering: Bool, _ piece: Piece, _ block: Block
  ) {
    if let line = calloutLine, line == block.line {
      // The first line of a call-out's paragraph is its title, which the directive has; its break ends it.
      if type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK { calloutLine = nil }
      return
    }
    switch type {
    case CMARK_NODE_TEXT:
      unsafe addText(span(cmark_node_get_literal(node), hasMarks: block.hasMarks), at: inlineRange(node, piece, block))
    case CMARK_NODE_CODE:
      resolvePendingBreak(before: "a")
      let range = unsafe inlineRange(node, piece, block)
      builder.leaf(.code, unsafe span(cmark_node_get_literal(node), hasMarks: block.hasMarks), at: range)
    case CMARK_NODE_HTML_INLINE:
      resolvePendingBreak(before: "a")
      let range = unsafe inlineRange(node, piece, block)
      let html = unsafe span(cmark_node_get_literal(node), hasMarks: block.hasMarks)
      if dialect == .tebiki { unsafe followCode(node, html) }
      if block.isCell, isLineBreak(html) {
        builder.leaf(.lineBreak, at: range)
      } else {
        builder.leaf(.html, html, at: range)
      }
    case CMARK_NODE_SOFTBREAK:
      resolvePendingBreak(before: "a")
      let end = builder.document.nodes.last?.range.end ?? 0
      pendingBreak = builder.document.nodes.count
      builder.leaf(
        .softBreak(joins: false), at: SourceRange(file: file, start: Int(end), end: Int(end)))
    case CMARK_NODE_LINEBREAK:
      dropPendingBreak()
      let end = builder.document.nodes.last?.range.end ?? 0
      builder.leaf(.lineBreak, at: SourceRange(file: file, start: Int(end), end: Int(end)))
    case CMARK_NODE_EMPH, CMARK_NODE_STRONG:
      guard entering else { return builder.close() }
      let range = unsafe inlineRange(node, piece, block)
      builder.open(type == CMARK_NODE_EMPH ? .emphasis : .strong, at: range)
    case CMARK_NODE_LINK, CMARK_NODE_IMAGE:
      linkDepth += entering ? 1 : -1
      guard entering else { return builder.close() }
      let range = unsafe linkRange(node, piece, block, isImage: type == CMARK_NODE_IMAGE)
      let link = unsafe Link(
        destination: span(cmark_node_get_url(node), hasMarks: block.hasMarks),
        title: span(cmark_node_get_title(node), hasMarks: block.hasMarks))
      builder.openLink(type == CMARK_NODE_LINK ? .link : .image, to: link, at: range)
    default:
      break  // custom nodes: nothing here makes them
    }
  }

  /// Whether raw HTML is `<br>`, `<br/>` or `<br />`, in whatever case.
  private func isLineBreak(_ html: Span) -> Bool {
    let name = builder.document.bytes(html).filter { !$0.isBlank && !$0.isLineEnd }.map { $0 | 0x20 }
    return name == Array("<br>".utf8).map { $0 | 0x20 } || name == Array("<br/>".utf8).map { $0 | 0x20 }
  }

  /// Adds a run of text, with the dialect's marks in it as nodes of their own.
  mutating func addText(_ text: Span, at range: SourceRange) {
    guard !text.isEmpty else { return }
    if pendingBreak != nil { resolvePendingBreak(before: builder.document.bytes(text).scalar(at: Int(text.start))) }
    guard dialect == .tebiki else { return builder.leaf(.text, text, at: range) }
    guard codeTag == nil else { return builder.leaf(.fixed(.code), text, at: range) }
    var done = Int(text.start)
    if let task = takeTask(text) {
      builder.updateNode(task.item) { $0.detail = task.state.rawValue }
      done += 4
    }
    guard let sign = TextMarks.firstSign(in: builder.document.pool, done..<Int(text.end)) else {
      if done == Int(text.start) { return builder.leaf(.text, text, at: range) }
      let place = TextPlaces(literal: text, range: range, pool: builder.document.pool, source: source.bytes)
      return builder.leaf(.text, Span(done..<Int(text.end)), at: place.range(of: done..<Int(text.end)))
    }
    let marks = TextMarks.find(
      in: builder.document.bytes(Span(done..<Int(text.end))), from: sign, insideLink: linkDepth > 0)
    let places = TextPlaces(literal: text, range: range, pool: builder.document.pool, source: source.bytes)
    func addPlain(upTo end: Int) {
      if end > done { builder.leaf(.text, Span(done..<end), at: places.range(of: done..<end)) }
      done = end
    }
    for mark in marks {
      let place = places.range(of: mark.range)
      if source.bytes.indices.contains(Int(place.start)), source.bytes[Int(place.start)] == UInt8(ascii: "\\") {
        continue
      }
      addPlain(upTo: mark.range.lowerBound)
      if add(mark, at: place, places) { done = mark.range.upperBound }
    }
    addPlain(upTo: Int(text.end))
  }

  /// Adds what a mark stands for; false where it stands for nothing but itself.
  private mutating func add(_ mark: TextMark, at place: SourceRange, _ places: TextPlaces) -> Bool {
    switch mark.kind {
    case .value(let path): builder.leaf(.value, Span(path), at: place)
    case .ruby(let ruby): return add(ruby, at: place, places)
    case .footnote(let label):
      let name = builder.document.string(Span(label))
      guard let index = reference(to: name) else {
        report.add(
          MarkupRules.unresolvedFootnote, at: place,
          Message(ja: "脚注 '[^\(name)]' の本文がありません", en: "there is no text for the footnote '[^\(name)]'"),
          help: closest(to: name, in: footnotes.map(\.label.value)).map {
            Message.meant("[^\($0)]")
          }
            ?? Message(
              ja: "「[^\(name)]: 本文」の行を書くか、文字として書くなら \\[^\(name)] としてください",
              en: "write a line '[^\(name)]: …'; as mere characters it is \\[^\(name)]"))
        return false
      }
      builder.leaf(.footnoteReference, Span(label), at: place, detail: UInt32(index))
    case .address(let prefix):
      let destination = prefix.description.utf8 + Array(builder.document.bytes(Span(mark.range)))
      let link = Link(destination: builder.span(destination), title: .empty)
      builder.openLink(.link, to: link, at: place)
      builder.leaf(.text, Span(mark.range), at: place)
      builder.close()
    case .tildes:
      tildes.append(
        TildeRun(
          node: builder.document.nodes.count, range: place, source: source.bytes))
      builder.leaf(.text, Span(mark.range), at: place)
    }
    return true
  }

  /// Adds a word with its reading or readings; false where they do not go with its characters.
  private mutating func add(_ ruby: Ruby, at place: SourceRange, _ places: TextPlaces) -> Bool {
    guard !ruby.pairs.isEmpty else {
      let (characters, readings) = ruby.counts
      report.add(
        MarkupRules.unevenRuby, at: place,
        Message(
          ja: characters == readings
            ? "読みのない漢字があり、そのまま表示されます" : "\(characters)文字に読みが\(readings)つなので、そのまま表示されます",
          en: characters == readings
            ? "a kanji has no reading: this is printed as it stands"
            : "\(readings) readings for \(characters) characters: this is printed as it stands"),
        help: Message(
          ja: "読みを一つにまとめるか、一文字に一つずつ書いてください（{漢字|かんじ}、{漢字|かん|じ}）",
          en: "write one reading, or one for each character: {漢字|かんじ}, {漢字|かん|じ}"))
      return false
    }
    for pair in ruby.pairs {
      let place = ruby.pairs.count == 1 ? place : places.range(of: pair.base)
      if pair.reading.isEmpty {
        builder.leaf(.text, Span(pair.base), at: place)
      } else {
        builder.ruby(Span(pair.base), reading: Span(pair.reading), at: place)
      }
    }
    return true
  }

  /// Recognizes `[ ] ` and `[x] ` at the very start of a list's item.
  private func takeTask(_ text: Span) -> (item: Int, state: TaskState)? {
    let last = builder.document.nodes.count - 1
    guard last >= 1, builder.document.nodes[last].kind == .paragraph, builder.document.nodes[last - 1].kind == .item
    else { return nil }
    let bytes = builder.document.bytes(text)
    guard bytes.first == UInt8(ascii: "["), bytes.count > 4, bytes[bytes.startIndex + 2] == UInt8(ascii: "]"),
      bytes[bytes.startIndex + 3].isBlank
    else { return nil }
    switch bytes[bytes.startIndex + 1] {
    case UInt8(ascii: " "): return (last - 1, .open)
    case UInt8(ascii: "x"), UInt8(ascii: "X"): return (last - 1, .done)
    default: return nil
    }
  }

  // MARK: Breaks between lines

  /// Decides what a waiting line break is, now that the scalar after it is known.
  mutating func resolvePendingBreak(before next: Unicode.Scalar) {
    guard let index = pendingBreak else { return }
    pendingBreak = nil
    guard dialect == .tebiki, next.joinsLines, lastScalar(before: index)?.joinsLines == true else { return }
    builder.updateNode(index) { $0.kind = .softBreak(joins: true) }
  }

  mutating func dropPendingBreak() { pendingBreak = nil }

  /// The last scalar of text before a node, across the ends of emphasis and links.
  private func lastScalar(before index: Int) -> Unicode.Scalar? {
    var index = index - 1
    while index >= 0 {
      let node = builder.document.nodes[index]
      switch node.kind {
      case .text where !node.text.isEmpty:
        return builder.document.pool.scalar(before: Int(node.text.end))
      case .value: return "値"  // a value is read as a wide character: most are Japanese names
      case .emphasis, .strong, .link: index -= 1
      default: return nil
      }
    }
    return nil
  }

  // MARK: Places

  /// The place of an inline.
  ///
  /// libcmark counts the columns of a paragraph's later lines as if each began where the first does; here every line
  /// is asked where its own text begins.
  func inlineRange(_ node: OpaquePointer, _ piece: Piece, _ block: Block) -> SourceRange {
    let startLine = unsafe Int(cmark_node_get_start_line(node)) - 1 + block.cutLines
    let endLine = unsafe Int(cmark_node_get_end_line(node)) - 1 + block.cutLines
    let start = unsafe offset(line: startLine, column: Int(cmark_node_get_start_column(node)) - 1, piece, block)
    let end = unsafe offset(line: endLine, column: Int(cmark_node_get_end_column(node)), piece, block)
    let place = piece.source(of: start..<max(start, end), near: startLine)
    return SourceRange(file: file, start: place.lowerBound, end: place.upperBound)
  }

  /// The place of a link: libcmark gives its end's line for both ends, so the start is found from its first child.
  private func linkRange(_ node: OpaquePointer, _ piece: Piece, _ block: Block, isImage: Bool) -> SourceRange {
    var range = unsafe inlineRange(node, piece, block)
    if let first = unsafe cmark_node_first_child(node), unsafe cmark_node_get_start_line(first) > 0 {
      let inner = unsafe inlineRange(first, piece, block)
      range.start = UInt32(max(0, Int(inner.start) - (isImage ? 2 : 1)))
      range.end = max(range.end, inner.end)
    }
    return range
  }

  private func offset(line: Int, column: Int, _ piece: Piece, _ block: Block) -> Int {
    guard line != block.line, line < piece.lines.count else { return piece.offset(line: line, column: column) }
    let start = piece.contentStart(ofLine: line, quoteDepth: block.quoteDepth)
    return min(max(start + column - block.column, 0), piece.bytes.count)
  }
}

/// Leads from the bytes of a text node's literal back to the source, over escapes and entities.
package struct TextPlaces {
  private let literalStart: Int
  private let range: SourceRange
  /// Offsets in the source of each literal byte and of the end; nil where the two run in step.
  private let offsets: [Int]?

  init(literal: Span, range: SourceRange, pool: [UInt8], source: [UInt8]) {
    literalStart = Int(literal.start)
    self.range = range
    let count = Int(literal.end) - Int(literal.start)
    if range.bytes.count == count || range.bytes.upperBound > source.count {
      offsets = nil
      isAligned = false
    } else {
      let offsets = Self.align(pool[Int(literal.start)..<Int(literal.end)], with: source[range.bytes])
      self.offsets = offsets
      isAligned = source[(offsets.last ?? range.bytes.upperBound)..<range.bytes.upperBound].allSatisfy { $0 == 0x20 }
    }
  }

  /// Makes the places of a text node of a document that was parsed from `source`.
  package init(of node: Node, in document: Document, source: SourceFile) {
    self.init(literal: node.text, range: node.range, pool: document.pool, source: source.bytes)
  }

  /// Whether the source says the literal, in escapes and entities, but for the spaces of a hard break.
  package let isAligned: Bool

  /// Returns the place of a range of the pool's bytes inside the literal.
  package func range(of bytes: Range<Int>) -> SourceRange {
    SourceRange(file: range.file, start: offset(bytes.lowerBound), end: offset(bytes.upperBound))
  }

  private func offset(_ index: Int) -> Int {
    guard let offsets else { return min(range.bytes.lowerBound + index - literalStart, range.bytes.upperBound) }
    return offsets[min(max(index - literalStart, 0), offsets.count - 1)]
  }

  private static func align(_ literal: ArraySlice<UInt8>, with source: ArraySlice<UInt8>) -> [Int] {
    var offsets: [Int] = []
    offsets.reserveCapacity(literal.count + 1)
    var position = source.startIndex
    var index = literal.startIndex
    while index < literal.endIndex {
      guard position < source.endIndex else {
        offsets.append(source.endIndex)
        index += 1
        continue
      }
      if source[position] == UInt8(ascii: "\\"), position + 1 < source.endIndex,
        source[position + 1].isASCIIPunctuation, literal[index] == source[position + 1]
      {
        offsets.append(position)
        position += 2
        index += 1
      } else if source[position] == 0, literal[index] == 0xEF {
        offsets.append(contentsOf: repeatElement(position, count: min(3, literal.endIndex - index)))
        position += 1
        index += 3
      } else if source[position] == UInt8(ascii: "&"),
        let end = source[position...].prefix(40).firstIndex(of: UInt8(ascii: ";")),
        literal[index] != UInt8(ascii: "&") || source[position..<end].elementsEqual("&amp".utf8)
      {
        let width = scalarWidth(literal[index])
        offsets.append(contentsOf: repeatElement(position, count: min(width, literal.endIndex - index)))
        index += width
        position = end + 1
      } else {
        offsets.append(position)
        position += 1
        index += 1
      }
    }
    offsets.append(min(position, source.endIndex))
    return offsets
  }

  private static func scalarWidth(_ first: UInt8) -> Int {
    switch first {
    case 0xF0...: 4
    case 0xE0...: 3
    case 0xC0...: 2
    default: 1
    }
  }
}
