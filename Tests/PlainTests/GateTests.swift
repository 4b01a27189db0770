import Markup
import Source
import Testing

@testable import Plain

@Suite struct GateTests {
  /// The rules that a text breaks: `name` for errors, `name!` for warnings, `name~` for hints.
  private func findings(_ markdown: String, isSheet: Bool = true, _ settings: PlainLanguage = language) -> [String] {
    let source = SourceFile(path: "s.md", bytes: Array(markdown.utf8))
    var report = Report()
    let document = Document(parsing: 0..<source.bytes.count, of: source, file: FileID(0), reporting: &report)
    let gate = Gate(document, SourceFiles(files: [source]), settings, isSheet: isSheet, place: nowhere)
    return gate.report.diagnostics.filter { $0.kind.name != "long-sentences" }.map { diagnostic in
      switch diagnostic.severity {
      case .error: diagnostic.kind.name
      case .warning: diagnostic.kind.name + "!"
      case .hint: diagnostic.kind.name + "~"
      }
    }
  }

  private static func kana(_ count: Int) -> String { String(repeating: "あ", count: count) }

  @Test(arguments: [
    // the length of sentences
    (kana(59) + "。", []), (kana(60) + "。", ["sentence-too-long!"]), (kana(80) + "。", ["sentence-too-long"]),
    (kana(45) + "。" + kana(45) + "。", []), (kana(30) + "（" + kana(60) + "）" + kana(20) + "。", []),
    (kana(30) + "「" + kana(20) + "。" + kana(20) + "」。", ["sentence-too-long!"]), (kana(44) + "！" + kana(44) + "？", []),
    ("[" + kana(20) + "](https://example.jp/" + String(repeating: "a", count: 80) + ")。", []),
    (kana(50) + "\n" + kana(50) + "。", ["sentence-too-long"]),
    ("使う`?`演算子が" + kana(60) + "。", ["sentence-too-long!", "bare-address"]),
    (String(repeating: "This is a short sentence. ", count: 4), []),
    ("版 v1.2.3 and 3.5 " + String(repeating: "a", count: 60), ["sentence-too-long!"]),
    (String(repeating: "one long sentence ", count: 9), []),
    // commas
    (
      "`a`、`b`、`c`、`d`、`e`、`f`です。",
      ["bare-address", "bare-address", "bare-address", "bare-address", "bare-address", "bare-address"]
    ),
    ("\"甲\"、\"乙\"、\"丙\"、\"丁\"、\"戊\"、\"己\"です。", []),
    ("あ、い、う、え。", []), ("あ、い、う、え、お。", ["too-many-commas!"]), ("あ、い、う、え、お、か。", ["too-many-commas"]),
    ("注文書、請求書、検収書、納品書、見積書、領収書を出す。", []), ("注文書、（い、う、え、お）請求書。", []),
    // paragraphs
    ("あ。い。う。え。", []), ("あ。い。う。え。お。", ["long-paragraph"]), ("- あ。い。う。え。お。", []),
    // kanji
    ("個人情報取扱者がいる。", ["kanji-run!"]), ("個人情報の取扱者がいる。", []), ("多要素認証を使うことにする。", []), ("『情報処理安全確保支援士』がいる。", []),
    // style
    ("控えを取ります。大事である。", ["mixed-style"]), ("控えを取ります。大事です。", []), ("控えを取る。大事だ。", []), ("控えを取ります。- 名詞。", []),
    ("これには`?`が使える`!`印があります。取ります。", ["bare-address", "bare-address"]),
    ("控えを取ります。大事だからです。", []), ("「大事だ。」と言います。", []), ("取りますか。大事である。", ["mixed-style"]), ("取ります。\n\n- 大事である。", []),
    ("取ります。\n\n## 大事である", []), ("そうだ。取る。取ります。", ["mixed-style"]), ("取ります。明日。", []),
    // phrases
    ("できないわけではない。", ["double-negative!"]), ("使わざるを得ません。", ["double-negative!"]), ("しなければなりません。", []),
    ("守ることはできないことはない。", ["double-negative!"]), ("続けることができます。", []), ("利用することができます。", ["wordy-phrase!"]),
    ("点検を実施します。", ["wordy-phrase!"]), ("点検をします。", []), ("点検を実施した。", ["wordy-phrase!"]),
    // claims
    ("絶対に安全です。", ["absolute-claim"]), ("絶対に電源を切らないでください。", []), ("必ず防げます。", ["absolute-claim"]), ("必ず電話してください。", []),
    ("100%守ります。", ["absolute-claim"]), ("完全に消えます。", ["absolute-claim"]), ("万全です。", ["absolute-claim"]),
    ("絶対パスと絶対値。", []),
    ("業界No.1です。", ["absolute-claim"]),
    ("業界No.1です（2026年、当社調べ）。", []), ("県内最安です。", ["absolute-claim"]), ("『絶対安全』という本。", []), ("10%が答えました。", []),
    // characters
    ("（あ", ["unmatched-bracket"]), ("あ）", ["unmatched-bracket"]),
    ("「あ（い」う）", ["unmatched-bracket", "unmatched-bracket"]), ("「あ（い）」", []), ("1) あ", []),
    ("（1）あ", []), ("【あ】", []), ("［あ］", []), ("(あ)", []), ("『あ", ["unmatched-bracket"]),
    ("ｶﾅ", ["odd-character"]), ("か\u{3099}", ["odd-character"]), ("あ\u{200B}い", ["odd-character"]),
    ("9~17時", ["odd-character"]), ("9〜17時", []), ("3 ~ 5人", ["odd-character"]), ("10:00~12:00", ["odd-character"]),
    ("1~2~3", ["odd-character", "odd-character"]), ("３~５万~６万", ["odd-character", "odd-character"]),
    ("**3**~*5*人", ["odd-character"]), ("3kg~5kg", ["odd-character"]), ("3%~5%", ["odd-character"]),
    ("HEAD~3 と ~/.x と手引き ~基本編~ が ~14KB", []),
    ("👩\u{200D}💻と👨\u{200D}👩\u{200D}👧", []), ("例）りんご", []), ("これは（例)です。", ["unmatched-bracket"]),
    ("これは[例］です。", ["unmatched-bracket"]),
    ("あ~い", ["odd-character"]), ("a~b", []), ("a@example.jp", ["bare-address"]),
    ("https://example.jp/", ["bare-address"]),
    ("www.example.jp へ", ["bare-address"]), ("3@100円", []), ("`code`", ["bare-address"]),
    ("```\ncode\n```", ["bare-address"]),
    // lists
    ("- 1\n- 2\n- 3\n- 4\n- 5\n- 6\n- 7", []), ("- 1\n- 2\n- 3\n- 4\n- 5\n- 6\n- 7\n- 8", ["long-list!"]),
    ("- 1\n  - a\n  - b\n- 2\n- 3\n- 4\n- 5\n- 6\n- 7", []),
    // suppressions
    ("<!-- plain: off sentence-too-long because 条文 -->\n\n" + kana(90) + "。", []),
    ("<!-- plain: off long-list because 名簿 -->\n\n- 1\n- 2\n- 3\n- 4\n- 5\n- 6\n- 7\n- 8", []),
    ("<!-- plain: off sentence-too-long because 条文 -->\n\nあ。\n\n" + kana(90) + "。", ["sentence-too-long"]),
    ("<!-- plain: on -->\n\nあ", []), ("<!-- 覚え書き -->\n\nあ", []),
  ])
  func `a sheet is held to every rule`(markdown: String, expected: [String]) {
    #expect(findings(markdown) == expected, "\(markdown)")
  }

