import Template

/// What each template can say, as a table for people who make themes: docs/theme.md holds it, and a test holds that to it.
package enum ThemeReference {
  /// The reference in Markdown.
  package static var markdown: String {
    var text = "### どのページでも（`page`、`list`、`print`、`glossary`、`handouts`、`404`）\n\n" + table(of: PageShape.common)
    for (name, shape, summary) in PageShape.templates {
      text += "\n### `\(name)`\n\n\(summary)。"
      let isCommon = shape.fields.prefix(PageShape.common.count).map(\.name) == PageShape.common.map(\.name)
      let own = isCommon ? Array(shape.fields.dropFirst(PageShape.common.count)) : shape.fields
      if isCommon { text += own.isEmpty ? "共通の値だけを使います。" : "共通の値のほかに、次を使えます。" }
      text += "\n"
      if !own.isEmpty { text += "\n" + table(of: own) }
    }
    return text
  }

  private static func table(of fields: [Shape.Field]) -> String {
    "| 書き方 | 内容 |\n| --- | --- |\n" + rows(of: fields, depth: 0)
  }

  private static func rows(of fields: [Shape.Field], depth: Int) -> String {
    fields.map { field in
      let indent = String(repeating: "　", count: depth)
      func row(_ tag: String, _ more: String = "") -> String { "| \(indent)`\(tag)` | \(field.summary)\(more) |\n" }
      switch field.kind {
      case .text: return row("{{\(field.name)}}")
      case .html: return row("{{{\(field.name)}}}", "（できあがった HTML）")
      case .flag: return row("{{#\(field.name)}}…{{/\(field.name)}}", "（はい・いいえ）")
      case .record(let shape):
        return row("{{#\(field.name)}}…{{/\(field.name)}}", "（あれば一度。中では次を使えます）")
          + rows(of: shape.fields, depth: depth + 1)
      case .list(let shape):
        return row("{{#\(field.name)}}…{{/\(field.name)}}", "（一つにつき一度。中では次を使えます）")
          + rows(of: shape.fields, depth: depth + 1)
      }
    }.joined()
  }
}
