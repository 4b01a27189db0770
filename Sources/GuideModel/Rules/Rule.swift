package import Source

/// Something that must hold in a guide; one file a rule.
package protocol Rule: Sendable {
  /// The kinds of mistakes that it finds.
  static var kinds: [Diagnostic.Kind] { get }

  /// Reports every place where the guide as a whole does not hold.
  static func check(_ guide: Guide, reporting report: inout Report)

  /// Reports every place on one page where it does not hold; for rules that need to know of other pages no more than
  /// where they are.
  static func check(_ page: Page, of guide: Guide, reporting report: inout Report)
}

extension Rule {
  package static func check(_ guide: Guide, reporting report: inout Report) {}
  package static func check(_ page: Page, of guide: Guide, reporting report: inout Report) {}
}

/// All rules, and the kinds of mistakes that reading the kinds' keys finds.
package enum GuideRules {
  package static let all: [any Rule.Type] = [
    BrokenLink.self, BrokenReference.self, DuplicateID.self, DuplicateAddress.self, MisplacedMarkup.self,
    LiteralEmphasis.self, ForeignMarkup.self, HeadingJump.self, RepeatedTitle.self, UnknownValue.self,
    PlainWriting.self, FigureTexts.self,
    TakenID.self, UnreadMarks.self, UnmatchedOverride.self, VendorMarks.self, StaleResource.self, StillSample.self,
  ]

  /// Holds a guide against all rules, so that one run shows every mistake. Returns what is wrong with each page, by its
  /// index, and reports the rest.
  package static func check(_ guide: Guide, jobs: Int, reporting report: inout Report) async -> [Report] {
    for rule in all { rule.check(guide, reporting: &report) }
    return await mapInParallel(Array(guide.pages.indices), jobs: jobs) { check(page: $0, of: guide) }
  }

  /// Returns what is wrong with one page, reading it included.
  package static func check(page index: Int, of guide: Guide) -> Report {
    var report = guide.readings[index]
    for rule in all { rule.check(guide.pages[index], of: guide, reporting: &report) }
    return report
  }

  package static let kinds: [Diagnostic.Kind] =
    [unknownKey, missingField, badValue, unreadFile] + all.flatMap { $0.kinds } + SheetRules.kinds + FragmentRules.kinds

  package static let unknownKey = Diagnostic.Kind(
    "T102", "unknown-key", .error,
    Message(
      ja: "その種類にないキーです。つづりの誤りを見逃すと、書いたことが黙って捨てられるので、エラーにします。独自の値は `extra:` の下に書けます。",
      en: "The kind has no such key. A misspelt key would silently drop what you wrote, so it is an error. "
        + "Values of your own go below `extra:`."))

  package static let missingField = Diagnostic.Kind(
    "T103", "missing-field", .error,
    Message(
      ja: "その種類に欠かせないキーがありません。知らせに出たキーを書き足してください。何を書くかは、「tebiki new」で作ったファイルに説明があります。",
      en:
        "A key that the kind cannot do without is missing. Add it; the files that 'tebiki new' writes explain every key."
    ))

  package static let badValue = Diagnostic.Kind(
    "T104", "bad-value", .error,
    Message(
      ja: "値が、そのキーの受け付ける形をしていません。受け付ける形は、知らせの中に示します。",
      en: "The value is none that the key takes. The message says what it takes."))

  package static let unreadFile = Diagnostic.Kind(
    "T105", "unread-file", .warning,
    Message(
      ja: "content/ の中の YAML で、どこからも読まれないものです。名前か置き場所を確かめてください。",
      en: "A YAML file in content/ that nothing reads. Check its name and place."))
}
