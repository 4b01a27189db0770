import Platform
package import Source

/// The ids that a page has beside its text's: its footnotes', and those of the theme's templates and scripts.
package struct ReservedIDs: Sendable {
  private let ids: Set<[UInt8]>

  package init(_ ids: Set<String> = []) { self.ids = Set(ids.map { Array($0.utf8) }) }

  package func contains(_ id: ArraySlice<UInt8>) -> Bool { ids.contains(Array(id)) || Self.isFootnotes(id) }

  /// Whether an id is a footnote's, `fn-1`, or a reference's, `fnref-1` or `fnref-1-2`.
  private static func isFootnotes(_ id: ArraySlice<UInt8>) -> Bool {
    let parts = id.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard let name = parts.first, parts.dropFirst().allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isDigit) }) else {
      return false
    }
    return name.elementsEqual("fn".utf8) && parts.count == 2
      || name.elementsEqual("fnref".utf8) && (2...3).contains(parts.count)
  }
}

extension Document {
  /// Gives other ids to the headings whose texts make a reserved one (`main-2` for `main`); the text itself must not
  /// give one, which is reported.
  package mutating func giveWay(to reserved: ReservedIDs, reporting report: inout Report) {
    var taken: Set<[UInt8]> = []
    for index in headings.indices {
      let id = bytes(headings[index].id)
      guard reserved.contains(id) else { continue }
      guard headings[index].idRange == nil else {
        MarkupRules.reportReserved(String(decoding: id, as: UTF8.self), at: headings[index].idRange, &report)
        continue
      }
      if taken.isEmpty { taken = Set(headings.map { Array(bytes($0.id)) }) }
      var number = 2
      var own = Array(id) + "-2".utf8
      while reserved.contains(own[...]) || !taken.insert(own).inserted {
        number += 1
        own = Array(id) + "-\(number)".utf8
      }
      headings[index].wantedID = headings[index].id
      let start = pool.count
      pool += own
      headings[index].id = Span(start..<pool.count)
    }
  }
}

extension MarkupRules {
  /// Reports that a text gives an id that the page has already.
  package static func reportReserved(_ id: String, at range: SourceRange?, _ report: inout Report) {
    report.add(
      reservedID, at: range,
      Message(ja: "id '\(id)' は、ページのほかの部分が使っています", en: "the id '\(id)' is that of another part of the page"),
      help: Message(ja: "別の id にしてください", en: "give it another id"))
  }

  package static let reservedID = Diagnostic.Kind(
    "T322", "reserved-id", .error,
    Message(
      ja: """
        脚注（fn-1 など）とテーマの部品（main、search-results など）の id は、本文では使えません。同じ id が二つあると、リンクが違う場所へ\
        飛びます。「{#id}」を付けていない見出しは、自動で別の id（main-2）になり、#main へのリンクもそこへ届きます。
        """,
      en: """
        A text cannot give the ids of footnotes (fn-1) and of the theme's parts (main, search-results): of two things with one \
        id, links lead to the wrong one. A heading without '{#id}' gets another id by itself (main-2), and links to #main \
        still lead to it.
        """))
}
