import CCmark
import Platform
import Source

/// Knows which directives are open in each container that the walk is in.
struct FenceNesting {
  struct Open {
    /// Nil for an unknown directive, which has no node.
    var name: Directive.Name?
    var range: SourceRange
  }

  private struct Level {
    var open: [Open] = []
    /// Closing fences that no container needs; they close leaves. Nil until the first fence.
    var surplus: Int?
    var followsLeaf = false
    /// The ends of fences that stand in the last item of the list that is being read, and close what is open here.
    var closers: [UInt32] = []
  }

  private var levels: [Level] = []

  mutating func enter() { levels.append(Level()) }

  /// Leaves a container and returns what is still open in it, the innermost first.
  mutating func leave() -> [Open] { levels.popLast()?.open.reversed() ?? [] }

  var needsSurplus: Bool { levels.last?.surplus == nil }

  mutating func setSurplus(_ count: Int) { levels[levels.count - 1].surplus = count }

  mutating func open(_ directive: Open) {
    levels[levels.count - 1].open.append(directive)
    levels[levels.count - 1].followsLeaf = false
  }

  mutating func passLeaf() { levels[levels.count - 1].followsLeaf = true }

  mutating func closeInnermost() -> Open? {
    levels[levels.count - 1].followsLeaf = false
    return levels[levels.count - 1].open.popLast()
  }

  /// Lets a closing fence, which ends at `end`, close what is open `depth` containers further out once the list between
  /// has ended; false where nothing is open there.
  mutating func closeBehindList(_ depth: Int, end: UInt32) -> Bool {
    let level = levels.count - 1 - depth
    guard level >= 0, levels[level].open.count > levels[level].closers.count else { return false }
    levels[level].closers.append(end)
    return true
  }

  /// Returns the ends of the fences that close something now that a list has ended.
  mutating func takeClosers() -> [UInt32] {
    guard !levels.isEmpty, !levels[levels.count - 1].closers.isEmpty else { return [] }
    defer { levels[levels.count - 1].closers = [] }
    return levels[levels.count - 1].closers
  }

  /// Whether a closing fence is a leaf's own, because fences would be left over otherwise.
  mutating func takeLeafCloser() -> Bool {
    let level = levels[levels.count - 1]
    guard level.followsLeaf, let surplus = level.surplus, surplus > 0 else { return false }
    levels[levels.count - 1].surplus = surplus - 1
    levels[levels.count - 1].followsLeaf = false
    return true
  }
}

extension MarkdownParser {
  /// Opens or closes the directive whose fence stands on line `number` (from 0).
  mutating func addFence(_ node: OpaquePointer, _ number: Int, _ piece: Piece, _ fences: inout FenceNesting) {
    let range = fenceRange(number, piece)
    guard let line = directiveLine(number, piece) else {
      if fences.takeLeafCloser() { return }
      guard let opened = fences.closeInnermost() else {
        if unsafe closesBehindList(node, end: range.end, &fences) { return }
        return report.add(
          MarkupRules.unclosedDirective, at: range,
          Message(ja: "閉じる「:::」に対応する始まりがありません", en: "this closing ':::' has no directive to close"),
          help: Message(ja: "この行を消すか、始まりの行を書いてください", en: "remove it, or write the line that opens it"))
      }
      if opened.name != nil {
        builder.extendInnermost(to: range.end)
        builder.close()
      }
      return
    }
    guard let name = Directive.Name(rawValue: line.name.value) else {
      reportUnknown(line.name)
      if !line.closesItself { fences.open(.init(name: nil, range: range)) }
      return
    }
    for argument in line.arguments where !name.keys.contains(argument.key.value) {
      let near = closest(to: argument.key.value, in: name.keys)
      report.add(
        MarkupRules.unknownArgument, at: argument.key.range,
        Message(
          ja: "「:::\(name.rawValue)」に '\(argument.key.value)' という指定はありません",
          en: "':::\(name.rawValue)' takes no '\(argument.key.value)'"),
        help: near.map(Message.meant))
    }
    builder.openDirective(Directive(name: name, words: line.words, arguments: line.arguments), at: range)
    if name.isContainer, !line.closesItself {
      fences.open(.init(name: name, range: range))
    } else {
      builder.close()
      if !line.closesItself { fences.passLeaf() }
    }
  }

