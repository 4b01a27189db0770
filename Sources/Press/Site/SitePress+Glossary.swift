import GuideModel
import Plain
import Source
import Template

extension SitePress {
  /// How many pages an entry names; a common term is on thousands.
  private static let mostPages = 12

  var glossaryDescription: String {
    guide.says(
      "用語の意味と、お客様に話すときの言い方を、五十音順に並べています。",
      "What terms mean, and how to say them to customers, in the order of their readings.")
  }

  /// The glossary in the order of the readings, with the pages that use each term.
  var glossary: OutputFile {
    OutputFile(path: Guide.glossaryAddress) {
      var pages: [[Int]] = Array(repeating: [], count: guide.language.terms.count)
      for (page, uses) in guide.uses.enumerated() {
        for term in uses.counts.keys { pages[term].append(page) }
      }
      var groups: [(name: String, terms: [Record])] = []
      for (index, term) in guide.language.terms.enumerated() {
        let name = term.initial
        if groups.last?.name != name { groups.append((name, [])) }
        groups[groups.count - 1].terms.append(record(of: term, index, pages[index]))
      }
      let records = groups.enumerated().map { number, group in
        Record(
          PageShape.termGroup,
          ["name": .text(group.name), "id": .text("group-\(number + 1)"), "terms": .list(group.terms)])
      }
      var output: [UInt8] = []
      let record = Record(
        PageShape.glossary,
        standalone(Guide.glossaryAddress, title: glossaryTitle) + [
          ("groups", .list(records)),
          ("description", .text(glossaryDescription)),
        ])
      theme.templates.render("glossary", record, into: &output)
      return output
    }
  }

  private func record(of term: Term, _ index: Int, _ pages: [Int]) -> Record {
    let links = pages.prefix(Self.mostPages).map { page in
      Record(
        PageShape.link,
        [
          "title": .text(guide.pages[page].title),
          "href": .text(
            Address.link(from: Guide.glossaryAddress, to: guide.pages[page].address)),
        ])
    }
    return Record(
      PageShape.term,
      [
        "id": .text("term-\(index + 1)"), "name": .text(term.name.value),
        "reading": .text(term.reading == term.name.value ? "" : term.reading),
        "variants": .text(term.variants.map(\.value).joined(separator: guide.says("、", ", "))),
        "explanation": .text(term.explanation?.value ?? ""), "plain": .text(term.plain?.value ?? ""),
        "has_pages": .flag(!links.isEmpty), "pages": .list(links),
        "more": .text(pages.count > links.count ? String(pages.count - links.count) : ""),
      ])
  }
}
