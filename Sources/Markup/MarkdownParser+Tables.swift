import CCmark
import Platform
import Source

/// Finds the text of link definitions, which table cells need because each cell is parsed alone.
enum LinkDefinitions {
  /// Returns the lines that look like link definitions by their labels, each with the lines up to the next
  /// definition or blank line; of two with one label the first counts.
  static func find(in piece: Piece) -> [String: [UInt8]] {
    var found: [String: [UInt8]] = [:]
    var label: String?
    for number in piece.lines.indices {
      let line = piece.line(number).drop { $0.isBlank || $0 == UInt8(ascii: ">") }
      if line.isEmpty { label = nil }
      if line.first == UInt8(ascii: "["),
        let close = line.indices.dropLast().first(where: {
          line[$0] == UInt8(ascii: "]") && line[$0 + 1] == UInt8(ascii: ":")
        })
      {
        let name = key(line[(line.startIndex + 1)..<close])
        label = found[name] == nil ? name : nil
      }
      if let label { found[label, default: []] += Array(line) + [0x0A] }
    }
    return found
  }

  /// A label as CommonMark compares labels: without case, runs of blanks as one.
  static func key(_ label: ArraySlice<UInt8>) -> String {
    String(decoding: label, as: UTF8.self).lowercased().split { $0.isWhitespace }.joined(separator: " ")
  }
}

/// A GFM table found among a paragraph's lines.
struct TableLines {
  /// The line of the header (from 0); the delimiter row follows it.
  var header: Int
  var alignments: [Node.Alignment]
  /// One past the last row's line.
  var end: Int
}

extension MarkdownParser {
  /// Finds the table in a paragraph: a line and a delimiter row after it with as many cells.
  ///
  /// Source: GitHub Flavored Markdown 0.29, 4.10 Tables.
  mutating func table(in node: OpaquePointer, _ piece: Piece, _ block: Block) -> TableLines? {
    let end = unsafe Int(cmark_node_get_end_line(node))
    guard end - block.line >= 2 else { return nil }
    var uneven: (head: ArraySlice<UInt8>, cells: Int, columns: Int)?
    for number in block.line + 1..<end {
      guard let alignments = Self.alignments(rowText(number, piece, block)) else { continue }
      let head = rowText(number - 1, piece, block)
      let cells = Self.cells(head).count
      if cells == alignments.count {
        return TableLines(header: number - 1, alignments: alignments, end: end)
      }
      if uneven == nil, cells > 1 { uneven = (head, cells, alignments.count) }
    }
    if let uneven { reportUnevenHead(uneven.head, uneven.cells, uneven.columns, piece) }
    return nil
  }

  /// Adds a table, and before it the paragraph that its header line was attached to.
  mutating func add(_ table: TableLines, _ block: Block, _ piece: Piece) {
    if table.header > block.line {
      var lead = Piece()
      for number in block.line..<table.header {
        let text = rowText(number, piece, block)
        append(sourceRange(text, piece), to: &lead, EmphasisMarks.append)
        lead.insert([0x0A], at: piece.source(of: text.endIndex))
      }
      lead.indexLines()
      convert(lead)
    }
    var rows = [rowText(table.header, piece, block)]
    if table.header + 2 < table.end { rows += (table.header + 2..<table.end).map { rowText($0, piece, block) } }
    let cells = rows.map { row in
      let cells = Self.cells(row)
      checkCells(cells, of: row, columns: table.alignments.count, piece)
      return cells.prefix(table.alignments.count).map { sourceRange(row[$0], piece) }
    }
    add(cells, table.alignments, rows.map { sourceRange($0, piece) })
  }

  /// How many cells are added to the rows of one text that have too few: ten bytes a row could be a million of them.
  private static let mostAddedCells = 100_000

  /// Adds rows of cells, given by their places in the source; cells with marks of CommonMark in them are parsed in one
  /// go, each as a heading, which is the block of CommonMark that holds inlines alone.
  private mutating func add(_ rows: [[Range<Int>]], _ alignments: [Node.Alignment], _ places: [Range<Int>]) {
    var piece = Piece()
    for cell in rows.joined() where !isMereText(cell) {
      piece.insert("# ".utf8, at: cell.lowerBound)
      appendUnescaped(cell, to: &piece)
      piece.insert(" #\n".utf8, at: cell.upperBound)
    }
    appendDefinitions(for: rows, to: &piece)
    piece.indexLines()
    var heading = piece.bytes.isEmpty ? nil : unsafe cmark_node_first_child(tree(of: piece))
    var line = 0
    func range(_ place: Range<Int>) -> SourceRange {
      SourceRange(file: file, start: place.lowerBound, end: place.upperBound)
    }
    builder.open(.table, at: range((places.first?.lowerBound ?? 0)..<(places.last?.upperBound ?? 0)))
    for (index, row) in rows.enumerated() {
      builder.open(.row(isHeader: index == 0), at: range(places[index]))
      addedCells += max(0, alignments.count - row.count)
      guard addedCells <= Self.mostAddedCells else {
        report.add(
          MarkupRules.tableLimit, at: range(places[index]),
          Message(
            ja: "表が大きすぎます。足りないセルが\(Self.mostAddedCells)個を超えました",
            en: "the table is too large: more than \(Self.mostAddedCells) cells are missing from its rows"),
          help: Message(ja: "列を減らすか、表を分けてください", en: "have fewer columns, or make it several tables"))
        builder.close()
        break
      }
      for column in alignments.indices {
        let place = column < row.count ? row[column] : places[index].upperBound..<places[index].upperBound
        builder.open(.cell(alignments[column]), at: range(place))
        if isMereText(place) {
          addText(builder.span(source.bytes[place]), at: range(place))
          endInlines()
        } else if let node = unsafe heading {
          unsafe addInlines(of: node, piece, Block(line: line, column: 0, isCell: true))
          endInlines()
          unsafe heading = cmark_node_next(node)
          line += 1
        }
        builder.close()
      }
      builder.close()
    }
    builder.close()
  }