  @Test(arguments: [
    (kana(90) + "。", ["sentence-too-long!"]), (kana(130) + "。", ["sentence-too-long!"]), ("あ、い、う、え、お。", []),
    ("あ、い、う、え、お、か。", ["too-many-commas!"]), ("あ。い。う。え。お。", []), ("取ります。大事である。", ["mixed-style!"]),
    ("絶対に安全です。", ["absolute-claim!"]), ("（あ", ["unmatched-bracket"]), ("`code` https://example.jp/", []),
    ("利用することができます。", []),
  ])
  func `a page has a measure of its own`(markdown: String, expected: [String]) {
    #expect(findings(markdown, isSheet: false) == expected)
  }

  @Test func `a page counts what is read at a glance for less`() {
    let code = String(repeating: "a", count: 60)
    for text in [
      "`\(code)`と`\(code)`を使います。", "https://example.jp/\(code) とhttps://example.jp/\(code) を見ます。",
      "\(code)と\(code)を使います。", "[`\(code)`](a.md)と`\(code)`を使います。",
    ] {
      #expect(findings(text, isSheet: false) == [])
      #expect(findings(text).contains("sentence-too-long"))
    }
    #expect(findings(Self.kana(76) + "`\(code)`。", isSheet: false) == ["sentence-too-long!"])
    #expect(findings(Self.kana(74) + "`\(code)`。", isSheet: false) == [])
    #expect(findings("『" + Self.kana(80) + "』です。", isSheet: false) == ["sentence-too-long!"])
  }

  @Test(arguments: [
    "- \\u001B\\[31mは赤です。", "> missing ) after argument", "*)補足です。", "＊）補足です。", "**)補足です。", "かっこ「（」を書きます。",
    "(a \\) b)です。",
    "&#91;を書きます。", "| a |\n| --- |\n| \\(甲 |", "# \\[甲",
  ])
  func `a bracket that stands for itself needs no partner`(text: String) {
    #expect(findings(text, isSheet: false) == [])
    #expect(findings(text.replacing("\n", with: "\r\n"), isSheet: false) == [])
  }

