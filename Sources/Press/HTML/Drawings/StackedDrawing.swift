import GuideModel
import Source

extension Drawing {
  /// Draws a whole as one bar cut into its parts, each with a hatching of its own; below it, a column for each part with
  /// its number and its label, led to by a line.
  func stackedDrawing(_ shares: [Figure.Share]) -> SVG {
    var svg = SVG()
    let (height, gap) = (40, 14)
    let column = (SVG.width - 2 - gap * (shares.count - 1)) / shares.count
    let hatchings = SVG.Fill.allCases.filter { $0 != .unknown }
    var sum = 0.0
    for (number, share) in shares.enumerated() {
      let left = 1 + Int((sum * Double(SVG.width - 2)).rounded())
      sum += share.portion
      let right = 1 + Int((min(sum, 1) * Double(SVG.width - 2)).rounded())
      let fill = share.quantity == nil ? .unknown : hatchings[number % hatchings.count]
      if right > left { svg.rectangle(x: left, y: 1, width: right - left, height: height, fill) }
      let x = 1 + number * (column + gap)
      svg.line((left + right) / 2, height + 1, (left + right) / 2, height + 7)
      svg.line((left + right) / 2, height + 7, x + 9, height + 20)
      svg.rectangle(x: x, y: height + 20, width: 18, height: 18, fill)
      let value = share.quantity.map { text(of: $0) } ?? Self.rest
      svg.text([value], x: x + 24, y: height + 35, size: 16, isBold: true)
      svg.text(
        LineBreaking.lines(of: share.label.value, width: column - 4, size: SVG.size), x: x, y: height + 57)
    }
    return svg
  }
}
