import GuideModel
import Source

extension Drawing {
  /// Returns a `<figure>` with the drawing, its title, who was asked and its source; on a page also its numbers as a
  /// table, for those who hear it or copy from it.
  func html(isPage: Bool) -> [UInt8] {
    let svg = self.svg
    var output: [UInt8] = []
    // What scrolls on a phone is reached by the keyboard: on a page the picture, on a sheet the whole figure.
    output.append(isPage ? "<figure class=\"drawing\">" : "<figure class=\"drawing\" tabindex=\"0\">")
    output.append("<figcaption>")
    HTML.escape(title.value, into: &output)
    output.append("</figcaption>\n")
    if isPage { output.append("<div class=\"picture\" tabindex=\"0\">") }
    output.append("<svg role=\"img\" viewBox=\"0 0 ")
    output.append(contentsOf: "\(SVG.width) \(svg.height)\" font-size=\"\(SVG.size)\" fill=\"currentColor\">".utf8)
    output.append("<title>")
    HTML.escape(title.value, into: &output)
    output.append("</title><desc>")
    HTML.escape(alt.value, into: &output)
    output.append("</desc>\n")
    output.append(contentsOf: svg.markup)
    output.append("</svg>")
    if isPage { output.append("</div>") }
    output.append("\n<p class=\"drawing-source\">")
    if let respondents {
      output.append("<span>答えた人：")
      HTML.escape(respondents.value, into: &output)
      output.append("</span> ")
    }
    output.append("<span>出典：")
    HTML.escape(figure.source.value, into: &output)
    output.append("</span></p>\n")
    if isPage { appendTable(to: &output) }
    output.append("</figure>\n")
    return output
  }

  /// The drawing's shapes.
  var svg: SVG {
    switch content {
    case .bar(let amounts): barDrawing(amounts)
    case .stacked(let shares): stackedDrawing(shares)
    case .people(let crowds): peopleDrawing(crowds)
    case .timeline(let phases): timelineDrawing(phases)
    case .matrix(let points): matrixDrawing(points)
    case .flow(let flow): flowDrawing(flow)
    }
  }
}
