/// A whole project to begin with, as `tebiki new site` writes it: small, complete, and each kind in it at least once.
///
/// Its texts are the files of `Resources/site/`; they lie within the program, so that it needs nothing beside it.
package enum SiteStarter {
  /// Returns the files of a project without sample texts: its settings, with what names texts left out, and one page.
  package static func emptyFiles() -> [(path: String, bytes: [UInt8])] {
    var isLeftOut = false
    let settings = String(decoding: PackageResources.site_yaml, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).map { line in
        if line.first != " " { isLeftOut = ["menu:", "theme_settings:", "paths:"].contains(line) }
        if line.hasPrefix("title: ") { return "title: 新しいサイト" }
        return isLeftOut || line.hasPrefix("description: ") ? "#\(line)" : String(line)
      }
    return [
      (".gitignore", PackageResources.gitignore),
      ("content/site.yaml", Array(settings.joined(separator: "\n").utf8)),
      ("content/index.md", Array("---\ntitle: はじめに\n---\n\nここに本文を書きます。\n".utf8)),
    ]
  }

  /// Returns the files, by their paths below the project's folder; the notice is of the day `today`.
  package static func files(today: CalendarDate) -> [(path: String, bytes: [UInt8])] {
    let notice = String(decoding: PackageResources.notice_md, as: UTF8.self).replacing("{date}", with: today.iso)
    return [
      ("README.md", PackageResources.README_md),
      (".gitignore", PackageResources.gitignore),
      ("content/site.yaml", PackageResources.site_yaml),
      ("content/vendor.yaml", PackageResources.vendor_yaml),
      ("content/logo.svg", PackageResources.logo_svg),
      ("content/index.md", PackageResources.index_md),
      ("content/parts/index.md", PackageResources.parts_md),
      ("content/parts/first-visit.md", PackageResources.part_md),
      ("content/responsibilities/autonomy.md", PackageResources.responsibility_md),
      ("content/practices/monthly-talk.md", PackageResources.practice_md),
      ("content/measures/phone-list.md", PackageResources.measure_phone_list_md),
      ("content/measures/copies.md", PackageResources.measure_copies_md),
      ("content/measures/callback.md", PackageResources.measure_callback_md),
      ("content/resources/consultation-desk.md", PackageResources.resource_md),
      ("content/industries/salon.md", PackageResources.industry_salon_md),
      ("content/industries/general.md", PackageResources.industry_general_md),
      ("content/incidents/salon-booking.md", PackageResources.incident_salon_md),
      ("content/incidents/fake-notice.md", PackageResources.incident_general_md),
      ("content/figures/stops.yaml", PackageResources.figure_yaml),
      ("content/notices/\(today.iso.prefix(7)).md", Array(notice.utf8)),
      ("content/handouts/briefing.md", PackageResources.sheet_briefing_md),
      ("content/handouts/staff.md", PackageResources.sheet_staff_md),
      ("content/glossary.yaml", PackageResources.site_glossary_yaml),
      ("content/plain.yaml", PackageResources.site_plain_yaml),
    ]
  }
}
