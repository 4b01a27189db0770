import Platform
import Source

// What GFM drops from a table, or does not take for one, without a word.
extension MarkdownParser {
  /// Reports the cells of a row that the head has no column for, and code that an unescaped pipe has cut in two.
  mutating func checkCells(_ cells: [Range<Int>], of row: ArraySlice<UInt8>, columns: Int, _ piece: Piece) {
    let surplus = cells.dropFirst(columns).filter { !$0.isEmpty }
    let cut = Self.codeWithPipe(in: row)
    if let first = surplus.first, let last = surplus.last {
      report.add(
        MarkupRules.surplusCell, at: range(first.lowerBound..<last.upperBound, piece),
        Message(
          ja: "見出しの行より多いセルは、表示されません（見出しは\(columns)つ、この行は\(cells.count)つ）",
          en: "the head has \(columns) cells and this row \(cells.count): the rest is dropped"),
        help: cut == nil ? Self.fewerCells : Self.escapedPipe)
    } else if let cut {
      report.add(
        Diagnostic(
          MarkupRules.surplusCell, at: range(cut, piece),
          Message(ja: "コードが「|」でセルに分けられます", en: "the '|' parts this code into two cells"),
          help: Self.escapedPipe, severity: .hint))
    }
  }

  /// Reports a head that has not as many cells as the row of dashes below it.
  mutating func reportUnevenHead(_ head: ArraySlice<UInt8>, _ cells: Int, _ columns: Int, _ piece: Piece) {
    report.add(
      MarkupRules.unevenHead, at: range(head.indices, piece),
      Message(
        ja: "見出しのセルが\(cells)つ、区切りの行が\(columns)つなので、表になりません",
        en: "\(cells) cells above \(columns) columns of dashes make no table"),
      help: Self.codeWithPipe(in: head) == nil
        ? Message(ja: "区切りの行（---）の数をそろえてください", en: "write as many '---' as the head has cells")
        : Self.escapedPipe)
  }

  private static let escapedPipe = Message(ja: "コードの中の「|」は「\\|」と書いてください", en: "write '\\|' for a pipe inside code")
  private static let fewerCells = Message(
    ja: "見出しの行にもセルを足すか、ここから減らしてください（文字としての「|」は「\\|」）",
    en: "give the head a cell too, or this row fewer; as a mere character a pipe is '\\|'")

  private func range(_ bytes: Range<Int>, _ piece: Piece) -> SourceRange {
    let start = piece.source(of: bytes.lowerBound)
    return SourceRange(file: file, start: start, end: max(start, piece.source(of: bytes.upperBound)))
  }

  /// Returns the first code of a row that holds a pipe without a backslash.
  private static func codeWithPipe(in row: ArraySlice<UInt8>) -> Range<Int>? {
    guard row.contains(UInt8(ascii: "`")) else { return nil }
    var closers: [Int: [Int]] = [:]  // where runs of each length begin
    var runs: [(start: Int, count: Int)] = []
    var index = row.startIndex
    while index < row.endIndex {
      let count = row[index...].prefix { $0 == UInt8(ascii: "`") }.count
      if count > 0 {
        runs.append((index, count))
        closers[count, default: []].append(index)
      }
      index += max(1, count)
    }
    var end = row.startIndex
    for run in runs where run.start >= end {
      guard run.start == row.startIndex || row[run.start - 1] != UInt8(ascii: "\\"),
        let starts = closers[run.count], case let next = starts.partitioningIndex(where: { $0 > run.start }),
        next < starts.count
      else { continue }
      end = starts[next] + run.count
      let code = run.start + run.count..<starts[next]
      if code.contains(where: { row[$0] == UInt8(ascii: "|") && row[$0 - 1] != UInt8(ascii: "\\") }) {
        return run.start..<end
      }
    }
    return nil
  }
}
