import Markup
import Platform
import Source
import Testing

@testable import Plain

@Suite struct WordingTests {
  /// What a sheet says for `markdown`, with the names of the rules broken behind it.
  private func read(_ markdown: String, words: [(String, String)] = []) -> String {
    let source = SourceFile(path: "s.md", bytes: Array(markdown.utf8))
    var report = Report()
    let document = Document(parsing: 0..<source.bytes.count, of: source, file: FileID(0), reporting: &report)
    var lexicon = lexicon
    lexicon.add(everyday: [], words: words.map { (located($0.0), located($0.1)) })
    var wording = Wording(lexicon, language, SourceFiles(files: [source]))
    let result = wording.apply(to: document)
    let text = result.nodes.filter { $0.kind == .text || $0.kind == .fixed(.wording) }.map { result.string($0.text) }
    let findings = wording.report.diagnostics.map { diagnostic in
      let words = diagnostic.range.map { String(decoding: source.bytes[$0.bytes], as: UTF8.self) } ?? "?"
      return " [\(diagnostic.kind.name) \(words)]"
    }
    return text.joined() + findings.joined()
  }

  @Test(arguments: [
    // a noun phrase before particles, です, punctuation, brackets, the end
    ("脆弱性を直す", "ねらわれやすい弱点を直す"), ("脆弱性が、ある", "ねらわれやすい弱点が、ある"), ("脆弱性です", "ねらわれやすい弱点です"),
    ("脆弱性", "ねらわれやすい弱点"), ("「脆弱性」", "「ねらわれやすい弱点」"), ("脆弱性、など", "ねらわれやすい弱点、など"), ("脆弱性な所", "ねらわれやすい弱点な所"),
    ("脆弱性だけ", "ねらわれやすい弱点だけ"), ("脆弱性しかない", "ねらわれやすい弱点しかない"), ("脆弱性さえ", "ねらわれやすい弱点さえ"),
    ("脆弱性でした", "ねらわれやすい弱点でした"), ("脆弱性等がある", "ねらわれやすい弱点等がある"),
    // the short wording for the second use
    ("脆弱性と脆弱性を", "ねらわれやすい弱点と弱点を"), ("踏み台と踏み台を", "よその会社をねらう足がかりとよその会社をねらう足がかりを"),
    // before する
    ("データを暗号化する", "データを読めない形にする"), ("暗号化します", "読めない形にします"), ("暗号化された", "読めない形にされた"),
    ("暗号化できます", "読めない形にできます"), ("暗号化せずに", "読めない形にせずに"), ("暗号化しない", "読めない形にしない"),
    ("多要素認証する", "もう一つ確かめるようにする"),
    ("多要素認証され", "多要素認証され [unexplained-jargon 多要素認証]"), ("多要素認証しない", "多要素認証しない [unexplained-jargon 多要素認証]"),
    ("多要素認証しやすい", "多要素認証しやすい [unexplained-jargon 多要素認証]"), ("暗号化しやすい", "読めない形にしやすい"),
    ("証明書以外は", "証明書以外は [unexplained-jargon 証明書]"), ("証明書不要", "証明書不要 [unexplained-jargon 証明書]"),
    ("証明書ー", "証明書ー [unexplained-jargon 証明書]"), ("ご証明書を", "ご証明書を [unexplained-jargon 証明書]"),
    ("2証明書を", "2証明書を [unexplained-jargon 証明書]"), ("そのご証明書を", "そのご本物だと示す身分証を"),
    ("脆弱性する", "脆弱性する [unexplained-jargon 脆弱性]"),
    // before another noun
    ("多要素認証アプリ", "二つ目の確認のためのアプリ"), ("証明書期限", "身分証の期限"), ("脆弱性情報", "脆弱性情報 [unexplained-jargon 脆弱性]"),
    ("証明書類", "証明書類 [unexplained-jargon 証明書]"), ("脆弱性3件", "脆弱性3件 [unexplained-jargon 脆弱性]"),
    // a part of another word
    ("未暗号化の", "未暗号化の [unexplained-jargon 暗号化]"), ("顔認証を", "顔認証を [unexplained-jargon 認証]"),
    // an address is no text: the gate tells it, once
    ("https://vpn.example.jp/help を", "https://vpn.example.jp/help を"), ("www.example.jp/vpn", "www.example.jp/vpn"),
    ("info.id@vpn.example.co.jp へ", "info.id@vpn.example.co.jp へ"), ("example.jp/help", "example.jp/help"),
    ("（https://example.jp/a）とfoobar", "（https://example.jp/a）とfoobar [unknown-word foobar]"),
    // headings and tables take the short one
    ("# 脆弱性を直す", "弱点を直す"), ("# サーバーの置き場所", "共同の機械の置き場所"),
    ("| 脆弱性 | VPN |\n|---|---|\n| MFA | 認証 |", "弱点外からの接続二つ目の確認本人確認"),
    ("# 踏み台の話", "踏み台の話 [unexplained-jargon 踏み台]"), ("# IDの話", "IDの話 [unexplained-jargon ID]"),
    // explained once
    ("サーバーを置く。サーバーは重い。", "サーバー（データを預かる機械）を置く。サーバーは重い。"), ("サーバー室", "サーバー室 [unexplained-jargon サーバー]"),
    ("クラウドの契約", "クラウド（データを預けて使うやり方）の契約"), ("サーバールーム", "サーバールーム [unexplained-jargon サーバー]"),
    // explained by the author
    ("脆弱性（ソフトの弱点）を、脆弱性と呼ぶ", "脆弱性（ソフトの弱点）を、脆弱性と呼ぶ"), ("「脆弱性」（ソフトの弱点）", "「脆弱性」（ソフトの弱点）"),
    ("脆弱性とは、弱点のこと", "脆弱性とは、弱点のこと"), ("ねらわれやすい弱点（脆弱性）と脆弱性", "ねらわれやすい弱点（脆弱性）と脆弱性"),
    ("弱点（脆弱性）", "弱点（脆弱性）"), ("脆弱性(ソフトの弱点)", "脆弱性(ソフトの弱点)"), ("**脆弱性**（ソフトの弱点）", "脆弱性（ソフトの弱点）"),
    // no explanations: a reading, an acronym, a reference; they go with the term
    ("脆弱性（ぜいじゃくせい）を", "ねらわれやすい弱点を"), ("多要素認証（MFA）を", "もう一つ確かめる仕組みを"), ("二段階認証（多要素認証）を", "もう一つ確かめる仕組みを"),
    ("脆弱性（以下同じ）を", "ねらわれやすい弱点（以下同じ）を"), ("脆弱性（図1）を", "ねらわれやすい弱点（図1）を"), ("脆弱性（注2）を", "ねらわれやすい弱点（注2）を"),
    // never by itself
    ("社長になりすまして", "社長になりすまして [unexplained-jargon なりすまし]"), ("なりすましです", "なりすましです [unexplained-jargon なりすまし]"),
    ("バイオリンを弾く", "バイオリンを弾く"),
    // across markup, and opaque names
    ("**脆**弱*性*を", "ねらわれやすい弱点を"), ("『脆弱性の本』を読む", "『脆弱性の本』を読む"), ("脆弱\n性を", "ねらわれやすい弱点を"),
    // words that nobody listed
    ("ファームウェアを", "ファームウェアを [unknown-word ファームウェア]"), ("OpenVPNを", "OpenVPNを [unknown-word OpenVPN]"),
    ("パソコンとメール", "パソコンとメール"), ("ｷｬﾌﾟﾁｬを", "ｷｬﾌﾟﾁｬを [unknown-word ｷｬﾌﾟﾁｬ]"),
    // suppressions
    ("<!-- plain: off unknown-word because 商品名のため -->\n\nファームウェアを", "ファームウェアを"),
    ("<!-- plain: off unknown-word -->\n\nデータ", "データ [bad-suppression <!-- plain: off unknown-word -->]"),
    (
      "<!-- plain: off unknwon-word because x -->\n\nデータ",
      "データ [bad-suppression <!-- plain: off unknwon-word because x -->]"
    ),
    ("<!-- plain: off unknown-word because x -->\n\nデータ\n\nキャプチャ", "データキャプチャ [unknown-word キャプチャ]"),
  ])
  func `terms give way where a sentence stays whole`(markdown: String, expected: String) {
    #expect(read(markdown) == expected)
  }

