package import Markup
package import Source

/// Puts plain words in place of terms, and a trade's wording in place of phrases, in one pass over a sheet; what it
/// cannot replace without breaking a sentence, and every word that nobody listed, is a mistake.
///
/// What was put in is not looked through again.
package struct Wording {
  private let lexicon: Lexicon
  private let language: PlainLanguage
  private let sources: SourceFiles
  package private(set) var report = Report()
  package private(set) var suppressions: [Suppression] = []
  /// How many terms plain words were put in place of.
  package private(set) var replaced = 0
  /// How often each term is in the texts, and how often it was left without an explanation.
  package private(set) var uses: [Int: Int] = [:]
  package private(set) var unexplained: [Int: Int] = [:]
  /// The terms that plain words or explanations were put in for, and the trade's phrases that were reworded.
  package private(set) var appliedTerms: Set<Int> = []
  package private(set) var appliedWords: Set<Int> = []
  /// The terms that the reader knows by now: explained by the author or by us.
  private var explained: Set<Int> = []
  /// The terms that have been said in plain words before, so that the short ones do.
  private var said: Set<Int> = []

  package init(_ lexicon: Lexicon, _ language: PlainLanguage, _ sources: SourceFiles) {
    self.lexicon = lexicon
    self.language = language
    self.sources = sources
  }

  /// Returns the document in the reader's words.
  package mutating func apply(to document: Document) -> Document {
    var inspection = Inspection(of: document, sources, language, isSheet: true)
    var edits: [Int: [Edit]] = [:]
    var titles: [Int: String] = [:]
    for (index, node) in document.nodes.enumerated() where node.kind == .directive {
      let title = document.directives[Int(node.detail)].title
      guard !title.isEmpty else { continue }
      let passage = Passage(FlatText(title), node: index, place: .label)
      titles[index] = read(passage, &inspection).applied(to: title)
      CharacterRules.checkAddresses(passage, &inspection)
    }
    Passage.forEach(in: document) { passage in
      for change in read(passage, &inspection) { change.add(to: &edits, passage.flat) }
    }
    report.merge(inspection.report)
    suppressions += inspection.suppressions
    return edits.isEmpty && titles.isEmpty ? document : Self.rebuild(document, edits, titles)
  }

  /// Returns a text of few words, such as a figure's label or a sheet's title, in the reader's words.
  package mutating func apply(toLabel label: Located<String>) -> String {
    var builder = DocumentBuilder()
    builder.open(.heading(level: 1), at: label.range)
    builder.text(label.value, at: label.range)
    builder.close()
    var inspection = Inspection(of: builder.document, sources, language, isSheet: true)
    let passage = Passage(FlatText(of: 0, in: builder.document), node: 0, place: .label)
    let result = read(passage, &inspection).applied(to: label.value)
    CharacterRules.checkAddresses(passage, &inspection)
    report.merge(inspection.report)
    return result
  }

  // MARK: Deciding

  /// A change of a text: scalars that give way to a text, or none that a text is put in behind.
  struct Change {
    var range: Range<Int>
    var text: String
  }

  private mutating func read(_ passage: Passage, _ inspection: inout Inspection) -> [Change] {
    let text = passage.flat.scalars
    let finder = WordFinder(text, lexicon) { passage.flat.reading[$0] != .text }
    var changes: [Change] = []
    var done = 0
    for use in finder.uses where use.range.lowerBound >= done {
      switch use.meaning {
      case .wording(let index):
        appliedWords.insert(index)
        changes.append(Change(range: use.range, text: lexicon.words[index].wording.value))
      case .term(let index):
        if let change = read(index, at: use.range, in: passage, &inspection) {
          appliedTerms.insert(index)
          changes.append(change)
          done = change.range.upperBound
        }
      case .mask, .everyday: break
      }
    }
    var next = 0
    for range in finder.unknown {
      while next < changes.count, changes[next].range.upperBound <= range.lowerBound { next += 1 }
      let within = changes[next...].prefix { $0.range.lowerBound < range.upperBound }
      if within.contains(where: { $0.range.overlaps(range) }) { continue }
      Jargon.reportUnknown(range, in: passage, &inspection)
    }
    return changes
  }

  /// Decides what becomes of one use of a term; nil where it stays as it is.
  private mutating func read(
    _ index: Int, at range: Range<Int>, in passage: Passage, _ inspection: inout Inspection
  ) -> Change? {
    let term = lexicon.terms[index]
    let text = passage.flat.scalars
    uses[index, default: 0] += 1
    guard term.policy != .keep, !explained.contains(index) else { return nil }
    let plain = [term.plain, term.short].compactMap { $0?.value }
    if Explanation.isGiven(for: range, plain: plain, in: text, isTerm: { isTerm($0) }) {
      explained.insert(index)
      return nil
    }
    let isLabel = passage.place == .label
    switch term.policy {
    case .keep: return nil
    case .avoid: break
    case .explain:
      if isLabel {
        if let short = term.short?.value, fits(range, text) == .free { return replacement(range, short) }
      } else if let explanation = term.explanation?.value,
        [.free, .verb, .changedVerb].contains(Grammar.following(text[range.upperBound...]))
      {
        explained.insert(index)
        return Change(range: range.upperBound..<range.upperBound, text: "（\(explanation)）")
      }
    case .replace:
      let whole = withReading(range, index, passage)
      switch fits(whole, text) {
      case .free:
        if let wording = noun(for: index, isLabel: isLabel) {
          said.insert(index)
          return replacement(whole, wording)
        }
      case .verb:
        if let suru = term.suru?.value { return replacement(whole, suru) }
      case .changedVerb:
        if let suru = term.suru?.value, !suru.hasSuffix("ように") { return replacement(whole, suru) }
      case .noun:
        if let compound = term.compound?.value { return replacement(whole, compound) }
      case .other, nil: break
      }
    }
    unexplained[index, default: 0] += 1
    Jargon.reportUnexplained(term, at: range, in: passage, &inspection)
    return nil
  }

  /// Whether a text is nothing but a term, which explains nothing.
  private func isTerm(_ text: ArraySlice<UInt32>) -> Bool {
    if case .term = lexicon.meaning(of: text.text) { true } else { false }
  }

  private mutating func replacement(_ range: Range<Int>, _ text: String) -> Change {
    replaced += 1
    return Change(range: range, text: text)
  }

  /// What follows a term; nil where what stands before it makes it a part of another word.
  private func fits(_ range: Range<Int>, _ text: [UInt32]) -> Grammar.Following? {
    Grammar.isFree(before: text[..<range.lowerBound]) ? Grammar.following(text[range.upperBound...]) : nil
  }

  private func noun(for index: Int, isLabel: Bool) -> String? {
    let term = lexicon.terms[index]
    if isLabel { return term.short?.value ?? term.plain.flatMap { $0.value.count <= 10 ? $0.value : nil } }
    return said.contains(index) ? term.short?.value ?? term.plain?.value : term.plain?.value
  }

  /// The term with the parenthesis behind it that says how it is read or what else it is called: 多要素認証（MFA）.
  private func withReading(_ range: Range<Int>, _ index: Int, _ passage: Passage) -> Range<Int> {
    guard let parenthesis = Explanation.parenthesis(behind: range.upperBound, in: passage.flat.scalars),
      parenthesis.whole.lowerBound == range.upperBound
    else { return range }
    let content = passage.flat.scalars[parenthesis.content]
    let isOtherName = lexicon.meaning(of: content.text) == .term(index)
    return isOtherName || Explanation.isReadingOrAcronym(content)
      ? range.lowerBound..<parenthesis.whole.upperBound : range
  }
}

