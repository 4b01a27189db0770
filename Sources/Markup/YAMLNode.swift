package import Source

/// One value of a YAML text, with the place that it stands at.
package struct YAMLNode: Sendable {
  package var content: Content
  package var range: SourceRange
  /// What stands behind a plain scalar on its line, which YAML takes for a comment: from its `#` on.
  package var comment: Located<String>?

  package init(content: Content, range: SourceRange, comment: Located<String>? = nil) {
    self.content = content
    self.range = range
    self.comment = comment
  }

  package enum Content: Sendable {
    /// A scalar's text; `isPlain` where no quotes or block style say that it is a text.
    case scalar(String, isPlain: Bool)
    case sequence([YAMLNode])
    case mapping([Entry])
  }

  package struct Entry: Sendable {
    package var key: Located<String>
    package var value: YAMLNode
  }

  /// The text of a scalar.
  package var text: String? {
    if case .scalar(let text, _) = content { text } else { nil }
  }

  /// Whether the value was left out, or is YAML's null.
  package var isNull: Bool {
    if case .scalar(let text, isPlain: true) = content { return ["", "~", "null"].contains(text) }
    return false
  }
}

extension YAMLNode {
  /// Returns a text as YAML between quotes.
  package static func quoted(_ text: String) -> String {
    text.contains("\"") || text.contains("\\")
      ? "'\(text.replacing("'", with: "''"))'" : "\"\(text)\""
  }
}
