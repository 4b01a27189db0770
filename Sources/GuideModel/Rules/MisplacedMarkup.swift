package import Markup
import Platform
package import Source

/// A page says nothing that only sheets can say, and no raw HTML unless `site.yaml` allows it.
package struct MisplacedMarkup: Rule {
  package static let kinds = [misplaced, rawHTML]

  package static func check(_ page: Page, of guide: Guide, reporting report: inout Report) {
    var html: [SourceRange] = []
    for node in page.document.nodes {
      switch node.kind {
      case .directive where page.kind != .sheet:
        let directive = page.document.directives[Int(node.detail)]
        let name = directive.name
        // A checklist with arguments pulls in measures, which depend on the trade.
        guard !name.isForPages || name == .checklist && !directive.arguments.isEmpty else { continue }
        report.add(
          misplaced, at: node.range,
          Message(
            ja: "「:::\(name.rawValue)」は配付資料（handouts/）だけで使えます", en: "':::\(name.rawValue)' is for sheets (handouts/)"),
          help: Message(ja: "このページからは消してください", en: "remove it from this page"))
      case .htmlBlock, .html:
        let text = page.document.bytes(node.text)
        if !isComment(text) { html.append(node.range) }
        if guide.site.allowsRawHTML, page.kind != .sheet, let tag = ForbiddenTags.find(in: text).first {
          reportTag(tag.name, at: node, &report)
        }
      default: continue
      }
    }
    guard let first = html.first, !guide.site.allowsRawHTML else { return }
    report.add(
      rawHTML, at: first,
      Message(
        ja: "HTML は、そのままの文字として表示されます（このページに\(html.count)か所）",
        en: "raw HTML is shown as it is written (\(html.count) on this page)"),
      help: Message(
        ja: "Markdown で書くか、site.yaml に raw_html: true と書いてください",
        en: "write it in Markdown, or set raw_html: true in site.yaml"))
  }

  private static func reportTag(_ name: String, at node: Node, _ report: inout Report) {
    report.add(
      rawHTML, at: node.range,
      Message(
        ja: "<\(name)> は使えず、そのままの文字として表示されます", en: "<\(name)> is not taken, and shown as it is written"),
      help: Message(ja: "消すか、テーマに書いてください", en: "remove it, or write it into the theme"))
  }

  private static func isComment(_ html: ArraySlice<UInt8>) -> Bool { html.starts(with: "<!--".utf8) }
}

extension Directive.Name {
  /// Whether pages of the site can have it.
  package var isForPages: Bool {
    switch self {
    case .note, .tip, .important, .warning, .caution, .lead, .checklist, .columns, .figure, .include: true
    case .when, .talk, .incidents, .resources, .measures, .roles, .qr, .contact, .signatures, .practice,
      .offers, .notice, .rules:
      false
    }
  }
}

private let misplaced = Diagnostic.Kind(
  "T305", "misplaced-directive", .error,
  Message(
    ja: "業種ごとに内容が変わる指示は、配付資料だけで使えます。ページはどの読者にも同じものです。ページからは消して、資料（handouts/）に書いてください。",
    en:
      "Directives whose content depends on the trade belong on sheets; a page is the same for every reader. Move it to a sheet (handouts/)."
  ))

private let rawHTML = Diagnostic.Kind(
  "T306", "raw-html", .warning,
  Message(
    ja: """
      本文の HTML は、site.yaml で許すまで、文字として表示されます。許しても、プログラムを動かすもの、読む人を別の場所へ連れていくもの、\
      ページの設定を変えるもの（script、iframe、meta、base、style など）は、文字のままです。
      """,
    en: """
      HTML in a text is shown as text until site.yaml allows it. What runs programs, leads the reader away or changes the page's \
      own settings (script, iframe, meta, base, style and the like) stays text even then.
      """))
