import Platform
package import Source

/// What is published has names that every computer can hold: sites are copied to Windows, to file shares and USB sticks.
///
/// ```
/// なぜ?.md      Windows has no '?' in names: give the page another name by 'slug:'
/// ```
package struct UnportableName: Rule {
  package static let kinds = [kind]

  package static func check(_ guide: Guide, reporting report: inout Report) {
    for asset in guide.sources.assets {
      guard let (name, why) = firstFault(in: asset) else { continue }
      add(name, why, in: "content/\(asset)", at: nil, renaming, &report)
    }
    for tag in guide.tags {
      let name = String(tag.address.fileName.dropLast(".html".count))
      guard let why = Page.fault(ofName: name) else { continue }
      add(
        tag.name, why, in: nil, at: tag.range,
        Message(ja: "タグの名前を変えてください", en: "change the tag's name"), &report)
    }
    var folders: Set<String> = []
    for page in guide.pages {
      if page.kind != .sheet, folders.insert(page.address.folder).inserted,
        let (name, why) = firstFault(in: page.address.folder)
      {
        add(
          name, why, in: "content/\(page.folder)/", at: page.titleRange,
          Message(ja: "フォルダーの名前を変えてください", en: "rename the folder"), &report)
      }
      // Sheets, and what is made for a trade, are named by ids.
      let isNamedByID = page.kind == .sheet || page.kind == .industry
      if isNamedByID, !page.isIndex, let why = Page.fault(ofName: page.id) {
        add(
          page.id, why, in: nil, at: page.titleRange,
          Message(ja: "「id:」で別の名前を付けてください", en: "give it another name by 'id:'"), &report)
      } else if page.kind != .sheet {
        let name = String(page.address.fileName.dropLast(".html".count))
        guard let why = Page.fault(ofName: name) else { continue }
        add(
          name, why, in: nil, at: page.titleRange,
          Message(ja: "「slug:」で別の名前を付けてください", en: "give it another name by 'slug:'"), &report)
      }
    }
  }
}

/// Returns the first part of a path that not every computer can hold, and why.
private func firstFault(in path: String) -> (name: String, why: Message)? {
  for part in path.pathParts { if let why = Page.fault(ofName: part) { return (part, why) } }
  return nil
}

private let renaming = Message(ja: "名前を変えてください", en: "rename it")

private func add(
  _ name: String, _ why: Message, in place: String?, at range: SourceRange?, _ help: Message, _ report: inout Report
) {
  let whereJa = place.map { "（\($0)）" } ?? ""
  let whereEn = place.map { " (\($0))" } ?? ""
  report.add(
    kind, at: range,
    Message(ja: "'\(name)' という名前は、\(why.ja)\(whereJa)", en: "the name '\(name)' \(why.en)\(whereEn)"), help: help)
}

private let kind = Diagnostic.Kind(
  "T209", "unportable-name", .error,
  Message(
    ja: """
      Windows やファイル共有に置けない名前です。使えないのは、「< > : " \\ | ? *」や制御文字を含む名前、点や空白で終わる名前、
      CON・PRN・AUX・NUL・COM1・LPT1 などの名前（後ろに .txt などが付いても）、長すぎる名前です。
      ページは「slug:」で、資料と業種は「id:」で別の名前にできます。ほかのファイルは名前を変えてください。
      """,
    en: """
      A name that Windows and file shares cannot hold: one with '< > : " \\ | ? *' or a control character, one that ends in a \
      dot or a blank, a device's (CON, PRN, AUX, NUL, COM1, LPT1, with any ending), or one that is too long. A page gets \
      another name by 'slug:', a sheet and a trade by 'id:'; rename other files.
      """))
