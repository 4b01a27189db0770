import CCmark
import Platform
package import Source

/// What Markdown is read as.
package enum Dialect: Sendable {
  /// CommonMark 0.30 and nothing else.
  case commonMark
  /// Tebiki's: tables, directives, values, and Japanese without tricks.
  case tebiki

  /// The version of libcmark, which reads both: `0.30.2`.
  package static var libcmarkVersion: String { unsafe String(cString: cmark_version_string()) }
}

extension Document {
  /// Parses the Markdown that stands at `body` in `source`; the bytes are valid UTF-8.
  ///
  /// Mistakes of the dialect (an unknown directive, an unclosed one) are reported; Markdown itself knows none.
  package init(
    parsing body: Range<Int>, of source: SourceFile, file: FileID, as dialect: Dialect = .tebiki,
    reporting report: inout Report
  ) {
    var parser = MarkdownParser(source: source, file: file, dialect: dialect)
    let piece = parser.piece(of: body)
    if dialect == .tebiki, piece.bytes[...].containsPair(0x5D, 0x3A) {
      parser.definitions = LinkDefinitions.find(in: piece)
    }
    parser.builder.reserve(nodes: body.count / 24 + 16, bytes: body.count + body.count / 8)
    Arena.use {
      parser.convert(piece)
      if dialect == .tebiki { parser.addFootnotes() }
    }
    if dialect == .tebiki { parser.nameHeadings() }
    report.merge(parser.report)
    self = parser.builder.document
  }
}

extension Document {
  /// Parses a line that is no block of its own, a call-out's title, into its inlines.
  package init(parsingLine line: String) {
    // As a heading, which is the block that holds inlines alone.
    let source = SourceFile(path: "", text: "# \(line) #")
    var report = Report()
    let whole = Document(parsing: 0..<source.bytes.count, of: source, file: FileID(0), reporting: &report)
    var builder = DocumentBuilder()
    if !whole.nodes.isEmpty { builder.copy(1..<Int(whole.nodes[0].end), of: whole) }
    self = builder.document
  }
}

/// Turns pieces of one source into one document. The only place, with `Tables`, that libcmark is called from.
struct MarkdownParser {
  let source: SourceFile
  let file: FileID
  let dialect: Dialect
  var builder = DocumentBuilder()
  var report = Report()
  /// How many cells were added to rows of tables that had too few.
  var addedCells = 0
  /// The link definitions by their labels, which table cells are parsed with.
  var definitions: [String: [UInt8]] = [:]
  /// The footnotes' texts, in the order of the source.
  var footnotes: [FootnoteDefinition] = []
  /// Indexes into `footnotes` by label; of two with one label the first counts.
  var footnoteIndexes: [String: Int] = [:]
  /// Indexes into `footnotes` in the order of the first references.
  var footnoteOrder: [Int] = []
  /// The numbers, from 0, of the footnotes that have been referred to.
  var footnoteNumbers: [Int: Int] = [:]
  /// The raw `<code>` or the like that the walk is in: what stands in it is no dialect.
  var codeTag: String?
  /// Tags of that kind that are not closed among the children of a node.
  var unclosedCode: (parent: UInt, tags: Set<String>)?
  /// How many links the walk is in.
  var linkDepth = 0
  /// The pairs of tildes of the block that is being read.
  var tildes: [TildeRun] = []
  /// The first line of a call-out, `[!NOTE]`, which its paragraph does not print.
  var calloutLine: Int?
  /// A break between lines that waits for what follows it.
  var pendingBreak: Int?

  init(source: SourceFile, file: FileID, dialect: Dialect) {
    self.source = source
    self.file = file
    self.dialect = dialect
  }

  /// Makes a piece of what stands at `body`.
  mutating func piece(of body: Range<Int>) -> Piece {
    var piece = Piece()
    piece.reserve(body.count)
    switch dialect {
    case .commonMark: append(body, to: &piece) { $2.append($0, from: $1) }
    case .tebiki:
      var runs = [body]
      if source.bytes[body].containsPair(0x5B, 0x5E) {
        (runs, footnotes) = Footnotes.split(body, of: source, file: file)
        footnoteIndexes = Dictionary(
          footnotes.enumerated().map { ($1.label.value, $0) }, uniquingKeysWith: { first, _ in first })
      }
      for (number, run) in runs.enumerated() {
        if number > 0 { piece.insert([0x0A], at: run.lowerBound) }
        append(run, to: &piece, EmphasisMarks.append)
      }
    }
    piece.indexLines()
    if dialect == .tebiki { Fences.mark(&piece) }
    return piece
  }

