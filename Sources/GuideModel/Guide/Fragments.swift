package import Markup
import Plain
import Platform
package import Source

/// A text that others pull in by `:::include NAME`: `_parts/NAME.md`. It has no page of its own.
package struct Fragment: Sendable {
  /// The folder of `content/` that holds fragments.
  static let folder = "_parts"

  /// The path below the folder, without `.md`.
  let name: String
  let file: FileID
  let document: Document

  init(path: String, file: FileID, document: Document) {
    name = String(path.dropFirst(Self.folder.count + 1).dropLast(3))
    self.file = file
    self.document = document
  }
}

/// The fragments of a guide.
package struct Fragments: Sendable {
  private let fragments: [String: Fragment]
  private let names: Candidates

  /// How deep fragments may lie in each other, and how many nodes a text may have with all of them.
  private static let depthLimit = 8
  private static let nodeLimit = 200_000

  init(_ fragments: [Fragment]) {
    self.fragments = Dictionary(fragments.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    names = Candidates(self.fragments.keys.sorted())
  }

  /// Returns a document with the fragments that it includes, and what is wrong with that; nil where it includes none.
  package func expand(_ document: Document) -> (document: Document, report: Report)? {
    expand(document, in: [])
  }

  /// Checks the fragments themselves, so that a mistake in one that nobody includes shows too.
  func check() -> Report {
    var report = Report()
    for name in names.words {
      guard let fragment = fragments[name], let expanded = expand(fragment.document, in: [name]) else { continue }
      report.merge(expanded.report)
    }
    return report
  }

  private func expand(_ document: Document, in names: [String]) -> (document: Document, report: Report)? {
    guard document.directives.contains(where: { $0.name == .include }) else { return nil }
    var report = Report()
    var nodes = document.nodes.count
    let expanded = Inclusion.expand(document) { directive, place, around in
      let around = names + around
      guard let fragment = find(directive, at: place, &report) else { return nil }
      if around.contains(fragment.name) {
        let circle = (around.drop { $0 != fragment.name } + [fragment.name]).joined(separator: " → ")
        report.add(
          FragmentRules.cycle, at: directive.words[0].range,
          Message(ja: "断片が自分自身を取り込んでいます（\(circle)）", en: "the fragment includes itself: \(circle)"),
          help: Message(ja: "どれか一つの「:::include」を消してください", en: "remove one of these ':::include'"))
        return nil
      }
      nodes += fragment.document.nodes.count
      guard around.count < Self.depthLimit, nodes <= Self.nodeLimit else {
        report.add(
          FragmentRules.limit, at: directive.words[0].range,
          around.count < Self.depthLimit
            ? Message(ja: "断片を取り込むと、文章が大きくなりすぎます", en: "with this fragment the text grows too large")
            : Message(
              ja: "断片の中の断片が\(Self.depthLimit)段を超えています",
              en: "fragments lie more than \(Self.depthLimit) deep in each other"),
          help: Message(ja: "断片を一つにまとめてください", en: "make one fragment of some of them"))
        return nil
      }
      return Inclusion.Fragment(name: fragment.name, document: fragment.document)
    }
    return (expanded, report)
  }

  private func find(_ directive: Directive, at place: SourceRange, _ report: inout Report) -> Fragment? {
    guard directive.words.count == 1, let name = directive.words.first else {
      report.add(
        .badValue, at: directive.words.dropFirst().first?.range ?? place,
        Message(ja: "「:::include」には断片の名前を一つ書きます", en: "':::include' takes the name of one fragment"),
        help: Message(
          ja: "content/\(Fragment.folder)/ の中のファイル名から「.md」を除いたものです",
          en: "it is a file's name in content/\(Fragment.folder)/, without '.md'"))
      return nil
    }
    if let fragment = fragments[name.value] { return fragment }
    let near = names.closest(to: name.value)
    report.add(
      .brokenReference, at: name.range,
      Message(ja: "断片 '\(name.value)' がありません", en: "no fragment '\(name.value)'"),
      help: near.map(Message.meant)
        ?? Message(
          ja: "content/\(Fragment.folder)/\(name.value).md を作ってください",
          en: "make content/\(Fragment.folder)/\(name.value).md"))
    return nil
  }
}

/// The kinds of mistakes that including fragments finds.
package enum FragmentRules {
  package static let kinds = [cycle, limit]

  static let cycle = Diagnostic.Kind(
    "T341", "include-cycle", .error,
    Message(
      ja: "「:::include」で取り込む断片が、たどっていくと自分自身に戻ります。終わらないので、その一か所は取り込みません。",
      en: "A fragment that ':::include' pulls in comes back to itself. That would never end, so it is not pulled in."))

  static let limit = Diagnostic.Kind(
    "T342", "include-limit", .error,
    Message(
      ja: "断片は8段まで重ねられ、取り込んだ後の文章は20万の要素までです。小さなファイルが限りなくふくらむのを防ぎます。",
      en: """
        Fragments may lie eight deep in each other, and a text with all of them has at most 200,000 nodes, so that a few \
        small files cannot grow without end.
        """))
}

extension SourceFiles {
  /// The path of a text below `content/`.
  func contentPath(of file: FileID) -> String {
    let path = String(self[file].path.dropFirst("content/".count))
    return path.utf8.allSatisfy { $0 < 0x80 } ? path : path.composed
  }

  /// Returns the texts at some paths below `content/`, by their paths.
  package func ids(ofContent paths: Set<String>) -> [String: FileID] {
    var found: [String: FileID] = [:]
    for id in ids where paths.contains(contentPath(of: id)) { found[contentPath(of: id)] = id }
    return found
  }
}
