import Markup
import Platform
package import Source

/// Every link and picture of a page leads somewhere: to a page, one of its headings, a file, or out of the site.
///
/// ```
/// [事例](risc.md)      no page 'risc.md'; did you mean 'risk.md'?
/// ```
/// Links between pages are written to the `.md` files, so that an editor can follow them too.
package struct BrokenLink: Rule {
  package static let kinds: [Diagnostic.Kind] = [.brokenLink, .brokenAnchor, .missingAsset]

  package static func check(_ page: Page, of guide: Guide, reporting report: inout Report) {
    guard page.targets.contains(where: \.isBroken) else { return }
    for (index, node) in page.document.nodes.enumerated() where node.kind == .link || node.kind == .image {
      guard case .broken(let reason) = page.targets[Int(node.detail)] else { continue }
      let file = node.range.file  // a fragment's own, where the link is in one
      let range = page.document.destinationRange(ofLink: index, in: guide.sources[file])
      let folder = guide.sources.contentPath(of: file).folder
      if let diagnostic = diagnostic(for: reason, from: folder, of: guide, at: range) { report.add(diagnostic) }
    }
  }

  package static func check(_ guide: Guide, reporting report: inout Report) {
    let there = guide.unread.union(guide.pages.lazy.map(\.path))
    for page in guide.site.listedPages where !there.contains(page.value) { reportPage(page, of: guide, &report) }
  }

  private static func reportPage(_ path: Located<String>, of guide: Guide, _ report: inout Report) {
    guard !path.value.contains("://") else {
      return report.add(
        .brokenLink, at: path.range,
        Message(ja: "ここに書けるのは、content/ の中のページだけです", en: "this leads to pages of content/ only"),
        help: Message(
          ja: "よそのサイトへのリンクは、ページの本文に書いてください", en: "put a link to another site into the text of a page"))
    }
    report.add(
      diagnostic(forPage: path.value, isDraft: guide.drafts.contains(path.value), from: "", of: guide, at: path.range))
  }

  private static func diagnostic(
    forPage path: String, isDraft: Bool, from folder: String, of guide: Guide, at range: SourceRange
  ) -> Diagnostic {
    isDraft
      ? Diagnostic(
        .brokenLink, at: range, Message(ja: "ページ '\(path)' は下書きです", en: "the page '\(path)' is a draft"),
        help: Guide.draftHelp)
      : Diagnostic(
        .brokenLink, at: range, noPage(path),
        help: guide.meant?.pages.suggestion(for: path, from: folder))
  }

  private static func diagnostic(
    for reason: LinkTarget.Reason, from folder: String, of guide: Guide, at range: SourceRange
  ) -> Diagnostic? {
    switch reason {
    case .unread: return nil
    case .draft(let path): return self.diagnostic(forPage: path, isDraft: true, from: folder, of: guide, at: range)
    case .noPage(let path):
      return self.diagnostic(forPage: path, isDraft: false, from: folder, of: guide, at: range)
    case .noAnchor(let index, let anchor):
      let ids = guide.meant?.anchors[index]
      return Diagnostic(
        .brokenAnchor, at: range,
        Message(
          ja: "'\(guide.pages[index].path)' に見出し '#\(anchor)' はありません",
          en: "'\(guide.pages[index].path)' has no heading '#\(anchor)'"),
        help: ids?.closest(to: "#" + anchor).map(Message.meant) ?? list(ids?.words ?? []))
    case .noAsset(let path) where path.lowercased().hasSuffix(".csv"):
      return Diagnostic(
        .missingAsset, at: range, Message(ja: "CSV ファイルは公開されません", en: "CSV files are not published"),
        help: Message(
          ja: "お客様の一覧が紛れ込まないためです。表をページに書くか、.xlsx や .txt で置いてください",
          en: "so that no list of customers gets out: write the table into a page, or put it there as .xlsx or .txt"))
    case .noAsset(let path):
      return Diagnostic(
        .missingAsset, at: range, Message(ja: "ファイル '\(path)' がありません", en: "there is no file '\(path)'"),
        help: webAddress(path) ?? guide.meant?.assets.suggestion(for: path, from: folder)
          ?? (path.fileName.contains(".")
            ? nil : guide.meant?.pages.suggestion(for: path.withoutSlash + ".md", from: folder)))
    case .address(let path, let file):
      return Diagnostic(
        .brokenLink, at: range, noPage(path),
        help: Message(
          ja: "ファイルに向けて '\(file)' と書いてください", en: "link to the file: '\(file)'"))
    case .leadsOut:
      return Diagnostic(
        .brokenLink, at: range, Message(ja: "リンクが content/ の外を指しています", en: "the link leads out of content/"),
        help: Message(ja: "指したいファイルを content/ の中に置いてください", en: "put the file inside content/"))
    case .forbiddenScheme(let scheme):
      return Diagnostic(
        .brokenLink, at: range,
        Message(ja: "'\(scheme)' で始まるアドレスは使えません", en: "addresses that begin with '\(scheme)' are refused"),
        help: Message(ja: "使えるのは https:、http:、mailto:、tel: です", en: "what is taken: https:, http:, mailto:, tel:"))
    }
  }
}

private func noPage(_ path: String) -> Message { Message(ja: "ページ '\(path)' がありません", en: "no page '\(path)'") }

/// Says how another site's address is written, where a path looks like one.
private func webAddress(_ path: String) -> Message? {
  guard path.wholeMatch(of: /(?:www\.[^\/]+|[\w-]+(?:\.[\w-]+)*\.(?:jp|com|org|net|dev|io))(?:\/.*)?/) != nil else {
    return nil
  }
  return Message(ja: "よそのサイトなら 'https://\(path)' と書いてください", en: "for another site write 'https://\(path)'")
}

private func list(_ ids: [String]) -> Message? {
  guard !ids.isEmpty else { return nil }
  let shown = ids.prefix(8).joined(separator: " ") + (ids.count > 8 ? " …" : "")
  return Message(ja: "ある見出し: \(shown)", en: "there are: \(shown)")
}
