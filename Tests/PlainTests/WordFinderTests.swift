import Source
import Testing

@testable import Plain

/// A place for words that no file has.
let nowhere = SourceRange(file: FileID(0), start: 0, end: 0)

func located(_ text: String) -> Located<String> { Located(text, at: nowhere) }

func term(
  _ name: String, _ variants: [String] = [], not exceptions: [String] = [], policy: Term.Policy = .replace,
  plain: String? = nil, short: String? = nil, suru: String? = nil, compound: String? = nil, explain: String? = nil
) -> Term {
  var term = Term(name: located(name), reading: name)
  term.variants = variants.map(located)
  term.exceptions = exceptions.map(located)
  term.policy = policy
  (term.plain, term.short, term.suru) = (plain.map(located), short.map(located), suru.map(located))
  (term.compound, term.explanation) = (compound.map(located), explain.map(located))
  return term
}

/// The small language that these tests speak.
let language = PlainLanguage(
  terms: [
    term("サーバー", not: ["ビールサーバー"], policy: .explain, short: "共同の機械", explain: "データを預かる機械"),
    term("証明書", not: ["納税証明書", "卒業証明書"], plain: "本物だと示す身分証", short: "身分証", compound: "身分証の"),
    term("パッチ", ["セキュリティパッチ"], plain: "弱点をふさぐ更新", short: "弱点の更新"),
    term("ID", policy: .explain, explain: "利用者の名前"),
    term(
      "多要素認証", ["MFA", "二段階認証"], plain: "もう一つ確かめる仕組み", short: "二つ目の確認", suru: "もう一つ確かめるように",
      compound: "二つ目の確認のための"),
    term("認証", not: ["認証店"], plain: "本人かどうかの確認", short: "本人確認"),
    term("脆弱性", plain: "ねらわれやすい弱点", short: "弱点"),
    term("VPN", ["仮想専用線"], plain: "外から安全につなぐ仕組み", short: "外からの接続"),
    term("暗号化", plain: "読めない形への変換", short: "読めない加工", suru: "読めない形に"),
    term("ファイアウォール", ["FW"], plain: "入口で怪しい通信を止める機器", short: "入口の見張り"),
    term("ウェブ会議", policy: .explain, explain: "画面越しの会議"),
    term("バイオリン", policy: .keep),
    term("なりすまし", ["なりすま"], policy: .avoid, plain: "他人のふりをすること"),
    term("踏み台", not: ["踏み台に乗"], plain: "よその会社をねらう足がかり"),
    term("Wi-Fi", ["無線LAN"], policy: .explain, explain: "コードなしでつなぐ電波"),
    term("ログ", not: ["ログハウス"], plain: "機器に残る動きの記録", short: "動きの記録"),
    term("クラウドサービス", plain: "預け先のサービス"),
    term("クラウド", policy: .explain, explain: "データを預けて使うやり方"),
  ],
  everyday: ["パソコン", "メール", "ルーム", "スマートフォン", "サービス", "データ", "アプリ", "QRコード", "IT", "ブログ", "コード", "ソフト"].map(located))

let lexicon = Lexicon(language)

@Suite struct WordFinderTests {
  /// The names of the terms found, and the unknown words with a `?`.
  private func words(of text: String) -> [String] {
    let scalars = [UInt32](scalarsOf: text)
    let finder = WordFinder(scalars, lexicon)
    let terms = finder.uses.compactMap { use -> (Int, String)? in
      guard case .term(let index) = use.meaning else { return nil }
      return (use.range.lowerBound, lexicon.terms[index].name.value)
    }
    let unknown = finder.unknown.map { ($0.lowerBound, scalars[$0].text + "?") }
    return (terms + unknown).sorted { $0.0 < $1.0 }.map(\.1)
  }

