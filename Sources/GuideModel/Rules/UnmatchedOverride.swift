import Markup
import Platform
package import Source

/// Every section of an override takes the place of exactly one section of its sheet.
///
/// ```
/// handouts/briefing/clinic.md
/// ## まず、この三つかな      the sheet has no such heading; did you mean 'まず、この三つから'?
/// ```
/// What stands before the first heading of an override replaces what stands before the sheet's first.
package struct UnmatchedOverride: Rule {
  package static let kinds = [unmatched, ambiguous]

  package static func check(_ guide: Guide, reporting report: inout Report) {
    var earlier: [String: Guide.Override] = [:]
    for override in guide.overrides {
      // What names no sheet or no trade is a broken reference.
      guard let sheet = guide.sheets[override.sheet.value], guide.industries[override.industry.value] != nil else {
        continue
      }
      let copy = "\(sheet.id) \(override.industry.value)"
      if let first = earlier[copy] {
        report.add(
          ambiguous, at: override.sheet.range,
          Message(
            ja: "同じ資料と業種の差し替えが \(guide.sources[first.file].path) にもあります",
            en: "\(guide.sources[first.file].path) overrides the same sheet for the same trade"),
          help: Message(ja: "一つのファイルにまとめてください", en: "make one file of both"))
        continue
      }
      earlier[copy] = override
      if !sheet.industries.isEmpty, !sheet.industries.contains(where: { $0.value == override.industry.value }) {
        report.add(
          unmatched, at: override.sheet.range,
          Message(
            ja: "資料 '\(sheet.id)' は業種 '\(override.industry.value)' には作られません",
            en: "the sheet '\(sheet.id)' is not made for the industry '\(override.industry.value)'"),
          help: Message(
            ja: "資料の industries にその業種を加えるか、このファイルを消してください",
            en: "add it to the sheet's 'industries', or remove this file"))
      }
      check(override.document, against: guide.page(of: sheet).document, &report)
    }
  }

  private static func check(_ override: Document, against sheet: Document, _ report: inout Report) {
    let sections = sheet.topSections
    var seen: Set<String> = []
    for replacement in override.topSections {
      guard let title = replacement.title else {
        checkBeginning(replacement.nodes, of: override, against: sections, in: sheet, &report)
        continue
      }
      let place = override.nodes[replacement.nodes.lowerBound].range
      if !seen.insert(title).inserted {
        report.add(
          ambiguous, at: place,
          Message(ja: "見出し '\(title)' が、この差し替えに二つあります", en: "this override has the heading '\(title)' twice"),
          help: Message(ja: "一つにまとめてください", en: "make one section of both"))
        continue
      }
      switch sections.count(where: { $0.title == title }) {
      case 0:
        report.add(
          unmatched, at: place,
          Message(ja: "資料に見出し '\(title)' はありません", en: "the sheet has no heading '\(title)'"),
          help: suggestion(title, sections.compactMap(\.title)))
      case 1: break
      default:
        report.add(
          ambiguous, at: place,
          Message(
            ja: "資料には見出し '\(title)' が二つ以上あり、どれを差し替えるのか決まりません",
            en: "the sheet has the heading '\(title)' more than once; which one is meant?"),
          help: Message(ja: "資料の見出しを書き分けてください", en: "give the sheet's sections headings of their own"))
      }
    }
  }

  /// Checks what stands before the first heading of level 2: it replaces what stands there on the sheet.
  private static func checkBeginning(
    _ nodes: Range<Int>, of override: Document, against sections: [Document.TopSection], in sheet: Document,
    _ report: inout Report
  ) {
    for node in override.nodes[nodes] {
      guard case .heading(let level) = node.kind else { continue }
      return report.add(
        unmatched, at: node.range,
        Message(
          ja: "差し替えの見出しが\(level)段目です。差し替えられるのは「##」の見出しごとです",
          en: "this heading is of level \(level); sections are replaced by their '##' headings"),
        help: Message(ja: "「##」にするか、どの見出しの下かを先に書いてください", en: "make it '##', or put it below one"))
    }
    guard override.hasText(nodes), !sections.contains(where: { $0.title == nil && sheet.hasText($0.nodes) }) else {
      return
    }
    report.add(
      unmatched, at: override.nodes[nodes.lowerBound].range,
      Message(
        ja: "資料には、最初の見出しの前に文章がありません", en: "the sheet has no text before its first heading that this could replace"),
      help: Message(ja: "どの見出しの下かを「##」で書いてください", en: "say by '##' below which heading it belongs"))
  }

  private static func suggestion(_ title: String, _ titles: [String]) -> Message? {
    if let near = closest(to: title, in: titles) {
      return Message.meant(near)
    }
    guard !titles.isEmpty else { return nil }
    let list = titles.joined(separator: "、")
    return Message(ja: "資料の見出し: \(list)", en: "the sheet's headings: \(list)")
  }

  private static let unmatched = Diagnostic.Kind(
    "T310", "unmatched-override", .error,
    Message(
      ja: "差し替えの見出しは、元の資料の見出しと同じでなければなりません。合わないと、書いたことがどこにも出ません。",
      en: "The headings of an override must be headings of the sheet; otherwise what you wrote would appear nowhere."))

  private static let ambiguous = Diagnostic.Kind(
    "T343", "ambiguous-override", .error,
    Message(
      ja: "差し替えるところが一つに決まりません。同じ見出しが、差し替えか元の資料に二つあります。",
      en: "Which section is replaced is not clear: an override, or its sheet, has a heading twice."))
}
