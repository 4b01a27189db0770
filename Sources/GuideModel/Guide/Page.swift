package import Markup
import Plain
import Platform
package import Source

/// One text of the guide: what every kind has in common.
package final class Page: Sendable {
  package let kind: Kind
  /// Nil for a folder's page that nobody wrote.
  package let file: FileID?
  /// The path below `content/`, in NFC.
  package let path: String
  /// The id that other items refer to it by.
  package let id: String
  /// The path below the site, with `.html`.
  package let address: String
  package let title: String
  package let description: String?
  package let order: Int
  package let aliases: [Located<String>]
  package let tags: [Located<String>]
  package let roles: [Role]
  package let date: CalendarDate?
  package let updated: CalendarDate?
  package let isDraft: Bool
  package let template: Located<String>?
  package let hasOutline: Bool
  /// The text, with the fragments that it includes.
  package let document: Document
  /// Where the title stands; the file's first byte when it has none.
  package let titleRange: SourceRange?
  package let descriptionRange: SourceRange?
  /// The id of the heading that the title was taken from, which links may lead to.
  let titleID: String?
  /// Where each link of `document` leads, in its order.
  package let targets: [LinkTarget]

  /// Whether it is its folder's own page.
  package let isIndex: Bool

  /// The folder below `content/` that the page lies in; empty at the top.
  package var folder: String { path.folder }

  /// Makes the page that a folder without an `index.md` gets.
  init(folder: String, title: String, kind: Kind, _ prefixes: OrderPrefixes) {
    self.kind = kind
    file = nil
    path = folder.isEmpty ? "index.md" : "\(folder)/index.md"
    isIndex = true
    id = "index"
    address = Page.address(of: path, slug: nil, prefixes)
    self.title = title
    description = nil
    descriptionRange = nil
    order = prefixes.order(of: folder) ?? .max
    (aliases, tags, roles, date, updated, isDraft, template, hasOutline) = ([], [], [], nil, nil, false, nil, false)
    document = Document()
    targets = []
    titleRange = nil
    titleID = nil
  }

  /// Whether it comes before another page of its folder: by `order`, then by the file's name.
  func precedes(_ other: Page) -> Bool {
    order == other.order ? path.precedesByNumbers(other.path) : order < other.order
  }

  /// Makes a page with another text, or with other targets.
  private init(_ page: Page, document: Document, targets: [LinkTarget]) {
    (kind, file, path, id, address, title) = (page.kind, page.file, page.path, page.id, page.address, page.title)
    (description, order, aliases, tags, roles) = (page.description, page.order, page.aliases, page.tags, page.roles)
    (date, updated, isDraft, isIndex) = (page.date, page.updated, page.isDraft, page.isIndex)
    (template, hasOutline) = (page.template, page.hasOutline)
    (titleRange, descriptionRange, titleID) = (page.titleRange, page.descriptionRange, page.titleID)
    (self.document, self.targets) = (document, targets)
  }

  func with(_ document: Document) -> Page { Page(self, document: document, targets: targets) }

  /// Returns the page with ids for its headings that nothing else on it has.
  func givingWay(to reserved: ReservedIDs, reporting report: inout Report) -> Page {
    guard document.headings.contains(where: { reserved.contains(document.bytes($0.id)) }) else { return self }
    var named = document
    named.giveWay(to: reserved, reporting: &report)
    return with(named)
  }

  func with(_ targets: [LinkTarget]) -> Page { Page(self, document: document, targets: targets) }

  /// Reads the keys that every kind has.
  ///
  /// - Parameter heading: The heading that a text without `title` begins with, which is not in `document`.
  init?(
    _ fields: inout FieldReader, path: String, isIndex: Bool = false, _ prefixes: OrderPrefixes, file: FileID,
    document: Document, heading: TitleHeading? = nil,
    place: SourceRange
  ) {
    let kind = Kind(path: path)
    let hasHead = fields.isThere
    let title = heading?.text ?? fields.text("title", required: true, help: Self.titleHelp(hasHead: hasHead))
    let slug = fields.text("slug")
    if let slug, !Page.isPlainName(slug.value) {
      fields.bad(
        slug.range, "slug", Message(ja: "「/」や「..」を含まない名前", en: "a name without '/' or '..'"),
        help: Message(ja: "フォルダーを変えるには、ファイルを移してください", en: "to change the folder, move the file"))
    }
    self.kind = kind
    self.file = file
    self.path = path
    self.isIndex = isIndex
    let id = fields.text("id")
    if let id, !Page.isPlainName(id.value) {
      fields.bad(id.range, "id", Message(ja: "「/」や「..」を含まない名前", en: "a name without '/' or '..'"))
    }
    self.id = id?.value ?? String(prefixes.name(of: path).dropLast(3))
    address = Page.address(of: path, slug: slug?.value ?? (isIndex ? "index" : nil), prefixes)
    let description = fields.text("description")
    self.description = description?.value
    descriptionRange = description?.range
    let weight = fields.number("weight", in: -1_000_000...1_000_000)
    order =
      fields.number("order", in: -1_000_000...1_000_000) ?? weight
      ?? prefixes.order(of: isIndex && !path.folder.isEmpty ? path.folder : path) ?? .max
    aliases = fields.texts("aliases")
    tags = Self.tags(&fields)
    roles = fields.choices("role", Role.self)
    date = fields.date("date")?.value
    updated = fields.date("updated")?.value
    isDraft = fields.flag("draft") ?? false
    template = fields.text("template")
    hasOutline = fields.flag("toc") ?? true
    fields.ignore("extra")
    self.document = document
    targets = []
    titleRange = title?.range ?? place
    titleID = heading?.id
    self.title = title?.value ?? ""
    guard title != nil else { return nil }
  }
}

