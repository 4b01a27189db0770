package import Markup
package import Source

/// One sheet as one trade's boss gets it: conditions settled, blocks pulled in, values and wording in place.
package struct ComposedSheet: Sendable {
  package let variant: Variant
  package let document: Document
  /// What figure nodes point to.
  package let drawings: [Drawing]
}

/// A figure with its data in the trade's own words.
package struct Drawing: Sendable {
  package let figure: Figure
  package let content: Content

  package enum Content: Sendable {
    /// What stands still, by how soon it does.
    case timeline([Phase])
  }

  package struct Phase: Sendable {
    package let name: String
    package let items: [String]
  }
}

/// The kinds of mistakes that composing sheets finds.
package enum SheetRules {
  package static let unknownValue = Diagnostic.Kind(
    "T307", "unknown-value", .error,
    Message(
      ja: "「{{…}}」の中のパスが、使える値のどれでもありません。",
      en: "The path inside '{{…}}' is none of the values that there are."))

  package static let linkOnSheet = Diagnostic.Kind(
    "T308", "link-on-sheet", .error,
    Message(
      ja: "紙の上ではリンクを押せません。アドレスは「:::qr アドレス 題名」で二次元コードにします。",
      en: "A link is useless on paper: ':::qr ADDRESS TITLE' makes a code of the address."))

  package static let emptyBlock = Diagnostic.Kind(
    "T309", "empty-block", .error,
    Message(
      ja: "引き込む指示に当てはまるものが一つもなく、その場所が空になります。",
      en: "Nothing fits what a directive pulls in, so that its place would be empty."))

  package static let unmatchedOverride = Diagnostic.Kind(
    "T310", "unmatched-override", .error,
    Message(
      ja: "差し替えの見出しは、元の資料の見出しと同じでなければなりません。",
      en: "The headings of an override must be headings of the sheet."))

  package static let kinds = [linkOnSheet, emptyBlock, unmatchedOverride]
}
