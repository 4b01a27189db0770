import Platform
import Source
import Testing

@testable import Markup

/// Parses a text and returns the document with what was reported.
func parse(_ text: String, as dialect: Dialect = .tebiki) -> (document: Document, report: Report, source: SourceFile) {
  let source = SourceFile(path: "a.md", text: text)
  var report = Report()
  let document = Document(
    parsing: 0..<source.bytes.count, of: source, file: FileID(0), as: dialect, reporting: &report)
  return (document, report, source)
}

/// Shows a document as one line: kinds with their texts, nested in brackets.
func outline(_ document: Document) -> String {
  func show(_ range: Range<Int>) -> String {
    var parts: [String] = []
    var index = range.lowerBound
    while index < range.upperBound {
      let node = document.nodes[index]
      let end = Int(node.end)
      let text = document.string(node.text)
      var part: String
      switch node.kind {
      case .text: part = "'\(text)'"
      case .code: part = "`\(text.replacing("\n", with: "⏎"))`"
      case .value: part = "{{\(text)}}"
      case .ruby: part = "{\(text)|\(document.string(document.readings[Int(node.detail)]))}"
      case .footnoteReference: part = "^\(node.detail + 1)"
      case .item: part = ["item", "todo", "done"][Int(node.detail)]
      case .softBreak(let joins): part = joins ? "+" : "_"
      case .heading(let level): part = "h\(level)#\(document.string(document.headings[Int(node.detail)].id))"
      case .directive: part = ":\(document.directives[Int(node.detail)].name.rawValue)"
      case .cell: part = "cell"
      case .row(let isHeader): part = isHeader ? "head" : "row"
      case .list: part = "list"
      case .codeBlock: part = "pre'\(text.replacing("\n", with: "⏎"))'"
      default: part = "\(node.kind)"
      }
      if end > index + 1 { part += "[\(show(index + 1..<end))]" }
      parts.append(part)
      index = end
    }
    return parts.joined(separator: " ")
  }
  return show(0..<document.nodes.count)
}

@Suite struct DocumentTests {
  @Test(arguments: [
    ("**「重要」**です", "paragraph[strong['「重要」'] 'です']"),
    ("これは**「重要」**です", "paragraph['これは' strong['「重要」'] 'です']"),
    ("*（注）*を読む", "paragraph[emphasis['（注）'] 'を読む']"),
    ("日本\n語と\nEnglish\n一", "paragraph['日本' + '語と' _ 'English' _ '一']"),
    ("**日本**\n語", "paragraph[strong['日本'] + '語']"), ("한국\n어", "paragraph['한국' _ '어']"),
    ("`日`\n本", "paragraph[`日` _ '本']"),
    ("## 概要\n\n## 概要\n\n## 概要 {#x}", "h2#概要['概要'] h2#概要-1['概要'] h2#x['概要']"),
    ("# 甲\n# 甲-1\n# 甲\n# 甲", "h1#甲['甲'] h1#甲-1['甲-1'] h1#甲-2['甲'] h1#甲-3['甲']"),
    ("## A b、C！", "h2#a-bc['A b、C！']"), ("##", "h2#section"),
    ("こんにちは、{{ vendor.name }}です", "paragraph['こんにちは、' {{vendor.name}} 'です']"),
    ("`{{a}}` {{", "paragraph[`{{a}}` ' {{']"),
  ])
  func `reads Japanese without tricks`(text: String, expected: String) {
    #expect(outline(parse(text).document) == expected)
  }