  @Test(arguments: [
    // spellings of one word
    ("サーバの部屋", ["サーバー"]), ("ｻｰﾊﾞｰの部屋", ["サーバー"]), ("サーバーの部屋", ["サーバー"]), ("サーハ\u{3099}ーの部屋", ["サーバー"]),
    ("サーバ-の部屋", ["サーバー"]), ("サーバ‐の部屋", ["サーバー"]), ("サー\u{200B}バーの部屋", ["サーバー"]), ("サ－バ－の部屋", ["サーバー"]),
    ("サーバーーの部屋", ["サーバー"]), ("サーバールーム", ["サーバー"]), ("サーバルーム", ["サーバー"]),
    ("ＶＰＮの機器", ["VPN"]), ("vpnの機器", ["VPN"]), ("Vpnの機器", ["VPN"]), ("VPN", ["VPN"]), ("VPNs", ["VPN"]),
    ("ファイアウオール", ["ファイアウォール"]), ("ファイア・ウォール", ["ファイアウォール"]), ("ﾌｧｲｱｳｫｰﾙ", ["ファイアウォール"]),
    ("ヴァイオリンの音", ["バイオリン"]), ("バイオリンの音", ["バイオリン"]), ("ヴ\u{30A1}イオリン", ["バイオリン"]),
    ("ウエブ会議", ["ウェブ会議"]), ("ウェブ会議", ["ウェブ会議"]), ("Ｗｉ－Ｆｉの電波", ["Wi-Fi"]), ("wi-fi", ["Wi-Fi"]), ("無線ＬＡＮ", ["Wi-Fi"]),
    ("多要素認証", ["多要素認証"]), ("ＭＦＡ", ["多要素認証"]),
    // longest first, and side by side
    ("サーバー証明書", ["サーバー", "証明書"]), ("クラウドサービス", ["クラウドサービス"]), ("クラウド", ["クラウド"]), ("セキュリティパッチ", ["パッチ"]),
    ("多要素認証の認証", ["多要素認証", "認証"]), ("VPNとMFA", ["VPN", "多要素認証"]), ("VPN・MFA", ["VPN", "多要素認証"]),
    ("VPN/MFA", ["VPN", "多要素認証"]), ("ITとID", ["ID"]),
    // masks
    ("納税証明書", []), ("卒業証明書と証明書", ["証明書"]), ("認証店", []), ("認証店の認証", ["認証"]), ("ビールサーバー", []), ("ログハウス", []),
    ("踏み台に乗る", []), ("踏み台になる", ["踏み台"]),
    // katakana as a whole
    ("ディスパッチャー", ["ディスパッチャー?"]), ("パッチを当てる", ["パッチ"]), ("パッチワーク", ["パッチワーク?"]), ("ブログを書く", []), ("ログを取る", ["ログ"]),
    ("キャプチャログ", ["キャプチャログ?"]), ("パソコン・スマートフォン", []), ("パソコン・キャプチャ", ["キャプチャ?"]), ("メールサーバー", ["サーバー"]),
    ("サーバーサービス", ["サーバー"]), ("スーパーサーバー", ["スーパーサーバー?"]), ("データ", []), ("キー", []), ("キーン", ["キーン?"]), ("ガス", []),
    // Latin edges
    ("GRID", ["GRID?"]), ("user_id", ["user_id?"]), ("社員ID", ["ID"]), ("IDs", ["ID"]), ("ID2", ["ID2?"]),
    ("2ID", ["2ID?"]),
    ("IDを", ["ID"]), ("(ID)", ["ID"]), ("OpenVPN", ["OpenVPN?"]), ("VPN", ["VPN"]), ("A社とB社", []), ("A4の紙", []),
    ("Node.js", ["Node.js?"]),
    ("R&D", ["R&D?"]), ("QRコード", []), ("QR", ["QR?"]), ("it", []), ("FW", ["ファイアウォール"]), ("FWD", ["FWD?"]),
    ("café", ["café?"]),
    // verbs by their stems
    ("社長になりすまして", ["なりすまし"]), ("なりすます人", ["なりすまし"]), ("なりゆきを見る", []),
    // nothing to find
    ("", []), ("控えを取ります。", []), ("、。「」", []), ("😀", []), ("𠮷野家", []),
  ])
  func `words are found as a reader reads them`(text: String, expected: [String]) {
    let found = words(of: text).map { $0 == "セキュリティパッチ" ? "パッチ" : $0 }
    #expect(found == expected, "\(text)")
  }

  @Test func `places are the text's, whatever was folded`() {
    let text = [UInt32](scalarsOf: "前のｻｰﾊﾞｰが")
    #expect(WordFinder(text, lexicon).uses.map(\.range) == [2..<7])
    let dashed = [UInt32](scalarsOf: "サー\u{200B}バーを")
    #expect(WordFinder(dashed, lexicon).uses.map(\.range) == [0..<5])
  }

  @Test func `random texts neither crash nor leave the text`() {
    var random = SystemRandomNumberGenerator()
    let alphabet = [UInt32](
      scalarsOf: "サーバーｻﾊﾞ・ヴァウィパッチログVPNid_-2証明書多要素認証（）「」踏み台に乗\u{3099}\u{309A}\u{200B}\u{FFFC}㈱①Å𠮷 \n、。ー‐")
    for _ in 0..<100_000 {
      let text = (0..<Int.random(in: 0...14, using: &random)).map { _ in alphabet.randomElement(using: &random) ?? 0 }
      let finder = WordFinder(text, lexicon)
      var end = 0
      for use in finder.uses {
        #expect(use.range.lowerBound >= end && use.range.upperBound <= text.count && !use.range.isEmpty, "\(text.text)")
        end = use.range.upperBound
      }
      #expect(finder.unknown.allSatisfy { $0.upperBound <= text.count && !$0.isEmpty })
    }
  }
}