  /// Lets a fence that ends a list's last item, indented as the item is, close the directive around the list.
  private func closesBehindList(_ node: OpaquePointer, end: UInt32, _ fences: inout FenceNesting) -> Bool {
    var node = unsafe node
    var depth = 0
    while unsafe cmark_node_next(node) == nil, let item = unsafe cmark_node_parent(node),
      unsafe cmark_node_get_type(item) == CMARK_NODE_ITEM, unsafe cmark_node_next(item) == nil,
      let list = unsafe cmark_node_parent(item)
    {
      depth += 1
      if fences.closeBehindList(depth, end: end) { return true }
      unsafe node = list
    }
    return false
  }

  /// Closes, behind a list, what fences inside its last item close.
  mutating func closeBehindList(_ fences: inout FenceNesting) {
    for end in fences.takeClosers() {
      guard let opened = fences.closeInnermost(), opened.name != nil else { continue }
      builder.extendInnermost(to: end)
      builder.close()
    }
  }

  /// Closes what a container leaves open, with a message for each.
  mutating func closeUnclosed(_ open: [FenceNesting.Open]) {
    for directive in open {
      guard let name = directive.name else { continue }  // an unknown one has been reported already
      report.add(
        MarkupRules.unclosedDirective, at: directive.range,
        Message(ja: "「:::\(name.rawValue)」が閉じられていません", en: "':::\(name.rawValue)' is not closed"),
        help: Message(ja: "終わりに「:::」だけの行を書いてください", en: "end it with a line that is just ':::'"))
      builder.close()
    }
  }

  /// Counts how many more closing fences than containers stand among `node` and the siblings after it.
  func closersToSpare(from node: OpaquePointer, _ piece: Piece) -> Int {
    var count = 0
    var next: OpaquePointer? = unsafe node
    while let sibling = unsafe next {
      let number = unsafe Int(cmark_node_get_start_line(sibling)) - 1
      if unsafe cmark_node_get_type(sibling) == CMARK_NODE_HTML_BLOCK, piece.isFence(number) {
        if let line = directiveLine(number, piece) {
          let isLeaf = Directive.Name(rawValue: line.name.value)?.isContainer == false
          if !isLeaf, !line.closesItself { count -= 1 }
        } else {
          count += 1
        }
      }
      unsafe next = cmark_node_next(sibling)
    }
    return max(0, count)
  }

  private func directiveLine(_ number: Int, _ piece: Piece) -> Directive.Line? {
    let rest = fenceText(number, piece).dropFirst(Fences.stand.count).drop { $0 == UInt8(ascii: ":") }
    // Read from the source, which has no marks beside stars, and whose NULs take a byte each.
    let start = piece.source(of: rest.startIndex)
    let end = min(max(start, piece.source(of: rest.endIndex)), source.bytes.count)
    return Directive.Line(source.bytes[start..<end], at: start, in: file)
  }

  private func fenceRange(_ number: Int, _ piece: Piece) -> SourceRange {
    let text = fenceText(number, piece)
    return SourceRange(
      file: file, start: piece.source(of: text.startIndex), end: piece.source(of: text.endIndex))
  }

  /// The fence without the markers before it and the blanks after it.
  private func fenceText(_ number: Int, _ piece: Piece) -> ArraySlice<UInt8> {
    let line = piece.line(number)
    var start = line.startIndex
    while start < line.endIndex, !line[start...].starts(with: Fences.stand) { start += 1 }
    var end = line.endIndex
    while end > start, line[end - 1].isBlank { end -= 1 }
    return line[start..<end]
  }

  private mutating func reportUnknown(_ name: Located<String>) {
    let known = Directive.meant(byForeign: name.value)
    let near = known == nil ? closest(to: name.value, in: Directive.Name.allCases.map(\.rawValue)) : nil
    let all = Directive.Name.allCases.map(\.rawValue).joined(separator: " ")
    report.add(
      MarkupRules.unknownDirective, at: name.range,
      Message(ja: "「:::\(name.value)」という指示はありません", en: "there is no directive ':::\(name.value)'"),
      help: known ?? near.map(Message.meant)
        ?? Message(ja: "使えるもの: \(all)", en: "there are: \(all)"))
  }
}
