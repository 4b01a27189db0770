import Markup
import Plain
import Platform
package import Source

/// Pages read well, sheets say whom they speak of, and the glossary holds its own tests.
///
/// ```
/// お客様にご連絡ください      on a sheet: ours, or theirs?
/// ```
package struct PlainWriting: Rule {
  package static let kinds =
    PlainRule.allCases.map(\.kind) + [Suppression.unused, Suppression.malformed, Diagnostic.Kind.ambiguousCustomer]
    + Glossary.kinds

  package static func check(_ guide: Guide, reporting report: inout Report) {
    report.merge(Glossary.check(guide.language, guide.lexicon))
    for industry in guide.industries {
      let lexicon = guide.lexicon(for: industry)
      for (_, wording) in industry.words { Glossary.checkPlain(wording, guide.language, lexicon, &report) }
    }
    for sheet in guide.sheets { guide.page(of: sheet).document.checkCustomers(of: guide, &report) }
    for override in guide.overrides { override.document.checkCustomers(of: guide, &report) }
  }
}
