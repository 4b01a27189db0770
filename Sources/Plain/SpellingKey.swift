import CUtf8proc

/// A text folded so that spellings of one word become equal, with the place of each folded scalar in the text.
///
/// Folded are: Unicode's compatibility forms (NFKC: ｻｰﾊﾞｰ, ＶＰＮ), case, zero-width characters, variation selectors, voicing marks behind
/// their kana (か゛), dashes behind katakana;
/// then ウィ ウェ ウォ ヴ, a ・ between katakana, and the long vowel at the end of a run of katakana.
///
/// The site's search folds queries likewise: themes/standard/assets/search.js says the same in another language.
package struct SpellingKey {
  package private(set) var scalars: [UInt32] = []
  /// Where each folded scalar begins in the text, and where it ends, with what was dropped behind it.
  package private(set) var starts: [Int32] = []
  package private(set) var ends: [Int32] = []

  /// Folds `text`; scalars for which `isOpaque` holds become a sign that matches nothing.
  package init(_ text: [UInt32], isOpaque: (Int) -> Bool = { _ in false }) {
    scalars.reserveCapacity(text.count)
    starts.reserveCapacity(text.count)
    ends.reserveCapacity(text.count)
    for index in text.indices {
      if isOpaque(index) { add(Self.opaque, at: index) } else { fold(text[index], at: index) }
    }
    settleRun()
  }

  /// Stands for a scalar that is not read.
  static let opaque: UInt32 = 0xFFFC

  private var last: UInt32 { scalars.last ?? 0 }

  private mutating func fold(_ scalar: UInt32, at index: Int) {
    switch scalar {
    case 0x3041...0x3096, 0x3400...0x9FFF, 0x3001...0x3020: add(scalar, at: index)
    case 0x20...0x40, 0x5B...0x7E:
      addDashOr(scalar, at: index)
    case 0x41...0x5A: add(scalar + 0x20, at: index)
    case 0x30A1...0x30FC: addKatakana(scalar, at: index)
    case _ where Sign.isIgnored(scalar): extendLast(to: index)
    case 0x2010...0x2012, 0x2212: addDashOr(scalar, at: index)
    case 0x3099...0x309C, 0x300...0x36F: combine(Sign.combiningVoicing(scalar) ?? scalar, at: index)
    default:
      for part in Self.compatible(scalar) {
        if part == 0x3099 || part == 0x309A {
          combine(part, at: index)
        } else if part == scalar {
          add(part, at: index)
        } else {
          fold(part, at: index)
        }
      }
    }
  }

  /// A dash behind katakana is a long vowel.
  private mutating func addDashOr(_ scalar: UInt32, at index: Int) {
    let isDash = scalar == 0x2D || (0x2010...0x2012).contains(scalar) || scalar == 0x2212
    if isDash, Script(last) == .katakana { addKatakana(Sign.longVowel, at: index) } else { add(scalar, at: index) }
  }

  private mutating func addKatakana(_ scalar: UInt32, at index: Int) {
    switch (scalar, last) {
    case (0x30A3, 0x30A6), (0x30A7, 0x30A6), (0x30A9, 0x30A6): add(scalar + 1, at: index)  // ウィ ウェ ウォ
    case (0x30A1, 0x30D6) where lastWasVu: replaceLast(by: 0x30D0, endingAt: index)  // ヴァ
    case (0x30A3, 0x30D6) where lastWasVu: replaceLast(by: 0x30D3, endingAt: index)
    case (0x30A7, 0x30D6) where lastWasVu: replaceLast(by: 0x30D9, endingAt: index)
    case (0x30A9, 0x30D6) where lastWasVu: replaceLast(by: 0x30DC, endingAt: index)
    case (0x30F4, _):
      add(0x30D6, at: index)  // ヴ
      lastWasVu = true
    case (Sign.middleDot, _): add(scalar, at: index)
    default: add(scalar, at: index)
    }
  }

  private var lastWasVu = false

  private mutating func add(_ scalar: UInt32, at index: Int) {
    if Script(scalar) != .katakana {
      if scalar != Sign.middleDot { settleRun() }
    } else if last == Sign.middleDot, scalars.count >= 2, Script(scalars[scalars.count - 2]) == .katakana {
      drop()  // ・ between katakana
    }
    lastWasVu = false
    scalars.append(scalar)
    starts.append(Int32(index))
    ends.append(Int32(index + 1))
  }

  /// Ends a run of katakana: its last long vowel goes, and belongs to the scalar before it.
  private mutating func settleRun() {
    guard last == Sign.longVowel, scalars.count >= 2, Script(scalars[scalars.count - 2]) == .katakana else { return }
    let end = ends[ends.count - 1]
    drop()
    ends[ends.count - 1] = end
  }

  private mutating func drop() {
    scalars.removeLast()
    starts.removeLast()
    ends.removeLast()
  }

  private mutating func extendLast(to index: Int) {
    if !ends.isEmpty { ends[ends.count - 1] = Int32(index + 1) }
  }

  private mutating func replaceLast(by scalar: UInt32, endingAt index: Int) {
    scalars[scalars.count - 1] = scalar
    ends[ends.count - 1] = Int32(index + 1)
    lastWasVu = false
  }

  /// Puts a combining mark onto the scalar before it, where Unicode has one for both.
  private mutating func combine(_ mark: UInt32, at index: Int) {
    var pair = [Int32(bitPattern: last), Int32(bitPattern: mark)]
    let composing = utf8proc_option_t(rawValue: UTF8PROC_STABLE.rawValue | UTF8PROC_COMPOSE.rawValue)
    let length = unsafe utf8proc_normalize_utf32(&pair, 2, composing)
    if length == 1, !scalars.isEmpty {
      let isVu = pair[0] == 0x30F4
      replaceLast(by: isVu ? 0x30D6 : UInt32(bitPattern: pair[0]), endingAt: index)
      lastWasVu = isVu
    } else {
      extendLast(to: index)
    }
  }

  /// Returns what Unicode's compatibility decomposition makes of one scalar.
  static func compatible(_ scalar: UInt32) -> [UInt32] {
    var parts = [Int32](repeating: 0, count: 18)  // the longest decomposition there is
    var lastClass: Int32 = 0
    let options = utf8proc_option_t(rawValue: UTF8PROC_COMPAT.rawValue | UTF8PROC_DECOMPOSE.rawValue)
    let length = unsafe utf8proc_decompose_char(Int32(bitPattern: scalar), &parts, parts.count, options, &lastClass)
    guard length > 0, length <= parts.count else { return [scalar] }
    return parts[..<length].map { UInt32(bitPattern: $0) }
  }
}
