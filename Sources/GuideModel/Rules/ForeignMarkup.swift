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
    for (index, node) in nodes.enumerated().dropFirst() {
      switch node.kind {
      case .link, .image: ends.insert(Int(node.end))
      default: break
      }
      guard case .text = node.kind else { continue }
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
    let foldersWithoutPage = Set(guide.pages.lazy.filter { $0.file == nil && $0.isIndex }.map(\.folder))
    for page in guide.pages where page.file != nil {
      let name = page.path.fileName
      // MkDocs takes README.md for the folder's own page, where there is no other.
      let isReadme = name.lowercased() == "readme.md" && foldersWithoutPage.contains(page.folder)
      guard name == "_index.md" || isReadme else { continue }
      report.add(
        Diagnostic(
          kind, at: page.titleRange,
          Message(
            ja: "このファイルは、ただのページ \(page.address) になります", en: "this file is a mere page, \(page.address)"),
          help: Message(
            ja: "フォルダー自身のページにするには、名前を index.md に変えてください", en: "for the folder's own page, rename it to index.md"),
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
          kind, at: nil,
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
      フォルダー自身のページは、_index.md ではなく index.md です（これは警告になります）。
      """,
    en: """
      What only another tool knows (MkDocs, Hugo) is printed as it stands. A call-out is ':::note TITLE' … ':::'. A \
      folder's own page is index.md, not _index.md (that is a warning).
      """))
