package import Platform

/// Says how diagnostics look on a console.
package struct ConsoleStyle: Sendable {
  package var language: Language
  package var colors: Bool
  /// The cells of a line; longer source lines are shown around the caret.
  package var width: Int

  package init(language: Language = .ja, colors: Bool = false, width: Int = 100) {
    self.language = language
    self.colors = colors
    self.width = max(40, width)
  }

  /// Writes a report's diagnostics in the order of the files.
  package func describe(_ report: Report, in files: SourceFiles) -> String {
    var positions = Positions(in: files)
    return report.inFileOrder.reduce(into: "") { $0 += describe($1, in: files, &positions) }
  }

  /// Writes one diagnostic with the source line and a caret under the very characters.
  private func describe(_ diagnostic: Diagnostic, in files: SourceFiles, _ positions: inout Positions) -> String {
    let severity = paint("\(diagnostic.severity.rawValue)[\(diagnostic.kind.code) \(diagnostic.kind.name)]", diagnostic)
    let message = diagnostic.message.text(in: language).shown
    let help = diagnostic.help?.text(in: language).shown
    guard let range = diagnostic.range else {
      return "\(severity): \(message)\n" + (help.map { "  \($0)\n" } ?? "")
    }
    let file = files[range.file]
    let place = positions.place(of: range)
    return "\(file.path.shown):\(place.start.line):\(place.start.column): \(severity): \(message)\n"
      + snippet(of: file, at: place, range: range, help: help, diagnostic)
  }

  /// The source line, and under it the caret and the help.
  private func snippet(
    of file: SourceFile, at place: Positions.Place, range: SourceRange, help: String?, _ diagnostic: Diagnostic
  ) -> String {
    let line = place.line
    var end = max(Int(range.start), min(Int(range.end), line.upperBound))
    // A place that ends within a character ends behind it: the first byte of a file may be no more than a part of one.
    while end < line.upperBound, end < Int(range.end) + 3, file.bytes[end] & 0xC0 == 0x80 { end += 1 }
    let marked = max(Int(range.start), line.lowerBound)..<end
    let before = cells(tail(of: file.bytes[line.lowerBound..<min(marked.lowerBound, line.upperBound)]))
    let inside = cells(file.bytes[min(marked.lowerBound, line.upperBound)..<marked.upperBound].prefix(farthest))
    let after = cells(file.bytes[marked.upperBound..<max(line.upperBound, marked.upperBound)].prefix(farthest))
    let gutter = "\(place.start.line) | "
    let room = width - gutter.utf8.count
    let shown = window(before: before, inside: inside, after: after, room: room)
    let caret = String(repeating: "^", count: max(1, min(shown.inside.width, room - shown.before.width)))
    let margin = String(repeating: " ", count: gutter.utf8.count - 2) + "| "
    let indent = String(repeating: " ", count: shown.before.width)
    return "\(gutter)\(shown.before.text)\(shown.inside.text)\(shown.after.text)\n"
      + "\(margin)\(indent)\(paint(caret, diagnostic))" + (help.map { " \($0)" } ?? "") + "\n"
  }

  /// How many bytes on either side of a place are looked at, four a cell; a line may be as long as the file.
  private var farthest: Int { 4 * width }

  private func tail(of bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    bytes.suffix(farthest).drop { bytes.count > farthest && $0 & 0xC0 == 0x80 }
  }

  /// Cuts a long line so that what is marked stays in sight.
  private func window(
    before: [Cell], inside: [Cell], after: [Cell], room: Int
  ) -> (before: Run, inside: Run, after: Run) {
    let total = Run(before).width + Run(inside).width + Run(after).width
    guard total > room else { return (Run(before), Run(inside), Run(after)) }
    let lead = Run(before).width <= room / 2 ? Run(before) : Run(before, lastCells: room / 3, cut: "…")
    let middle = Run(inside, firstCells: room - lead.width - 2)
    let rest = Run(after, firstCells: room - lead.width - middle.width - 2)
    return (lead, middle, rest)
  }

  private func paint(_ text: String, _ diagnostic: Diagnostic) -> String {
    guard colors else { return text }
    let code =
      switch diagnostic.severity {
      case .error: "31;1"
      case .warning: "33;1"
      case .hint: "36"
      }
    return "\u{1B}[\(code)m\(text)\u{1B}[0m"
  }

  private func cells(_ bytes: ArraySlice<UInt8>) -> [Cell] {
    String(decoding: bytes, as: UTF8.self).unicodeScalars.lazy.filter { $0 != "\u{FEFF}" }.map(Cell.init)
  }
}

/// One scalar as a console shows it: a tab as a space, a control character as its picture.
private struct Cell {
  let scalar: Unicode.Scalar
  let width: Int

  init(_ scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0x09: self.scalar = " "
    case 0..<0x20: self.scalar = Unicode.Scalar(0x2400 + scalar.value) ?? "?"
    case 0x7F...0x9F, 0x200B...0x200F, 0x2028...0x202E, 0x2066...0x2069: self.scalar = "\u{FFFD}"
    default: self.scalar = scalar
    }
    width = self.scalar.displayWidth
  }
}

/// A run of cells as text with its width.
private struct Run {
  var text = ""
  var width = 0

  init(_ cells: some Sequence<Cell>) {
    for cell in cells {
      text.unicodeScalars.append(cell.scalar)
      width += cell.width
    }
  }

  init(_ cells: [Cell], firstCells limit: Int) {
    var kept = 0
    let shown = cells.prefix { cell in
      kept += cell.width
      return kept <= limit
    }
    self.init(shown)
    if shown.count < cells.count {
      text += "…"
      width += 1
    }
  }

  init(_ cells: [Cell], lastCells limit: Int, cut: String) {
    var kept = 0
    let shown = cells.reversed().prefix { cell in
      kept += cell.width
      return kept <= limit
    }
    self.init(shown.reversed())
    text = cut + text
    width += 1
  }
}
