import Markup
import Platform
package import Source

/// Nothing is written in the way of another tool that would be printed as it stands.
///
/// ```
/// !!! note        MkDocs; here it is :::note … :::
/// ```
package struct ForeignMarkup: Rule {
  package static let kinds = [kind]

  package static func check(_ page: Page, of guide: Guide, reporting report: inout Report) {
    let nodes = page.document.nodes
    /// Where links and pictures end.
    var ends: Set<Int> = []
    /// Whether the file that was asked last has a brace at all.
    var braces: (file: FileID, areThere: Bool)?
    for (index, node) in nodes.enumerated() {
      switch node.kind {
      case .link, .image: ends.insert(Int(node.end))
      case .heading: checkAttributes(ofHeading: index, in: page.document, guide.sources, reporting: &report)
      case .html, .htmlBlock:
        if guide.site.allowsRawHTML { checkTags(of: node, guide.sources, reporting: &report) }
      default: break
      }
      guard case .text = node.kind, index > 0 else { continue }
      let source = guide.sources[node.range.file]
      if braces?.file != node.range.file {
        braces = (node.range.file, source.bytes[...].place(of: UInt8(ascii: "{"), from: 0) != nil)
      }
      if braces?.areThere == true { checkCommands(in: source, at: node.range, reporting: &report) }
      guard let first = source.bytes[node.range.bytes].first, first < 0x80, firstBytes.contains(first) else { continue }
      let line = source.bytes[node.range.bytes.lowerBound...].prefix(farthest).prefix { $0 != 0x0A && $0 != 0x0D }
      let text = String(decoding: line, as: UTF8.self)
      guard
        let (mark, help) = opening(of: text, behind: nodes[index - 1])
          ?? (ends.contains(index) ? attributes(text) : nil)
      else { continue }
      report.add(
        kind,
        at: SourceRange(
          file: node.range.file, start: line.startIndex, end: min(line.endIndex, line.startIndex + mark.utf8.count)),
        Message(ja: "「\(mark)」がそのまま表示されます", en: "'\(mark)' is printed as it stands"), help: help)
    }
  }

  /// Reports attributes such as `{.class}` behind a heading; its `{#id}` is taken off already.
  private static func checkAttributes(
    ofHeading index: Int, in document: Document, _ sources: SourceFiles, reporting report: inout Report
  ) {
    let nodes = document.nodes
    let last = Int(nodes[index].end) - 1
    guard last > index, case .text = nodes[last].kind, document.bytes(nodes[last].text).last == UInt8(ascii: "}"),
      let start = document.bytes(nodes[last].text).lastIndex(of: UInt8(ascii: "{"))
    else { return }
    let text = document.string(Span(start..<Int(nodes[last].text.end)))
    guard let (mark, help) = attributes(text), mark == text else { return }
    let before = document.bytes(nodes[last].text)[..<start]
    guard before.last.map({ $0 == 0x20 || $0 >= 0x80 }) ?? true else { return }
    let places = TextPlaces(of: nodes[last], in: document, source: sources[nodes[last].range.file])
    let place = places.range(of: start..<Int(nodes[last].text.end))
    guard sources[place.file].bytes[place.bytes].elementsEqual(text.utf8) else { return }  // written \{.x}
    report.add(
      kind, at: place, Message(ja: "「\(mark)」がそのまま表示されます", en: "'\(mark)' is printed as it stands"), help: help)
  }

  /// Reports tags whose content another tool reads as Markdown: `<div markdown="1">`.
  private static func checkTags(of node: Node, _ sources: SourceFiles, reporting report: inout Report) {
    let bytes = sources[node.range.file].bytes[node.range.bytes]
    let attribute = "markdown"
    var index = bytes.startIndex
    var found: Int?
    while found == nil, let end = bytes.end(of: attribute, from: index) {
      index = end
      let start = end - attribute.utf8.count
      guard end < bytes.endIndex, start > bytes.startIndex, Self.isBlank(bytes[start - 1]),
        bytes[end] == UInt8(ascii: "=") || bytes[end] == UInt8(ascii: ">") || Self.isBlank(bytes[end]),
        let open = bytes[..<start].lastIndex(of: UInt8(ascii: "<")), !bytes[open..<start].contains(UInt8(ascii: ">"))
      else { continue }
      found = start
    }
    guard let start = found else { return }
    report.add(
      kind, at: SourceRange(file: node.range.file, start: start, end: start + attribute.utf8.count),
      Message(ja: "HTML の中の Markdown は、そのまま表示されます", en: "Markdown within HTML is printed as it stands"),
      help: Message(
        ja: "タグと本文の間に空行を入れ、markdown の属性を消してください",
        en: "put an empty line between the tag and the text, and remove 'markdown'"))
  }

  private static func isBlank(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0A, 0x0D].contains(byte) }

  private static let firstBytes = Set("!?=[-{".utf8)

  /// How many bytes of a line are looked at; it may be as long as the file.
  private static let farthest = 1_024

  /// What begins a line in another tool, and what it is here.
  private static let openings = [
    ("!!!", callout), ("???", callout), ("[TOC]", outline), ("[[toc]]", outline),
    (
      "=== \"",
      Message(ja: "切り替えるタブはありません。見出し（##）で分けてください", en: "there are no tabs: part it by headings ('##')")
    ),
    (
      "--8<--",
      Message(ja: "_parts/ に置き、「:::include 名前」で取り込んでください", en: "put it into _parts/ and write ':::include NAME'")
    ),
  ]

  private static let callout = Message(
    ja: "「:::note 題名」の行と「:::」の行で囲んでください", en: "put it between a line ':::note TITLE' and a line ':::'")
  private static let outline = Message(
    ja: "目次は自動で付きます。この行は消してください", en: "a page has its outline by itself: remove this line")

  /// Reports files whose names mean something to other tools, and nothing here.
  package static func check(_ guide: Guide, reporting report: inout Report) {
    checkNames(of: guide, reporting: &report)
    checkSettings(of: guide, reporting: &report)
  }

  private static func checkNames(of guide: Guide, reporting report: inout Report) {
    let ownPages = Dictionary(
      guide.pages.lazy.filter { $0.file != nil && $0.isIndex }.map { ($0.folder, $0.path) },
      uniquingKeysWith: { first, _ in first })
    for page in guide.pages where page.file != nil && !page.isIndex {
      let name = page.path.fileName
      let isReadme = page.kind == .page && FolderPages.isReadme(page.path)
      guard name == "_index.md" || isReadme else { continue }
      let own = ownPages[page.folder]?.fileName
      report.add(
        Diagnostic(
          kind, at: page.titleRange,
          Message(
            ja: "このファイルは、ただのページ \(page.address) になります", en: "this file is a mere page, \(page.address)"),
          help: isReadme
            ? Message(
              ja: "フォルダー自身のページは \(own ?? "index.md") です。どちらか一つにまとめてください",
              en: "the folder's own page is \(own ?? "index.md"): make them one")
            : Message(
              ja: "フォルダー自身のページにするには、名前を index.md に変えてください",
              en: "for the folder's own page, rename it to index.md"),
          severity: isReadme ? .hint : .warning))
    }
  }

  /// Reports settings that nothing reads, and that would be published as they are.
  private static func checkSettings(of guide: Guide, reporting report: inout Report) {
    let own = ["site.yml", "vendor.yml", "glossary.yml", "plain.yml"]
    let others = ["mkdocs.yml", "_config.yml", "config.toml", "hugo.toml", "zola.toml", "book.toml"]
    for path in guide.sources.assets {
      let isOwn = own.contains(path) || path.folder == "figures" && path.hasSuffix(".yml")
      guard isOwn || others.contains(path) else { continue }
      let name = isOwn ? String(path.dropLast(3)) + "yaml" : "site.yaml"
      report.add(
        Diagnostic(
          kind, at: guide.sources.place(ofAsset: path),
          Message(
            ja: "content/\(path) は読まれず、そのまま公開されます", en: "nothing reads content/\(path), and it is published as it is"),
          help: isOwn
            ? Message(ja: "名前を \(name) に変えてください", en: "rename it to \(name)")
            : Message(
              ja: "設定は content/\(name) に書き、content/ の外へ移してください",
              en: "settings are written in content/\(name): move it out of content/"),
          severity: .warning))
    }
  }

  /// Reports what Hugo, Zola, Jekyll and templates call by commands, wherever in a text it stands.
  private static func checkCommands(in source: SourceFile, at range: SourceRange, reporting report: inout Report) {
    let bytes = source.bytes[range.bytes]
    var index = bytes.startIndex
    while let start = bytes.place(of: UInt8(ascii: "{"), from: index) {
      index = start + 1
      guard let mark = ["{{<", "{{%", "{%", "{{"].first(where: { bytes[start...].starts(with: $0.utf8) }) else {
        continue
      }
      index = start + mark.utf8.count
      let line = bytes[index...].prefix(farthest).prefix { $0 != 0x0A && $0 != 0x0D }
      let name = String(decoding: line, as: UTF8.self).drop { " -".contains($0) }.prefix { $0.isLetter || $0 == "_" }
      // Not what is said of another tool; and of Zola's '{{ name(…) }}' the bracket tells.
      guard !name.isEmpty, mark != "{{" || name.base[name.endIndex...].first == "(" else { continue }
      report.add(
        kind, at: SourceRange(file: range.file, start: start, end: index),
        Message(ja: "「\(mark)」がそのまま表示されます", en: "'\(mark)' is printed as it stands"),
        help: commands[String(name)] ?? directive)
    }
  }

  private static let directive = Message(
    ja: "本文に命令は書けません。「:::名前」の指示を使ってください", en: "a text has no commands: use a directive (':::NAME')")
  private static let link = Message(
    ja: "ページへのリンクは、ファイルに向けて [題名](ページ.md) と書いてください", en: "a link leads to the file: write [TITLE](PAGE.md)")
  private static let picture = Message(ja: "画像は ![説明](画像.png) と書いてください", en: "a picture is ![TEXT](PICTURE.png)")
  private static let commands = [
    "ref": link, "relref": link, "link": link, "post_url": link, "figure": picture, "image": picture, "img": picture,
    "include": Message(
      ja: "_parts/ に置き、「:::include 名前」で取り込んでください", en: "put it into _parts/ and write ':::include NAME'"),
  ]

  private static func opening(of text: String, behind node: Node) -> (mark: String, help: Message)? {
    switch node.kind {
    case .paragraph, .softBreak, .lineBreak: openings.first { text.hasPrefix($0.0) }
    default: nil
    }
  }

  /// Attributes such as `{ width=300 }` behind a picture or a link.
  private static func attributes(_ text: String) -> (mark: String, help: Message)? {
    guard let match = text.prefixMatch(of: /\{:? ?(?:[.#][\w-]+|[\w-]+=)[^}]*\}/) else { return nil }
    return (
      String(match.output),
      Message(
        ja: "ここに属性は書けません。見た目はテーマのスタイルで決まります",
        en: "there are no attributes: how it looks is for the theme's styles to say")
    )
  }
}

private let kind = Diagnostic.Kind(
  "T318", "foreign-markup", .hint,
  Message(
    ja: """
      ほかの道具（MkDocs、Hugo など）だけの書き方は、文字のまま表示されます。囲みは「:::note 題名」の行と「:::」の行で作ります。\
      フォルダー自身のページは、_index.md ではなく index.md です（これは警告になります）。index.md がなければ README.md がそうなり、\
      両方あれば README.md はただのページです。
      """,
    en: """
      What only another tool knows (MkDocs, Hugo) is printed as it stands. A call-out is ':::note TITLE' … ':::'. A \
      folder's own page is index.md, not _index.md (that is a warning). Where there is none it is README.md, which is a mere \
      page beside an index.md.
      """))
