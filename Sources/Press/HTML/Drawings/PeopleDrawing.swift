import GuideModel
import Source

extension Drawing {
  /// Draws rows of small persons, those who are meant filled and the others as outlines, with the number and the label
  /// beside them.
  func peopleDrawing(_ crowds: [Figure.Crowd]) -> SVG {
    var svg = SVG()
    let step = 33
    let x = step * (crowds.map(\.total).max() ?? 0) + 14
    var top = 2
    for crowd in crowds {
      let lines = LineBreaking.lines(of: crowd.label.value, width: SVG.width - x, size: SVG.size)
      for place in 0..<crowd.total { svg.person(x: place * step, y: top, isFilled: place < crowd.count) }
      svg.text([text(of: crowd)], x: x, y: top + 20, size: 20, isBold: true)
      svg.text(lines, x: x, y: top + 42)
      top += max(46, 42 + (lines.count - 1) * SVG.lineHeight + 4) + 14
    }
    return svg
  }
}