  @Test(arguments: [
    ("a ~~b~~ c", "paragraph['a ' strikethrough['b'] ' c']"),
    ("これは~~「消す」~~です", "paragraph['これは' strikethrough['「消す」'] 'です']"),
    ("~~a **b** c~~", "paragraph[strikethrough['a ' strong['b'] ' c']]"),
    ("~~a *b~~ c*", "paragraph['~~' 'a ' emphasis['b' '~~' ' c']]"),
    ("~~~a~~~", "pre''"), ("x ~~~a~~~", "paragraph['x ~~~a~~~']"),
    ("*a ~~b~~ c* d", "paragraph[emphasis['a ' strikethrough['b'] ' c'] ' d']"), ("\\~~a~~", "paragraph['~~a' '~~']"),
    ("~a~~b~ ~~c~~", "paragraph['~a' '~~' 'b~ ' strikethrough['c']]"), ("3~5万、1~2週", "paragraph['3~5万、1~2週']"),
    ("{漢字|かん|じ}", "paragraph[{漢|かん} {字|じ}]"), ("{取扱い|とり|あつか|い}", "paragraph[{取|とり} {扱|あつか} 'い']"),
    ("{はい|いいえ|不明}", "paragraph['{はい|いいえ|不明}']"),
    ("| a |\n|---|\n| {漢字|かん|じ}<BR />い |", "table[head[cell['a']] row[cell[{漢|かん} {字|じ} lineBreak 'い']]]"),
    ("あ<br>い", "paragraph['あ' html 'い']"),
    ("- [ ] a\n- [x] b\n- [X]c", "list[todo[paragraph['a']] done[paragraph['b']] item[paragraph['[X]c']]]"),
    ("[ ] a", "paragraph['[ ] a']"), ("- **b** [ ] a", "list[item[paragraph[strong['b'] ' [ ] a']]]"),
    ("{漢字|かんじ}です", "paragraph[{漢字|かんじ} 'です']"), ("{a|b} { x | y }", "paragraph['{a|b} { x | y }']"),
    ("| {漢|かん} |\n|---|", "table[head[cell[{漢|かん}]]]"),
    ("詳しくはhttps://e.jp/を", "paragraph['詳しくは' link['https://e.jp/'] 'を']"),
    ("[https://e.jp](x)", "paragraph[link['https://e.jp']]"),
    ("a@e.jp。", "paragraph[link['a@e.jp'] '。']"), ("whttp://e.jp", "paragraph['whttp://e.jp']"),
    ("http://localhost:3000 です", "paragraph[link['http://localhost:3000'] ' です']"),
    ("http://fileserver/手引き", "paragraph[link['http://fileserver/'] '手引き']"),
    ("HTTPS://intra、", "paragraph[link['HTTPS://intra'] '、']"),
    ("http:// と http://、", "paragraph['http:// と http://、']"),
    ("補足:https://a.jp/", "paragraph['補足:' link['https://a.jp/']]"),
    ("u=\"https://a.jp\"", "paragraph['u=\"' link['https://a.jp'] '\"']"), ("a:www.e.jp", "paragraph['a:www.e.jp']"),
    ("<code v>{{ a.b }}</code> {{c}}", "paragraph[html fixed(Markup.Node.Fixed.code) html ' ' {{c}}]"),
    (
      "<KBD>{漢|かん}[^9]~~a~~ https://a.jp</kbd>~~b~~",
      "paragraph[html fixed(Markup.Node.Fixed.code) html strikethrough['b']]"
    ),
    ("<code>~~a~~", "paragraph[html strikethrough['a']]"), ("<code/>{{a}}</code>", "paragraph[html {{a}} html]"),
    ("<b>{{a}}</b>", "paragraph[html {{a}} html]"), ("<codex>{{a}}</codex>", "paragraph[html {{a}} html]"),
    ("<samp>**{{a}}**</samp>", "paragraph[html strong[fixed(Markup.Node.Fixed.code)] html]"),
    (
      "| a |\n|---|\n| <code>{{x}}</code> |",
      "table[head[cell['a']] row[cell[html fixed(Markup.Node.Fixed.code) html]]]"
    ),
    (
      "a[^1]。[T][]\n\n[^1]: 注\n[T]: https://a.jp/x \"題\"",
      "paragraph['a' ^1 '。' link['T']] footnotes[footnote[paragraph['注']]]"
    ),
    (
      "a[^1]。[T]\r\n\r\n[^1]: 注\r\n[T]: ../x.md\r\n続き",
      "paragraph['a' ^1 '。' link['T']] paragraph['続き'] footnotes[footnote[paragraph['注']]]"
    ),
    (
      "a[^1]\n\n[^1]: 注\n[注]: 補う文です", "paragraph['a' ^1] footnotes[footnote[paragraph['注' _ '[注]: 補う文です']]]"
    ),
    ("注[^1]。\n\n[^1]:本文", "paragraph['注' ^1 '。'] footnotes[footnote[paragraph['本文']]]"),
    (
      "[^b] [^a]\n\n[^a]: A\n\n[^b]: B",
      "paragraph[^1 ' ' ^2] footnotes[footnote[paragraph['B']] footnote[paragraph['A']]]"
    ),
    (
      "x[^1]\n[^1]: a\n    b\n\n    - c\nd",
      "paragraph['x' ^1] footnotes[footnote[paragraph['a' _ 'b'] list[item[paragraph['c' _ 'd']]]]]"
    ),
    (
      "a[^1]\n\n[^1]: x[^2]\n\n[^2]: y",
      "paragraph['a' ^1] footnotes[footnote[paragraph['x' ^2]] footnote[paragraph['y']]]"
    ),
    ("> [!NOTE]\n> a", ":note[paragraph['a']]"), ("> [!tip] 題 名\n> - a", ":tip[list[item[paragraph['a']]]]"),
    ("> [!NOPE]\n> a", "quote[paragraph['[!NOPE]' _ 'a']]"), ("> [!NOTE]", ":note"),
    ("> [!NOTE]\n>\n> > [!TIP]\n> > b", ":note[:tip[paragraph['b']]]"),
  ])
  func `reads the rest of the dialect`(text: String, expected: String) {
    let (document, report, _) = parse(text)
    #expect(outline(document) == expected)
    #expect(report.diagnostics.isEmpty)
  }

