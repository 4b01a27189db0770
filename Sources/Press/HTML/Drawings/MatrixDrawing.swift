import GuideModel
import Source

extension Drawing {
  /// Draws measures in a grid of what they cost, from left to right, and how much they help, from below to above. Every
  /// point bears its name; a field grows with what stands in it, so that nothing overlaps.
  func matrixDrawing(_ points: [Figure.Point]) -> SVG {
    var svg = SVG()
    let (left, size, lineHeight) = (46, 12, 16)
    let column = (SVG.width - left - 1) / Measure.Cost.allCases.count
    svg.text(["費用"], x: left, y: 13)
    svg.line(left + 34, 8, SVG.width - 9, 8, width: "1.4")
    svg.polygon([(SVG.width - 10, 3), (SVG.width, 8), (SVG.width - 10, 13)])
    for (number, cost) in Measure.Cost.allCases.enumerated() {
      svg.text([cost.name], x: left + number * column + 8, y: 33, isBold: true)
    }
    svg.text(["効果"], x: 0, y: 33)
    var top = 40
    for (effect, name) in [(3, "大"), (2, "中"), (1, "小")] {
      let fields = Measure.Cost.allCases.map { cost in
        points.filter { $0.effect == effect && $0.cost == cost }.map {
          LineBreaking.lines(of: $0.label.value, width: column - 28, size: size)
        }
      }
      let isBest = effect == 3 && !fields[0].isEmpty
      let heights = fields.enumerated().map { number, field in
        field.reduce(isBest && number == 0 ? 32 : 14) { $0 + $1.count * lineHeight + 5 }
      }
      let height = max(30, heights.max() ?? 0)
      svg.text([name], x: 8, y: top + height / 2 + 6, size: 16, isBold: true)
      for (number, field) in fields.enumerated() {
        let x = left + number * column
        svg.rectangle(x: x, y: top, width: column, height: height, .empty, stroke: "0.8")
        var y = top + 20
        if isBest, number == 0 {
          svg.rectangle(x: x, y: top, width: column, height: height, .empty, stroke: "2.8")
          svg.text(["まず、ここから"], x: x + 8, y: y, size: size, isBold: true)
          y += 18
        }
        for lines in field {
          svg.circle(x: x + 11, y: y - 4, radius: 3)
          svg.text(lines, x: x + 20, y: y, size: size)
          y += lines.count * lineHeight + 5
        }
      }
      top += height
    }
    svg.extend(to: top + 2)
    return svg
  }
}
