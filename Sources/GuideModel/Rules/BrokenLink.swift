import Markup
package import Source

/// Every link and picture of a page leads somewhere: to a page, one of its headings, a file, or out of the site.
///
/// ```
/// [事例](risc.md)      no page 'risc.md'; did you mean 'risk.md'?
/// ```
/// Links between pages are written to the `.md` files, so that an editor can follow them too.
package struct BrokenLink: Rule {
  package static let kinds = [brokenLink, brokenAnchor, missingAsset]

  package static func check(_ page: Page, of guide: Guide, reporting report: inout Report) {
    for (number, target) in page.targets.enumerated() {
      guard case .broken(let reason) = target, let node = page.document.linkNode(number) else { continue }
      let file = page.document.nodes[node].range.file  // a fragment's own, where the link is in one
      let range = page.document.destinationRange(ofLink: node, in: guide.sources[file])
      let folder = guide.sources.contentPath(of: file).folder
      if let diagnostic = diagnostic(for: reason, from: folder, of: guide, at: range) { report.add(diagnostic) }
    }
  }

  package static func check(_ guide: Guide, reporting report: inout Report) {
    for entry in guide.site.menu { checkPage(entry.page, of: guide, &report) }
    for page in guide.site.paths.flatMap(\.pages) { checkPage(page, of: guide, &report) }
  }

  private static func checkPage(_ path: Located<String>, of guide: Guide, _ report: inout Report) {
    guard !guide.unread.contains(path.value), !guide.pages.contains(where: { $0.path == path.value }) else { return }
    guard !path.value.contains("://") else {
      return report.add(
        brokenLink, at: path.range,
        Message(ja: "ここに書けるのは、content/ の中のページだけです", en: "this leads to pages of content/ only"),
        help: Message(
          ja: "よそのサイトへのリンクは、ページの本文に書いてください", en: "put a link to another site into the text of a page"))
    }
    report.add(brokenLink, at: path.range, noPage(path.value), help: suggestion(path.value, guide.pages.map(\.path)))
  }

  private static func diagnostic(
    for reason: LinkTarget.Reason, from folder: String, of guide: Guide, at range: SourceRange
  ) -> Diagnostic? {
    switch reason {
    case .unread: return nil
    case .noPage(let path):
      let near = guide.pages.filter { $0.folder == folder }.map { $0.path.fileName } + guide.pages.map(\.path)
      return Diagnostic(brokenLink, at: range, noPage(path), help: suggestion(path, near))
    case .noAnchor(let index, let anchor):
      let document = guide.pages[index].document
      let ids = document.headings.map { document.string($0.id) }
      return Diagnostic(
        brokenAnchor, at: range,
        Message(
          ja: "'\(guide.pages[index].path)' に見出し '#\(anchor)' はありません",
          en: "'\(guide.pages[index].path)' has no heading '#\(anchor)'"),
        help: suggestion("#" + anchor, ids.map { "#" + $0 }) ?? list(ids))
    case .noAsset(let path):
      return Diagnostic(
        missingAsset, at: range, Message(ja: "ファイル '\(path)' がありません", en: "there is no file '\(path)'"),
        help: suggestion(path, guide.sources.assets.map { $0.folder == folder ? $0.fileName : $0 }))
    case .address(let path, let file):
      return Diagnostic(
        brokenLink, at: range, noPage(path),
        help: Message(
          ja: "ファイルに向けて '\(file)' と書いてください", en: "link to the file: '\(file)'"))
    case .leadsOut:
      return Diagnostic(
        brokenLink, at: range, Message(ja: "リンクが content/ の外を指しています", en: "the link leads out of content/"),
        help: Message(ja: "指したいファイルを content/ の中に置いてください", en: "put the file inside content/"))
    case .forbiddenScheme(let scheme):
      return Diagnostic(
        brokenLink, at: range,
        Message(ja: "'\(scheme)' で始まるアドレスは使えません", en: "addresses that begin with '\(scheme)' are refused"),
        help: Message(ja: "使えるのは https:、http:、mailto:、tel: です", en: "what is taken: https:, http:, mailto:, tel:"))
    }
  }
}

private let brokenLink = Diagnostic.Kind(
  "T201", "broken-link", .error,
  Message(
    ja: "リンクの先のページがありません。リンクはサイトの .html ではなく、content/ の .md ファイルに向けて書きます。",
    en: "The page that a link leads to is not there. Links are written to the .md files in content/, not to the .html.")
)

private let brokenAnchor = Diagnostic.Kind(
  "T202", "broken-anchor", .error,
  Message(
    ja: "リンクの「#」の後が、そのページのどの見出しとも合いません。見出しに {#id} を付けておくと、文言を変えてもリンクが切れません。",
    en:
      "What stands behind '#' is no heading of that page. A heading with an {#id} of its own keeps its links when reworded."
  ))

private let missingAsset = Diagnostic.Kind(
  "T203", "missing-asset", .error,
  Message(
    ja: "画像や添付ファイルが、書かれた場所にありません。CSV と隠しファイルは公開されません。",
    en: "A picture or download is not where the text says. CSV and hidden files are never published."))

private func noPage(_ path: String) -> Message { Message(ja: "ページ '\(path)' がありません", en: "no page '\(path)'") }

private func suggestion(_ word: String, _ candidates: [String]) -> Message? {
  closestPath(to: word, in: candidates).map { Message(ja: "'\($0)' のことですか", en: "did you mean '\($0)'?") }
}

private func list(_ ids: [String]) -> Message? {
  guard !ids.isEmpty else { return nil }
  let shown = ids.prefix(8).map { "#\($0)" }.joined(separator: " ") + (ids.count > 8 ? " …" : "")
  return Message(ja: "ある見出し: \(shown)", en: "there are: \(shown)")
}