  @Test(arguments: [
    ("| a | b |\n|---|---|\n| 1 |", "table[head[cell['a'] cell['b']] row[cell['1'] cell]]"),
    (
      "a | b\n--|:-:\n`x\\|y` | **「強」**です", "table[head[cell['a'] cell['b']] row[cell[`x|y`] cell[strong['「強」'] 'です']]]"
    ),
    ("前\n| a |\n|---|", "paragraph['前'] table[head[cell['a']]]"),
    ("> | a |\n> |---|\n> | 1 |", "quote[table[head[cell['a']] row[cell['1']]]]"),
    ("- x\n\n  | a |\n  |---|\n  | 1 |", "list[item[paragraph['x'] table[head[cell['a']] row[cell['1']]]]]"),
    ("| a | b |\n|---|", "paragraph['| a | b |' _ '|---|']"),
    ("| [x] |\n|---|\n\n[x]: /u", "table[head[cell[link['x']]]]"),
  ])
  func `reads tables`(text: String, expected: String) {
    #expect(outline(parse(text).document) == expected)
  }

  @Test(arguments: [
    (":::note 題名\n本文\n:::", ":note[paragraph['本文']]"),
    (":::note\n- 項目\n:::\n後", ":note[list[item[paragraph['項目']]]] paragraph['後']"),
    (":::when industry=a\n:::note\n中\n:::\n:::", ":when[:note[paragraph['中']]]"),
    (":::figure x\n:::", ":figure"), (":::when industry=a\n:::figure x\n:::", ":when[:figure]"),
    (":::when industry=a\n:::figure x\n:::\n:::", ":when[:figure]"),
    ("- a\n  :::note\n  b\n  :::\n- c", "list[item[paragraph['a'] :note[paragraph['b']]] item[paragraph['c']]]"),
    ("> :::note\n> a\n> :::", "quote[:note[paragraph['a']]]"),
    ("```\n:::note\n:::\n```", "pre':::note⏎:::⏎'"), ("    :::note\n", "pre':::note⏎'"),
    ("段落\n:::note\nb\n:::", "paragraph['段落'] :note[paragraph['b']]"),
  ])
  func `reads directives`(text: String, expected: String) {
    let (document, report, _) = parse(text)
    #expect(outline(document) == expected)
    #expect(report.diagnostics.isEmpty)
  }

