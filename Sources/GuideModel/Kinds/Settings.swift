package import Markup
import Platform
package import Source

/// What `site.yaml` says of the whole site.
package struct Site: Sendable {
  /// The text that the guide is written after.
  package struct Origin: Sendable {
    package let title: String
    package let publisher: String?
    package let url: Located<String>?
    package let edition: String?
  }

  /// One entry of the menu at the head of every page.
  package struct MenuEntry: Sendable {
    package let title: String?
    /// A path below `content/`.
    package let page: Located<String>
  }

  /// An order in which readers of one role read pages.
  package struct ReadingPath: Sendable {
    package let id: Located<String>
    package let title: String
    package let role: Role?
    package let pages: [Located<String>]
  }

  package let title: String
  package let description: String?
  package let language: String
  /// Whether what the site says by itself is in Japanese; it is in English for every other language.
  package var isJapanese: Bool { language == "ja" || language.hasPrefix("ja-") }
  package let baseURL: String?
  package let theme: String
  /// Where it names the theme; nil where it names none.
  package let themeRange: SourceRange?
  package let origin: Origin?
  package let menu: [MenuEntry]
  /// After how many days a resource's `verified` date is stale.
  package let staleAfter: Int
  package let allowsRawHTML: Bool
  package let publishesTalk: Bool
  package let paths: [ReadingPath]
  /// Where it says that pages are dated by git; nil where it does not.
  package let asksGit: SourceRange?
  /// What the theme is told; only the theme knows its settings' names.
  package let themeSettings: [YAMLNode.Entry]

  /// The pages that the settings name.
  var listedPages: [Located<String>] { menu.map(\.page) + paths.flatMap(\.pages) }

  init?(_ fields: inout FieldReader) {
    let title = fields.text("title", required: true)
    description = fields.text("description")?.value
    language = Self.language(&fields)
    baseURL = Self.baseURL(&fields)
    let theme = Self.theme(&fields)
    self.theme = theme?.value ?? "standard"
    themeRange = theme?.range
    origin = Self.origin(&fields)
    menu = Self.menu(&fields)
    staleAfter = fields.number("stale_after", in: 1...36_500) ?? 180
    allowsRawHTML = fields.flag("raw_html") ?? false
    publishesTalk = fields.flag("talk") ?? false
    themeSettings = Self.themeSettings(&fields)
    paths = Self.paths(&fields)
    asksGit = Self.asksGit(&fields)
    guard let title else { return nil }
    self.title = title.value
  }

  /// Reads the site's own address, as all that writes absolute addresses needs it.
  private static func baseURL(_ fields: inout FieldReader) -> String? {
    guard let text = fields.address("base_url") else { return nil }
    if let address = WebAddress(text.value) { return address.text }
    fields.bad(
      text.range, "base_url",
      Message(ja: "ホストの名前とフォルダーだけのアドレス", en: "an address of a host and its folders alone"),
      help: Message(
        ja: "「?」「#」から後ろや、ホストの名前に使えない文字を消してください（例: https://example.jp/guide/）",
        en: "remove what follows '?' or '#', and what no host's name has (such as https://example.jp/guide/)"))
    return nil
  }

  /// Reads the theme's name; of what MkDocs has below it, it is told where that stands.
  private static func theme(_ fields: inout FieldReader) -> Located<String>? {
    guard let node = fields.value("theme") else { return nil }
    if let text = node.text { return Located(text, at: node.range) }
    fields.bad(
      node.range, "theme", Message(ja: "文字列", en: "a text"),
      help: Message(
        ja: "テーマの名前だけを書きます。色やロゴは theme_settings に書きます",
        en: "write the theme's name alone; colours and a logo stand below theme_settings"))
    return nil
  }

  /// Reads the language; one that the site cannot speak is told, and a site in it is English where it says things itself.
  private static func language(_ fields: inout FieldReader) -> String {
    guard let language = fields.text("language") else { return "ja" }
    let isKnown = ["ja", "en"].contains { language.value == $0 || language.value.hasPrefix("\($0)-") }
    if !isKnown {
      let meant = languageMeant(by: language.value)
      fields.note(
        meant == nil ? .hint : .warning, language.range,
        Message(
          ja: "サイトの決まり文句は、日本語（ja）か英語（en）です。このままでは英語になります",
          en: "what the site says by itself is in ja or en alone; here it is in English"),
        help: meant.map(Message.meant))
    }
    return language.value
  }

  /// Returns the language that was meant by another name for it.
  static func languageMeant(by name: String) -> String? {
    switch name.lowercased() {
    case "jp", "jpn", "japanese", "ja", "日本語": "ja"
    case "eng", "english", "en", "英語": "en"
    case "ja_jp", "ja_jp.utf-8": "ja-JP"
    case "en_us", "en_us.utf-8": "en-US"
    case "en_gb", "en_gb.utf-8": "en-GB"
    default: nil
    }
  }

  private static func asksGit(_ fields: inout FieldReader) -> SourceRange? {
    guard let source = fields.text("updated") else { return nil }
    guard source.value == "git" else {
      fields.bad(source.range, "updated", Message(ja: "「git」", en: "'git'"))
      return nil
    }
    return source.range
  }

  private static func origin(_ fields: inout FieldReader) -> Origin? {
    guard let node = fields.value("source") else { return nil }
    var source = FieldReader(node, of: Message(ja: "出典", en: "source"), at: node.range)
    let title = source.text("title", required: true)
    let publisher = source.text("publisher")
    let url = source.address("url")
    let edition = source.text("edition")
    source.finish()
    fields.merge(source)
    return title.map {
      Origin(title: $0.value, publisher: publisher?.value, url: url, edition: edition?.value)
    }
  }

  private static func menu(_ fields: inout FieldReader) -> [MenuEntry] {
    fields.items("menu").compactMap { node in
      if let page = fields.text(of: node, "menu") { return MenuEntry(title: nil, page: page) }
      if case .mapping(let pairs) = node.content, pairs.count == 1, !["title", "page"].contains(pairs[0].key.value) {
        fields.bad(
          pairs[0].key.range, "menu", Message(ja: "page と title の組", en: "of entries with 'page' and 'title'"),
          help: foreignEntry(pairs[0]))
        return nil
      }
      var entry = FieldReader(node, of: Message(ja: "メニューの項目", en: "menu entry"), at: node.range)
      let title = entry.text("title")
      let page = entry.text("page", required: true)
      entry.finish()
      fields.merge(entry)
      return page.map { MenuEntry(title: title?.value, page: $0) }
    }
  }

  /// Says how `- 題名: ページ`, as MkDocs has it, is written.
  private static func foreignEntry(_ pair: YAMLNode.Entry) -> Message {
    guard case .scalar(let page, _) = pair.value.content else {
      return Message(ja: "メニューは一段だけです", en: "a menu has one level")
    }
    let entry = "- {page: \(page), title: \(pair.key.value)}"
    return Message(ja: "「\(entry)」と書いてください", en: "write '\(entry)'")
  }

  private static func themeSettings(_ fields: inout FieldReader) -> [YAMLNode.Entry] {
    guard let node = fields.value("theme_settings") else { return [] }
    guard case .mapping(let entries) = node.content else {
      fields.bad(node, "theme_settings", Message(ja: "「名前: 値」の並び", en: "a list of 'name: value'"))
      return []
    }
    for entry in entries { _ = fields.text(of: entry.value, entry.key.value) }
    return entries
  }

  private static func paths(_ fields: inout FieldReader) -> [ReadingPath] {
    fields.mappings("paths", of: Message(ja: "読み順", en: "reading path")).compactMap { path in
      var path = path
      let id = path.text("id", required: true)
      if let id, !id.value.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "-_".contains($0)) }) {
        path.bad(id.range, "id", Message(ja: "半角の英数字と - _", en: "of letters, digits, - and _"))
      }
      let title = path.text("title", required: true)
      let role = path.choice("role", Role.self)
      let pages = path.texts("pages", required: true)
      path.finish()
      fields.merge(path)
      guard let id, let title else { return nil }
      return ReadingPath(id: id, title: title.value, role: role, pages: pages)
    }
  }
}

