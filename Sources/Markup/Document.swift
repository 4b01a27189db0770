package import Source

/// Holds a parsed Markdown text as one array of nodes in reading order, with every literal in one pool of bytes.
///
/// A node's descendants follow it directly and end before its `end`, so a reading is one loop without recursion,
/// however deeply the text is nested.
package struct Document: Sendable {
  package internal(set) var nodes: [Node] = []
  /// The pool that spans point into, UTF-8.
  package internal(set) var pool: [UInt8] = []
  /// What `Node.detail` of a heading points to; in reading order.
  package internal(set) var headings: [Heading] = []
  /// What `Node.detail` of a link or an image points to.
  package internal(set) var links: [Link] = []
  /// What `Node.detail` of a directive points to.
  package internal(set) var directives: [Directive] = []
  /// What `Node.detail` of a code block points to: the info strings.
  package internal(set) var infos: [Span] = []
  /// What `Node.detail` of a ruby points to.
  package internal(set) var readings: [Span] = []
  /// The footnotes that are referred to, in the order of the first references.
  package internal(set) var footnotes: [Footnote] = []

  package init() {}

  /// The headings that are the text's own.
  package var outline: some Sequence<Heading> { headings.lazy.filter { !$0.isQuoted } }

  package func bytes(_ span: Span) -> ArraySlice<UInt8> { pool[Int(span.start)..<Int(span.end)] }

  package func string(_ span: Span) -> String { String(decoding: bytes(span), as: UTF8.self) }
}

/// A run of bytes in a document's pool.
package struct Span: Hashable, Sendable {
  package var start: UInt32
  package var end: UInt32

  package init(_ range: Range<Int>) {
    start = UInt32(range.lowerBound)
    end = UInt32(range.upperBound)
  }

  package static let empty = Span(0..<0)

  package var isEmpty: Bool { start == end }
}

/// One block or inline of a document.
package struct Node: Sendable {
  package var kind: Kind
  /// The index one past the node's last descendant.
  package var end: Int32
  /// The literal of a text, code, value or HTML node; empty for containers.
  package var text: Span
  /// A list's first number, or an index into the array of the document that belongs to the kind.
  package var detail: UInt32
  /// Where it stands in the source.
  package var range: SourceRange

  package enum Kind: Hashable, Sendable {
    case paragraph
    case heading(level: UInt8)
    case quote
    case list(ordered: Bool, tight: Bool)
    /// An item of a list; its detail is a `TaskState`.
    case item
    case codeBlock
    case htmlBlock
    case thematicBreak
    /// The texts of footnotes, behind everything else.
    case footnotes
    /// One of them; its detail is an index into `Document.footnotes`.
    case footnote
    case table
    case row(isHeader: Bool)
    case cell(Alignment)
    case directive

    case text
    /// A line break of the source; it prints nothing where it `joins` two wide characters, else a space.
    case softBreak(joins: Bool)
    case lineBreak
    case code
    case html
    case emphasis
    case strong
    case strikethrough
    case link
    case image
    /// `{{path.to.value}}`; its text is the path.
    case value
    /// A word with its reading; its text is the word, its detail an index into `Document.readings`.
    case ruby
    /// `[^label]`; its detail is an index into `Document.footnotes`.
    case footnoteReference

    /// A text that is not looked through for terms.
    case fixed(Fixed)

    // Parsing never makes these; composing a sheet does.
    case group(Group)
    /// A ruled blank to fill in by hand.
    case blank
    /// A QR code; its text is the address.
    case qr
    /// A drawing; its detail is the drawing's index.
    case figure
  }

  /// Why a text is not looked through: it is a name, plain words that were put in, or code in raw HTML.
  package enum Fixed: Hashable, Sendable { case name, wording, code }

  /// What a group of composed blocks is.
  package enum Group: String, Hashable, Sendable {
    case incident, mark, lesson, measures, resources, resource, meta, roles, contact, signatures
    case menu, offers, notice
  }

  package enum Alignment: Hashable, Sendable { case none, left, center, right }
}

/// The box of a task list's item.
package enum TaskState: UInt32, Sendable {
  case none, open, done
}

/// A footnote, and how often it is referred to.
package struct Footnote: Sendable {
  package var label: String
  package var references: Int
}

/// A heading, whose id links lead to.
package struct Heading: Sendable {
  package var node: Int32
  package var level: UInt8
  package var id: Span
  /// Where the text gives the id, `{#id}`.
  package var idRange: SourceRange?
  /// The id that it would have if nothing else on the page were called so; links to it are links here.
  package var wantedID: Span?
  /// Whether it stands in a block quote: it is part of what is quoted, not of the page's outline.
  package var isQuoted: Bool

  package init(
    node: Int32, level: UInt8, id: Span, idRange: SourceRange? = nil, wantedID: Span? = nil, isQuoted: Bool = false
  ) {
    (self.node, self.level, self.id) = (node, level, id)
    (self.idRange, self.wantedID, self.isQuoted) = (idRange, wantedID, isQuoted)
  }
}

/// The target of a link or an image.
package struct Link: Sendable {
  package var destination: Span
  package var title: Span
}
