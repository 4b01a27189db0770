/// Collects the shapes of one drawing, 640 units wide, and grows downwards with them.
///
/// Black ink is enough: what differs, differs by shape or hatching. Hatches are drawn line by line, since a `<pattern>`
/// would need an id, and a page may hold many drawings. A theme colours the classes `mark` (what is filled) and `paper`.
struct SVG {
  static let width = 640
  /// The size of labels, and from one of their lines to the next.
  static let size = 13
  static let lineHeight = 18

  private(set) var height = 0
  private(set) var markup: [UInt8] = []
  /// Where each line of text stands.
  private(set) var texts: [Frame] = []

  struct Frame: Equatable {
    var x: Int
    var y: Int
    var width: Int
    var height: Int

    func overlaps(_ other: Frame) -> Bool {
      x < other.x + other.width && other.x < x + width && y < other.y + other.height && other.y < y + height
    }
  }

  /// How an area is told apart from others without colour.
  enum Fill: CaseIterable {
    case solid, rising, empty, dots, upright, falling
    /// Empty with a broken outline: what nobody has counted.
    case unknown
  }

  enum Anchor { case start, middle, end }

  /// Makes room down to `bottom`.
  mutating func extend(to bottom: Int) { height = max(height, bottom) }

  // MARK: Text

  /// Adds lines of text; `y` is the base line of the first.
  mutating func text(
    _ lines: [String], x: Int, y: Int, size: Int = SVG.size, isBold: Bool = false, anchor: Anchor = .start
  ) {
    let step = size * Self.lineHeight / Self.size
    for (number, line) in lines.enumerated() {
      let base = y + number * step
      let width = LineBreaking.width(of: line, size: size)
      let left =
        switch anchor {
        case .start: x
        case .middle: x - width / 2
        case .end: x - width
        }
      texts.append(Frame(x: left, y: base - size * 9 / 10, width: width, height: size * 11 / 10))
      extend(to: base + size / 3)
      append("<text x=\"\(x)\" y=\"\(base)\"")
      if size != Self.size { append(" font-size=\"\(size)\"") }
      if isBold { append(" font-weight=\"700\"") }
      switch anchor {
      case .start: break
      case .middle: append(" text-anchor=\"middle\"")
      case .end: append(" text-anchor=\"end\"")
      }
      append(">")
      HTML.escape(line, into: &markup)
      append("</text>\n")
    }
  }

  // MARK: Shapes

  mutating func line(_ x1: Int, _ y1: Int, _ x2: Int, _ y2: Int, width: String = "1", isBroken: Bool = false) {
    extend(to: max(y1, y2))
    append("<path d=\"M\(x1) \(y1)L\(x2) \(y2)\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"\(width)\"")
    append(isBroken ? " stroke-dasharray=\"3 3\"/>\n" : "/>\n")
  }

  mutating func rectangle(x: Int, y: Int, width: Int, height: Int, _ fill: Fill, stroke: String = "1.2") {
    extend(to: y + height)
    append("<rect x=\"\(x)\" y=\"\(y)\" width=\"\(width)\" height=\"\(height)\"")
    switch fill {
    case .solid: return append(" class=\"mark\"/>\n")
    case .empty, .rising, .falling, .upright, .dots, .unknown:
      append(" fill=\"none\" stroke=\"currentColor\" stroke-width=\"\(stroke)\"")
    }
    append(fill == .unknown ? " stroke-dasharray=\"4 3\"/>\n" : "/>\n")
    hatch(x, y, width, height, fill)
  }

  /// Adds a field of the paper's own colour, for a text to stand on.
  mutating func clearing(x: Int, y: Int, width: Int, height: Int) {
    append("<rect class=\"paper\" fill=\"#fff\" x=\"\(x)\" y=\"\(y)\" width=\"\(width)\" height=\"\(height)\"/>\n")
  }

  /// Adds a filled polygon.
  mutating func polygon(_ points: [(x: Int, y: Int)]) {
    extend(to: points.map(\.y).max() ?? 0)
    append("<polygon class=\"mark\" points=\"\(points.map { "\($0.x),\($0.y)" }.joined(separator: " "))\"/>\n")
  }

  mutating func circle(x: Int, y: Int, radius: Int, isFilled: Bool = true) {
    extend(to: y + radius)
    append("<circle cx=\"\(x)\" cy=\"\(y)\" r=\"\(radius)\"")
    append(
      isFilled
        ? " class=\"mark\"/>\n" : " class=\"paper\" fill=\"#fff\" stroke=\"currentColor\" stroke-width=\"1.2\"/>\n")
  }

  /// Adds a small person, 24 wide and 46 high.
  mutating func person(x: Int, y: Int, isFilled: Bool) {
    extend(to: y + 46)
    append("<g transform=\"translate(\(x) \(y))\"")
    append(isFilled ? " class=\"mark\">" : " fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.4\">")
    append("<circle cx=\"12\" cy=\"7\" r=\"6\"/><path d=\"M3 45V25a9 9 0 0 1 18 0V45Z\"/></g>\n")
  }

  // MARK: Hatching

  private mutating func hatch(_ x: Int, _ y: Int, _ width: Int, _ height: Int, _ fill: Fill) {
    var path = ""
    switch fill {
    case .solid, .empty, .unknown: return
    case .upright: for step in stride(from: 5, to: width, by: 5) { path += "M\(x + step) \(y)v\(height)" }
    case .rising, .falling:
      // A line's points are equally far from the lower edge and from where it meets that, cut off at the rectangle's
      // sides; rising ones are the mirror image of falling ones.
      for meeting in stride(from: 7, to: width + height, by: 7) {
        let (low, high) = (max(0, meeting - width), min(height, meeting))
        guard high > low else { continue }
        func point(_ above: Int) -> String {
          let across = meeting - above
          return "\(fill == .rising ? x + width - across : x + across) \(y + height - above)"
        }
        path += "M\(point(low))L\(point(high))"
      }
    case .dots:
      for row in stride(from: 5, to: height - 1, by: 7) {
        for column in stride(from: row.isMultiple(of: 2) ? 8 : 4, to: width - 2, by: 8) {
          append("<circle cx=\"\(x + column)\" cy=\"\(y + row)\" r=\"1.3\"/>")
        }
      }
      return append("\n")
    }
    append("<path d=\"\(path)\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1\"/>\n")
  }

  private mutating func append(_ text: String) { markup.append(contentsOf: text.utf8) }
}
