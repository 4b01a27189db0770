import Platform
import Source

/// Characters that print badly, search badly, or do not belong on paper.
enum CharacterRules {
  static func check(_ passage: Passage, _ inspection: inout Inspection) {
    checkBrackets(passage, &inspection)
    let text = passage.flat.scalars
    var done = 0
    for index in text.indices where isOdd(text[index]) && index >= done && passage.flat.reading[index] == .text {
      guard let (message, help) = oddity(at: index, in: text) else { continue }
      done = index + 1
      while done < text.count, isSameOddity(text[index], text[done]) { done += 1 }
      // The site folds it; paper is printed as it is written.
      if !inspection.isSheet, isVoiced(index, text) { continue }
      if text[index] == 0x7E, inspection.isEscaped(index, of: passage) { continue }
      inspection.find(.oddCharacter, at: index..<done, of: passage, message, help: help)
    }
    checkAddresses(passage, &inspection)
  }

  private static func checkBrackets(_ passage: Passage, _ inspection: inout Inspection) {
    let brackets = passage.brackets
    guard !brackets.mixed.isEmpty || brackets.all.contains(where: { $0.role == .alone }) else { return }
    var escaped: Set<Int> = []
    for bracket in brackets.all where inspection.isEscaped(bracket.index, of: passage) { escaped.insert(bracket.index) }
    // An escaped one may be a bracket all the same, so what is wrong is wrong with it and without it.
    let others = escaped.isEmpty ? brackets : Brackets(in: passage.flat, except: escaped)
    let alone = Set(others.all.filter { $0.role == .alone }.map(\.index))
    for pair in brackets.mixed where others.mixed.contains(where: { $0 == pair }) {
      let (opening, closing) = (passage.flat.scalars[pair.open], passage.flat.scalars[pair.close])
      let (open, close) = ([opening].text, [closing].text)
      inspection.find(
        .unmatchedBracket, at: pair.close..<pair.close + 1, of: passage,
        Message(ja: "「\(open)」が「\(close)」で閉じられています", en: "'\(open)' is closed by '\(close)'"),
        help: Message(ja: "全角か半角にそろえてください", en: "make both full-width, or both half-width"))
    }
    for bracket in brackets.all where bracket.role == .alone && alone.contains(bracket.index) {
      let sign = [passage.flat.scalars[bracket.index]].text
      inspection.find(
        .unmatchedBracket, at: bracket.index..<bracket.index + 1, of: passage,
        Message(ja: "かっこ「\(sign)」に相手がありません", en: "the bracket '\(sign)' has no partner"),
        help: Message(ja: "開くかっこと閉じるかっこをそろえてください", en: "write both brackets"))
    }
  }

  /// Whether two characters beside each other are one mistake.
  private static func isSameOddity(_ first: UInt32, _ second: UInt32) -> Bool {
    isHalfWidth(first) && isHalfWidth(second) || Sign.isZeroWidth(first) && Sign.isZeroWidth(second)
  }

  /// Whether a voicing mark stands behind a kana that has a form with it.
  private static func isVoiced(_ index: Int, _ text: [UInt32]) -> Bool {
    guard index > 0 else { return false }
    switch text[index] {
    case 0x3099: return halfVoiced.contains(text[index - 1]) || voiced.contains(text[index - 1])
    case 0x309A: return halfVoiced.contains(text[index - 1])
    default: return false
    }
  }

  private static let voiced = [UInt32](scalarsOf: "うかきくけこさしすせそたちつてとゝウカキクケコサシスセソタチツテトワヰヱヲヽ")
  private static let halfVoiced = [UInt32](scalarsOf: "はひふへほハヒフヘホ")

  private static func isHalfWidth(_ scalar: UInt32) -> Bool { (0xFF61...0xFF9F).contains(scalar) }

