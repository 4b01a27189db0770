package import Source

/// One value of a YAML text, with the place that it stands at.
package struct YAMLNode: Sendable {
  package var content: Content
  package var range: SourceRange

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
