import Plain
import Platform
package import Source

/// No two pages, files or aliases are published at one address, not even where only the case of letters differs:
/// on a USB stick they would be one file.
package struct DuplicateAddress: Rule {
  package static let kinds = [kind, badAlias]

  package static func check(_ guide: Guide, reporting report: inout Report) {
    var owners = Dictionary(
      guide.ownAddresses.map { ($0.lowercased(), "Tebiki") }, uniquingKeysWith: { first, _ in first })
    for industry in guide.industries where !guide.sheets.isEmpty {
      owners[industry.packAddress.lowercased()] = "Tebiki"
    }
    /// Says which numbers a page's address is without.
    func leftOut(of path: String) -> Message {
      let parts = guide.prefixes.leftOut(of: path).map { "'\($0)'" }
      guard !parts.isEmpty else { return Message(ja: "", en: "") }
      return Message(
        ja: "（並び順の番号 \(parts.joined(separator: "、")) は、アドレスに入りません）",
        en: " (\(parts.joined(separator: ", ")) sorts, and is left out)")
    }
    @discardableResult
    func claim(
      _ address: String, for owner: String, at range: @autoclosure () -> SourceRange?, against rival: String? = nil,
      help: Message? = nil
    ) -> Bool {
      let earlier = isSearchData(address) ? "Tebiki" : owners[address.lowercased()]
      guard let earlier else {
        owners[address.lowercased()] = owner
        return true
      }
      let prefixes = leftOut(of: owner.hasPrefix("content/") ? String(owner.dropFirst("content/".count)) : "")
      report.add(
        kind, at: range(),
        Message(
          ja: "アドレス '\(address)' は \(rival ?? earlier) と重なります\(prefixes.ja)",
          en: "the address '\(address)' is that of \(rival ?? earlier) already\(prefixes.en)"),
        help: help ?? notFoundHelp(address)
          ?? (owner.hasPrefix("content/handouts/")
            ? Message(ja: "「id:」で別の名前を付けてください", en: "give it another name by 'id:'")
            : Message(ja: "「slug:」で別の名前を付けてください", en: "give it another name by 'slug:'")))
      return false
    }
    for asset in guide.sources.assets {
      claim(
        asset, for: "content/\(asset)", at: guide.sources.place(ofAsset: asset),
        help: notFoundHelp(asset) ?? Message(ja: "ファイルの名前を変えてください", en: "rename the file"))
    }
    for page in guide.pages where page.kind != .sheet {
      // A folder's page that nobody wrote has no place of its own; the file in its place has.
      let isUnwritten = page.titleRange == nil
      claim(
        page.address, for: "content/\(page.path)",
        at: page.titleRange ?? guide.sources.place(ofAsset: page.address)
          ?? guide.pages.lazy.filter { $0.folder == page.folder }.compactMap(\.titleRange).first,
        against: isUnwritten && guide.sources.place(ofAsset: page.address) != nil ? "content/\(page.path)" : nil,
        help: isUnwritten
          ? Message(
            ja: "フォルダーのページは index.md に書き、このファイルは名前を変えてください",
            en: "write the folder's page as index.md, and rename this file") : nil)
    }
    for tag in guide.tags {
      claim(
        tag.address, for: "tags: \(tag.name)", at: tag.range,
        help: Message(ja: "タグの名前を変えてください", en: "change the tag's name"))
    }
    let variants = Dictionary(grouping: guide.variants) { $0.sheet.id }
    for sheet in guide.sheets where guide.sheets[sheet.id]?.page == sheet.page {  // two of one id: reported as such
      let page = guide.page(of: sheet)
      let addresses = (variants[sheet.id] ?? []).flatMap { variant in
        [variant.address] + (guide.site.publishesTalk ? [variant.talkAddress] : [])
      }
      for address in addresses where !claim(address, for: "content/\(page.path)", at: page.titleRange) { break }
    }
    var aliases: [(address: String, range: SourceRange)] = []
    for page in guide.pages {
      for alias in page.aliases {
        guard let address = Page.address(ofAlias: alias.value) else {
          report.add(
            badAlias, at: alias.range,
            Message(
              ja: "別名は「/」から書いたサイトの中のパスです。「..」や、「.」で始まる名前、記号は使えません",
              en: "an alias is a path of the site from '/', without '..', hidden names or signs"),
            help: Message(ja: "例: /old/page.html", en: "such as /old/page.html"))
          continue
        }
        guard claim(address, for: "content/\(page.path)", at: alias.range) else { continue }
        aliases.append((address.lowercased(), alias.range))
      }
    }
    checkFolders(aliases, guide.pages, owners, &report)
  }
}

