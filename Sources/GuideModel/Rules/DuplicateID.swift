import Platform
package import Source

/// No two items of a kind bear the same id, nor two reading paths.
package struct DuplicateID: Rule {
  package static let kinds = [Diagnostic.Kind.duplicateID]

  package static func check(_ guide: Guide, reporting report: inout Report) {
    var first: [Kind: [String: Page]] = [:]
    for page in guide.pages where page.kind != .page {
      guard let earlier = first[page.kind, default: [:]].updateValue(page, forKey: page.id) else { continue }
      first[page.kind]?[page.id] = earlier
      report.add(
        .duplicateID, at: page.titleRange,
        Message(
          ja: "id '\(page.id)' は content/\(earlier.path) ですでに使われています",
          en: "the id '\(page.id)' is content/\(earlier.path)'s already"),
        help: Message(ja: "ファイル名か「id:」を変えてください", en: "change the file's name, or give it an 'id:'"))
    }
    var paths: Set<String> = []
    for path in guide.site.paths where !paths.insert(path.id.value).inserted {
      report.add(
        .duplicateID, at: path.id.range,
        Message(ja: "id '\(path.id.value)' の読み順はもうあります", en: "another reading path has the id '\(path.id.value)'"),
        help: Message(ja: "「id:」を変えてください", en: "change its 'id:'"))
    }
  }
}
