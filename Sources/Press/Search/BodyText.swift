import Markup
import Platform
import Source

/// What a reader finds in the HTML of a page's text, section by section.
///
/// It is read from the very HTML that the page shows, so that nothing can be found that the page does not say.
struct BodyText {
  /// A heading and what stands below it.
  struct Section: Equatable, Sendable {
    var heading: [UInt8] = []
    /// The heading's id; empty for what stands above the first one.
    var anchor: [UInt8] = []
    /// Blocks, one a line.
    var text: [UInt8] = []
  }

  private(set) var sections: [Section] = []
  private var current = Section()
  /// Readings of ruby and labels of drawings: they stand behind the section's text, since they would part its words.
  private var tail: [UInt8] = []
  private var place = Place.text
  private enum Place { case text, heading, tail, nowhere }
  /// The element that holds what is not read, or is read apart, and how many of its name are open.
  private var apart = (name: UInt64(0), depth: 0)
  private var isPreformatted = false

  /// Reads HTML that follows `lead`, the lines above the page's text.
  init(_ html: [UInt8], after lead: [UInt8] = []) {
    current.text = lead
    var index = 0
    while index < html.count {
      if html[index] == UInt8(ascii: "<") {
        index = readTag(html, at: index)
      } else {
        let end = html[...].place(of: UInt8(ascii: "<"), from: index) ?? html.count
        add(html[index..<end])
        index = end
      }
    }
    finishSection()
  }

  // MARK: Tags

  private mutating func readTag(_ html: [UInt8], at start: Int) -> Int {
    let isEnd = start + 1 < html.count && html[start + 1] == UInt8(ascii: "/")
    let nameStart = start + (isEnd ? 2 : 1)
    var nameEnd = nameStart
    while nameEnd < html.count, html[nameEnd].isNamePart { nameEnd += 1 }
    guard nameEnd > nameStart else {
      add(html[start..<start + 1])
      return start + 1
    }
    var end = nameEnd
    var quote: UInt8?
    while end < html.count {
      if let open = quote {
        if html[end] == open { quote = nil }
      } else if html[end] == UInt8(ascii: "\"") || html[end] == UInt8(ascii: "'") {
        quote = html[end]
      } else if html[end] == UInt8(ascii: ">") {
        break
      }
      end += 1
    }
    let tag = html[nameStart..<min(end, html.count)]
    let name = html[nameStart..<nameEnd].packed
    let element = Self.element(named: name)
    if isEnd { leave(name, element) } else { enter(name, element, tag) }
    return min(end + 1, html.count)
  }

  /// What an element does to the text; those that are not listed stand in a line.
  private enum Element {
    case inline, block, preformatted, heading, image
    /// Left out, where it refers to a footnote or leads back from one.
    case reference
    /// Left out with all that is in it, or read behind the section.
    case leftOut, aside
  }

  /// Finds a listed element by halving: a page has hundreds of tags, and to hash each name costs more.
  private static func element(named name: UInt64) -> Element {
    let elements = elements
    let index = elements.partitioningIndex { $0.name >= name }
    return index < elements.count && elements[index].name == name ? elements[index].element : .inline
  }

  /// The listed elements, by their names' first bytes as numbers.
  private static let elements: [(name: UInt64, element: Element)] = {
    let named: [(String, Element)] = [
      (
        "p li td th div tr dt dd section aside table ul ol dl blockquote figure figcaption summary details hr br text title desc",
        .block
      ), ("pre", .preformatted), ("h1 h2 h3 h4 h5 h6", .heading), ("img", .image), ("sup a", .reference),
      ("rp script style", .leftOut), ("rt svg", .aside),
    ]
    return named.flatMap { names, element in
      names.split(separator: " ").map { (name: Array($0.utf8)[...].packed, element: element) }
    }.sorted { $0.name < $1.name }
  }()

  private mutating func enter(_ name: UInt64, _ element: Element, _ tag: ArraySlice<UInt8>) {
    guard apart.depth == 0 else {
      if name == apart.name { apart.depth += 1 }
      if element == .block { newLine() }
      return
    }
    switch element {
    case .inline: break
    case .block: newLine()
    case .preformatted:
      newLine()
      isPreformatted = true
    case .heading:
      guard let anchor = tag.value(of: "id") else { return newLine() }
      finishSection()
      current.anchor = Self.unescaped(anchor)
      place = .heading
    case .image: tag.value(of: "alt").map { add($0) }
    case .reference: if tag.hasFootnoteClass { (apart, place) = ((name, 1), .nowhere) }
    case .leftOut: (apart, place) = ((name, 1), .nowhere)
    case .aside:
      (apart, place) = ((name, 1), .tail)
      newLine()
    }
  }

