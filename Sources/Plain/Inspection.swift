import Markup
import Platform
package import Source

/// Collects what the rules find in one document: weighs it by the limits, and lifts what a comment suppresses.
struct Inspection {
  let document: Document
  let sources: SourceFiles
  let language: PlainLanguage
  let isSheet: Bool
  private(set) var report = Report()
  private(set) var suppressions: [Suppression]
  private var places: FlatText.LastPlaces?

  init(of document: Document, _ sources: SourceFiles, _ language: PlainLanguage, isSheet: Bool) {
    self.document = document
    self.sources = sources
    self.language = language
    self.isSheet = isSheet
    suppressions = Suppression.all(in: document, reporting: &report)
  }

  /// Whether a character of a passage is written as an escape or an entity, and so is meant as it is.
  mutating func isEscaped(_ index: Int, of passage: Passage) -> Bool {
    passage.flat.isEscaped(index, in: document, sources, &places)
  }

  func limits(of rule: PlainRule) -> RuleLimits.Limits {
    let limits = language.limits(of: rule)
    return isSheet ? limits.sheets : limits.site
  }

  /// Reports `amount` of something at a range of a passage, unless it stays within the limits.
  mutating func find(
    _ rule: PlainRule, amount: Double = 1, at range: Range<Int>, of passage: Passage,
    _ message: @autoclosure () -> Message,
    help: @autoclosure () -> Message?
  ) {
    guard let severity = limits(of: rule).severity(of: amount) else { return }
    let place = passage.flat.place(of: range, in: document, sources, &places) ?? document.nodes[passage.node].range
    find(rule, severity, at: place, node: passage.node, message(), help: help())
  }

  /// Reports something of a node, whose severity is known.
  mutating func find(
    _ rule: PlainRule, _ severity: Diagnostic.Severity, at place: SourceRange, node: Int, _ message: Message,
    help: Message?
  ) {
    let lifting = suppressions.indices.filter { suppressions[$0].rule == rule && suppressions[$0].nodes.contains(node) }
    guard lifting.isEmpty else {
      for index in lifting { suppressions[index].isUsed = true }
      return
    }
    report.add(Diagnostic(rule.kind, at: place, message, help: help, severity: severity))
  }
}

/// A comment that lifts one rule for the block behind it: `<!-- plain: off RULE because … -->`.
package struct Suppression: Sendable {
  package var rule: PlainRule
  /// Where the comment stands.
  package var range: SourceRange
  /// Whether it has lifted anything.
  package var isUsed = false
  /// The nodes that it holds for.
  var nodes: Range<Int>

  /// Returns the suppressions of a document; those that cannot be read are reported.
  static func all(in document: Document, reporting report: inout Report) -> [Suppression] {
    var suppressions: [Suppression] = []
    for node in document.nodes {
      switch node.kind {
      case .html, .htmlBlock: break
      default: continue
      }
      let bytes = document.bytes(node.text)
      guard bytes.starts(with: "<!--".utf8), let text = text(of: bytes) else { continue }
      guard let name = text.split(separator: " ").first.map(String.init), let rule = PlainRule(rawValue: name) else {
        let name = text.split(separator: " ").first.map(String.init) ?? ""
        report.add(
          malformed, at: node.range,
          Message(ja: "規則 '\(name)' はありません", en: "there is no rule '\(name)'"),
          help: closest(to: name, in: PlainRule.allCases.map(\.rawValue)).map(Message.meant))
        continue
      }
      let reason = text.dropFirst(name.count).drop { $0 == " " }
      guard reason.hasPrefix("because "), reason.dropFirst(8).contains(where: { $0 != " " }) else {
        report.add(
          malformed, at: node.range,
          Message(ja: "規則を外す理由がありません", en: "a suppression needs its reason"),
          help: Message(
            ja: "<!-- plain: off \(name) because 理由 --> の形で書いてください", en: "write <!-- plain: off \(name) because … -->"))
        continue
      }
      var next = Int(node.end)
      while next < document.nodes.count, document.nodes[next].kind == .htmlBlock {
        next = Int(document.nodes[next].end)
      }
      let end = next < document.nodes.count ? Int(document.nodes[next].end) : next
      suppressions.append(Suppression(rule: rule, range: node.range, nodes: next..<max(next, end)))
    }
    return suppressions
  }

  /// Returns what stands behind `plain: off` in a comment.
  private static func text(of comment: ArraySlice<UInt8>) -> String? {
    guard comment.end(of: "plain:", from: comment.startIndex) != nil,
      let end = comment.end(of: "-->", from: comment.startIndex)
    else { return nil }
    let inside = String(decoding: comment[(comment.startIndex + 4)..<(end - 3)], as: UTF8.self)
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard inside.hasPrefix("plain: off") else { return nil }
    return String(inside.dropFirst(10).drop { $0 == " " })
  }

  package static func reportUnused(_ range: SourceRange, _ report: inout Report) {
    report.add(
      unused, at: range, Message(ja: "このコメントは何も外していません", en: "this comment lifts nothing"),
      help: Message(ja: "消してください", en: "remove it"))
  }

  package static let unused = Diagnostic.Kind(
    "T517", "unused-suppression", .error,
    Message(
      ja: "規則を外すコメントが、何も外していません。直した後に残ったコメントは、次の誤りを隠すので消します。",
      en: "A comment lifts a rule that finds nothing there. Left behind, it would hide the next mistake: remove it."))

  package static let malformed = Diagnostic.Kind(
    "T518", "bad-suppression", .error,
    Message(
      ja: "規則を外すコメントは「<!-- plain: off 規則 because 理由 -->」の形で、すぐ次のまとまりにだけ効きます。",
      en: "A rule is lifted by '<!-- plain: off RULE because REASON -->', for the next block alone."))
}