  /// Whether a cell has no byte that means something to CommonMark inside a line.
  private func isMereText(_ cell: Range<Int>) -> Bool {
    source.bytes[cell].allSatisfy { byte in
      switch byte {
      case 0, UInt8(ascii: "\\"), UInt8(ascii: "`"), UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "["),
        UInt8(ascii: "]"), UInt8(ascii: "<"), UInt8(ascii: "&"):
        false
      default: true
      }
    }
  }

  /// Appends the link definitions that cells refer to.
  private func appendDefinitions(for rows: [[Range<Int>]], to piece: inout Piece) {
    guard !definitions.isEmpty, let first = rows.first?.first else { return }
    var used: Set<String> = []
    for cell in rows.joined() {
      var open: Int?
      for index in cell {
        switch source.bytes[index] {
        case UInt8(ascii: "["): open = index + 1
        case UInt8(ascii: "]"):
          guard let start = open else { continue }
          open = nil
          let label = LinkDefinitions.key(source.bytes[start..<index])
          if used.insert(label).inserted, let text = definitions[label] {
            piece.insert([0x0A] + text, at: first.lowerBound)
          }
        default: continue
        }
      }
    }
  }

  private mutating func addInlines(of node: OpaquePointer, _ piece: Piece, _ block: Block) {
    guard let iterator = unsafe cmark_iter_new(node) else { return }
    while true {
      let event = unsafe cmark_iter_next(iterator)
      guard event != CMARK_EVENT_DONE, let inline = unsafe cmark_iter_get_node(iterator) else { return }
      if inline == node { continue }
      unsafe addInline(inline, cmark_node_get_type(inline), entering: event == CMARK_EVENT_ENTER, piece, block)
    }
  }

  /// Appends a cell's text; a pipe's backslash is the table's, not the text's, even inside code.
  private func appendUnescaped(_ cell: Range<Int>, to piece: inout Piece) {
    var start = cell.lowerBound
    for index in cell
    where source.bytes[index] == UInt8(ascii: "\\") && index + 1 < cell.upperBound
      && source.bytes[index + 1] == UInt8(ascii: "|")
    {
      append(start..<index, to: &piece, EmphasisMarks.append)
      start = index + 1
    }
    append(start..<cell.upperBound, to: &piece, EmphasisMarks.append)
  }

  /// A line of a paragraph without its container's prefix and the blanks around it.
  private func rowText(_ number: Int, _ piece: Piece, _ block: Block) -> ArraySlice<UInt8> {
    let line = piece.line(number)
    let start =
      number == block.line
      ? line.startIndex + block.column : piece.contentStart(ofLine: number, quoteDepth: block.quoteDepth)
    return line[min(start, line.endIndex)...].trimmingBlanks
  }

  private func sourceRange(_ text: ArraySlice<UInt8>, _ piece: Piece) -> Range<Int> {
    piece.source(of: text.startIndex)..<max(piece.source(of: text.startIndex), piece.source(of: text.endIndex))
  }

  /// Reads a delimiter row; nil when the line is none.
  private static func alignments(_ row: ArraySlice<UInt8>) -> [Node.Alignment]? {
    guard let first = row.first, first == UInt8(ascii: "|") || first == UInt8(ascii: ":") || first == UInt8(ascii: "-"),
      row.contains(UInt8(ascii: "|")) || row.contains(UInt8(ascii: ":"))
    else { return nil }
    var alignments: [Node.Alignment] = []
    for cell in cells(row).map({ row[$0] }) {
      let dashes = cell.drop { $0 == UInt8(ascii: ":") }.prefix { $0 == UInt8(ascii: "-") }
      let (before, after) = (dashes.startIndex - cell.startIndex, cell.endIndex - dashes.endIndex)
      guard !dashes.isEmpty, before <= 1, after <= 1, after == 0 || cell.last == UInt8(ascii: ":") else { return nil }
      alignments.append(before == 1 ? (after == 1 ? .center : .left) : (after == 1 ? .right : .none))
    }
    return alignments
  }

  /// Splits a row at the pipes that no backslash escapes.
  private static func cells(_ row: ArraySlice<UInt8>) -> [Range<Int>] {
    var row = row
    if row.first == UInt8(ascii: "|") { row = row.dropFirst() }
    var cells: [Range<Int>] = []
    var start = row.startIndex
    var escaped = false
    var rubyEnd = row.startIndex
    for index in row.indices {
      if row[index] == UInt8(ascii: "{"), !escaped, let ruby = Ruby(at: index, in: row) {
        rubyEnd = ruby.end  // a ruby's bars part no cells
      }
      if row[index] == UInt8(ascii: "|"), !escaped, index >= rubyEnd {
        cells.append(row[start..<index].trimmingBlanks.indices)
        start = index + 1
      }
      escaped = row[index] == UInt8(ascii: "\\") && !escaped
    }
    if start < row.endIndex { cells.append(row[start...].trimmingBlanks.indices) }
    return cells
  }
}

extension ArraySlice<UInt8> {
  var trimmingBlanks: ArraySlice<UInt8> {
    var slice = drop { $0.isBlank }
    while let last = slice.last, last.isBlank { slice = slice.dropLast() }
    return slice
  }
}
