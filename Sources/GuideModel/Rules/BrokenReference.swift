import Platform
package import Source

/// Every id that an item refers to by is the id of an item.
///
/// ```
/// resources: [risss]     no resource 'risss'; did you mean 'riss'?
/// ```
package struct BrokenReference: Rule {
  package static let kinds = [Diagnostic.Kind.brokenReference]

  package static func check(_ guide: Guide, reporting report: inout Report) {
    for practice in guide.practices {
      guide.responsibilities.check(practice.responsibilities, .responsibility, reporting: &report)
      guide.resources.check(practice.resources, .resource, reporting: &report)
    }
    for measure in guide.measures {
      guide.resources.check(measure.resources, .resource, reporting: &report)
      guide.industries.check(measure.industries, .industry, reporting: &report)
    }
    for incident in guide.incidents { guide.industries.check(incident.industries, .industry, reporting: &report) }
    for notice in guide.notices { guide.industries.check(notice.industries, .industry, reporting: &report) }
    for sheet in guide.sheets { guide.industries.check(sheet.industries, .industry, reporting: &report) }
    for offer in guide.vendor.offers { guide.measures.check(offer.measures, .measure, reporting: &report) }
    for override in guide.overrides {
      guide.sheets.check([override.sheet], .sheet, reporting: &report)
      guide.industries.check([override.industry], .industry, reporting: &report)
    }
  }
}
