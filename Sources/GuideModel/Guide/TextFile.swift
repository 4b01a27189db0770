import Markup
import Plain
import Platform
import Source

/// One file of `content/`, read: a page with what its kind adds, or settings.
struct TextFile: Sendable {
  let path: String
  private(set) var report = Report()
  private(set) var page: Page?
  /// Makes the kind's own item, once the index of its page is known.
  private(set) var item: (@Sendable (Int) -> any GuideItem)?
  private(set) var site: Site?
  private(set) var vendor: Vendor?
  private(set) var figure: Figure?
  /// The id of a figure's file, whether or not it could be read.
  private(set) var figureID: String?
  private(set) var terms: [Term] = []
  private(set) var plain: PlainLanguage?
  private(set) var override: Guide.Override?
  private(set) var fragment: Fragment?

  /// Whether mistakes keep a page of the guide, or what its kind adds, from being read.
  var isUnread: Bool {
    guard report.hasErrors, path.hasSuffix(".md"), fragment == nil, override == nil else { return false }
    return page == nil || page?.kind != .page && item == nil
  }

  private let prefixes: OrderPrefixes

  /// Reads the file at `path`; `isIndex` says whether a page is its folder's own, and `prefixes` are those among all texts
  /// of the guide.
  init(
    _ source: SourceFile, _ file: FileID, path: String, isIndex: Bool = false,
    _ prefixes: OrderPrefixes = OrderPrefixes([])
  ) {
    self.path = path
    self.prefixes = prefixes
    guard source.checkEncoding(file, reporting: &report) else { return }
    if path.hasSuffix(".yaml") { readSettings(source, file) } else { readPage(source, file, isIndex) }
  }

  private mutating func readPage(_ source: SourceFile, _ file: FileID, _ isIndex: Bool) {
    let isFragment = path.hasPrefix(Fragment.folder + "/")
    guard isFragment || !path.pathParts.dropLast().contains(where: { $0.hasPrefix("_") }) else { return }
    let (yaml, body) = source.splitFrontMatter(file, reporting: &report)
    guard !report.hasErrors else { return }
    var parsed = Report()
    var document = Document(parsing: body, of: source, file: file, reporting: &parsed)
    var node: YAMLNode?
    if let yaml {
      let before = report.count(.error)
      node = YAMLNode(parsing: yaml, of: source, file: file, reporting: &report)
      if report.count(.error) > before { return report.merge(parsed) }
    }
    let place = SourceRange(file: file, start: 0, end: min(3, source.bytes.count))
    if isFragment {
      report.merge(parsed)
      readExtras(node, of: Message(ja: "断片", en: "fragment"), at: place)
      fragment = Fragment(path: path, file: file, document: document)
      return
    }
    let parts = path.pathParts
    if parts.count == 3, parts[0] == Kind.sheet.folder {
      report.merge(parsed)
      readOverride(node, document, at: place)
      return
    }
    let kind = Kind(path: path)
    var fields = FieldReader(node, of: kind.name, at: place, isThere: yaml != nil)
    let heading = fields.has("title") ? nil : TitleHeading(of: document)
    if let heading {
      // The title is printed above the text: the heading that it is taken from is read no more.
      fields.ignore("title")
      parsed = Report()
      // A heading's range ends before the signs that close it: '# TITLE #'.
      let rest = source.line(at: heading.text.range.bytes.upperBound).upperBound..<body.upperBound
      document = Document(parsing: rest, of: source, file: file, reporting: &parsed)
    }
    report.merge(parsed)
    page = Page(
      &fields, path: path, isIndex: isIndex, prefixes, file: file, document: document, heading: heading, place: place)
    let id = page?.id ?? ""
    switch kind {
    case .page: break
    case .responsibility: item = { Responsibility(page: $0, id: ID(id)) }
    case .practice: readItem(&fields) { Practice(&$0, page: $1, id: id) }
    case .measure: readItem(&fields) { Measure(&$0, page: $1, id: id) }
    case .resource: readItem(&fields) { Resource(&$0, page: $1, id: id) }
    case .industry: readItem(&fields) { Industry(&$0, page: $1, id: id) }
    case .incident: readItem(&fields) { Incident(&$0, page: $1, id: id) }
    case .notice: readItem(&fields) { Notice(&$0, page: $1, id: id) }
    case .sheet: readItem(&fields) { Sheet(&$0, page: $1, id: id) }
    }
    fields.finish(elsewhere: FieldReader.foreignPageKeys)
    report.merge(fields.report)
  }

