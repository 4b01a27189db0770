import GuideModel
import Source

extension Drawing {
  /// Draws who calls whom: a column for each person, and below each other, in their order, the calls as numbered arrows
  /// from one column to another.
  func flowDrawing(_ flow: Figure.Flow) -> SVG {
    var svg = SVG()
    let column = SVG.width / max(flow.people.count, 1)
    func middle(_ person: Int) -> Int { person * column + column / 2 }
    let names = flow.people.map { LineBreaking.lines(of: $0.value, width: column - 28, size: SVG.size) }
    let head = (names.map(\.count).max() ?? 1) * SVG.lineHeight + 12
    let rows = flow.calls.map { call in
      LineBreaking.lines(
        of: call.what.value, width: abs(middle(call.from) - middle(call.to)) - 24, size: SVG.size)
    }
    let bottom = rows.reduce(head + 14) { $0 + $1.count * SVG.lineHeight + 22 }
    for (number, lines) in names.enumerated() {
      svg.line(middle(number), head, middle(number), bottom, isBroken: true)
      svg.rectangle(x: number * column + 6, y: 1, width: column - 12, height: head, .empty, stroke: "1.6")
      let base = 1 + head / 2 + 5 - (lines.count - 1) * SVG.lineHeight / 2
      svg.text(lines, x: middle(number), y: base, isBold: true, anchor: .middle)
    }
    var top = head + 14
    for (number, (call, lines)) in zip(flow.calls, rows).enumerated() {
      let (from, to) = (middle(call.from), middle(call.to))
      let y = top + lines.count * SVG.lineHeight + 6
      // A label that crosses other people's lines stands on cleared ground.
      let width = (lines.map { LineBreaking.width(of: $0, size: SVG.size) }.max() ?? 0) + 6
      svg.clearing(
        x: (from + to) / 2 - width / 2, y: top, width: width, height: lines.count * SVG.lineHeight)
      svg.text(lines, x: (from + to) / 2, y: top + 14, anchor: .middle)
      let direction = to > from ? 1 : -1
      svg.line(from, y, to - direction * 11, y, width: "2")
      svg.polygon([(to - direction * 12, y - 6), (to - direction, y), (to - direction * 12, y + 6)])
      svg.circle(x: from, y: y, radius: 10, isFilled: false)
      svg.text(["\(number + 1)"], x: from, y: y + 5, isBold: true, anchor: .middle)
      top = y + 16
    }
    return svg
  }
}
