import GuideModel
import Source

/// Draws a timeline as SVG: what stands still, by how soon it does. Readable in black and white: each phase has a
/// bar that grows thicker, and every label is text.
struct TimelineDrawing {
  private static let width = 640
  private static let gap = 16
  private static let fontSize = 13
  private static let lineHeight = 18

  private let drawing: Drawing
  private let phases: [Drawing.Phase]

  init(_ drawing: Drawing) {
    self.drawing = drawing
    switch drawing.content {
    case .timeline(let phases): self.phases = phases
    }
  }

  /// Returns a `<figure>` with the drawing, its title and its source.
  var html: [UInt8] {
    let columnWidth = (Self.width - Self.gap * (phases.count - 1)) / max(phases.count, 1)
    let columns = phases.map { phase in
      phase.items.map { LineBreaking.lines(of: $0.value, cells: (columnWidth - Self.fontSize) * 2 / Self.fontSize) }
    }
    let tallest = columns.map { $0.reduce(0) { $0 + $1.count * Self.lineHeight + 4 } }.max() ?? 0
    let height = 50 + tallest
    var output: [UInt8] = []
    output.append("<figure class=\"drawing\"><figcaption>")
    HTML.escape(drawing.title.value, into: &output)
    output.append("</figcaption>\n<svg role=\"img\" viewBox=\"0 0 ")
    output.append(contentsOf: "\(Self.width) \(height)\" font-size=\"\(Self.fontSize)\">".utf8)
    output.append("<title>")
    HTML.escape(drawing.title.value, into: &output)
    output.append("</title><desc>")
    HTML.escape(drawing.figure.alt.value, into: &output)
    output.append("</desc>\n")
    for (number, phase) in phases.enumerated() {
      let x = number * (columnWidth + Self.gap)
      appendBar(number, at: x, width: columnWidth, to: &output)
      appendText([phase.name], x: x, y: 18, isBold: true, to: &output)
      var y = 58
      for item in columns[number] {
        output.append(contentsOf: "<circle cx=\"\(x + 4)\" cy=\"\(y - 5)\" r=\"2.5\"/>".utf8)
        appendText(item, x: x + Self.fontSize, y: y, isBold: false, to: &output)
        y += item.count * Self.lineHeight + 4
      }
    }
    output.append("</svg>\n<p class=\"drawing-source\">出典：")
    HTML.escape(drawing.figure.source.value, into: &output)
    output.append("</p></figure>\n")
    return output
  }

  /// The bar under a phase's name: an arrow whose body grows with the time that has gone.
  private func appendBar(_ number: Int, at x: Int, width: Int, to output: inout [UInt8]) {
    let half = 2 + number * 2
    let tip = x + width
    let points = [
      (x, 32 - half), (tip - 8, 32 - half), (tip, 32), (tip - 8, 32 + half), (x, 32 + half),
    ]
    output.append("<polygon class=\"bar\" points=\"")
    output.append(contentsOf: points.map { "\($0.0),\($0.1)" }.joined(separator: " ").utf8)
    output.append("\"/>\n")
  }

  private func appendText(_ lines: [String], x: Int, y: Int, isBold: Bool, to output: inout [UInt8]) {
    for (number, line) in lines.enumerated() {
      output.append(contentsOf: "<text x=\"\(x)\" y=\"\(y + number * Self.lineHeight)\"".utf8)
      output.append(isBold ? " font-weight=\"700\">" : ">")
      HTML.escape(line, into: &output)
      output.append("</text>\n")
    }
  }
}

/// Breaks a Japanese text into lines where SVG has no layout of its own.
enum LineBreaking {
  /// Characters that may not begin a line.
  private static let notFirst: Set<Character> = Set("、。，．・：；？！）〕］｝〉》」』】ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々〜…%％")
  /// Characters that may not end one.
  private static let notLast: Set<Character> = Set("（〔［｛〈《「『【")

  /// Returns the lines of `text`, each at most `widest` cells wide: a wide character is two cells.
  ///
  /// Lines are of like length, and end where a phrase does when one ends near: behind kana before kanji or katakana.
  static func lines(of text: String, cells widest: Int) -> [String] {
    var rest = Array(text)[...]
    var lines: [String] = []
    while let next = firstLine(of: rest, widest: widest) {
      lines.append(String(rest[..<next]))
      rest = rest[next...]
    }
    return rest.isEmpty ? lines : lines + [String(rest)]
  }

  /// Returns where the first of several lines ends; nil where everything fits on one.
  private static func firstLine(of text: ArraySlice<Character>, widest: Int) -> Int? {
    let total = text.reduce(0) { $0 + cells($1) }
    guard total > widest else { return nil }
    let target = total / ((total + widest - 1) / max(widest, 1))
    var best: (end: Int, cost: Int)?
    var width = 0
    for end in text.indices.dropFirst() {
      width += cells(text[end - 1])
      if width > widest, best != nil { break }
      guard !notFirst.contains(text[end]), !notLast.contains(text[end - 1]) else { continue }
      let cost = abs(width - target) + roughness(between: text[end - 1], and: text[end])
      if cost < best?.cost ?? .max { best = (end, cost) }
    }
    return best?.end
  }

  private static func cells(_ character: Character) -> Int {
    character.unicodeScalars.reduce(0) { $0 + $1.displayWidth }
  }

  /// How badly a line ends between two characters: well behind a particle, badly inside a word.
  private static func roughness(between last: Character, and next: Character) -> Int {
    if ("ぁ"..."ん").contains(next) { return 8 }
    if "をはがにのでともへや、。」）".contains(last) { return 0 }
    return ("ぁ"..."ん").contains(last) ? 5 : 8
  }
}