  @Test(arguments: ["甲（乙です。", "これ)それです。", "\\[甲]と（乙です。", "甲 (乙 です。"])
  func `but one that is used does`(text: String) {
    #expect(findings(text, isSheet: false) == ["unmatched-bracket"])
  }

  @Test(arguments: [
    ("版（~2.0）です。", []), ("1\\~35日です。", []), ("１０：００\\~１７：００です。", []), ("1~35日です。", ["odd-character"]),
    ("10％~20％です。", ["odd-character"]), ("（月）~（金）です。", ["odd-character"]), ("か\u{3099}くです。", []),
    ("ハ\u{309A}です。", []), ("あ\u{3099}です。", ["odd-character"]), ("甲\u{200B}\u{200B}乙です。", ["odd-character"]),
  ])
  func `a page's odd characters are those that print badly`(text: String, expected: [String]) {
    #expect(findings(text, isSheet: false) == expected)
  }

  @Test(arguments: [
    "です。です。\n\n> これは引用である。", "です。です。\n\n本当に必要だろうか？", "です。です。\n\n必要なのだ！", "です。です。\n\nそれは「永遠である」。",
    "です。です。\n\n<span class=\"caption\">図は全体を示している。</span>", "です。です。\n\n図 1-2：全体を示している。",
  ])
  func `what is quoted, asked or beneath a picture shows no style`(text: String) {
    #expect(findings(text, isSheet: false) == [])
  }

  @Test func `other sentences do`() {
    #expect(findings("甲です。乙です。\n\n図1は全体を示している。", isSheet: false) == ["mixed-style!"])
  }

  @Test func `blanks around a list's commas do not make a sentence of it`() {
    #expect(findings("サーバー、 IRC 、 Slack 、 メール 、 電話 、 `16`、`32`を使います。", isSheet: false) == [])
  }

  @Test func `settings move the limits and switch rules off`() {
    var settings = language
    settings.limits[.sentenceTooLong] = RuleLimits(site: .off, sheets: .init(warning: 10))
    settings.limits[.absoluteClaim] = RuleLimits(site: .off, sheets: .off)
    #expect(findings(Self.kana(12) + "。絶対です。", isSheet: true, settings) == ["sentence-too-long!"])
    settings.allowed = [located("個人情報取扱者")]
    #expect(findings("個人情報取扱者です。", isSheet: true, settings) == [])
  }

  @Test func `a sheet is measured, without its names, lists and tables`() {
    let source = SourceFile(path: "s.md", bytes: Array("漢字とかな。『書名書名』です。\n\n- 漢字漢字\n\n| 漢字 |\n|---|\n| 漢字 |".utf8))
    var report = Report()
    let document = Document(parsing: 0..<source.bytes.count, of: source, file: FileID(0), reporting: &report)
    let measure = Gate(document, SourceFiles(files: [source]), language, isSheet: true).measure
    #expect(measure.sentences == 3)
    #expect(measure.characters == 6 + 9 + 4)
    #expect(measure.proseKanji == 2 && measure.proseCharacters == 11)
  }

  @Test func `a sheet of long sentences is told so`() {
    let source = SourceFile(path: "s.md", bytes: Array((Self.kana(50) + "。" + Self.kana(45) + "。").utf8))
    var report = Report()
    let document = Document(parsing: 0..<source.bytes.count, of: source, file: FileID(0), reporting: &report)
    let gate = Gate(document, SourceFiles(files: [source]), language, isSheet: true, place: nowhere)
    #expect(gate.report.diagnostics.map(\.kind.name) == ["long-sentences"])
    #expect(gate.report.diagnostics.map(\.severity) == [.hint])
    #expect(gate.measure.charactersPerSentence == 48.5)
  }

  @Test func `a black page is told so`() {
    let kanji = String(repeating: "漢字", count: 30)
    func text(_ kana: Int) -> String { "『題』" + kanji.map { "\($0)の" }.joined() + Self.kana(kana) + "。" }
    #expect(findings(text(200)).filter { $0.hasPrefix("kanji-ratio") } == [])
    #expect(findings(text(40)).filter { $0.hasPrefix("kanji-ratio") } == ["kanji-ratio~"])
    #expect(findings(text(10)).filter { $0.hasPrefix("kanji-ratio") } == ["kanji-ratio!"])
    #expect(findings(String(repeating: "漢字漢の", count: 30)).filter { $0.hasPrefix("kanji-ratio") } == ["kanji-ratio"])
  }
}