extension DuplicateAddress {
  /// Reports aliases that need a folder where a file is published, or a file where a folder is, and pages where there is
  /// a folder of that name.
  fileprivate static func checkFolders(
    _ aliases: [(address: String, range: SourceRange)], _ pages: [Page], _ owners: [String: String],
    _ report: inout Report
  ) {
    func folders(above address: String) -> [String] {
      address.indices.filter { address[$0] == "/" }.map { String(address[..<$0]) }
    }
    var taken: Set<String> = []
    for address in owners.keys {  // where a folder is known, so are those above it
      var folder = address.folder
      while !folder.isEmpty, taken.insert(folder).inserted { folder = folder.folder }
    }
    func add(_ file: String, at range: SourceRange?, _ help: Message) {
      report.add(
        kind, at: range,
        Message(ja: "'\(file)' は、ファイルとフォルダーの両方になります", en: "'\(file)' would be both a file and a folder"), help: help)
    }
    var told: Set<String> = []
    for (address, range) in aliases {
      guard let file = ([address].filter(taken.contains) + folders(above: address).filter { owners[$0] != nil }).first
      else { continue }
      told.insert(file)
      add(file, at: range, Message(ja: "aliases に、ほかのパスを書いてください", en: "choose another alias"))
    }
    for page in pages where page.kind != .sheet {
      let address = page.address.lowercased()
      guard taken.contains(address), owners[address] == "content/\(page.path)", !told.contains(address) else {
        continue
      }
      add(page.address, at: page.titleRange, Message(ja: "フォルダーの名前を変えてください", en: "rename the folder"))
    }
  }
}

/// Says where the page for what is not found comes from, for whoever brings one along from another tool.
private func notFoundHelp(_ address: String) -> Message? {
  guard address.lowercased() == Guide.notFoundAddress else { return nil }
  return Message(
    ja: "このページはテーマから作られます。文はテーマの theme.yaml（strings の not_found）か templates/404.mustache で変え、このファイルは消してください",
    en:
      "the theme makes this page: change its words in theme.yaml (not_found in strings) or templates/404.mustache, and remove this file"
  )
}

/// Whether a file at `address` would lie among the search data: `search/data.js` and its like.
private func isSearchData(_ address: String) -> Bool {
  let address = address.lowercased()
  return address.hasPrefix("search/") && address.hasSuffix(".js")
    && ["data", "text-", "grams-"].contains { address.dropFirst("search/".count).hasPrefix($0) }
}

private let kind = Diagnostic.Kind(
  "T206", "duplicate-address", .error,
  Message(
    ja: "二つのものが同じアドレスで公開されます。並び順の番号（01-）は、アドレスには入りません。大文字と小文字の違いは、区別しません。片方のファイルの名前か slug を変えてください。",
    en:
      "Two things would be published at one address. Order prefixes (01-) are no part of it; case makes no difference. Rename one file, or give it another 'slug'."
  )
)

private let badAlias = Diagnostic.Kind(
  "T207", "bad-alias", .error,
  Message(ja: "別名は、サイトの中のパスを「/」から書いたものです。", en: "An alias is a path of the site that begins with '/'."))
