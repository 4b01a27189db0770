import Testing

@testable import Plain

@Suite struct BracketTests {
  /// The brackets of a text that lack a partner, and those closed by one of the other width.
  private func wrong(_ text: String) -> [String] {
    let brackets = Brackets(in: FlatText(text))
    let scalars = Array(text.unicodeScalars)
    return brackets.all.filter { $0.role == .alone }.map { String(scalars[$0.index]) }
      + brackets.mixed.map { "\(scalars[$0.open])\(scalars[$0.close])" }
  }

  @Test(arguments: [
    "1）電源、2）線", "ア）電源を切る。イ）線を抜く。", "※1）は別売りです。", "料金※1）は別です。", "価格注1）を見る。", "例）りんご", "例）", "(1) 電源",
    "a) 電源 b) 線", "a)電源b)線", "①）電源、②）線", "iv) 四番目", "i) 一 ii) 二", "第一）電源", "第一）電源、第二）線", "方法は1）電源、2）線です。",
    "方法は、1）電源、2）線です。", "（理由は1）電源、2）線）", "（1）電源、2）線", "（1）電源（2）線", "1)電源　2）線", "一）電源　二）線", "本文※2）", "表1）売上",
    "問3）次の", "たとえば、例）りんご", "1-2）電源", "10）電源", "あ）りんご", "イ）電源 ロ）線", "Ａ）電源、Ｂ）線", "甲）電源、乙）線", "手順：1）切る 2）抜く",
    "*1）注です", "1)", "ア）",
  ])
  func `a list's mark needs no partner`(text: String) { #expect(wrong(text) == []) }

  @Test(arguments: [
    "[0, 100) の範囲", "(0, 1]です", "（0，1］です", "］0, 1［です", "]0, 1[です", "[0円, 100円) の範囲", "(-∞, 0] と [0, ∞) です",
    "(ただし[0, 1)とする)", "会社[1] 2, 3 [4]です", "[1, 2](a, b)",
  ])
  func `an interval may be closed by the other kind`(text: String) { #expect(wrong(text) == []) }

  @Test(arguments: [
    "よろしくお願いします:)", "よろしく :-) お願いします", "困った:( でも", "困った :-(。", "（ありがとう:)）", "(^^)", "（^^)", "（笑）", "m(_ _)m", "(・∀・)",
  ])
  func `a face is drawn with brackets`(text: String) { #expect(wrong(text) == []) }

  @Test(arguments: [
    ("あ）", ["）"]), ("（あ", ["（"]), ("電源は切る）。", ["）"]), ("」あ", ["」"]), ("あ」", ["」"]), ("第2回）です", ["）"]),
    ("費用は5万円）です", ["）"]), ("これは（例)です。", ["（)"]), ("今日）は雨です", ["）"]), ("「あ（い」う）", ["（", "）"]), ("定員は10）です", ["）"]),
    ("合計 10）です", ["）"]), ("A社、B）は休み", ["）"]), ("発注1）です。", ["）"]), ("これは[1, 2です", ["["]), ("統一）する", ["）"]),
    ("これは[例］です。", ["[］"]),
    ("(1）電源", ["(）"]), ("注意:（あ", ["（"]), ("Web）です。", ["）"]), ("（切る）、線は抜く）。", ["）"]), ("[あ, い)です", ["[", ")"]),
    ("（ア）電源、イ）線）", ["）"]), ("（A社、B社]", ["（", "]"]),
  ])
  func `a bracket without its partner is told`(text: String, expected: [String]) {
    #expect(wrong(text).sorted() == expected.sorted())
  }
}