  /// Appends a run of the source with U+FFFD for each NUL: libcmark would put it in, and move every column behind it.
  func append(
    _ run: Range<Int>, to piece: inout Piece,
    _ add: (_ bytes: ArraySlice<UInt8>, _ start: Int, _ piece: inout Piece) -> Void
  ) {
    var start = run.lowerBound
    while let null = source.bytes[start..<run.upperBound].place(of: 0, from: start) {
      add(source.bytes[start..<null], start, &piece)
      piece.insert("\u{FFFD}".utf8, at: null)
      start = null + 1
    }
    add(source.bytes[start..<run.upperBound], start, &piece)
  }

  /// Parses a piece and adds its blocks.
  mutating func convert(_ piece: Piece) {
    if let root = unsafe tree(of: piece) { unsafe walk(root, of: piece) }
  }

  /// Parses a piece into libcmark's tree, which lies in the arena and is not freed by itself.
  func tree(of piece: Piece) -> OpaquePointer? {
    let parser = unsafe cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, Arena.allocator)
    unsafe piece.bytes.withUnsafeBytes { bytes in
      unsafe cmark_parser_feed(parser, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count)
    }
    return unsafe cmark_parser_finish(parser)
  }
}

// MARK: - The one walk over libcmark's tree

extension MarkdownParser {
  /// What the walk knows of the block whose inlines it reads.
  struct Block {
    /// The block's first line (from 0) and the column (from 0) at which its text begins there.
    var line = 0
    var column = 0
    /// How many lines of link definitions libcmark has cut off the block's front without counting them.
    var cutLines = 0
    var quoteDepth = 0
    /// Whether it is a table's cell, in which `<br>` is a line break.
    var isCell = false
    /// Whether there may be marks beside its stars, which must be taken out of every literal.
    var hasMarks = true
  }

  private mutating func walk(_ root: OpaquePointer, of piece: Piece) {
    guard let iterator = unsafe cmark_iter_new(root) else { return }
    var block = Block()
    var fences = FenceNesting()
    while true {
      let event = unsafe cmark_iter_next(iterator)
      guard event != CMARK_EVENT_DONE, let node = unsafe cmark_iter_get_node(iterator) else { break }
      let entering = event == CMARK_EVENT_ENTER
      let type = unsafe cmark_node_get_type(node)
      switch type {
      case CMARK_NODE_DOCUMENT:
        if entering { fences.enter() } else { closeUnclosed(fences.leave()) }

      case CMARK_NODE_BLOCK_QUOTE:
        if entering {
          let range = unsafe blockRange(node, piece)
          let line = unsafe Int(cmark_node_get_start_line(node)) - 1
          let marker = unsafe piece.offset(line: line, column: Int(cmark_node_get_start_column(node)) - 1)
          if dialect == .tebiki, let callout = callout(behind: marker, onLine: line, piece) {
            builder.openDirective(callout, at: range)
            calloutLine = line
          } else {
            builder.open(.quote, at: range)
          }
          block.quoteDepth += 1
          fences.enter()
        } else {
          closeUnclosed(fences.leave())
          block.quoteDepth -= 1
          builder.close()
        }

      case CMARK_NODE_LIST:
        if entering {
          let ordered = unsafe cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
          let kind = unsafe Node.Kind.list(ordered: ordered, tight: cmark_node_get_list_tight(node) != 0)
          builder.open(
            kind, at: unsafe blockRange(node, piece), detail: unsafe UInt32(max(0, cmark_node_get_list_start(node))))
        } else {
          builder.close()
          closeBehindList(&fences)
        }

      case CMARK_NODE_ITEM:
        if entering {
          builder.open(.item, at: unsafe blockRange(node, piece))
          fences.enter()
        } else {
          closeUnclosed(fences.leave())
          builder.close()
        }

      case CMARK_NODE_PARAGRAPH:
        guard entering else {
          endInlines()
          builder.close()
          continue
        }
        unsafe beginBlock(node, piece, &block)
        if block.line == calloutLine, unsafe Int(cmark_node_get_end_line(node)) - 1 == block.line {
          calloutLine = nil  // nothing but the call-out's title
          unsafe cmark_iter_reset(iterator, node, CMARK_EVENT_EXIT)
          continue
        }
        if dialect == .tebiki, let table = unsafe table(in: node, piece, block) {
          add(table, block, piece)
          unsafe cmark_iter_reset(iterator, node, CMARK_EVENT_EXIT)
        } else {
          builder.open(.paragraph, at: unsafe blockRange(node, piece))
        }

      case CMARK_NODE_HEADING:
        if entering {
          unsafe beginBlock(node, piece, &block)
          builder.openHeading(
            level: unsafe UInt8(cmark_node_get_heading_level(node)), at: unsafe blockRange(node, piece))
        } else {
          endInlines()
          takeHeadingID()
          builder.close()
        }

      case CMARK_NODE_THEMATIC_BREAK:
        builder.leaf(.thematicBreak, at: unsafe blockRange(node, piece))

      case CMARK_NODE_CODE_BLOCK:
        unsafe addCodeBlock(node, piece)

      case CMARK_NODE_HTML_BLOCK:
        let line = unsafe Int(cmark_node_get_start_line(node)) - 1
        if piece.isFence(line) {
          if fences.needsSurplus { fences.setSurplus(unsafe closersToSpare(from: node, piece)) }
          unsafe addFence(node, line, piece, &fences)
        } else {
          let literal = unsafe literalSpan(node, piece, firstLine: line)
          var range = unsafe blockRange(node, piece)
          if range.bytes.isEmpty {  // libcmark gives a block of one line no end
            let lines = builder.document.bytes(literal).dropLast().count { $0 == 0x0A }
            range.end = UInt32(piece.source(of: piece.line(line + lines).endIndex))
          }
          addHTMLBlock(literal, line, piece, at: range)
        }

      default: unsafe addInline(node, type, entering: entering, piece, block)
      }
    }
  }

