internal import Markup
internal import Source

@testable internal import GuideModel
@testable internal import Press

/// What libFuzzer calls with each input: the file of a figure, which is drawn where it can be.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzFigures(_ data: UnsafePointer<UInt8>, _ size: Int) -> CInt {
  guard let source = text(data, size, named: "content/figures/f.yaml") else { return 0 }
  let file = TextFile(source, FileID(0), path: "figures/f.yaml")
  holdPlaces(of: file.report, in: SourceFiles(files: [source]))
  guard let figure = file.figure, !file.report.hasErrors else { return 0 }
  var contents: [Figure.Content] = []
  switch figure.data {
  case .same(let content): contents = [content]
  case .byIndustry(let trades, let other): contents = trades.map(\.content) + (other.map { [$0] } ?? [])
  case .stops, .measures: break
  }
  for content in contents {
    let drawing = Drawing(figure, content)
    let svg = drawing.svg
    hold(svg.height > 0 && svg.height < 1_000_000, "a drawing has a height")
    for frame in svg.texts {
      hold(frame.width >= 0 && frame.height > 0 && frame.x > -640, "a text has a place: \(frame)")
    }
    for html in [drawing.html(isPage: true), drawing.html(isPage: false)] {
      hold(String(validating: html, as: UTF8.self) != nil, "a drawing is UTF-8")
      for word in ["\"nan", " nan", "\"inf", " inf", "<script"]
      where source.bytes[...].end(of: word, from: 0) == nil {
        hold(html[...].end(of: word, from: 0) == nil, "no '\(word)' in a drawing")
      }
    }
  }
  return 0
}
