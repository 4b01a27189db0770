import Platform
package import Source

/// Whether a resource's address and cost were looked at within `stale_after` days.
///
/// ```
/// verified: 2025-01-10      half a year later nobody knows whether it still holds
/// ```
package struct StaleResource: Rule {
  package static let kinds = [kind]

  package static func check(_ guide: Guide, reporting report: inout Report) {
    for resource in guide.resources {
      guard let verified = resource.verified else { continue }
      let age = guide.today.daysSince1970 - verified.value.daysSince1970
      guard age > guide.site.staleAfter else { continue }
      report.add(
        kind, at: verified.range,
        Message(
          ja: "確かめてから\(age)日たっています（\(guide.site.staleAfter)日まで）",
          en: "this was checked \(age) days ago, and is good for \(guide.site.staleAfter)"),
        help: Message(ja: "アドレスと費用を確かめ、日付を書き換えてください", en: "look at the address and the cost, and change the date"))
    }
  }
}

private let kind = Diagnostic.Kind(
  "T208", "stale-resource", .warning,
  Message(
    ja: "公的な資料を確かめた日（verified）から、site.yaml の stale_after（書かなければ180）の日数が過ぎています。アドレスと費用を確かめ、日付を書き換えてください。",
    en:
      "A resource's 'verified' is older than 'stale_after' in site.yaml (180 days). Look at its address and cost, and change the date."
  ))
