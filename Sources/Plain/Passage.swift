import Markup

/// One block of text with what the rules need to know of its surroundings.
struct Passage {
  let flat: FlatText
  /// The index of the block's node.
  let node: Int
  let place: Place
  let sentences: [Sentence]
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
    /// Where its words stand among the passage's.
    fileprivate var words: Range<Int>
    /// Whether a 。 or the like ends it.
    var isComplete: Bool
  }

  init(_ flat: FlatText, node: Int, place: Place) {
    self.flat = flat
    self.node = node
    self.place = place
    (sentences, words) = Self.sentences(of: flat)
  }

  /// The scalars of a sentence outside （）, without the sign that ends it.
  func words(of sentence: Sentence) -> ArraySlice<UInt32> { words[sentence.words] }

  /// The passages of a document, in its order.
  static func forEach(in document: Document, _ body: (Passage) -> Void) {
    var open: [(end: Int, place: Place)] = []
    var index = 0
    while index < document.nodes.count {
      while let last = open.last, last.end <= index { open.removeLast() }
      let node = document.nodes[index]
      switch node.kind {
      case .item: open.append((Int(node.end), .item))
      case .table: open.append((Int(node.end), .label))
      case .group(.meta), .group(.mark), .group(.resource), .group(.contact), .group(.signatures), .footnotes:
        open.append((Int(node.end), .aside))
      case .paragraph, .heading, .cell:
        let isParagraph = if case .paragraph = node.kind { true } else { false }
        let flat = FlatText(of: index, in: document)
        if !flat.isEmpty {
          body(Passage(flat, node: index, place: isParagraph ? open.last?.place ?? .prose : .label))
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
  private static func sentences(of flat: FlatText) -> (sentences: [Sentence], words: [UInt32]) {
    var sentences: [Sentence] = []
    sentences.reserveCapacity(4)
    var words: [UInt32] = []
    words.reserveCapacity(flat.scalars.count)
    var (start, firstWord, spaces) = (0, 0, 0)
    var brackets: [UInt32] = []
    var parentheses = 0
    func finish(at end: Int, isComplete: Bool = false) {
      if words.count > firstWord {
        let length = words.count - firstWord - spaces + (isComplete ? 1 : 0)
        sentences.append(
          Sentence(range: start..<end, length: length, words: firstWord..<words.count, isComplete: isComplete))
      }
      (start, firstWord, spaces) = (end, words.count, 0)
    }
    func add(_ scalar: UInt32) {
      words.append(scalar)
      if Sign.isSpace(scalar) { spaces += 1 }
    }
    var next = 0
    while next < flat.scalars.count {
      let index = next
      // Most of a text is letters, which are taken a run at a time.
      while next < flat.scalars.count, letters.contains(flat.scalars[next]), flat.reading[next] != .name {
        next += 1
      }
      if next > index {
        if parentheses == 0 { words += flat.scalars[index..<next] }
        continue
      }
      next = index + 1
      // Nothing inside a name or code is a sign of the sentence around it.
      let scalar = flat.reading[index] == .name ? SpellingKey.opaque : flat.scalars[index]
      switch SentenceSign(scalar) {
      case .letter:
        if parentheses == 0 { add(scalar) }
      case .open:
        if let close = Sign.close(of: scalar) { brackets.append(close) }
        if Self.isParenthesis(brackets.last) { parentheses += 1 }
        if parentheses == 0 { add(scalar) }
      case .close:
        let wasInside = parentheses > 0
        if let open = brackets.suffix(deepest).lastIndex(of: scalar) {
          parentheses -= brackets[open...].count { Self.isParenthesis($0) }
          brackets.removeSubrange(open...)
        }
        if !wasInside { add(scalar) }
      case .end:
        if parentheses > 0 { continue }
        if brackets.isEmpty, isEnd(index, flat.scalars) {
          finish(at: index + 1, isComplete: true)
        } else {
          add(scalar)
        }
      case .line:
        if parentheses > 0 { continue }
        if brackets.isEmpty { finish(at: index) } else { add(scalar) }
      }
    }
    finish(at: flat.scalars.count)
    return (sentences, words)
  }

  /// How many brackets a closing one looks back over.
  private static let deepest = 100

  private static func isParenthesis(_ close: UInt32?) -> Bool { close == Sign.closeParenthesis || close == 0x29 }

  /// Nearly all scalars of a Japanese text; no sign of a sentence is among them.
  private static let letters: ClosedRange<UInt32> = 0x3020...0xFEFF

  /// What a scalar does to a sentence.
  private enum SentenceSign {
    case letter, open, close, end, line

    init(_ scalar: UInt32) {
      switch scalar {
      case letters: self = .letter
      case 0x0A: self = .line
      case _ where Sign.endsSentence(scalar): self = .end
      case _ where Sign.close(of: scalar) != nil: self = .open
      case _ where Sign.isClose(scalar): self = .close
      default: self = .letter
      }
    }
  }

  /// Whether a sign ends a sentence: an ASCII one does not inside a word, such as an address, nor a full stop behind
  /// anything but a word.
  private static func isEnd(_ index: Int, _ scalars: [UInt32]) -> Bool {
    guard scalars[index] < 0x80 else { return true }
    if scalars[index] == 0x2E, index == 0 || !Script(scalars[index - 1]).joinsWords { return false }
    return index + 1 == scalars.count || scalars[index + 1] >= 0x80 || Sign.isSpace(scalars[index + 1])
  }
}