  /// Reads a kind's own keys once, and again without messages when its page's index is known.
  private mutating func readItem<Item: GuideItem>(
    _ fields: inout FieldReader, _ make: @escaping @Sendable (inout FieldReader, Int) -> Item?
  ) {
    let unread = fields
    guard make(&fields, 0) != nil else { return }
    item = { index in
      var again = unread
      guard let item = make(&again, index) else { preconditionFailure("read once, so read again") }
      return item
    }
  }

  private mutating func readOverride(
    _ node: YAMLNode?, _ document: Document, at place: SourceRange
  ) {
    readExtras(node, of: Message(ja: "差し替え", en: "override"), at: place)
    override = Guide.Override(
      sheet: Located(ID(prefixes.name(of: path.folder)), at: place),
      industry: Located(ID(String(prefixes.name(of: path).dropLast(3))), at: place), file: place.file,
      document: document)
  }

  /// Reads the keys of a text that has no page of its own: notes for whoever edits it.
  private mutating func readExtras(_ node: YAMLNode?, of subject: Message, at place: SourceRange) {
    var fields = FieldReader(node, of: subject, at: place)
    for key in ["title", "description"] { _ = fields.text(key) }
    fields.ignore("extra")
    fields.finish()
    report.merge(fields.report)
  }

  private mutating func readSettings(_ source: SourceFile, _ file: FileID) {
    if path.folder == "figures" { figureID = String(path.fileName.dropLast(5)) }
    let before = report.count(.error)
    let start = source.bytes.starts(with: SourceFile.byteOrderMark) ? 3 : 0
    let node = YAMLNode(parsing: start..<source.bytes.count, of: source, file: file, reporting: &report)
    guard report.count(.error) == before else { return }
    let place = SourceRange(file: file, start: start, end: min(start + 1, source.bytes.count))
    switch path {
    case "site.yaml":
      var fields = FieldReader(node, of: Message(ja: "サイトの設定", en: "site"), at: place)
      site = Site(&fields)
      fields.finish(elsewhere: FieldReader.foreignSettings)
      report.merge(fields.report)
    case "vendor.yaml":
      var fields = FieldReader(node, of: Message(ja: "会社の設定", en: "vendor"), at: place)
      vendor = Vendor(&fields)
      close(&fields)
    case "glossary.yaml":
      var fields = FieldReader(node, of: Message(ja: "用語集", en: "glossary"), at: place)
      terms = Term.all(&fields)
      close(&fields)
    case "plain.yaml":
      var fields = FieldReader(node, of: Message(ja: "言葉の設定", en: "list of plain words"), at: place)
      plain = PlainLanguage(&fields)
      close(&fields)
    case _ where path.folder == "figures":
      var fields = FieldReader(node, of: Message(ja: "図", en: "figure"), at: place)
      figure = Figure(&fields, id: String(path.fileName.dropLast(5)))
      close(&fields)
    default:
      let meant = path.contains("/") ? nil : SourceFiles.settingsMeant(by: path)
      report.add(
        .unreadFile, at: place,
        Message(ja: "このファイルはどこからも読まれず、公開もされません", en: "nothing reads this file, and it is not published"),
        help: meant.map(Message.meant)
          ?? Message(
            ja: "読まれる YAML は site.yaml、vendor.yaml、glossary.yaml、plain.yaml と figures/*.yaml だけです",
            en: "what is read: site.yaml, vendor.yaml, glossary.yaml, plain.yaml, figures/*.yaml"))
    }
  }

  private mutating func close(_ fields: inout FieldReader) {
    fields.finish()
    report.merge(fields.report)
  }
}

/// The heading that a text without a `title` takes for it.
struct TitleHeading {
  let text: Located<String>
  /// The id by which links lead to it.
  let id: String

  /// Returns the heading of level 1 that a document begins with; comments may stand before it.
  init?(of document: Document) {
    guard let heading = document.headings.first, heading.level == 1 else { return nil }
    let before = document.nodes[..<Int(heading.node)]
    guard before.allSatisfy({ $0.kind == .htmlBlock && document.bytes($0.text).starts(with: "<!--".utf8) }) else {
      return nil
    }
    let text = String(decoding: document.plainText(of: Int(heading.node)), as: UTF8.self)
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard !text.isEmpty else { return nil }
    self.text = Located(text, at: document.nodes[Int(heading.node)].range)
    id = document.string(heading.id)
  }
}
