package import Markup
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
  /// Where each link of `document` leads, in its order.
  package let targets: [LinkTarget]

  /// Whether it is its folder's own page.
  package let isIndex: Bool

  /// The folder below `content/` that the page lies in; empty at the top.
  package var folder: String { path.folder }

  /// Makes the page that a folder without an `index.md` gets.
  init(folder: String, title: String, kind: Kind) {
    self.kind = kind
    file = nil
    path = folder.isEmpty ? "index.md" : "\(folder)/index.md"
    isIndex = true
    id = "index"
    address = Page.address(of: path, slug: nil)
    self.title = title
    description = nil
    descriptionRange = nil
    order = Page.order(ofName: folder.fileName) ?? .max
    (aliases, tags, roles, date, updated, isDraft, template, hasOutline) = ([], [], [], nil, nil, false, nil, false)
    document = Document()
    targets = []
    titleRange = nil
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
    (titleRange, descriptionRange) = (page.titleRange, page.descriptionRange)
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
  init?(
    _ fields: inout FieldReader, path: String, isIndex: Bool = false, file: FileID, document: Document,
    place: SourceRange
  ) {
    let kind = Kind(path: path)
    let hasHead = fields.isThere
    let title = fields.text("title", required: true, help: Self.titleHelp(hasHead: hasHead, document))
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
    self.id = id?.value ?? Page.nameWithoutPrefix(String(path.fileName.dropLast(3)))
    address = Page.address(of: path, slug: slug?.value ?? (isIndex ? "index" : nil))
    let description = fields.text("description")
    self.description = description?.value
    descriptionRange = description?.range
    let weight = fields.number("weight", in: -1_000_000...1_000_000)
    order =
      fields.number("order", in: -1_000_000...1_000_000) ?? weight
      ?? Page.order(ofName: isIndex && !path.folder.isEmpty ? path.folder.fileName : path.fileName) ?? .max
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
    self.title = title?.value ?? ""
    guard title != nil else { return nil }
  }
}

extension Page {
  /// Says where the title is written; in a text that begins with it as a heading, as other tools have it, what it is.
  private static func titleHelp(hasHead: Bool, _ document: Document) -> Message? {
    let heading = document.headings.first.flatMap { heading in
      heading.level == 1 ? String(decoding: document.plainText(of: Int(heading.node)), as: UTF8.self) : nil
    }
    guard !hasHead || heading != nil else { return nil }
    let title = heading.map { text in
      let isPlain = text.allSatisfy { $0.isLetter || $0.isNumber || " 「」『』（）、。・！？-".contains($0) }
      return isPlain && text.first != "-" ? text : "'\(text.replacing("'", with: "''"))'"
    }
    let line = Message(ja: "title: \(title ?? "題名")", en: "title: \(title ?? "…")")
    guard !hasHead else { return Message(ja: "「\(line.ja)」を書き足してください", en: "add '\(line.en)'") }
    return Message(
      ja: "ファイルの先頭に、「---」「\(line.ja)」「---」の3行を書いてください",
      en: "begin the file with three lines: '---', '\(line.en)', '---'")
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
  static func address(of path: String, slug: String?) -> String {
    var parts = path.pathParts.map(nameWithoutPrefix)
    let name = parts.removeLast()
    parts.append((slug.flatMap { isPlainName($0) ? $0 : nil } ?? String(name.dropLast(3))) + ".html")
    return parts.joined(separator: "/")
  }

  /// The number before the first `-` of a name such as `01-introduction`; four digits are a year (`2026-11`), no order.
  static func order(ofName name: String) -> Int? {
    let digits = name.prefix { $0.isASCII && $0.isNumber }
    guard (1...3).contains(digits.count), name.dropFirst(digits.count).hasPrefix("-"), name.count > digits.count + 1
    else { return nil }
    return Int(digits)
  }

  static func nameWithoutPrefix(_ name: String) -> String {
    guard order(ofName: name) != nil, let dash = name.firstIndex(of: "-") else { return name }
    let rest = String(name[name.index(after: dash)...])
    return rest == ".md" ? name : rest
  }

  /// Whether a name can be one part of an address, and the name of a file wherever the site is copied to: not hidden,
  /// without signs that lead elsewhere or cannot be seen, and none that Windows keeps for its devices.
  static func isPlainName(_ name: String) -> Bool {
    !name.isEmpty && !name.hasPrefix(".") && name.utf8.count <= 200 && !isDeviceName(name)
      && !name.unicodeScalars.contains {
        "/\\?#%:*\"<>|".unicodeScalars.contains($0) || [.control, .format].contains($0.properties.generalCategory)
      }
  }

  /// Whether Windows takes a name for a device's, whatever its ending.
  static func isDeviceName(_ name: String) -> Bool {
    let stem = name.prefix { $0 != "." }.uppercased()
    return ["CON", "PRN", "AUX", "NUL"].contains(stem)
      || stem.utf8.count == 4 && ["COM", "LPT"].contains(stem.prefix(3)) && stem.last?.isNumber == true
  }
}