  @Test(arguments: [
    ("大事な情報を見る", "カルテを見る"), ("工場の中", "作業場の中"), ("町工場の中", "町工場の中"), ("工場長", "工場長"), ("脆弱性の話", "穴の話"),
    ("大事な情報の脆弱性", "カルテの穴"), ("大事な\n情報を", "カルテを"),
  ])
  func `a trade's wording comes first, and is not looked through again`(markdown: String, expected: String) {
    let words = [("大事な情報", "カルテ"), ("工場", "作業場"), ("脆弱性", "穴"), ("カルテ", "帳面")]
    #expect(read(markdown, words: words) == expected)
  }

  @Test func `whether a suppression lifts something is known`() {
    let source = SourceFile(
      path: "s.md",
      bytes: Array(
        "<!-- plain: off unknown-word because 名前 -->\n\nキャプチャ\n\n<!-- plain: off unknown-word because 名前 -->\n\nデータ"
          .utf8))
    var report = Report()
    let document = Document(parsing: 0..<source.bytes.count, of: source, file: FileID(0), reporting: &report)
    var wording = Wording(lexicon, language, SourceFiles(files: [source]))
    _ = wording.apply(to: document)
    #expect(wording.suppressions.map(\.isUsed) == [true, false])
    #expect(wording.report.diagnostics.isEmpty)
  }

