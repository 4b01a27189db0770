import Markup
import Source

extension SheetComposer {
  /// Adds a figure, with its data in the trade's words.
  mutating func addFigure(_ directive: Directive, at range: SourceRange) {
    guard let drawing = guide.drawing(directive, at: range, for: variant.industry, reporting: &report) else { return }
    builder.leaf(.figure, at: range, detail: UInt32(drawings.count))
    drawings.append(drawing)
  }
}
