import Platform
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
    BrokenLink.self, BrokenReference.self, DuplicateID.self, DuplicateAddress.self, UnportableName.self,
    MisplacedMarkup.self,
    LiteralEmphasis.self, ForeignMarkup.self, HeadingJump.self, RepeatedTitle.self, UnknownValue.self,
    PlainWriting.self, FigureTexts.self,
    TakenID.self, UnreadMarks.self, HiddenCharacters.self, UnmatchedOverride.self, VendorMarks.self, StaleResource.self,
    StillSample.self,
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
    [
      .unknownKey, .missingField, .badValue, .cutText, .unreadFile, .linkOnSheet, .emptyBlock, .emptySection,
      .unusedWording,
      .unprintedColumn, ForeignTable.kind,
    ] + all.flatMap { $0.kinds } + FragmentRules.kinds
}
