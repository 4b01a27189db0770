import Foundation
import GuideModel
import Platform
import Source
import Testing

@testable import Press

@Suite struct NavigationTests {
  /// The navigation beside every page of a folder of `count` pages, and beside the folder's own.
  private func navigation(_ count: Int) async throws -> (index: String, pages: [String]) {
    var files = [SourceFile(path: "content/site.yaml", text: "title: x\n")]
    files += (1...count).map { SourceFile(path: "content/s/p\($0).md", text: "---\ntitle: P\($0)\n---\n") }
    var report = Report()
    let options = Guide.Options(today: try #require(CalendarDate("2026-11-30")))
    let guide = try #require(await Guide.read(SourceFiles(files: files), options, reporting: &report))
    let section = try #require(guide.sections.firstIndex { $0.folder == "s" })
    let navigation = Navigation(of: section, in: guide)
    func html(_ page: Int) -> String { String(decoding: navigation.html(for: page), as: UTF8.self) }
    let pages = guide.sections[section].children.map { child in
      if case .page(let page) = child { html(page) } else { "" }
    }
    return (html(guide.sections[section].index), pages)
  }

  @Test func `all neighbours are listed where they are few`() async throws {
    let (_, pages) = try await navigation(80)
    for (index, html) in pages.enumerated() {
      #expect(html.ranges(of: "<li>").count == 81 && !html.contains("…"))
      #expect(html.contains("<a aria-current=\"page\" href=\"p\(index + 1).html\">"))
    }
  }

  @Test func `of many, those around are listed, and what leads to all`() async throws {
    let (index, pages) = try await navigation(1_000)
    for (index, html) in pages.enumerated() {
      #expect(html.ranges(of: "<li>").count <= 53)
      #expect(html.contains("<a aria-current=\"page\" href=\"p\(index + 1).html\">"))
      #expect(html.contains("<li><a href=\"index.html\">… (1000)</a></li>"))
    }
    #expect(index.contains("<a aria-current=\"page\" href=\"index.html\">") && index.contains(">P1<"))
    #expect(pages[49].contains(">P1<") && !pages[49].contains(">P51<") && pages[50].contains(">P51<"))
  }
}
