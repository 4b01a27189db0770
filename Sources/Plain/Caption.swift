import Markup

/// Says whether a text is the caption of what stands above or below it.
enum Caption {
  /// Whether a block is marked as one: `<span class="caption">…</span>`.
  static func isMarked(_ block: Int, in document: Document) -> Bool {
    let first = block + 1
    guard first < Int(document.nodes[block].end), document.nodes[first].kind == .html else { return false }
    let bytes = document.bytes(document.nodes[first].text)
    return bytes.starts(with: "<".utf8) && bytes.end(of: "caption", from: bytes.startIndex) != nil
  }

  /// Whether a text begins as one: 図1：, 表 2-1　, リスト7-5:.
  static func begins(_ text: [UInt32]) -> Bool {
    guard let name = names.first(where: text[...].hasPrefix) else { return false }
    var rest = text.dropFirst(name.count).drop { Sign.isSpace($0) }
    let number = rest.prefix { Script($0) == .digit || joints.contains($0) }
    guard number.contains(where: { Script($0) == .digit }) else { return false }
    rest = rest.dropFirst(number.count)
    return rest.first.map { $0 == 0x3A || $0 == 0xFF1A || Sign.isSpace($0) } ?? false
  }

  private static let names = ["図", "表", "写真", "リスト", "コード", "例"].map { [UInt32](scalarsOf: $0) }
  private static let joints = [UInt32](scalarsOf: "-－‐.．")
}
