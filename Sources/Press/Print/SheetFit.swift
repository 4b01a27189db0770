import GuideModel
import Markup
import Platform
package import Source

/// The kinds of mistakes that printing finds.
package enum PrintRules {
  package static let overflow = Diagnostic.Kind(
    "T601", "sheet-overflow", .error,
    Message(
      ja: "資料が、pages に書いたページ数に収まりません。示した場所のまとまりを削るか短くするか、pages: 2 にしてください。",
      en:
        "A sheet does not fit the pages that it promises. Cut or shorten the block that is shown, or promise 'pages: 2'."
    ))

  package static let tooWide = Diagnostic.Kind(
    "T602", "sheet-too-wide", .error,
    Message(
      ja: "紙の幅からはみ出すものがあると、ブラウザーは資料全体を縮めて印刷し、文字が読めなくなります。表の列を減らすか、長い語や画像を短くしてください。",
      en:
        "Where something is wider than the paper, a browser shrinks the whole sheet, and nobody can read it. Take columns out of a table, or shorten the long word or picture."
    ))

  package static let missingGlyph = Diagnostic.Kind(
    "T603", "missing-glyph", .error,
    Message(
      ja: "資料の書体にない文字です。別の書体や空の四角で印刷されます。絵文字や飾りの記号は使わないでください。異体字セレクターの付いた文字は、書体にその形がないと、元の形で印刷されます。",
      en:
        "The sheet's face lacks the character: another face or an empty square would be printed. Use no emoji or dingbats. Of a character with a variation selector, the plain form would be printed."
    ))

  package static let halfEmpty = Diagnostic.Kind(
    "T604", "sheet-half-empty", .hint,
    Message(
      ja: "紙の半分近くが空いています。余白は読みやすさですが、書けることが残っているかもしれません。",
      en: "Nearly half of the paper is empty. White space is good; perhaps something is left to say."))

  package static let kinds = [overflow, tooWide, missingGlyph, halfEmpty]
}

/// Holds a printed sheet against what it promises.
struct SheetFit {
  let composed: ComposedSheet
  let guide: Guide
  private(set) var report = Report()

  init(_ print: Print, of composed: ComposedSheet, _ guide: Guide) {
    self.composed = composed
    self.guide = guide
    checkPages(print)
    for block in print.layout.blocksTooWide { checkWidth(print.layout.blocks[block].beyond, at: place(of: block)) }
    for stray in print.stray { checkCharacter(stray) }
    let fill = print.layout.fill(pages: composed.variant.sheet.pages)
    if report.diagnostics.isEmpty, fill < 55 {
      report.add(
        PrintRules.halfEmpty, at: titlePlace,
        Message(ja: "紙の\(fill)%しか使われていません", en: "only \(fill)% of the paper is used"))
    }
  }

  private var titlePlace: SourceRange? { guide.page(of: composed.variant.sheet).titleRange }

  /// Where the source of a block of the main part stands.
  private func place(of block: Int?) -> SourceRange? {
    let places = composed.document.topLevelBlocks
    guard let block, places.indices.contains(block) else { return places.last ?? titlePlace }
    return places[block]
  }

  private mutating func checkPages(_ print: Print) {
    let promised = composed.variant.sheet.pages
    let lines: Int
    if promised == 1 {
      lines = print.layout.linesOver
    } else {
      let room = Double(promised) * SheetLayout.page - print.layout.outsideMain
      lines =
        print.pdf.pages > promised
        ? max(1, Int(((print.layout.contentHeight - room) / print.layout.line).rounded(.up))) : 0
    }
    guard lines > 0 || print.pdf.pages > promised else { return }
    let over = max(lines, 1)
    report.add(
      PrintRules.overflow, at: place(of: promised == 1 ? print.layout.firstBlockOver : nil),
      Message(
        ja: "\(promised)ページに収まりません。約\(over)行はみ出しています",
        en:
          "it does not fit \(promised == 1 ? "one page" : "\(promised) pages"): about \(over) line\(over == 1 ? "" : "s") over"
      ),
      help: Message(ja: "このまとまりを削るか、短くしてください", en: "cut this block, or shorten it"))
  }

  private mutating func checkWidth(_ beyond: Double, at place: SourceRange?) {
    let millimetres = max(1, Int((beyond / 96 * 25.4).rounded(.up)))
    report.add(
      PrintRules.tooWide, at: place,
      Message(ja: "紙の幅から\(millimetres)mmはみ出しています", en: "it is \(millimetres) mm wider than the paper's text"),
      help: Message(ja: "表の列を減らすか、長い語を分けてください", en: "take columns away, or part long words"))
  }

  private mutating func checkCharacter(_ stray: StrayCharacter) {
    let (vendor, customer) = (guide.vendor, composed.variant.customer)
    let names = [
      customer?.name, customer?.person, customer?.title, customer?.honorific, vendor.name, vendor.person,
      vendor.address, vendor.hours,
    ]
    let name = names.compactMap { $0 }.first { stray.isName && $0.value.contains(stray.character) }
    let scalars = stray.character.unicodeScalars.map { "U+" + String($0.value, radix: 16, uppercase: true) }
    report.add(
      PrintRules.missingGlyph, at: name?.range ?? (stray.block < 0 ? titlePlace : place(of: stray.block)),
      Message(
        ja: "「\(stray.character)」（\(scalars.joined(separator: " "))）は、資料の書体にありません",
        en: "'\(stray.character)' (\(scalars.joined(separator: " "))) is not in the sheet's face"),
      help: Message(ja: "別の文字か、言葉にしてください", en: "write another character, or a word"))
  }
}

extension Document {
  /// Where each block of the top level that prints something stands.
  fileprivate var topLevelBlocks: [SourceRange] {
    var places: [SourceRange] = []
    var index = 0
    while index < nodes.count {
      if nodes[index].kind != .htmlBlock { places.append(nodes[index].range) }
      index = Int(nodes[index].end)
    }
    return places
  }
}