/// What `vendor.yaml` says of the company that hands the sheets out; everything in it may be missing.
package struct Vendor: Sendable {
  package enum Tax: String, CaseIterable, Sendable { case included, excluded }

  /// Something that the vendor sells, and the measures that it meets.
  package struct Offer: Sendable {
    package let id: String
    package let name: Located<String>
    package let measures: [Located<ID<Measure>>]
    /// The price with 税込 or 税別, where it is one.
    package let price: Located<String>?
    /// What it is for, in plain words.
    package let plain: Located<String>?
  }

  package let name: Located<String>?
  package let logo: Located<String>?
  package let color: Located<String>?
  package let phone: Located<String>?
  package let hours: Located<String>?
  package let emergency: Located<String>?
  package let fax: Located<String>?
  package let email: Located<String>?
  package let url: Located<String>?
  package let address: Located<String>?
  package let person: Located<String>?
  package let registration: Located<String>?
  package let tax: Tax?
  package let offers: [Offer]

  init(_ fields: inout FieldReader) {
    name = fields.text("name")
    logo = fields.text("logo")
    color = fields.text("color")
    phone = fields.text("phone")
    hours = fields.text("hours")
    emergency = fields.text("emergency")
    fax = fields.text("fax")
    email = fields.text("email")
    url = fields.address("url")
    address = fields.text("address")
    person = fields.text("person")
    registration = fields.text("registration")
    tax = fields.choice("tax", Tax.self)
    let tax = tax
    offers = fields.mappings("offers", of: Message(ja: "商品", en: "offer")).compactMap { offer in
      var offer = offer
      let id = offer.text("id", required: true)
      let name = offer.text("name", required: true)
      let measures: [Located<ID<Measure>>] = offer.references("for")
      let price = Self.price(&offer, tax)
      let plain = offer.text("plain")
      offer.finish()
      fields.merge(offer)
      guard let id, let name else { return nil }
      return Offer(id: id.value, name: name, measures: measures, price: price, plain: plain)
    }
  }

  /// Reads an offer's price and adds whether tax is in it: an amount of money without that is no price.
  private static func price(_ offer: inout FieldReader, _ tax: Tax?) -> Located<String>? {
    guard let price = offer.text("price") else { return nil }
    let hasAmount = price.value.contains(where: \.isNumber)
    guard hasAmount, !["税込", "税別", "税抜"].contains(where: price.value.contains) else { return price }
    switch tax {
    case .included?: return price.map { "\($0)（税込）" }
    case .excluded?: return price.map { "\($0)（税別）" }
    case nil:
      offer.missing(
        "tax", at: price.range,
        Message(
          ja: "vendor.yaml に「tax: included」（税込）か「tax: excluded」（税別）と書いてください",
          en: "say 'tax: included' or 'tax: excluded' in vendor.yaml"))
      return price
    }
  }

  /// The file that says what every sheet prints of the vendor; nil where it says nothing.
  package var file: FileID? {
    [name, phone, hours, emergency, fax, email, url, address, person].lazy.compactMap { $0?.range.file }.first
  }

  /// A vendor of whom nothing is known: sheets print ruled blanks.
  static var unknown: Vendor {
    var fields = FieldReader(
      nil, of: Message(ja: "会社", en: "vendor"), at: SourceRange(file: FileID(0), start: 0, end: 0))
    return Vendor(&fields)
  }
}