// MARK: - Carrying it out

/// A change of one node's bytes.
private struct Edit {
  var bytes: Range<Int>
  var text: String
}

extension Wording.Change {
  fileprivate func add(to edits: inout [Int: [Edit]], _ flat: FlatText) {
    guard !range.isEmpty else {
      guard let part = flat.parts(of: range.lowerBound - 1..<range.lowerBound).last else { return }
      edits[part.node, default: []].append(Edit(bytes: part.bytes.upperBound..<part.bytes.upperBound, text: text))
      return
    }
    for (number, part) in flat.parts(of: range).enumerated() {
      edits[part.node, default: []].append(Edit(bytes: part.bytes, text: number == 0 ? text : ""))
    }
  }
}

extension [Wording.Change] {
  fileprivate func applied(to text: String) -> String {
    let scalars = [UInt32](scalarsOf: text)
    var result: [UInt32] = []
    var done = 0
    for change in self {
      result += scalars[done..<change.range.lowerBound] + [UInt32](scalarsOf: change.text)
      done = change.range.upperBound
    }
    return (result + scalars[done...]).text
  }
}

extension Wording {
  private static func rebuild(_ document: Document, _ edits: [Int: [Edit]], _ titles: [Int: String]) -> Document {
    var builder = DocumentBuilder()
    builder.reserve(nodes: document.nodes.count + edits.count * 2, bytes: document.pool.count + edits.count * 64)
    var open: [Int] = []
    for (index, node) in document.nodes.enumerated() {
      while let end = open.last, end <= index {
        builder.close()
        open.removeLast()
      }
      if let changes = edits[index] {
        var done = Int(node.text.start)
        for change in changes {
          if change.bytes.lowerBound > done { builder.copyText(done..<change.bytes.lowerBound, of: node, document) }
          if !change.text.isEmpty { builder.leaf(.fixed(.wording), builder.span(change.text.utf8), at: node.range) }
          done = change.bytes.upperBound
        }
        if done < Int(node.text.end) { builder.copyText(done..<Int(node.text.end), of: node, document) }
        continue
      }
      if let title = titles[index] {
        var directive = document.directives[Int(node.detail)]
        directive.words = [Located(title, at: directive.words.first?.range ?? node.range)]
        builder.openDirective(directive, at: node.range)
      } else {
        builder.openCopy(of: node, from: document)
      }
      open.append(Int(node.end))
    }
    for _ in open { builder.close() }
    return builder.document
  }
}

extension DocumentBuilder {
  /// Adds a part of another document's text node, with its own place where the source is the text.
  fileprivate mutating func copyText(_ bytes: Range<Int>, of node: Node, _ document: Document) {
    var range = node.range
    if node.range.bytes.count == node.text.count {
      range.start = node.range.start + UInt32(bytes.lowerBound) - node.text.start
      range.end = range.start + UInt32(bytes.count)
    }
    leaf(.text, span(document.pool[bytes]), at: range)
  }
}

extension Span {
  fileprivate var count: Int { Int(end - start) }
}
