import Markup
import Platform
package import Source

/// Headings go down one level at a time; the page's title is the first level.
package struct HeadingJump: Rule {
  package static let kinds = [kind]

  package static func check(_ page: Page, of guide: Guide, reporting report: inout Report) {
    var above = 1
    for heading in page.document.outline {
      let level = Int(heading.level)
      if level > above + 1 {
        report.add(
          kind, at: page.document.nodes[Int(heading.node)].range,
          Message(
            ja: "見出しの段が \(above) から \(level) に飛んでいます", en: "the headings jump from level \(above) to \(level)"),
          help: Message(
            ja: "\(String(repeating: "#", count: above + 1)) にしてください",
            en: "make it \(String(repeating: "#", count: above + 1))"))
      }
      above = level
    }
  }
}

private let kind = Diagnostic.Kind(
  "T314", "heading-jump", .warning,
  Message(
    ja: "見出しの段を飛ばすと、目次が崩れ、読み上げで内容の組み立てが伝わりません。ページの題名が一段目です。知らせの中に示す段に直してください。",
    en:
      "A skipped level breaks the outline, and the order of things for whoever listens. The title is the first level. Take the level that the message names."
  ))