  /// Ends the inlines of a block: a waiting break goes, tildes find their partners.
  mutating func endInlines() {
    dropPendingBreak()
    calloutLine = nil
    (codeTag, unclosedCode) = (nil, nil)
    pairTildes()
  }

  /// Notes where the inlines of a paragraph or heading begin.
  private func beginBlock(_ node: OpaquePointer, _ piece: Piece, _ block: inout Block) {
    block.line = unsafe Int(cmark_node_get_start_line(node)) - 1
    block.column = unsafe Int(cmark_node_get_start_column(node)) - 1
    block.cutLines = 0
    block.hasMarks = unsafe piece.hasMarks(inLines: block.line..<max(block.line, Int(cmark_node_get_end_line(node))))
    let start = piece.lines[block.line] + block.column
    guard start < piece.bytes.count, piece.bytes[start] == UInt8(ascii: "[") else { return }
    // libcmark cuts link definitions off a paragraph, and then counts its lines from the first all the same.
    let isParagraph = unsafe cmark_node_get_type(node) == CMARK_NODE_PARAGRAPH
    guard isParagraph, var last = unsafe cmark_node_last_child(node) else { return }
    while let deeper = unsafe cmark_node_last_child(last) { unsafe last = deeper }
    let lastLine = unsafe cmark_node_get_end_line(last)
    guard lastLine > 0 else { return }
    block.cutLines = unsafe max(0, Int(cmark_node_get_end_line(node) - lastLine))
  }

  /// The place of a block.
  func blockRange(_ node: OpaquePointer, _ piece: Piece) -> SourceRange {
    let startLine = unsafe max(0, Int(cmark_node_get_start_line(node)) - 1)
    let endLine = unsafe max(0, Int(cmark_node_get_end_line(node)) - 1)
    let start = unsafe piece.offset(line: startLine, column: Int(cmark_node_get_start_column(node)) - 1)
    let end = unsafe piece.offset(line: endLine, column: Int(cmark_node_get_end_column(node)))
    let place = piece.source(of: start..<max(start, end), near: startLine)
    return SourceRange(file: file, start: place.lowerBound, end: place.upperBound)
  }

  private mutating func addCodeBlock(_ node: OpaquePointer, _ piece: Piece) {
    let startLine = unsafe Int(cmark_node_get_start_line(node)) - 1
    let isFenced =
      piece.line(startLine).drop { $0.isBlank || $0 == UInt8(ascii: ">") }.first
      .map { $0 == UInt8(ascii: "`") || $0 == UInt8(ascii: "~") } ?? false
    let info = unsafe span(cmark_node_get_fence_info(node), hasMarks: piece.hasMarks)
    let literal = unsafe literalSpan(node, piece, firstLine: isFenced ? startLine + 1 : startLine)
    builder.codeBlock(literal, info: info, at: unsafe blockRange(node, piece))
  }

