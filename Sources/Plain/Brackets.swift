/// The brackets of one text in its order, and what each of them is there.
///
/// Not every one has a partner: lists are marked by 1）, faces are drawn with them, and an interval that leaves out one
/// of its ends is closed by the other kind: [0, 100).
struct Brackets {
  struct Bracket {
    var index: Int
    var role: Role
  }

  enum Role {
    case open, close
    /// No bracket of the text: a list's mark, an end of an interval, a face's mouth.
    case mark
    /// Without the partner that it ought to have.
    case alone
  }

  private(set) var all: [Bracket] = []
  /// Pairs of which one is full-width and the other half-width.
  private(set) var mixed: [(open: Int, close: Int)] = []

  /// Where the open ones are in `all`, with what closes them, and how many wait for each closing one.
  private var open: [(number: Int, close: UInt32)] = []
  private var awaited: [UInt32: Int] = [:]
  /// Pairs whose closing bracket is a list's mark instead, should another one close what they opened: （1）電源、2）線）.
  private var lent: [(close: Int, scalar: UInt32, depth: Int)] = []

  /// Reads a text's brackets, but for those of `characters`, which only stand for themselves.
  init(in flat: FlatText, except characters: Set<Int> = []) {
    let text = flat.scalars
    var marks = ListMarks(in: text)
    var intervalEnd: Int?
    for index in text.indices where Self.mayBeBracket(text[index]) {
      let scalar = text[index]
      if flat.reading[index] == .name, scalar != 0x300E, scalar != 0x300F { continue }
      let close = Sign.close(of: scalar)
      guard close != nil || Sign.isClose(scalar), !characters.contains(index) else { continue }
      if index == intervalEnd {
        all.append(Bracket(index: index, role: .mark))
      } else if close != nil || awaited[scalar, default: 0] == 0, let end = Interval.end(from: index, in: text) {
        intervalEnd = end
        all.append(Bracket(index: index, role: .mark))
      } else if let close {
        open.append((all.count, close))
        awaited[close, default: 0] += 1
        all.append(Bracket(index: index, role: .open))
      } else {
        all.append(Bracket(index: index, role: .close))
        settle(scalar, index, text, &marks)
      }
    }
    for number in all.indices where all[number].role == .alone && Self.isMentioned(all[number].index, in: text) {
      all[number].role = .mark
    }
    for bracket in open where Self.isMentioned(all[bracket.number].index, in: text) {
      all[bracket.number].role = .mark
    }
    for bracket in open where all[bracket.number].role == .open {
      let isMouth = Face.isMouth(at: all[bracket.number].index, in: text)
      all[bracket.number].role = isMouth ? .mark : .alone
    }
  }

  /// Finds the partner of the closing bracket that was added last.
  private mutating func settle(_ scalar: UInt32, _ index: Int, _ text: [UInt32], _ marks: inout ListMarks) {
    let number = all.count - 1
    if let last = open.last, last.close == scalar {
      close(downTo: open.count - 1)
      if marks.isListed(closedAt: index, openedAt: all[last.number].index) || Face.isMouth(at: index, in: text) {
        lent.append((number, scalar, open.count))
      }
    } else if Face.isMouth(at: index, in: text) || marks.isMark(closedAt: index) {
      all[number].role = .mark
    } else if let last = open.last, last.close == Sign.otherWidth(of: scalar) {
      let start = all[last.number].index
      close(downTo: open.count - 1)
      if !Face.isFace(start + 1..<index, in: text) { mixed.append((start, index)) }
    } else if awaited[scalar, default: 0] > 0, let partner = open.lastIndex(where: { $0.close == scalar }) {
      for bracket in open[(partner + 1)...] { all[bracket.number].role = .alone }
      close(downTo: partner)
    } else if let last = lent.last, last.scalar == scalar, last.depth == open.count {
      all[last.close].role = .mark
      lent.removeLast()
    } else {
      all[number].role = .alone
    }
  }

  /// Whether a text speaks of a bracket: it stands between blanks or in quotation marks.
  private static func isMentioned(_ index: Int, in text: [UInt32]) -> Bool {
    guard index > 0, index + 1 < text.count else { return false }
    let (before, behind) = (text[index - 1], text[index + 1])
    if Sign.isSpace(before), Sign.isSpace(behind) { return true }
    switch before {
    case 0x22, 0x27: return behind == before
    case 0x201C, 0x2018: return behind == before + 1
    case 0x300C: return behind == 0x300D
    default: return false
    }
  }

  /// Takes the open brackets from `partner` on from those that wait.
  private mutating func close(downTo partner: Int) {
    for bracket in open[partner...] { awaited[bracket.close, default: 0] -= 1 }
    open.removeSubrange(partner...)
    while let last = lent.last, last.depth > open.count { lent.removeLast() }
  }