  @Test func `blanks around a spelling are none of it, so that nothing is put in at the end of a line`() {
    let words = PlainLanguage(terms: [term("VPN", ["VPN ", " ", "　"], policy: .explain, explain: "線")])
    let source = SourceFile(path: "s.md", bytes: Array("日本の VPN\nIT の IT".utf8))
    var report = Report()
    let document = Document(parsing: 0..<source.bytes.count, of: source, file: FileID(0), reporting: &report)
    var wording = Wording(Lexicon(words), words, SourceFiles(files: [source]))
    let result = wording.apply(to: document)
    let text = result.nodes.filter { $0.kind == .text || $0.kind == .fixed(.wording) }.map { result.string($0.text) }
    #expect(text == ["日本の VPN", "（線）", "IT の IT"])
  }

  /// The way back to a text goes in steps, and a word may lie over the end of one.
  @Test(arguments: [246...260, 502...515])
  func `a word far into a text is found where it stands`(lengths: ClosedRange<Int>) {
    for length in lengths {
      let before = String(repeating: "あ", count: length)
      #expect(
        read("\(before)ファームウェアを、脆弱性を")
          == "\(before)ファームウェアを、ねらわれやすい弱点を [unknown-word ファームウェア]")
    }
  }

  @Test func `a parenthesis that is too long explains nothing`() {
    let long = String(repeating: "あの説明", count: 200)
    #expect(read("脆弱性（\(long)）を") == "ねらわれやすい弱点（\(long)）を")
  }

  @Test func `a term's own tests, spellings and wording are held to`() {
    var first = term("脆弱性", plain: "サーバーの弱点")
    first.hits = [located("脆弱性"), located("弱点")]
    first.misses = [located("脆弱性"), located("弱い")]
    let second = term("セキュリティホール", ["脆弱性"], plain: "弱点")
    let third = term("サーバー", ["サーバ"], plain: "機械")
    let language = PlainLanguage(terms: [first, second, third], everyday: [located("サーバ")])
    let found = Glossary.check(language, Lexicon(language)).diagnostics.map(\.kind.name)
    #expect(
      found.sorted() == [
        "duplicate-term", "duplicate-term", "failed-term-test", "failed-term-test", "wording-not-plain",
      ])
  }

  @Test func `of two terms with one spelling the later in the file is told`() {
    func named(_ name: String, _ reading: String, at start: Int, _ variants: [String] = []) -> Term {
      let range = SourceRange(file: FileID(0), start: start, end: start + 1)
      var term = Term(name: Located(name, at: range), reading: reading)
      term.variants = variants.map { Located($0, at: range) }
      return term
    }
    // In the order of the kana the later one is first.
    let language = PlainLanguage(terms: [
      named("仮想網", "かそうもう", at: 20, ["VPN"]), named("VPN", "ぶいぴーえぬ", at: 10),
    ])
    let found = Glossary.check(language, Lexicon(language)).diagnostics
    #expect(found.map(\.range?.start) == [20])
    #expect(found.first?.message.en.hasPrefix("'VPN' is a spelling of 'VPN' too") == true)
    #expect(found.first?.help?.en == "remove one of them, or make them one term (its other names are 'variants')")
  }

  @Test func `terms are in the order of the kana`() {
    func named(_ reading: String) -> Term { Term(name: located(reading), reading: reading) }
    let readings = ["がいぶ", "かんさ", "さーばー", "きー", "ざっし", "さくら", "ガス", "はっく", "はつか"]
    let sorted = readings.map(named).sorted { $0.precedes($1) }.map(\.reading)
    #expect(sorted == ["がいぶ", "ガス", "かんさ", "きー", "さくら", "ざっし", "さーばー", "はつか", "はっく"])
    #expect(named("がいぶ").initial == "か")
  }
}