extension Page {
  /// Says where the title is written, where a text has no front matter at all.
  private static func titleHelp(hasHead: Bool) -> Message? {
    hasHead
      ? Message(
        ja: "「title: 題名」を書き足すか、本文を「# 題名」で始めてください", en: "add 'title: …', or begin the text with '# TITLE'")
      : Message(
        ja: "ファイルを「# 題名」で始めるか、先頭に「---」「title: 題名」「---」の3行を書いてください",
        en: "begin the file with '# TITLE', or with three lines: '---', 'title: …', '---'")
  }

  /// Reads the tags: short names, each once.
  private static func tags(_ fields: inout FieldReader) -> [Located<String>] {
    var seen: Set<String> = []
    return fields.texts("tags").filter { tag in
      guard !tag.value.isEmpty, tag.value.unicodeScalars.count <= 60 else {
        fields.bad(tag.range, "tags", Message(ja: "1字から60字まで", en: "of 1 to 60 characters"))
        return false
      }
      return seen.insert(tag.value).inserted
    }
  }

  /// The page's address: its path with `.html`, without the order prefixes of its parts.
  static func address(of path: String, slug: String?, _ prefixes: OrderPrefixes) -> String {
    var parts = prefixes.address(of: path).pathParts
    let name = parts.removeLast()
    parts.append((slug.flatMap { isPlainName($0) ? $0 : nil } ?? String(name.dropLast(3))) + ".html")
    return parts.joined(separator: "/").composed
  }

  /// Whether a name can be one part of an address, and the name of a file wherever the site is copied to: not hidden,
  /// without signs that lead elsewhere or cannot be seen, and none that Windows keeps for its devices.
  static func isPlainName(_ name: String) -> Bool {
    !name.isEmpty && !name.hasPrefix(".") && name.utf8.count <= 200 && fault(ofName: name) == nil
      && !name.unicodeScalars.contains {
        "/\\?#%:*\"<>|".unicodeScalars.contains($0) || [.control, .format].contains($0.properties.generalCategory)
      }
  }

  /// Says why not every computer can hold a file of a name; nil where each can.
  static func fault(ofName name: String) -> Message? {
    if let sign = name.unicodeScalars.first(where: { "<>:\"\\|?*".unicodeScalars.contains($0) }) {
      return Message(ja: "「\(sign)」があるので Windows に置けません", en: "has '\(sign)', which Windows does not take")
    }
    if name.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
      return Message(ja: "制御文字を含んでいます", en: "has a control character")
    }
    if isDeviceName(name) { return Message(ja: "Windows では装置の名前です", en: "is a device's on Windows") }
    if let last = name.last, last == "." || last == " " {
      return Message(ja: "点か空白で終わるので Windows に置けません", en: "ends in a dot or a blank, which Windows does not take")
    }
    return name.utf8.count > 250 ? Message(ja: "長すぎます（250バイトまで）", en: "is too long (250 bytes at most)") : nil
  }

  /// Whether Windows takes a name for a device's, whatever its ending.
  static func isDeviceName(_ name: String) -> Bool {
    var stem = name.prefix { $0 != "." }.uppercased()
    while stem.last == " " { stem.removeLast() }
    return ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"].contains(stem)
      || stem.count == 4 && ["COM", "LPT"].contains(stem.prefix(3)) && stem.last?.isNumber == true
  }
}
