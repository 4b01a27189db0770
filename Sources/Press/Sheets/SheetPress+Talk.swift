import GuideModel
import Plain
import Platform
import Source
import Template

// The salesperson's copies: what to say, beside the sheet's own text. Only the list of sheets leads to them.
extension SheetPress {
  /// The copies of the sheets beside which something is said.
  var talkFiles: [OutputFile] {
    sheets.compactMap { sheet in
      guard let talk = sheet.talk else { return nil }
      let address = sheet.variant.talkAddress
      return OutputFile(path: address) {
        func href(_ target: String) -> Value { .text(Address.encoded(Address.relative(from: address, to: target))) }
        return render(
          "talk",
          Record(
            PageShape.talk,
            [
              ("language", .text(guide.site.language)), ("root", .text(Address.root(from: address))),
              ("title", .text("\(sheet.title)（\(sheet.variant.industry.name.value)）話し方の覚え書き")),
              ("sheet_title", .text(sheet.title)), ("industry", .text(sheet.variant.industry.name.value)),
              ("styles", .html(theme.sheetStyles)), ("body", .html(body(talk, of: sheet))),
              ("back", href(Guide.handoutsAddress)), ("sheet_href", href(sheet.variant.address)),
              ("sentence_length", .text(String(Int(sheet.measure.charactersPerSentence.rounded())))),
              ("kanji_percent", .text(String(Int((sheet.measure.kanjiRatio * 100).rounded())))),
              ("replaced", .text(String(sheet.measure.replaced))),
            ]))
      }
    }
  }
}
