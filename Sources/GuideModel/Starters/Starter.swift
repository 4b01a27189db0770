import Plain
package import Platform
import Source

/// A text to begin with, as `tebiki new` writes it: every key of its kind explained, and filled in so that it builds.
///
/// In these texts a line `# …` explains, and a line `#key: …`, without a blank, is a key that is left out.
package enum Starter: String, CaseIterable, Sendable {
  case page, practice, measure, resource, industry, incident, sheet

  /// The kind of what the text is read as.
  package var kind: Kind {
    switch self {
    case .page: .page
    case .practice: .practice
    case .measure: .measure
    case .resource: .resource
    case .industry: .industry
    case .incident: .incident
    case .sheet: .sheet
    }
  }

  /// Why nothing can be begun under a name.
  package struct Refusal: Error {
    package let message: Message
  }

  /// Returns the path below `content/` of a new text: of an id, or of a page's path. Both come out in NFC.
  package func path(named name: String) throws(Refusal) -> String {
    let name = name.composed
    guard self == .page else {
      try Self.check(name, of: Message(ja: "id", en: "an id"))
      return "\(kind.folder ?? "")/\(name).md"
    }
    // As a shell completes it from the project's folder.
    let below = name.hasPrefix("content/") ? String(name.dropFirst("content/".count)) : name
    let parts = (below.hasSuffix(".md") ? String(below.dropLast(3)) : below)
      .split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    if parts.contains(where: { ["", ".", ".."].contains($0) }) {
      throw Refusal(
        message: Message(
          ja: "'\(name.shown)' は使えません。content/ の中のパスを、前後の「/」や「..」なしで書いてください（例: parts/opening）",
          en:
            "'\(name.shown)' cannot be used: a page has a path below content/, such as parts/opening, without '..' or '/' at its ends"
        ))
    }
    for part in parts { try Self.check(part, of: Message(ja: "パスの各部分", en: "each part of a path")) }
    if parts.count > 1, parts.last != "index",
      let other = Self.allCases.first(where: { $0.kind.folder != nil && $0.kind.folder == parts.first })
    {
      throw Refusal(
        message: Message(
          ja: "content/\(parts[0])/ のファイルは\(other.kind.name.ja)です。「tebiki new \(other.rawValue) ID」で作ってください",
          en:
            "a file in content/\(parts[0])/ is \(other.kind.name.en.withArticle): use 'tebiki new \(other.rawValue) ID'"
        ))
    }
    return parts.joined(separator: "/") + ".md"
  }

  /// Refuses names that would lead elsewhere, or that an address, a list of ids or a shell would trip over.
  package static func check(_ name: String, of what: Message) throws(Refusal) {
    let isPlain = name.unicodeScalars.allSatisfy { scalar in
      scalar == "-" || scalar == "_" || scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        || scalar.properties.generalCategory == .nonspacingMark
    }
    guard isPlain, let first = name.first, first != "-", first != "_", name.utf8.count <= 100 else {
      throw Refusal(
        message: Message(
          ja: "'\(name.shown)' は使えません。\(what.ja)は文字と数字、- と _ だけで、文字か数字から始め、100バイトまでにします",
          en:
            "'\(name.shown)' cannot be used: \(what.en) has letters, digits, '-' and '_' alone, begins with a letter or a digit, and has at most 100 bytes"
        ))
    }
    if name.lowercased() == "index", what.ja == "id" {
      throw Refusal(
        message: Message(ja: "index は、フォルダー自身のページの名前です", en: "'index' is the name of a folder's own page"))
    }
  }

  /// Refuses a path that would be, or be published as, something that the guide has already.
  package func checkIsNew(_ path: String, in guide: Guide) throws(Refusal) {
    let prefixes = OrderPrefixes(guide.sources.ids.map(guide.sources.contentPath(of:)) + [path])
    let name = String(prefixes.name(of: path).dropLast(3))
    let address = Page.address(of: path, slug: nil, prefixes)
    for page in guide.pages where page.file != nil {
      let isSameItem = page.kind == kind && kind != .page && page.id.lowercased() == name.lowercased()
      guard isSameItem || page.address.lowercased() == address.lowercased() else { continue }
      throw Refusal(
        message: Message(ja: "content/\(page.path) がすでにあります", en: "there is content/\(page.path) already"))
    }
  }

  /// Returns the text. A name in Japanese is its title, and a trade's name.
  package func text(at path: String, in guide: Guide?) throws(Refusal) -> String {
    var text = sample
    if self == .incident {
      guard let industry = guide?.industries.first else {
        throw Refusal(
          message: Message(
            ja: "事例には業種が要ります。先に「tebiki new industry ID」で業種を作ってください",
            en: "an incident needs an industry: make one first by 'tebiki new industry ID'"))
      }
      text = Incident.starter(industry: industry.id.name)
    }
    guard let title = Self.title(of: path, in: guide) else { return text }
    return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      ["title: ", "name: "].first(where: line.hasPrefix).map { $0 + title } ?? String(line)
    }.joined(separator: "\n")
  }

  /// The text as it is for everybody.
  var sample: String {
    switch self {
    case .page: Page.starter
    case .practice: Practice.starter
    case .measure: Measure.starter
    case .resource: Resource.starter
    case .industry: Industry.starter
    case .incident: Incident.starter(industry: "general")
    case .sheet: Sheet.starter
    }
  }

  /// The title of a text that is named in Japanese; other names are no titles.
  private static func title(of path: String, in guide: Guide?) -> String? {
    let others = guide.map { guide in guide.sources.ids.map(guide.sources.contentPath(of:)) } ?? []
    let name = String(OrderPrefixes(others + [path]).name(of: path).dropLast(3))
    return name.utf8.contains { $0 >= 0x80 } ? name : nil
  }

  /// How the comments of these texts are to be read.
  package static let legend = "# 「# 」で始まる行は説明です。「#」のすぐ後に名前がある行は、使うときに「#」を消します。"

  /// The keys that every kind has, but for the title and the description.
  static let commonKeys = """
    # 並び順の番号（小さいほど先。weight と書いても同じ）
    #order: 10
    # id（書かなければファイルの名前）
    #id: another-id
    # アドレスだけを変える名前
    #slug: another-name
    # 前のアドレス（そこから移したとき）
    #aliases: [/old/address.html]
    # 分類の言葉。言葉ごとに一覧のページができます
    #tags: [備え]
    # どの立場の人に向けたページか: sales 営業、engineer 開発・運用、manager 経営、risk リスク管理
    #role: [sales]
    # 書いた日
    #date: 2026-11-24
    # 直した日
    #updated: 2026-11-24
    # 下書きなら true。その間は公開しません
    #draft: false
    # 見出しが並ぶ目次を出さないなら false
    #toc: true
    # ページの型（テーマの templates/ にある名前）
    #template: page
    # 自分たちだけで使う覚え書き（Tebiki は読みません）
    #extra: {memo: 覚え書き}
    """
}