  /// Whether a scalar may be a bracket at all; no kana and no kanji is.
  @inline(__always)
  private static func mayBeBracket(_ scalar: UInt32) -> Bool { !(0x3016..<0xFF08).contains(scalar) }
}

/// Intervals that leave out one of their ends, or both: [0, 100), (0, 1], ]0, 1[.
private enum Interval {
  /// Returns where the interval that begins at `start` is closed; nil where there is none, or its brackets are a pair.
  static func end(from start: Int, in text: [UInt32]) -> Int? {
    guard isRound(text[start]) && !Sign.isClose(text[start]) || isSquare(text[start]) else { return nil }
    var (separated, letters, isNumber) = (false, 0, false)
    for index in (start + 1)..<min(text.count, max(start + 1, start + longest)) {
      let scalar = text[index]
      if isRound(scalar) || isSquare(scalar) {
        return separated && letters > 0 && closes(index, start, text) ? index : nil
      } else if separators.contains(scalar) {
        guard letters > 0 else { return nil }
        (separated, letters, isNumber) = (true, 0, false)
      } else if isPart(scalar, isNumber) {
        letters += 1
        isNumber = isNumber || Script(scalar) == .digit
        if letters > 10 { return nil }
      } else if !Sign.isSpace(scalar) {
        return nil
      }
    }
    return nil
  }

  /// Whether a bracket closes the interval opened at `start`, and is not that bracket's own partner.
  private static func closes(_ index: Int, _ start: Int, _ text: [UInt32]) -> Bool {
    guard Sign.isClose(text[index]) else {
      // ]0, 1[ turns outward; what stands in brackets behind an interval does not.
      return isSquare(text[index]) && isSquare(text[start])
        && !text[(index + 1)...].prefix(longest).contains { isSquare($0) && Sign.isClose($0) }
    }
    guard let own = Sign.close(of: text[start]) else { return isSquare(text[index]) || isSquare(text[start]) }
    return own != text[index] && Sign.otherWidth(of: own) != text[index]
  }

  private static let longest = 40

  private static let separators = [UInt32](scalarsOf: ",，、;；〜～~–—…‥")

  /// Whether a scalar can stand in an end: a number, its sign and unit, a variable.
  private static func isPart(_ scalar: UInt32, _ isNumber: Bool) -> Bool {
    switch Script(scalar) {
    case .digit, .latin: true
    case .kanji, .katakana: isNumber
    case .hiragana: false
    case .other: signs.contains(scalar) || (0x370...0x3FF).contains(scalar)
    }
  }

  private static let signs = [UInt32](scalarsOf: ".．+＋-－−±∞%％°℃√/^_'′")

  private static func isRound(_ scalar: UInt32) -> Bool {
    scalar == 0x28 || scalar == 0x29 || scalar == Sign.openParenthesis || scalar == Sign.closeParenthesis
  }

  private static func isSquare(_ scalar: UInt32) -> Bool {
    scalar == 0x5B || scalar == 0x5D || scalar == 0xFF3B || scalar == 0xFF3D
  }
}

/// Faces drawn with signs: :) and （^^).
private enum Face {
  /// Whether a bracket is the mouth of a face that lies on its side.
  static func isMouth(at index: Int, in text: [UInt32]) -> Bool {
    guard [0x28, 0x29, 0x5B, 0x5D, Sign.closeParenthesis].contains(text[index]), index > 0 else { return false }
    var eyes = index - 1
    let hasNose = [0x2D, 0x6F, 0x5E, 0x27].contains(text[eyes])
    if hasNose {
      guard eyes > 0 else { return false }
      eyes -= 1
    }
    guard [0x3A, 0x3B, 0x3D].contains(text[eyes]) || hasNose && text[eyes] == 0x38 else { return false }
    if eyes > 0, Script(text[eyes - 1]) == .latin || Script(text[eyes - 1]) == .digit { return false }
    guard index + 1 < text.count else { return true }
    let next = text[index + 1]
    // A colon stands before what is in brackets, too.
    return Sign.close(of: text[index]) == nil
      ? Script(next) != .latin && Script(next) != .digit
      : Sign.isSpace(next) || Sign.endsSentence(next) || next == Sign.comma
  }

  /// Whether what stands between two brackets is a face's eyes and mouth.
  static func isFace(_ range: Range<Int>, in text: [UInt32]) -> Bool {
    (2...8).contains(range.count) && text[range].contains(where: eyes.contains)
      && text[range].allSatisfy { Script($0) == .other || parts.contains($0) }
  }

  private static let eyes = [UInt32](scalarsOf: "^＾;；><＞＜´｀`≧≦･・TＴ_＿")
  private static let parts = [UInt32](scalarsOf: "oOTωДдー∀ﾟoＴ")
}