  @Test func `a heading in a quote is none of the outline`() {
    let (document, _, _) = parse("## 甲\n\n> ### 乙\n>\n> - #### 丙\n\n> [!NOTE]\n> ### 丁\n\n## 戊")
    #expect(document.outline.map { document.string($0.id) } == ["甲", "丁", "戊"])
    #expect(document.headings.map { document.string($0.id) } == ["甲", "乙", "丙", "丁", "戊"])
  }

  @Test(arguments: [
    ("info", "write ':::note'"), ("INFO", "write ':::note'"), ("Tip", "write ':::tip'"),
    ("danger", "write ':::caution'"),
    ("{warning}", "write ':::warning'"), ("details", "nothing folds: write ':::note TITLE', or a heading ('##')"),
    ("code-group", "there are no tabs: part it by headings ('##')"), ("notee", "did you mean 'note'?"),
  ])
  func `of a call-out of another tool it is said what is written here`(name: String, help: String) throws {
    let diagnostic = try #require(parse("::: \(name) 題\n中\n:::").report.diagnostics.first)
    #expect(diagnostic.kind.name == "unknown-directive" && diagnostic.help?.en == help)
  }

  @Test(arguments: [
    (":::nope\n中\n:::", "unknown-directive", "nope"), (":::not\n中\n:::", "unknown-directive", "not"),
    ("> :::note\n> a\n\n後", "unclosed-directive", ":::note"), ("a\n\n:::", "unclosed-directive", ":::"),
    (":::when industri=clinic\n:::", "unknown-argument", "industri"),
    ("# a {#x}\n\n# b {#x}", "duplicate-heading-id", "# b {#x}"), ("a[^x]", "unresolved-footnote", "[^x]"),
    ("```\n[^1]: a\n```\n\nb[^1]", "unresolved-footnote", "[^1]"), ("[^1]: a", "unused-footnote", "1"),
    ("# a {#x y}", "bad-heading-id", "{#x y}"), ("a\n\n<!-- b\n\nc", "unclosed-comment", "<!--"),
    ("- a\n  :::\n- b", "unclosed-directive", ":::"),
  ])
  func `reports a mistake at its place`(text: String, name: String, marked: String) throws {
    let (_, report, source) = parse(text)
    let diagnostic = try #require(report.diagnostics.first)
    #expect(report.diagnostics.count == 1)
    #expect(diagnostic.kind.name == name)
    let range = try #require(diagnostic.range)
    #expect(String(decoding: source.bytes[range.bytes], as: UTF8.self) == marked)
  }

  @Test func `the arguments of a directive know their places`() throws {
    let (document, _, source) = parse(":::when industry=\"clinic,care\" 題　名")
    let directive = try #require(document.directives.first)
    #expect(directive.argument("industry")?.value == "clinic,care")
    let range = try #require(directive.argument("industry")?.range)
    #expect(String(decoding: source.bytes[range.bytes], as: UTF8.self) == "clinic,care")
    #expect(directive.words.map(\.value) == ["題", "名"])
  }

