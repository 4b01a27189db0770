import Platform
package import Source

extension Items {
  /// Reports the references that name no item.
  package func check(_ references: [Located<ID<Item>>], _ of: Kind, reporting report: inout Report) {
    for reference in references where !has(reference.value) {
      guard !drafts.contains(reference.value) else {
        report.add(
          .brokenReference, at: reference.range,
          Message(
            ja: "\(of.name.ja) '\(reference.value)' は下書きです", en: "the \(of.name.en) '\(reference.value)' is a draft"),
          help: Guide.draftHelp)
        continue
      }
      let near = closest(to: reference.value.name, in: ids.map(\.name))
      report.add(
        .brokenReference, at: reference.range,
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
