import Platform
package import Source

/// Every id that an item refers to by is the id of an item.
///
/// ```
/// resources: [risss]     no resource 'risss'; did you mean 'riss'?
/// ```
package struct BrokenReference: Rule {
  package static let kinds = [kind]

  package static func check(_ guide: Guide, reporting report: inout Report) {
    for practice in guide.practices {
      check(practice.responsibilities, in: guide.responsibilities, .responsibility, &report)
      check(practice.resources, in: guide.resources, .resource, &report)
    }
    for measure in guide.measures {
      check(measure.resources, in: guide.resources, .resource, &report)
      check(measure.industries, in: guide.industries, .industry, &report)
    }
    for incident in guide.incidents { check(incident.industries, in: guide.industries, .industry, &report) }
    for notice in guide.notices { check(notice.industries, in: guide.industries, .industry, &report) }
    for sheet in guide.sheets { check(sheet.industries, in: guide.industries, .industry, &report) }
    for offer in guide.vendor.offers { check(offer.measures, in: guide.measures, .measure, &report) }
    for override in guide.overrides {
      check([override.sheet], in: guide.sheets, .sheet, &report)
      check([override.industry], in: guide.industries, .industry, &report)
    }
  }

  /// Reports the references that name no item.
  package static func check<Item: GuideItem>(
    _ references: [Located<ID<Item>>], in items: Items<Item>, _ of: Kind, _ report: inout Report
  ) {
    for reference in references where !items.has(reference.value) {
      guard !items.drafts.contains(reference.value) else {
        report.add(
          kind, at: reference.range,
          Message(
            ja: "\(of.name.ja) '\(reference.value)' は下書きです", en: "the \(of.name.en) '\(reference.value)' is a draft"),
          help: Guide.draftHelp)
        continue
      }
      let near = closest(to: reference.value.name, in: items.ids.map(\.name))
      report.add(
        kind, at: reference.range,
        Message(ja: "\(of.name.ja) '\(reference.value)' がありません", en: "no \(of.name.en) '\(reference.value)'"),
        help: near.map(Message.meant)
          ?? Message(
            ja: "content/\(of.folder ?? "") のファイル名を id にします", en: "ids are the file names in content/\(of.folder ?? "")"
          ))
    }
  }
}

extension Guide {
  /// What to do about something that is left out as a draft.
  static let draftHelp = Message(
    ja: "公開するなら、そのファイルの「draft: true」を消してください（--drafts を付けると、下書きも作ります）",
    en: "to publish it, remove 'draft: true' from its file; with --drafts it is built as it is")
}

private let kind = Diagnostic.Kind(
  "T204", "broken-reference", .error,
  Message(
    ja: "参照している id の項目がありません。id は、ファイル名から「.md」と並び順の番号を除いたものです。つづりを直すか、その項目を作ってください。",
    en:
      "There is no item of that id. An id is the file's name without '.md' and without its order prefix. Mend the spelling, or write the item."
  ))
