import CCmark
import Platform

/// The elements of HTML whose text is code.
private let codeTags: Set<String> = ["code", "pre", "kbd", "samp", "script", "style", "textarea"]

extension MarkdownParser {
  /// Notes where code in raw HTML begins and ends. A tag that nothing in its block closes is mere text to the dialect.
  mutating func followCode(_ node: OpaquePointer, _ html: Span) {
    let tag = builder.document.bytes(html)
    if let open = codeTag {
      if tag.starts(with: "</".utf8), Self.tagName(tag.dropFirst(2)) == open { codeTag = nil }
      return
    }
    guard let name = Self.tagName(tag.dropFirst()), codeTags.contains(name), tag.dropLast().last != UInt8(ascii: "/")
    else { return }
    let parent = unsafe UInt(bitPattern: cmark_node_parent(node))
    if unclosedCode?.parent != parent { unclosedCode = (parent, []) }
    guard unclosedCode?.tags.contains(name) != true else { return }
    if unsafe isClosed(name, behind: node) { codeTag = name } else { unclosedCode?.tags.insert(name) }
  }

  private func isClosed(_ name: String, behind node: OpaquePointer) -> Bool {
    var next = unsafe cmark_node_next(node)
    while let sibling = unsafe next {
      if unsafe cmark_node_get_type(sibling) == CMARK_NODE_HTML_INLINE,
        let text = unsafe cmark_node_get_literal(sibling)
      {
        let html = Array(unsafe String(cString: text).utf8)[...]
        if html.starts(with: "</".utf8), Self.tagName(html.dropFirst(2)) == name { return true }
      }
      unsafe next = cmark_node_next(sibling)
    }
    return false
  }

  private static func tagName(_ tag: ArraySlice<UInt8>) -> String? {
    let name = tag.prefix { $0.isASCIILetterOrDigit }
    return name.isEmpty ? nil : String(decoding: name, as: UTF8.self).lowercased()
  }
}