  /// Each text between guillemets must be the very bytes that some text, code or value node points at.
  @Test(arguments: [
    "一行目です。\n   «二行目で»**強い**", "> 引用の\n> 中の`«コード»`", "- 項目\n  続き *«強調»*",
    "«**「重要」**»です", "前**「重要」**«です。»", "&amp;\\* «{{vendor.name}}»", "| 見出し |\n|---|\n| **「強」**«です» |",
    "[a]: /x\n«本文»", "## «見出し»", "> > - 一\n> >   二`«三»`", "注[^1]\n\n[^1]: 一\n    `«二»`", "x «{漢|かん}» y",
    "> [!NOTE]\n> a «~~b~~»",
    "a\u{0}b `«c»`", "\u{0}~x~ «{漢|かん}»", "- a\n\n\t- b\n\t  *«c»*", "| a\\|b `«c»` |\n|---|",
    "| [a\u{0}b `«c»` |\n|---|", "[a\u{0}b `«c»`\n| d |\n|---|", "a\r\n> b\r\n> *«c»*",
    "🙂\tx\n«次»",
  ])
  func `nodes know their bytes in the source`(marked: String) throws {
    let bytes = Array(marked.utf8)
    let (open, close) = (Array("«".utf8), Array("»".utf8))
    let start = try #require(bytes.indices.first { bytes[$0...].starts(with: open) })
    let end = try #require(bytes.indices.first { bytes[$0...].starts(with: close) })
    let wanted = Array(bytes[(start + 2)..<end])
    let text = String(decoding: bytes[..<start] + wanted + bytes[(end + 2)...], as: UTF8.self)
    let (document, _, _) = parse(text)
    let found = document.nodes.contains { $0.range.bytes == start..<(start + wanted.count) }
    #expect(found, "\(document.nodes.map { ($0.kind, $0.range.bytes) })")
  }

  @Test(arguments: [
    ("| a | b |\n|--|--|\n| 1 | 2 | 3 |", "surplus-cell", "3"), ("| a | b |\n|--|--|\n| 1 | 2 | |", nil, ""),
    ("> | a |\r\n> |--|\r\n> | `x | y` |", "surplus-cell", "y`"),
    ("| a | b |\n|--|--|\n| `x | y` |", "surplus-cell", "`x | y`"),
    ("| a | b |\n|--|--|\n| 1 |", nil, ""), ("| a |\n|--|\n| `x \\| y` |", nil, ""),
    ("| a | b |\n|--|\n| 1 |", "uneven-head", "| a | b |"), ("{漢字|かんじ|}", "uneven-ruby", "{漢字|かんじ|}"),
    ("{漢字|かん|じ|}", "uneven-ruby", "{漢字|かん|じ|}"), ("{漢|}", "uneven-ruby", "{漢|}"),
    ("`{漢字|か|ん|じ}` \\{漢字|か|ん|じ}", nil, ""), ("## 甲 {#fn-1}", nil, ""),
  ])
  func `what would be lost or printed raw is told at its place`(text: String, name: String?, marked: String) {
    let (_, report, source) = parse(text)
    #expect(report.diagnostics.map(\.kind.name) == (name.map { [$0] } ?? []))
    let places = report.diagnostics.compactMap(\.range).map { String(decoding: source.bytes[$0.bytes], as: UTF8.self) }
    #expect(places == (name == nil ? [] : [marked]))
    #expect(parse(text, as: .commonMark).report.diagnostics.isEmpty)
  }

  @Test func `a fence line is read as it is written, whatever was put in for libcmark`() {
    let (document, report, _) = parse(":::note \0\0**「重要」**です\n本文\n:::\n\n:::when industryc\0\0:i ac=\0x\0y")
    #expect(document.directives.first?.title == "\u{FFFD}\u{FFFD}**「重要」**です")
    let ends = report.diagnostics.compactMap(\.range).map(\.bytes.upperBound)
    #expect(!ends.isEmpty && ends.allSatisfy { $0 <= 76 })
  }

  @Test(arguments: ["t\n-|\n`", " S\n--- | a |\n| --- | --- |\n| [(0) s|\u{12}\0"])
  func `places never leave the source`(text: String) {
    let document = parse(text).document
    let isInside = document.nodes.allSatisfy { $0.range.start <= $0.range.end && Int($0.range.end) <= text.utf8.count }
    #expect(isInside)
  }

