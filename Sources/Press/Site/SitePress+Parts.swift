import GuideModel
import Source
import Template

// A whole part of the guide as one document, to be printed in one go.
extension SitePress {
  /// One page in a part's document.
  struct Chapter: Sendable {
    let page: Int
    /// How far below the part it lies; the part's own page is at 0.
    let depth: Int
    /// The id of its heading, and what stands before all ids in it.
    let id: String
  }

  /// Returns a part's pages in the order of reading.
  private func chapters(of part: Guide.Part) -> [Chapter] {
    part.pages.enumerated().map { number, page in
      Chapter(page: page.index, depth: page.depth, id: "p\(number + 1)")
    }
  }

  /// The documents of all parts.
  var partDocuments: [OutputFile] { documents(of: parts) }

  /// The documents that hold one of some pages.
  func partDocuments(holding pages: Set<Int>) -> [OutputFile] {
    documents(of: parts.filter { part in part.pages.contains { pages.contains($0.index) } })
  }

  private func documents(of parts: [Guide.Part]) -> [OutputFile] {
    parts.map { part in
      OutputFile(path: part.address) {
        let chapters = chapters(of: part)
        let ids = Dictionary(chapters.map { ($0.page, $0.id) }, uniquingKeysWith: { first, _ in first })
        let records = chapters.map { chapter in
          let page = guide.pages[chapter.page]
          var heading: [UInt8] = []
          if chapter.depth > 0 {
            let tag = "h\(min(6, chapter.depth + 1))"
            heading.append(contentsOf: "<\(tag) id=\"\(chapter.id)\">".utf8)
            HTML.escape(page.title, into: &heading)
            heading.append(contentsOf: "</\(tag)>".utf8)
          }
          return Record(
            PageShape.chapter,
            [
              "id": .text(chapter.id), "title": .text(page.title), "description": .text(page.description ?? ""),
              "is_first": .flag(chapter.depth == 0), "heading": .html(heading),
              "body": .html(body(of: chapter, in: part.address, ids)),
            ])
        }
        let index = guide.pages[part.index]
        let record = Record(
          PageShape.part,
          standalone(
            part.address, title: index.title,
            crumbs: links(to: crumbs(of: part.index).dropFirst() + [part.index], from: part.address)) + [
              ("canonical", .text(absolute(index.address) ?? "")), ("chapters", .list(records)),
              ("has_chapters", .flag(records.count > 1)),
            ])
        var output: [UInt8] = []
        theme.templates.render("part", record, into: &output)
        return output
      }
    }
  }

  private func body(of chapter: Chapter, in address: String, _ ids: [Int: String]) -> [UInt8] {
    body(
      of: chapter.page, at: address, idPrefix: chapter.id + "-", headingShift: UInt8(chapter.depth),
      within: { target, anchor in ids[target].map { id in "#" + id + (anchor.map { "-" + $0 } ?? "") } })
  }
}
