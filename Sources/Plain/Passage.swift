import Markup

/// One block of text with what the rules need to know of its surroundings.
struct Passage {
  let flat: FlatText
  /// The index of the block's node.
  let node: Int
  let place: Place
  /// Where addresses stand, which are read as names.
  let addresses: [Range<Int>]
  let brackets: Brackets
  let sentences: [Sentence]
  /// Whether it is said in somebody else's words, or beneath a picture, and so may have a style of its own.
  let isApart: Bool
  /// The scalars outside （）, without the signs that end sentences.
  private let words: [UInt32]

  enum Place {
    /// A paragraph of running text.
    case prose
    /// A paragraph in a list.
    case item
    /// A heading, a cell of a table, a label of a figure: too short for an explanation.
    case label
    /// A paragraph that stands beside the text: costs, sources, marks.
    case aside
  }

  struct Sentence {
    /// The scalars of the sentence, with the sign that ends it.
    var range: Range<Int>
    /// The visible characters, without what stands in （）.
    var length: Int
    /// The length where half-width characters take half a place, and code or an address five at most.
    var shortLength: Int
    /// Where its words stand among the passage's.
    fileprivate var words: Range<Int>
    /// Whether a 。 or the like ends it.
    var isComplete: Bool
  }

  init(_ flat: FlatText, node: Int, place: Place, isApart: Bool = false) {
    var flat = flat
    addresses = Addresses.ranges(in: flat)
    for range in addresses { flat.markName(range) }
    self.flat = flat
    self.node = node
    self.place = place
    self.isApart = isApart || Caption.begins(flat.scalars)
    brackets = Brackets(in: flat)
    (sentences, words) = Self.sentences(
      of: flat, brackets.all, (flat.codes + addresses).sorted { $0.lowerBound < $1.lowerBound })
  }

  /// The scalars of a sentence outside （）, without the sign that ends it.
  func words(of sentence: Sentence) -> ArraySlice<UInt32> { words[sentence.words] }

  /// The passages of a document, in its order.
  static func forEach(in document: Document, _ body: (Passage) -> Void) {
    var open: [(end: Int, place: Place)] = []
    var quoteEnd = 0
    var index = 0
    while index < document.nodes.count {
      while let last = open.last, last.end <= index { open.removeLast() }
      let node = document.nodes[index]
      switch node.kind {
      case .item: open.append((Int(node.end), .item))
      case .quote: quoteEnd = max(quoteEnd, Int(node.end))
      case .table: open.append((Int(node.end), .label))
      case .group(.meta), .group(.mark), .group(.resource), .group(.contact), .group(.signatures), .footnotes:
        open.append((Int(node.end), .aside))
      case .paragraph, .heading, .cell:
        let isParagraph = if case .paragraph = node.kind { true } else { false }
        let flat = FlatText(of: index, in: document)
        if !flat.isEmpty {
          let isApart = index < quoteEnd || Caption.isMarked(index, in: document)
          body(
            Passage(flat, node: index, place: isParagraph ? open.last?.place ?? .prose : .label, isApart: isApart))
        }
        index = Int(node.end)
        continue
      default: break
      }
      index += 1
    }
  }

  /// The texts of a document's blocks, in its order, without their sentences.
  static func forEachBlock(in document: Document, _ body: (_ node: Int, FlatText) -> Void) {
    var index = 0
    while index < document.nodes.count {
      let node = document.nodes[index]
      if node.kind.holdsText {
        let flat = FlatText(of: index, in: document)
        if !flat.isEmpty { body(index, flat) }
        index = Int(node.end)
      } else {
        index += 1
      }
    }
  }

  /// Cuts a text at 。！？ outside brackets.
  private static func sentences(
    of flat: FlatText, _ brackets: [Brackets.Bracket], _ short: [Range<Int>]
  ) -> (sentences: [Sentence], words: [UInt32]) {
    var sentences: [Sentence] = []
    sentences.reserveCapacity(4)
    var words: [UInt32] = []
    words.reserveCapacity(flat.scalars.count)
    // Halves of characters that the short measure leaves out.
    var (start, firstWord, spaces, saved) = (0, 0, 0, 0)
    var nextShort = 0
    var nextBracket = 0
    // How many brackets are open, and how many of them were when the outermost parenthesis was.
    var depth = 0
    var parenthesis: Int?
    func finish(at end: Int, isComplete: Bool = false) {
      if words.count > firstWord {
        while start < end, Sign.isSpace(flat.scalars[start]) { start += 1 }
        let length = words.count - firstWord - spaces + (isComplete ? 1 : 0)
        sentences.append(
          Sentence(
            range: start..<end, length: length, shortLength: length - saved / 2, words: firstWord..<words.count,
            isComplete: isComplete))
      }
      (start, firstWord, spaces, saved) = (end, words.count, 0, 0)
    }
    func add(_ scalar: UInt32, at index: Int) {
      words.append(scalar)
      if Sign.isSpace(scalar) { spaces += 1 }
      while nextShort < short.count, short[nextShort].upperBound <= index { nextShort += 1 }
      if nextShort < short.count, short[nextShort].contains(index) {
        if index - short[nextShort].lowerBound >= Self.shortest { saved += 2 }
      } else if (0x21...0x24F).contains(flat.scalars[index]) {
        saved += 1
      }
    }
    var next = 0
    while next < flat.scalars.count {
      let index = next
      // Most of a text is letters, which are taken a run at a time.
      while next < flat.scalars.count, letters.contains(flat.scalars[next]), flat.reading[next] != .name {
        next += 1
      }
      if next > index {
        if parenthesis == nil { words += flat.scalars[index..<next] }
        continue
      }
      next = index + 1
      // Nothing inside a name or code is a sign of the sentence around it.
      let scalar = flat.reading[index] == .name ? SpellingKey.opaque : flat.scalars[index]
      while nextBracket < brackets.count, brackets[nextBracket].index < index { nextBracket += 1 }
      let role = nextBracket < brackets.count && brackets[nextBracket].index == index ? brackets[nextBracket].role : nil
      switch role {
      case .open:
        if parenthesis == nil, isParenthesis(scalar) { parenthesis = depth }
        depth += 1
        if parenthesis == nil { add(scalar, at: index) }
      case .close:
        depth -= 1
        if parenthesis == nil { add(scalar, at: index) }
        if let outer = parenthesis, outer >= depth { parenthesis = nil }
      case .mark, .alone, nil:
        if parenthesis != nil || Sign.isVariationSelector(scalar) { continue }
        if depth == 0, scalar == 0x0A {
          finish(at: index)
        } else if depth == 0, Sign.endsSentence(scalar), let end = SentenceEnd.end(at: index, in: flat.scalars) {
          finish(at: end, isComplete: true)
          next = end
        } else {
          add(scalar, at: index)
        }
      }
    }
    finish(at: flat.scalars.count)
    return (sentences, words)
  }

  private static let shortest = 5

  private static func isParenthesis(_ open: UInt32) -> Bool { open == Sign.openParenthesis || open == 0x28 }

  /// Nearly all scalars of a Japanese text; no sign of a sentence is among them.
  private static let letters: ClosedRange<UInt32> = 0x3020...0xFDFF
}
