package import Markup
import Platform
package import Source

/// The text of one block as it is read, with a map back to the document: emphasis and links are transparent, a line
/// break between wide characters is nothing.
package struct FlatText: Sendable {
  package private(set) var scalars: [UInt32] = []
  package private(set) var reading: [Reading] = []
  /// Where code stands, a span at a time.
  package private(set) var codes: [Range<Int>] = []
  private var runs: [Run] = []

  /// How a scalar is to be read.
  package enum Reading: UInt8, Sendable {
    /// As the author's text.
    case text
    /// As wording that was put in; it is not looked through again.
    case wording
    /// As a name, which is not read at all: names, addresses, code, what stands in 『』.
    case name
  }

  /// Where a node's text begins, or goes on: no way back is longer than a run.
  private struct Run {
    static let longest = 256

    var flat: Int
    var node: Int
    var pool: Int
  }

  /// Reads the inlines below the block at `index` of `document`.
  package init(of index: Int, in document: Document) {
    let end = Int(document.nodes[index].end)
    var index = index + 1
    let most = document.nodes[index..<end].reduce(0) { $0 + Int($1.text.end - $1.text.start) + 1 }
    scalars.reserveCapacity(most)
    reading.reserveCapacity(most)
    runs.reserveCapacity(end - index)
    while index < end {
      let node = document.nodes[index]
      switch node.kind {
      case .text, .ruby: add(node.text, of: document, as: .text, node: index)
      case .fixed(.wording): add(node.text, of: document, as: .wording, node: index)
      case .code, .fixed(.code):
        let start = scalars.count
        add(node.text, of: document, as: .name, node: index)
        codes.append(start..<scalars.count)
      case .fixed(.name), .value: add(node.text, of: document, as: .name, node: index)
      case .softBreak(let joins): if !joins { add(0x20, node: index) }
      case .lineBreak: add(0x0A, node: index)
      case .html: break  // shown, or dropped: no word of the text
      case .image, .blank, .qr, .figure:
        add(SpellingKey.opaque, node: index, as: .name)
        index = max(index, Int(node.end) - 1)
      case .emphasis, .strong, .strikethrough, .link, .footnoteReference, .group, .directive, .paragraph, .heading,
        .quote, .list, .item, .codeBlock, .htmlBlock, .thematicBreak, .footnotes, .footnote, .table, .row, .cell:
        break
      }
      index += 1
    }
    markQuotedNames()
  }

  /// Reads a text of its own.
  package init(_ text: String) {
    scalars = Array(scalarsOf: text)
    reading = Array(repeating: .text, count: scalars.count)
    markQuotedNames()
  }

  package var isEmpty: Bool { scalars.isEmpty }

  private mutating func add(_ text: Span, of document: Document, as kind: Reading, node: Int) {
    let before = scalars.count
    let bytes = document.pool.span
    var index = Int(text.start)
    repeat {
      runs.append(Run(flat: scalars.count, node: node, pool: index))
      scalars.append(addingCapacity: min(Int(text.end) - index, Run.longest)) { output in
        while index < Int(text.end), output.freeCapacity > 0 {
          let (scalar, width) = Self.decode(bytes, at: index, before: Int(text.end))
          output.append(scalar)
          index += width
        }
      }
    } while index < Int(text.end)
    reading.append(contentsOf: repeatElement(kind, count: scalars.count - before))
  }

  private mutating func add(_ scalar: UInt32, node: Int, as kind: Reading = .text) {
    runs.append(Run(flat: scalars.count, node: node, pool: 0))
    scalars.append(scalar)
    reading.append(kind)
  }

  @inline(__always)
  private static func decode(
    _ bytes: Swift.Span<UInt8>, at index: Int, before end: Int
  ) -> (scalar: UInt32, width: Int) {
    let first = UInt32(bytes[index])
    func tail(_ offset: Int) -> UInt32 { index + offset < end ? UInt32(bytes[index + offset] & 0x3F) : 0 }
    // Kana and kanji, which have three bytes.
    if 0xE0..<0xF0 ~= first, index + 2 < end {
      return ((first & 0x0F) << 12 | UInt32(bytes[index + 1] & 0x3F) << 6 | UInt32(bytes[index + 2] & 0x3F), 3)
    }
    switch first {
    case ..<0x80: return (first, 1)
    case 0xC0..<0xE0: return ((first & 0x1F) << 6 | tail(1), 2)
    case 0xE0..<0xF0: return ((first & 0x0F) << 12 | tail(1) << 6 | tail(2), 3)
    default: return ((first & 0x07) << 18 | tail(1) << 12 | tail(2) << 6 | tail(3), 4)
    }
  }

  /// What stands in 『』 is a title, and so a name.
  private mutating func markQuotedNames() {
    guard scalars.contains(0x300E) else { return }
    var open: Int?
    for (index, scalar) in scalars.enumerated() {
      if scalar == 0x300E { open = open ?? index + 1 }
      if scalar == 0x300F, let start = open {
        for inside in start..<index { reading[inside] = .name }
        open = nil
      }
    }
  }

  /// Has a range of the text read as a name, of which nothing is looked at.
  mutating func markName(_ range: Range<Int>) {
    for index in range { reading[index] = .name }
  }

  // MARK: The way back

  /// A part of a node's text.
  package struct Part: Sendable {
    package var node: Int
    /// The bytes of the pool.
    package var bytes: Range<Int>
    package var flat: Range<Int>
  }

  /// Returns the parts of nodes that a range of the text comes from.
  package func parts(of range: Range<Int>) -> [Part] {
    var parts: [Part] = []
    var run = firstRun(at: range.lowerBound)
    while run < runs.count, runs[run].flat < range.upperBound {
      let end = run + 1 < runs.count ? runs[run + 1].flat : scalars.count
      let flat = max(range.lowerBound, runs[run].flat)..<min(range.upperBound, end)
      if !flat.isEmpty {
        let start = runs[run].pool + width(of: runs[run].flat..<flat.lowerBound)
        let end = start + width(of: flat)
        if let last = parts.last, last.node == runs[run].node, last.bytes.upperBound == start {
          parts[parts.count - 1].bytes = last.bytes.lowerBound..<end
          parts[parts.count - 1].flat = last.flat.lowerBound..<flat.upperBound
        } else {
          parts.append(Part(node: runs[run].node, bytes: start..<end, flat: flat))
        }
      }
      run += 1
    }
    return parts
  }

  private func firstRun(at index: Int) -> Int {
    max(0, runs.partitioningIndex { $0.flat > index } - 1)
  }

  /// The bytes that scalars take in UTF-8.
  private func width(of range: Range<Int>) -> Int {
    scalars[range].reduce(0) { $0 + ($1 < 0x80 ? 1 : $1 < 0x800 ? 2 : $1 < 0x1_0000 ? 3 : 4) }
  }

  /// The places of the node that was asked for last: one may be asked for again and again.
  package typealias LastPlaces = (node: Int, places: TextPlaces)

  /// Returns where a range of the text stands in the source, as far as the document knows.
  package func place(
    of range: Range<Int>, in document: Document, _ sources: SourceFiles, _ known: inout LastPlaces?
  ) -> SourceRange? {
    let parts = parts(of: range)
    guard let first = parts.first, let last = parts.last else { return nil }
    var place = Self.place(of: first, in: document, sources, &known)
    let end = Self.place(of: last, in: document, sources, &known)
    if end.file == place.file, end.end > place.end { place.end = end.end }
    return place
  }

  /// Whether a scalar is written as an escape or an entity: `\[`, `&#91;`.
  func isEscaped(
    _ index: Int, in document: Document, _ sources: SourceFiles, _ known: inout LastPlaces?
  ) -> Bool {
    guard let place = place(of: index..<index + 1, in: document, sources, &known) else { return false }
    let bytes = sources[place.file].bytes
    guard !place.bytes.isEmpty, place.bytes.upperBound <= bytes.count else { return false }
    let written = bytes[place.bytes]
    return switch written.first {
    case UInt8(ascii: "\\"): written.count == 2
    case UInt8(ascii: "&"): written.last == UInt8(ascii: ";") && written.count <= 12
    default: false
    }
  }

  /// The place of a part of a node: its very bytes where the source has them, else the node's.
  private static func place(
    of part: Part, in document: Document, _ sources: SourceFiles, _ known: inout LastPlaces?
  ) -> SourceRange {
    let node = document.nodes[part.node]
    guard node.kind == .text, part.bytes.upperBound <= document.pool.count else { return node.range }
    let source = sources[node.range.file]
    if known?.node != part.node { known = (part.node, TextPlaces(of: node, in: document, source: source)) }
    guard let place = known?.places.range(of: part.bytes) else { return node.range }
    guard place.bytes.upperBound <= source.bytes.count else { return node.range }
    let written = source.bytes[place.bytes]
    if written.elementsEqual(document.pool[part.bytes]) { return place }
    let isEscaped = written.contains { $0 == UInt8(ascii: "&") || $0 == UInt8(ascii: "\\") }
    return isEscaped && known?.places.isAligned == true ? place : node.range
  }
}

extension Node.Kind {
  /// Whether it is a block that holds nothing but inlines.
  package var holdsText: Bool {
    switch self {
    case .paragraph, .heading, .cell: true
    default: false
    }
  }
}