  /// Whether a scalar may be odd at all; most are not.
  private static func isOdd(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x309B..<0xFEFF: false
    case 0x7E, 0xAD, 0x200B...0x2069, 0x3099, 0x309A: true
    default: scalar >= 0xFEFF
    }
  }

  private static func oddity(at index: Int, in text: [UInt32]) -> (Message, Message)? {
    switch text[index] {
    case 0xFF61...0xFF9F:
      return (
        Message(ja: "半角のカタカナや記号が交じっています", en: "half-width katakana"),
        Message(ja: "全角で書いてください", en: "write it full-width")
      )
    case 0x3099, 0x309A:
      return (
        Message(ja: "濁点が文字から分かれています", en: "a voicing mark stands apart from its kana"),
        Message(ja: "一つの文字で打ち直してください（が、ぱ など）", en: "type the kana as one character")
      )
    case _ where Sign.isZeroWidth(text[index]) && !joinsEmoji(index, text):
      return (
        Message(ja: "目に見えない文字が交じっています", en: "an invisible character"),
        Message(ja: "その場所で一度消して、打ち直してください", en: "delete it there and type again")
      )
    case 0x7E where isRange(index, text):
      return (
        Message(ja: "範囲に半角の「~」が使われています", en: "an ASCII '~' for a range"),
        Message(ja: "「〜」か「から」にしてください", en: "write 〜 or から")
      )
    default: return nil
    }
  }

  /// Whether a zero-width joiner stands between two emoji: 👩‍💻.
  private static func joinsEmoji(_ index: Int, _ text: [UInt32]) -> Bool {
    func isEmoji(_ scalar: UInt32) -> Bool {
      scalar >= 0x1F000 || (0x2190...0x2BFF).contains(scalar) || scalar == 0xFE0F
    }
    return text[index] == 0x200D && index > 0 && isEmoji(text[index - 1]) && index + 1 < text.count
      && isEmoji(text[index + 1])
  }

  /// Whether a tilde stands for 〜: between numbers, with whatever units they have, or between wide characters.
  private static func isRange(_ index: Int, _ text: [UInt32]) -> Bool {
    let before = text[..<index].suffix(farthest)
    // Behind a bracket or a sign it says 'about': （~2.0）.
    if let last = before.last, Sign.close(of: last) != nil || signs.contains(last) { return false }
    let after = text[(index + 1)...].prefix(farthest)
    if let last = before.last, let first = after.first, isWide(last) || isDigit(last), isWide(first) || isDigit(first) {
      return true
    }
    guard let first = after.first(where: { !isBlank($0) && !isSign($0) }), let number = endsNumber(before) else {
      return false
    }
    if number, isDigit(first) { return true }
    // A blank on one side alone belongs to a title (手引き ~基本編~) or says 'about' (約 ~14KB).
    return (isDigit(first) || number && isWide(first)) && after.first.map(isBlank) == before.last.map(isBlank)
  }

  /// Whether a text before a tilde ends in a number with its unit (3, 3kg, 3%, (3)), or else in a wide character; nil
  /// where it ends in neither.
  private static func endsNumber(_ text: ArraySlice<UInt32>) -> Bool? {
    var rest = text
    while let last = rest.last, isBlank(last) { rest.removeLast() }
    while let last = rest.last, isSign(last) || Script(last) == .latin { rest.removeLast() }
    if let last = rest.last, isDigit(last) { return true }
    return text.last { !isBlank($0) }.map(isWide) == true ? false : nil
  }

  /// How far from a tilde a number may stand.
  private static let farthest = 12

  private static func isWide(_ scalar: UInt32) -> Bool { scalar > 0x3000 }
  private static func isBlank(_ scalar: UInt32) -> Bool { scalar == 0x20 || scalar == 0x3000 || scalar == 0xA0 }

  private static func isDigit(_ scalar: UInt32) -> Bool {
    Script(scalar) == .digit || (0x2150...0x218B).contains(scalar) || (0x2460...0x249B).contains(scalar)
  }

  /// Whether a scalar belongs to a number beside it: a sign before, a unit behind.
  private static func isSign(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x24, 0x25, 0x28, 0x29, 0x2B, 0x2D, 0x5C, 0xA3, 0xA5, 0xB0, 0xB1, 0x2030, 0x2032, 0x2033, 0x20AC, 0x2103,
      0x2109,
      0x2212:
      true
    default: false
    }
  }

  private static let signs = [UInt32](scalarsOf: "　、。，．：；・！？")

  static func checkAddresses(_ passage: Passage, _ inspection: inout Inspection) {
    for range in passage.addresses {
      inspection.find(
        .bareAddress, at: range, of: passage,
        Message(ja: "本文にアドレスがそのまま書かれています", en: "an address stands in the text"),
        help: Message(ja: "「:::qr アドレス 題名」で二次元コードにしてください", en: "make a code of it: ':::qr ADDRESS TITLE'"))
    }
  }

  static let unmatchedBracket = Diagnostic.Kind(
    "T513", "unmatched-bracket", .error,
    Message(ja: "かっこの片方がありません。もう片方を書くか、消してください。", en: "One of two brackets is missing. Add it, or remove the other."))

  static let oddCharacter = Diagnostic.Kind(
    "T514", "odd-character", .error,
    Message(
      ja: "半角カタカナ、分かれた濁点、目に見えない文字、範囲を表す半角の「~」は、検索に掛からず、印刷でも崩れます。",
      en:
        "Half-width kana, separate voicing marks, invisible characters and '~' for 〜 are not found by a search and print badly."
    ))

  static let bareAddress = Diagnostic.Kind(
    "T515", "bare-address", .error,
    Message(
      ja: "紙に印刷されたアドレスは、だれも打ち込みません。配付資料では二次元コードにします。コードも本文には書きません。",
      en:
        "Nobody types an address off paper: on sheets it becomes a QR code. Program code does not belong there either.")
  )
}