  /// Adds raw HTML. A comment's block reaches to the end of the line; what stands there behind the comment is text.
  private mutating func addHTMLBlock(_ literal: Span, _ line: Int, _ piece: Piece, at range: SourceRange) {
    let html = builder.document.bytes(literal)
    guard dialect == .tebiki, html.starts(with: "<!--".utf8) else {
      return builder.leaf(.htmlBlock, literal, at: range)
    }
    guard let end = html.end(of: "-->", from: html.startIndex + 2) else {
      return report.add(
        MarkupRules.unclosedComment,
        at: SourceRange(file: file, start: range.bytes.lowerBound, end: range.bytes.lowerBound + 4),
        Message(ja: "コメントが閉じられていません", en: "this comment is not closed"),
        help: Message(ja: "終わりに「-->」を書いてください", en: "end it with '-->'"))
    }
    builder.leaf(.htmlBlock, Span(html.startIndex..<end), at: range)
    let line = piece.line(line + html[..<end].count { $0 == 0x0A })
    guard let comment = line.end(of: "-->", from: line.startIndex), !line[comment...].trimmingBlanks.isEmpty else {
      return
    }
    var rest = Piece()
    append(piece.source(of: comment)..<piece.source(of: line.endIndex), to: &rest, EmphasisMarks.append)
    rest.indexLines()
    convert(rest)
  }

  /// Copies a literal into the pool, with fences that turned out to be code turned back into colons.
  private mutating func literalSpan(_ node: OpaquePointer, _ piece: Piece, firstLine: Int) -> Span {
    let span = unsafe span(cmark_node_get_literal(node), hasMarks: piece.hasMarks)
    let lastLine = unsafe Int(cmark_node_get_end_line(node))
    let first = piece.firstFence(from: firstLine)
    guard first < piece.fences.count, piece.fences[first] < lastLine else { return span }
    var text = builder.document.string(span)
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for fence in piece.fences[first...] {
      guard fence < lastLine, fence - firstLine < lines.count else { break }
      let line = lines[fence - firstLine]
      guard let stand = line.range(ofFirst: "<?>") else { continue }
      lines[fence - firstLine] = Substring(line[..<stand.lowerBound] + ":::" + line[stand.upperBound...])
    }
    text = lines.joined(separator: "\n")
    return builder.span(text.utf8)
  }

  /// Copies one of libcmark's strings into the pool.
  mutating func span(_ text: UnsafePointer<CChar>?, hasMarks: Bool) -> Span {
    guard let text = unsafe text else { return .empty }
    let buffer = unsafe UnsafeRawBufferPointer(cString: text)
    guard hasMarks else { return unsafe builder.span(buffer) }
    return unsafe builder.spanWithoutMarks(buffer)
  }
}

extension Piece {
  /// Returns the byte offset of a column (from 0) of a line (from 0), kept inside the piece.
  func offset(line: Int, column: Int) -> Int {
    guard line < lines.count else { return bytes.count }
    return min(max(lines[line] + column, 0), bytes.count)
  }

  /// Whether line `number` (from 0) was turned into a fence.
  func isFence(_ number: Int) -> Bool {
    let index = firstFence(from: number)
    return index < fences.count && fences[index] == number
  }

  /// Returns the index of the first fence on line `number` (from 0) or later.
  func firstFence(from number: Int) -> Int {
    fences.partitioningIndex { $0 >= number }
  }

  /// Returns where the text of line `number` (from 0) begins, behind at most `quoteDepth` quote markers.
  func contentStart(ofLine number: Int, quoteDepth: Int) -> Int {
    let line = line(number)
    var index = line.startIndex
    var markers = quoteDepth
    while index < line.endIndex {
      if line[index].isBlank {
        index += 1
      } else if line[index] == UInt8(ascii: ">"), markers > 0 {
        markers -= 1
        index += 1
      } else {
        break
      }
    }
    return index
  }
}

extension Substring {
  /// Returns the first place of an ASCII text.
  fileprivate func range(ofFirst needle: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(needle) { return start..<index(start, offsetBy: needle.count) }
      start = index(after: start)
    }
    return nil
  }
}
