import GuideModel
import Source

extension Drawing {
  /// Draws what stands still, by how soon it does: from a point in time on, an arrow for each phase that is thicker than
  /// the one before, and below it what it brings.
  func timelineDrawing(_ phases: [Figure.Phase]) -> SVG {
    var svg = SVG()
    let gap = 16
    let column = (SVG.width - gap * (phases.count - 1)) / max(phases.count, 1)
    let names = phases.map { LineBreaking.lines(of: $0.name.value, width: column, size: SVG.size) }
    let axis = (names.map(\.count).max() ?? 1) * SVG.lineHeight + 18
    svg.circle(x: 6, y: axis, radius: 6)
    for (number, phase) in phases.enumerated() {
      let x = number * (column + gap)
      let (half, tip) = (2 + number * 2, x + column)
      svg.text(names[number], x: x, y: axis - 18 - (names[number].count - 1) * SVG.lineHeight, isBold: true)
      svg.polygon([
        (x, axis - half), (tip - 9, axis - half), (tip, axis), (tip - 9, axis + half), (x, axis + half),
      ])
      var y = axis + 28
      for item in phase.items {
        let lines = LineBreaking.lines(of: item.value, width: column - SVG.size, size: SVG.size)
        svg.circle(x: x + 4, y: y - 5, radius: 3)
        svg.text(lines, x: x + SVG.size, y: y)
        y += lines.count * SVG.lineHeight + 4
      }
    }
    return svg
  }
}