  private mutating func leave(_ name: UInt64, _ element: Element) {
    guard apart.depth == 0 else {
      if element == .block || name == apart.name { newLine() }
      guard name == apart.name else { return }
      apart.depth -= 1
      if apart.depth == 0 { place = .text }
      return
    }
    switch element {
    case .inline, .image, .reference, .leftOut, .aside: break
    case .block: newLine()
    case .preformatted:
      newLine()
      isPreformatted = false
    case .heading:
      place = .text
      newLine()
    }
  }

  // MARK: Text

  private mutating func add(_ html: ArraySlice<UInt8>) {
    let text = html.place(of: UInt8(ascii: "&"), from: html.startIndex) == nil ? html : Self.unescaped(html)[...]
    switch place {
    case .text: Self.append(text, to: &current.text, keepsLines: isPreformatted)
    case .heading: Self.append(text, to: &current.heading, keepsLines: false)
    case .tail: Self.append(text, to: &tail, keepsLines: false)
    case .nowhere: break
    }
  }

  /// Appends a text, with white space as it is shown: one space, or a line where lines are kept.
  private static func append(_ text: ArraySlice<UInt8>, to line: inout [UInt8], keepsLines: Bool) {
    var index = text.startIndex
    while index < text.endIndex {
      let start = index
      while index < text.endIndex, text[index] > 0x20 { index += 1 }
      line += text[start..<index]
      guard index < text.endIndex else { return }
      if keepsLines, text[index] == 0x0A {
        endLine(&line)
      } else if let last = line.last, last != 0x20, last != 0x0A {
        line.append(0x20)
      }
      index += 1
    }
  }

  private mutating func newLine() {
    switch place {
    case .text: Self.endLine(&current.text)
    case .tail: Self.endLine(&tail)
    case .heading, .nowhere: break
    }
  }

  private static func endLine(_ text: inout [UInt8]) {
    while text.last == 0x20 { text.removeLast() }
    if let last = text.last, last != 0x0A { text.append(0x0A) }
  }

  private mutating func finishSection() {
    Self.endLine(&current.text)
    Self.endLine(&tail)
    current.text += tail
    if current.text.last == 0x0A { current.text.removeLast() }
    while current.heading.last == 0x20 { current.heading.removeLast() }
    if !current.text.isEmpty || !current.heading.isEmpty { sections.append(current) }
    (current, tail) = (Section(), [])
  }

  /// Returns a text with its character references resolved: those that this program writes, and numeric ones.
  private static func unescaped(_ html: ArraySlice<UInt8>) -> [UInt8] {
    guard html.contains(UInt8(ascii: "&")) else { return Array(html) }
    var text: [UInt8] = []
    var index = html.startIndex
    while index < html.endIndex {
      guard html[index] == UInt8(ascii: "&"), let end = html[index...].prefix(12).firstIndex(of: UInt8(ascii: ";")),
        let scalar = scalar(named: html[(index + 1)..<end])
      else {
        text.append(html[index])
        index += 1
        continue
      }
      text.append(contentsOf: String(Character(scalar)).utf8)
      index = end + 1
    }
    return text
  }

  private static func scalar(named name: ArraySlice<UInt8>) -> Unicode.Scalar? {
    let name = String(decoding: name, as: UTF8.self)
    switch name {
    case "amp": return "&"
    case "lt": return "<"
    case "gt": return ">"
    case "quot": return "\""
    case "nbsp": return "\u{A0}"
    default:
      guard name.hasPrefix("#") else { return nil }
      let digits = name.dropFirst()
      let value = digits.hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
      return value.flatMap { Unicode.Scalar($0) }
    }
  }
}

extension UInt8 {
  /// Whether it can stand in an element's name.
  fileprivate var isNamePart: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
      true
    default: false
    }
  }
}

extension ArraySlice<UInt8> {
  /// The first eight bytes as one number.
  fileprivate var packed: UInt64 {
    var number: UInt64 = 0
    for index in startIndex..<Swift.min(endIndex, startIndex + 8) { number = number << 8 | UInt64(self[index]) }
    return number
  }

  /// Whether a tag is a reference to a footnote, or the way back from one.
  fileprivate var hasFootnoteClass: Bool {
    value(of: "class").map { $0.starts(with: "footnote".utf8) } ?? false
  }

  /// Returns the value of a tag's attribute, as it is escaped.
  fileprivate func value(of name: StaticString) -> ArraySlice<UInt8>? {
    let sought = " \(name)=\"".utf8
    var index = startIndex
    while let space = self[index...].firstIndex(of: 0x20) {
      if self[space...].starts(with: sought) {
        let rest = self[(space + sought.count)...]
        return rest.prefix { $0 != UInt8(ascii: "\"") }
      }
      index = space + 1
    }
    return nil
  }
}
