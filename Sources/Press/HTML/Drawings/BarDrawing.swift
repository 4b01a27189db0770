import GuideModel
import Source

extension Drawing {
  /// Draws bars one below the other, each with its label before and its number behind it. A share's bar lies in an
  /// outline of the whole.
  func barDrawing(_ amounts: [Figure.Amount]) -> SVG {
    var svg = SVG()
    let (labelWidth, numberSize) = (236, 15)
    let numbers = amounts.map { text(of: $0.quantity) }
    let numberWidth = numbers.map { LineBreaking.width(of: $0, size: numberSize) }.max() ?? 0
    let start = labelWidth + 12
    let track = SVG.width - start - 8 - numberWidth
    let most = figure.whole ?? amounts.map(\.quantity.value).max() ?? 0
    var top = 2
    for (amount, number) in zip(amounts, numbers) {
      let lines = LineBreaking.lines(of: amount.label.value, width: labelWidth, size: SVG.size)
      let height = max(30, lines.count * SVG.lineHeight + 8)
      let middle = top + height / 2
      let base = middle + 5 - (lines.count - 1) * SVG.lineHeight / 2
      svg.text(lines, x: labelWidth, y: base, anchor: .end)
      let length = most > 0 ? Int((Double(track) * amount.quantity.value / most).rounded()) : 0
      if figure.whole != nil { svg.rectangle(x: start, y: middle - 9, width: track, height: 18, .empty, stroke: "0.8") }
      if length > 0 { svg.rectangle(x: start, y: middle - 9, width: length, height: 18, .solid) }
      let end = figure.whole == nil ? start + length : start + track
      svg.text([number], x: end + 8, y: middle + 6, size: numberSize, isBold: true)
      top += height
    }
    svg.line(start, 0, start, top, width: "1.6")
    return svg
  }
}