  @Test func `hostile texts end without a crash`() {
    let texts = [
      String(repeating: ">", count: 20_000) + " a", String(repeating: "[", count: 50_000),
      String(repeating: "*a **b ", count: 20_000), String(repeating: "- ", count: 5_000) + "x",
      String(repeating: ":::note\n", count: 3_000), String(repeating: "|", count: 20_000) + "\n|---|\n",
      String(repeating: "{{", count: 20_000), String(repeating: "~a ", count: 20_000),
      String(repeating: "~~a~~ ", count: 20_000),
      String(repeating: "[^", count: 20_000), String(repeating: "[^1]", count: 10_000) + "\n\n[^1]: a",
      String(repeating: "[^a]: b\n", count: 5_000), String(repeating: "a@", count: 20_000),
      String(repeating: "{漢|", count: 20_000),
      String(repeating: "http://a.", count: 20_000), String(repeating: "> [!NOTE]\n", count: 2_000),
      "| a |\n|---|\n" + String(repeating: "| **「x」**y |\n", count: 5_000),
    ]
    for text in texts {
      let (document, _, _) = parse(text)
      let holds = document.nodes.allSatisfy { Int($0.end) <= document.nodes.count }
      #expect(holds, "\(text.prefix(8))…")
    }
  }
}

/// The amended flanking rule, written down anew: every `*` run that it lets open or close does so.
@Suite struct EmphasisTests {
  /// Reads a paragraph of letters, stars and underscores by CommonMark's delimiter algorithm, stars under the
  /// CJK-friendly rule; code spans and links are given as one token each.
  private func reference(_ tokens: [String]) -> String {
    struct Run {
      var sign: Unicode.Scalar
      var count: Int
      var original: Int
      var opens: Bool
      var closes: Bool
      var position: Int
    }
    let scalars = Array(tokens.joined().unicodeScalars)
    /// What each scalar prints; a token of several scalars prints at its first.
    var prints: [String] = []
    var isSign: [Bool] = []
    for token in tokens {
      prints.append(Self.printed[token] ?? token)
      prints += repeatElement("", count: token.unicodeScalars.count - 1)
      isSign += repeatElement(token.allSatisfy { $0 == "*" || $0 == "_" }, count: token.unicodeScalars.count)
    }
    /// A letter, or a run's closing tags, the stars that are left, and its opening tags.
    var pieces: [(closed: String, sign: Unicode.Scalar, stars: Int, opened: String)] = []
    var runs: [Run] = []
    var index = 0
    while index < scalars.count {
      let sign = scalars[index]
      guard isSign[index] else {
        pieces.append((prints[index], sign, 0, ""))
        index += 1
        continue
      }
      var end = index
      while end < scalars.count, isSign[end], scalars[end] == sign { end += 1 }
      let before = index == 0 ? "\n" : scalars[index - 1]
      let after = end == scalars.count ? "\n" : scalars[end]
      let isStar = sign == "*"
      func stops(_ s: Unicode.Scalar) -> Bool { s.isMarkdownPunctuation && !(isStar && s.isCJK) }
      let left =
        !after.isMarkdownSpace
        && (!stops(after) || before.isMarkdownSpace || before.isMarkdownPunctuation || isStar && before.isCJK)
      let right =
        !before.isMarkdownSpace
        && (!stops(before) || after.isMarkdownSpace || after.isMarkdownPunctuation || isStar && after.isCJK)
      runs.append(
        Run(
          sign: sign, count: end - index, original: end - index,
          opens: left && (isStar || !right || before.isMarkdownPunctuation),
          closes: right && (isStar || !left || after.isMarkdownPunctuation), position: pieces.count))
      pieces.append(("", sign, end - index, ""))
      index = end
    }
    var closer = 0
    while closer < runs.count {
      guard runs[closer].closes, runs[closer].count > 0 else {
        closer += 1
        continue
      }
      var opener: Int?
      for candidate in stride(from: closer - 1, through: 0, by: -1)
      where runs[candidate].opens && runs[candidate].count > 0 && runs[candidate].sign == runs[closer].sign {
        let both = runs[candidate].closes || runs[closer].opens
        let (a, b) = (runs[candidate].original, runs[closer].original)
        if both, (a + b) % 3 == 0, a % 3 != 0 || b % 3 != 0 { continue }
        opener = candidate
        break
      }
      guard let opener else {
        closer += 1
        continue
      }
      let strong = runs[opener].count >= 2 && runs[closer].count >= 2
      let width = strong ? 2 : 1
      runs[opener].count -= width
      runs[closer].count -= width
      for between in opener + 1..<closer where runs[between].count > 0 {
        runs[between].opens = false
        runs[between].closes = false
      }
      let (a, b) = (runs[opener].position, runs[closer].position)
      pieces[a].stars -= width
      pieces[a].opened = (strong ? "<s>" : "<e>") + pieces[a].opened
      pieces[b].stars -= width
      pieces[b].closed += strong ? "</s>" : "</e>"
      if runs[closer].count == 0 { closer += 1 }
    }
    return pieces.map { $0.closed + String(repeating: String($0.sign), count: $0.stars) + $0.opened }.joined()
  }

