import Foundation
import Testing

@testable import Plain

/// Random texts of the signs that folding has something to say about, the same in every run.
struct RandomTexts {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// SplitMix64 (Steele, Lea and Flood 2014).
  mutating func next(below bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((value ^ (value >> 31)) % UInt64(bound))
  }

  private static let pools: [[UInt32]] = [
    [UInt32](scalarsOf: "ーーーー・・ヴヴウァィェォアカサタナハバパブンッー"), [UInt32](scalarsOf: "サーバーキーボードネットワークウィルスヴァイオリン・"),
    [UInt32](scalarsOf: "ｱｲｳｶｻﾊﾊﾞﾟｰ･ｧｨｩｪｫ｡｢"), [UInt32](scalarsOf: "-‐‑‒–—―−─－﹣~〜"), [UInt32](scalarsOf: "の情報を守る、。「」々〇"),
    [UInt32](scalarsOf: "aZvPnＡｚ１2Ⅷⅷﬁ㎒Éßø"), [0x3099, 0x309A, 0x301, 0x308, 0x323, 0x302, 0x345],
    [0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF], [UInt32](scalarsOf: "㈱㌔㍿ヿゟヾゞヷヸ가각한"),
    [UInt32](scalarsOf: " \u{3000}\u{A0}\t\n"), [0x20BB7, 0x2F80B, 0xF900, 0xFA11, 0x1F363, 0x1D400, 0xE0100],
    [0xE2, 0x1EA1, 0x1EAD], [0x309B, 0x309C, 0x304B, 0x30AB, 0x30A6, 0x306F, 0xFF9E, 0xFF9F, 0x3042, 0x309D],
    [0xFE00, 0xFE0F, 0xE0100, 0xE0102, 0xE01EF, 0x845B, 0x9089, 0x180B, 0x180F],
  ]

  mutating func text() -> [UInt32] {
    let pool = Self.pools[next(below: Self.pools.count)]
    return (0..<1 + next(below: 12)).map { _ in
      switch next(below: 8) {
      case 0: assigned()
      case 1...3: pool[next(below: pool.count)]
      default:
        {
          let other = Self.pools[next(below: Self.pools.count)]
          return other[next(below: other.count)]
        }()
      }
    }
  }

  /// Any scalar that Unicode 13 gives a meaning to, so that all sides know it.
  private mutating func assigned() -> UInt32 {
    while true {
      let value = UInt32(next(below: 0x1_0000))
      guard let scalar = Unicode.Scalar(value), let age = scalar.properties.age, age.major <= 13, value >= 0x20,
        value != 0xFFFC
      else { continue }
      return value
    }
  }
}

@Suite struct SpellingKeyTests {
  @Test(arguments: [
    ("ｻｰﾊﾞ", "サーバ"), ("サーバー証明書", "サーバ証明書"), ("ＶＰＮ", "vpn"), ("ヴァイオリン", "バイオリン"), ("パソコン・ルーター", "パソコンルータ"),
    ("ウィルス", "ウイルス"), ("ネット-ワーク", "ネットーワーク"), ("か\u{3099}", "が"), ("ー", "ー"),
    ("か\u{309B}", "が"), ("は\u{309C}", "ぱ"), ("カ\u{309B}ード", "ガード"), ("か\u{FF9E}", "が"), ("ｶ\u{309B}", "ガ"),
    ("ウ\u{309B}ァ", "バ"),
    ("あ\u{309B}い", "あい"), ("か\u{E0100}\u{309B}", "が"), ("葛\u{E0100}城", "葛城"), ("辻\u{FE00}", "辻"), ("渡邉\u{E0102}", "渡邉"),
    ("葛\u{200B}\u{2060}\u{AD}城", "葛城"),
    ("サ\u{FE0E}ーバー", "サーバ"),
  ])
  func `folds spellings of one word to one`(text: String, expected: String) {
    #expect(SpellingKey([UInt32](scalarsOf: text)).scalars.text == expected)
  }

  @Test(arguments: [
    ("ｶﾞー", "カ\u{3099}ー"), ("ヴァー・Ａ", "ヴァー・a"), ("か\u{3099}\u{200B}ﬁ", "か\u{3099}fi"),
    ("か\u{309B}葛\u{E0100}城", "か\u{3099}葛城"),
  ])
  func `the literal key leaves what its neighbours would change`(text: String, expected: String) {
    #expect(LiteralKey([UInt32](scalarsOf: text)).scalars.text == expected)
  }

  /// Whatever is cut out of a text is in its spelling key or in its literal key, so that search cannot miss it.
  @Test func `a part of a text is found in one of its keys`() {
    var random = RandomTexts(seed: 7)
    for _ in 0..<3000 {
      let text = random.text() + random.text()
      let (key, literal) = (SpellingKey(text).scalars, LiteralKey(text).scalars)
      let differences = LiteralKey.differences(of: text, from: SpellingKey(text), margin: 4)
      for start in text.indices {
        for end in start + 1..<min(start + 5, text.count) + 1 {
          let part = LiteralKey(Array(text[start..<end])).scalars
          #expect(literal.contains(part), "\(text.text)")
          guard part.count <= 5 else { continue }
          #expect(key.contains(part) || differences.contains(part), "\(part.text) of \(text.text)")
        }
      }
    }
  }

  /// Tests/Browser/search.py folds the same texts by assets/search.js.
  @Test(
    .enabled(
      if: ProcessInfo.processInfo.environment["TEBIKI_SPELLINGS"] != nil,
      "TEBIKI_SPELLINGS does not name the file for the browser's test to compare with"))
  func `writes what texts fold to, for the browser to compare`() throws {
    var random = RandomTexts(seed: 1)
    let rows = (0..<20_000).map { _ in
      let text = random.text()
      return [text.text, SpellingKey(text).scalars.text, LiteralKey(text).scalars.text]
    }
    let path = ProcessInfo.processInfo.environment["TEBIKI_SPELLINGS"] ?? ""
    try JSONEncoder().encode(rows).write(to: URL(fileURLWithPath: path))
  }
}

extension [UInt32] {
  fileprivate func contains(_ part: [UInt32]) -> Bool {
    part.isEmpty || indices.contains { self[$0...].starts(with: part) }
  }
}
