import Markup
import Platform
package import Source

/// A page does not begin with its own title: the title is printed above the text already.
///
/// ```
/// ---
/// title: 質問集
/// ---
/// # 質問集          printed twice
/// ```
package struct RepeatedTitle: Rule {
  package static let kinds = [kind]

  package static func check(_ page: Page, of guide: Guide, reporting report: inout Report) {
    guard let heading = page.document.headings.first, heading.level == 1,
      page.document.plainText(of: Int(heading.node)).elementsEqual(page.title.utf8)
    else { return }
    report.add(
      kind, at: page.document.nodes[Int(heading.node)].range,
      Message(ja: "題名が二度表示されます", en: "the title is printed twice"),
      help: Message(ja: "この見出しを消してください。title が本文の上に出ます", en: "remove this heading: 'title' stands above the text"))
  }
}

private let kind = Diagnostic.Kind(
  "T317", "repeated-title", .hint,
  Message(
    ja: "ページの題名は、title から本文の上に表示されます。本文を同じ「# 見出し」で始めると、二度出ます。",
    en: "A page's title is printed above its text. A text that begins with the same '# heading' says it twice."))