  /// What tokens of several scalars print.
  private static let printed = ["`c`": "c", "`**`": "**", "[漢](u)": "<a>漢</a>", "[「x」](u)": "<a>「x」</a>"]

  private func actual(_ text: String) -> String {
    let (document, _, _) = parse(text)
    var output = ""
    var open: [(Int, String)] = []
    for (index, node) in document.nodes.enumerated() {
      while let last = open.last, last.0 <= index {
        output += last.1
        open.removeLast()
      }
      switch node.kind {
      case .emphasis:
        output += "<e>"
        open.append((Int(node.end), "</e>"))
      case .strong:
        output += "<s>"
        open.append((Int(node.end), "</s>"))
      case .link:
        output += "<a>"
        open.append((Int(node.end), "</a>"))
      case .text, .code: output += document.string(node.text)
      default: break
      }
    }
    return output + open.reversed().map(\.1).joined()
  }

  @Test func `agrees with the amended rule on random texts`() {
    var random = SplitMix(state: 20_261_124)
    let tokens =
      ["あ", "漢", "「", "」", "。", "（", "）", "a", "b", ".", "(", ")", " ", "　", "ア", "한", "*", "*", "**", "**", "***"]
      + ["_", "_"] + Self.printed.keys.sorted()
    var different: [String] = []
    for _ in 0..<20_000 {
      let text =
        ["x"] + (0..<Int.random(in: 2...14, using: &random)).map { _ in tokens.randomElement(using: &random) ?? "" }
        + ["y"]
      // Two code spans side by side are one; and libcmark 0.30.2 loses an opener of `_` behind a run of two.
      if text.joined().contains("``") || text.joined().contains("__") { continue }
      if actual(text.joined()) != reference(text) { different.append(text.joined()) }
    }
    let shown = different.prefix(5).map { "\($0): \(actual($0))" }
    let isEmpty = different.isEmpty
    #expect(isEmpty, "\(different.count) of 20000: \(shown)")
  }

  @Test(arguments: [
    ("*_ratio_*制約", "<e><e>ratio</e></e>制約"), ("**_強調_**です", "<s><e>強調</e></s>です"),
    ("制約*_ratio_*", "制約<e><e>ratio</e></e>"), ("これは**__x__**です", "これは<s><s>x</s></s>です"),
  ])
  func `underscores beside stars keep their neighbour`(text: String, expected: String) {
    #expect(actual(text) == expected)
  }
}

/// The same random numbers everywhere.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
