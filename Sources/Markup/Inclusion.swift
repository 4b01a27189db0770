package import Source

/// Writes a document anew with fragments in the place of the directives that ask for them.
///
/// Each node keeps the file that it comes from. Headings of fragments get ids that the document has not; footnotes are
/// numbered through, by the order of their first references, and stand at the end.
package struct Inclusion {
  /// A text, once for each time that it is pulled in: its footnotes are its own.
  private struct Text {
    var document: Document
    /// The names of the fragments that it lies in, its own the last.
    var names: [String] = []
    /// The numbers in the whole of its footnotes that have been referred to.
    var footnoteNumbers: [Int: Int] = [:]
  }

  /// Returns the fragment that a directive asks for; it is told the names of the fragments that it lies in.
  package typealias Finder = (_ directive: Directive, _ place: SourceRange, _ around: [String]) -> Fragment?

  /// What is put in.
  package struct Fragment {
    package var name: String
    package var document: Document

    package init(name: String, document: Document) {
      self.name = name
      self.document = document
    }
  }

  private var builder = DocumentBuilder()
  private var texts: [Text] = []
  private var ids: Set<[UInt8]>
  /// The footnotes in the order of their first references: the text, and the index there.
  private var footnotes: [(text: Int, index: Int)] = []

  /// Returns `document` with its fragments and theirs.
  package static func expand(_ document: Document, _ find: Finder) -> Document {
    var inclusion = Inclusion(document)
    inclusion.texts.append(Text(document: document))
    inclusion.copy(0..<document.nodes.count, ofText: 0, find)
    inclusion.addFootnotes(find)
    return inclusion.builder.document
  }

  private init(_ document: Document) {
    ids = Set(document.headings.map { Array(document.bytes($0.id)) })
  }

  private mutating func copy(_ nodes: Range<Int>, ofText text: Int, _ find: Finder) {
    let (document, names) = (texts[text].document, texts[text].names)
    var open: [Int] = []
    var index = nodes.lowerBound
    while index < nodes.upperBound {
      while let end = open.last, end <= index {
        builder.close()
        open.removeLast()
      }
      let node = document.nodes[index]
      index += 1
      switch node.kind {
      case .footnotes: index = Int(node.end)
      case .footnoteReference:
        builder.leaf(.footnoteReference, at: node.range, detail: number(of: Int(node.detail), inText: text))
      case .directive where document.directives[Int(node.detail)].name == .include:
        guard let fragment = find(document.directives[Int(node.detail)], node.range, names) else { continue }
        texts.append(Text(document: fragment.document, names: names + [fragment.name]))
        copy(0..<fragment.document.nodes.count, ofText: texts.count - 1, find)
      default:
        builder.openCopy(of: node, from: document)
        open.append(Int(node.end))
        if case .heading = node.kind, text > 0 { giveOwnID() }
      }
    }
    for _ in open { builder.close() }
  }

  /// Numbers the id of a fragment's heading, which was copied last, where the document has it already.
  private mutating func giveOwnID() {
    let heading = builder.document.headings.count - 1
    let id = Array(builder.document.bytes(builder.document.headings[heading].id))
    var own = id
    var number = 1
    while !ids.insert(own).inserted {
      own = id + "-\(number)".utf8
      number += 1
    }
    if own != id { builder.setHeadingID(heading, to: builder.span(own)) }
  }

  // MARK: Footnotes

  private mutating func number(of footnote: Int, inText text: Int) -> UInt32 {
    if let known = texts[text].footnoteNumbers[footnote] {
      builder.countFootnoteReference(known)
      return UInt32(known)
    }
    footnotes.append((text, footnote))
    // Composing a sheet knows footnotes by their labels.
    let label = texts[text].document.footnotes[footnote].label
    let number = builder.addFootnote(text == 0 ? label : "\(label) \(text)")
    texts[text].footnoteNumbers[footnote] = number
    return UInt32(number)
  }

  private mutating func addFootnotes(_ find: Finder) {
    var next = 0
    while next < footnotes.count {  // a footnote's text may refer to further ones
      let (text, index) = footnotes[next]
      let nodes = texts[text].document.nodes
      if let place = nodes.firstIndex(where: { $0.kind == .footnote && Int($0.detail) == index }) {
        if next == 0 { builder.open(.footnotes, at: nodes[place].range) }
        builder.open(.footnote, at: nodes[place].range, detail: UInt32(next))
        copy(place + 1..<Int(nodes[place].end), ofText: text, find)
        builder.close()
      }
      next += 1
    }
    if builder.depth > 0 { builder.close() }
  }
}
