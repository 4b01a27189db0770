import GuideModel
import Markup
import Source

extension Guide {
  /// Returns the figure that a page's `:::figure` names; nothing where it cannot be drawn, which rules report.
  func html(of directive: Directive, for industry: Industry?) -> [UInt8] {
    var report = Report()
    let place = directive.words.first?.range ?? SourceRange(file: FileID(0), start: 0, end: 0)
    return drawing(directive, at: place, for: industry, reporting: &report)?.html(isPage: true) ?? []
  }
}
