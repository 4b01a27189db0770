import Markup
import Plain
package import Source

extension Guide {
  /// Returns the guide with new texts in the place of some files', and the pages that are new by that.
  ///
  /// Nil where other pages could differ too, and everything must be read anew: where a file is no plain page of the guide,
  /// where its front matter, its title, its anchors, its links or the terms that it uses have changed.
  package func rereading(_ files: [(id: FileID, source: SourceFile)]) -> (guide: Guide, pages: [Int])? {
    var guide = self
    var changed: [Int] = []
    let wanted = Set(files.map(\.id))
    var pageOfFile: [FileID: Int] = [:]
    for (index, page) in pages.enumerated() {
      if let file = page.file, wanted.contains(file) { pageOfFile[file] = index }
    }
    for (id, source) in files {
      guard let index = pageOfFile[id], pages[index].kind == .page,
        source.frontMatter == sources[id].frontMatter
      else { return nil }
      guide.sources.replace(id, by: source)
      changed.append(index)
    }
    for index in changed {
      guard let id = pages[index].file else { return nil }
      let text = TextFile(
        guide.sources[id], id, path: guide.sources.contentPath(of: id), isIndex: pages[index].isIndex, prefixes)
      guard let page = text.page, page.title == pages[index].title, page.titleID == pages[index].titleID else {
        return nil
      }
      let document = page.document
      let expanded = fragments.expand(document)
      guide.pages[index] = pages[index].with(expanded?.document ?? document)
      guide.readings[index] = text.report
      if let report = expanded?.report { guide.readings[index].merge(report) }
      guide.pages[index] = guide.pages[index].givingWay(to: reservedIDs, reporting: &guide.readings[index])
    }
    let resolver = LinkResolver(
      pages: guide.pages, unread: unread, drafts: drafts, sources: guide.sources, allowsRawHTML: site.allowsRawHTML)
    for index in changed {
      let page = guide.pages[index].with(resolver.targets(of: guide.pages[index]))
      guard page.targets == pages[index].targets, page.hasAnchors(of: pages[index], html: site.allowsRawHTML) else {
        return nil
      }
      guide.pages[index] = page
      let (report, uses) = Self.read(page, guide.sources, language, lexicon)
      guard Set(uses.counts.keys) == Set(self.uses[index].counts.keys) else { return nil }
      guide.readings[index].merge(report)
      guide.uses[index] = uses
    }
    return (guide, changed)
  }
}

extension Page {
  /// Whether links to either page find the same.
  fileprivate func hasAnchors(of other: Page, html: Bool) -> Bool {
    func anchors(_ page: Page) -> [String] { page.document.headings.map { page.document.string($0.id) } }
    func hasHTML(_ page: Page) -> Bool { page.document.nodes.contains { $0.kind == .html || $0.kind == .htmlBlock } }
    return anchors(self) == anchors(other) && !(html && (hasHTML(self) || hasHTML(other)))
  }
}

extension SourceFile {
  /// The bytes above the text.
  fileprivate var frontMatter: ArraySlice<UInt8> {
    var report = Report()  // reading the file reports it
    return bytes[..<splitFrontMatter(FileID(0), reporting: &report).body.lowerBound]
  }
}
