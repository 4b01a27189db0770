import Platform
package import Source

/// Writes a document from its first node to its last.
package struct DocumentBuilder: Sendable {
  package private(set) var document = Document()
  private var open: [Int32] = []
  /// How many block quotes are open.
  private var quoteDepth = 0

  package init() {}

  package mutating func reserve(nodes: Int, bytes: Int) {
    document.nodes.reserveCapacity(nodes)
    document.pool.reserveCapacity(bytes)
  }

  /// Opens a node that the following ones belong to, until `close`.
  package mutating func open(_ kind: Node.Kind, at range: SourceRange, detail: UInt32 = 0) {
    if case .quote = kind { quoteDepth += 1 }
    open.append(Int32(document.nodes.count))
    document.nodes.append(Node(kind: kind, end: 0, text: .empty, detail: detail, range: range))
  }

  package mutating func close() {
    guard let index = open.popLast() else { preconditionFailure("close without open") }
    document.nodes[Int(index)].end = Int32(document.nodes.count)
    if case .quote = document.nodes[Int(index)].kind { quoteDepth -= 1 }
  }

  /// How many nodes are open.
  package var depth: Int { open.count }

  /// The innermost open node.
  package var innermost: Node? { open.last.map { document.nodes[Int($0)] } }

  /// Lengthens the innermost open node's place to `end`, where a closing fence stands.
  mutating func extendInnermost(to end: UInt32) {
    guard let index = open.last else { return }
    document.nodes[Int(index)].range.end = max(document.nodes[Int(index)].range.end, end)
  }

  /// Adds a node without children.
  package mutating func leaf(_ kind: Node.Kind, _ text: Span = .empty, at range: SourceRange, detail: UInt32 = 0) {
    let end = Int32(document.nodes.count + 1)
    document.nodes.append(Node(kind: kind, end: end, text: text, detail: detail, range: range))
  }

  /// Adds a text node that says `text`.
  package mutating func text(_ text: String, at range: SourceRange) {
    leaf(.text, span(text.utf8), at: range)
  }

  package mutating func openHeading(level: UInt8, at range: SourceRange) {
    let heading = Heading(node: Int32(document.nodes.count), level: level, id: .empty, isQuoted: quoteDepth > 0)
    open(.heading(level: level), at: range, detail: UInt32(document.headings.count))
    document.headings.append(heading)
  }

  package mutating func openLink(_ kind: Node.Kind, to link: Link, at range: SourceRange) {
    open(kind, at: range, detail: UInt32(document.links.count))
    document.links.append(link)
  }

  package mutating func openDirective(_ directive: Directive, at range: SourceRange) {
    open(.directive, at: range, detail: UInt32(document.directives.count))
    document.directives.append(directive)
  }

  package mutating func codeBlock(_ literal: Span, info: Span, at range: SourceRange) {
    leaf(.codeBlock, literal, at: range, detail: UInt32(document.infos.count))
    document.infos.append(info)
  }

  /// Puts bytes into the pool and returns where.
  package mutating func span(_ bytes: some Sequence<UInt8>) -> Span {
    let start = document.pool.count
    document.pool.append(contentsOf: bytes)
    return Span(start..<document.pool.count)
  }

  /// Puts bytes into the pool and returns where, leaving the marks beside stars out of them.
  mutating func spanWithoutMarks(_ bytes: UnsafeRawBufferPointer) -> Span {
    let start = document.pool.count
    var done = 0
    var index = 0
    while let found = unsafe bytes.place(of: 0xEF, from: index) {
      let length = unsafe EmphasisMarks.length(at: found, in: bytes)
      index = found + max(length, 1)
      guard length > 0 else { continue }
      unsafe document.pool.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[done..<found]))
      done = index
    }
    unsafe document.pool.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[done...]))
    return Span(start..<document.pool.count)
  }

  package mutating func ruby(_ base: Span, reading: Span, at range: SourceRange) {
    leaf(.ruby, base, at: range, detail: UInt32(document.readings.count))
    document.readings.append(reading)
  }

  /// Adds a footnote with its first reference, and returns its index.
  mutating func addFootnote(_ label: String) -> Int {
    document.footnotes.append(Footnote(label: label, references: 1))
    return document.footnotes.count - 1
  }

  mutating func countFootnoteReference(_ index: Int) { document.footnotes[index].references += 1 }

  /// Turns the nodes `first` and `last`, tildes beside what is struck out, into a node around what lies between.
  ///
  /// The nodes lie behind every node that is open, and pairs are given in the order of their first nodes.
  mutating func strike(_ pairs: [(first: Int, last: Int)]) {
    let removed = pairs.map(\.last).sorted()
    func moved(_ index: Int) -> Int { index - removed.partitioningIndex { $0 >= index } }
    for pair in pairs {
      document.nodes[pair.first].kind = .strikethrough
      document.nodes[pair.first].text = .empty
      document.nodes[pair.first].end = Int32(pair.last)
      document.nodes[pair.first].range.end = max(
        document.nodes[pair.first].range.end, document.nodes[pair.last].range.end)
    }
    guard !pairs.isEmpty else { return }
    let start = Int(open.last ?? -1) + 1  // emphasis around a pair moves its end too
    for index in start..<document.nodes.count {
      document.nodes[index].end = Int32(moved(Int(document.nodes[index].end)))
    }
    var kept = start
    var next = removed[...]
    for index in start..<document.nodes.count {
      if next.first == index {
        next.removeFirst()
      } else {
        document.nodes[kept] = document.nodes[index]
        kept += 1
      }
    }
    document.nodes.removeLast(document.nodes.count - kept)
  }

  mutating func setHeadingID(_ index: Int, to id: Span, givenAt range: SourceRange? = nil) {
    document.headings[index].id = id
    if let range { document.headings[index].idRange = range }
  }

  /// Changes the last node, to which nothing has been added since.
  mutating func updateNode(_ index: Int, _ change: (inout Node) -> Void) { change(&document.nodes[index]) }

  mutating func truncatePool(to count: Int) { document.pool.removeLast(document.pool.count - count) }

  /// Adds a copy of one node of another document, without its descendants; containers are left open.
  package mutating func openCopy(of node: Node, from other: Document) {
    let detail: UInt32
    switch node.kind {
    case .heading(let level):
      detail = UInt32(document.headings.count)
      let heading = other.headings[Int(node.detail)]
      document.headings.append(
        Heading(
          node: Int32(document.nodes.count), level: level, id: span(other.bytes(heading.id)), idRange: heading.idRange,
          wantedID: heading.wantedID.map { span(other.bytes($0)) }, isQuoted: heading.isQuoted))
    case .link, .image:
      let link = other.links[Int(node.detail)]
      let copy = Link(destination: span(other.bytes(link.destination)), title: span(other.bytes(link.title)))
      detail = UInt32(document.links.count)
      document.links.append(copy)
    case .directive:
      detail = UInt32(document.directives.count)
      document.directives.append(other.directives[Int(node.detail)])
    case .ruby:
      let reading = span(other.bytes(other.readings[Int(node.detail)]))
      detail = UInt32(document.readings.count)
      document.readings.append(reading)
    case .footnoteReference, .footnote:
      let label = other.footnotes[Int(node.detail)].label
      let index = document.footnotes.firstIndex { $0.label == label } ?? document.footnotes.count
      if index == document.footnotes.count { document.footnotes.append(Footnote(label: label, references: 0)) }
      // References that are left out of the copy do not count.
      if node.kind == .footnoteReference { document.footnotes[index].references += 1 }
      detail = UInt32(index)
    case .codeBlock:
      let info = span(other.bytes(other.infos[Int(node.detail)]))
      detail = UInt32(document.infos.count)
      document.infos.append(info)
    default:
      detail = node.detail
    }
    let text = span(other.bytes(node.text))
    if case .quote = node.kind { quoteDepth += 1 }
    open.append(Int32(document.nodes.count))
    document.nodes.append(Node(kind: node.kind, end: 0, text: text, detail: detail, range: node.range))
  }

  /// Adds a copy of whole nodes of another document, with their descendants.
  package mutating func copy(_ nodes: Range<Int>, of other: Document) {
    var ends: [Int32] = []
    for index in nodes {
      while let end = ends.last, end <= index {
        close()
        ends.removeLast()
      }
      openCopy(of: other.nodes[index], from: other)
      ends.append(other.nodes[index].end)
    }
    for _ in ends { close() }
  }
}
