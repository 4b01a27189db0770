import Platform

/// Marks of lists that stand in a line and have a closing bracket alone: 1）, ア）, iv), ※1）, 例）.
struct ListMarks {
  private let text: [UInt32]
  /// Where each counted label is first and last, worked out when it is first asked for.
  private lazy var labels = Self.labels(in: text)

  init(in text: [UInt32]) { self.text = text }

  /// Whether a closing bracket ends a mark.
  mutating func isMark(closedAt index: Int) -> Bool {
    guard Self.isRound(text[index]), index > 0, let label = Label(endingAt: index, in: text) else { return false }
    if label.isNote { return true }
    let isFollowed = index + 1 < text.count && !Self.isBreak(text[index + 1])
    switch label.form {
    case .word: return isAtBreak(label.start) || isListed(label, at: index)
    case .kana: return isFollowed && (isAtStart(label.start) || isListed(label, at: index))
    case .counted: return (isFollowed || label.start == 0) && isAtStart(label.start) || isListed(label, at: index)
    }
  }

  /// Whether a closing bracket ends a mark of a list whose others are in the text, and not a bracket opened right
  /// before it: （1）.
  mutating func isListed(closedAt index: Int, openedAt open: Int) -> Bool {
    guard Self.isRound(text[index]), let label = Label(endingAt: index, in: text), label.start > open + 1 else {
      return false
    }
    return isListed(label, at: index)
  }

  /// Whether the mark before it stands before it, or it is the first and the second one stands behind it.
  private mutating func isListed(_ label: Label, at index: Int) -> Bool {
    label.counts.contains { count in
      if count.number > 1 { return labels[count.previous].map { $0.first < index } ?? false }
      return labels[count.next].map { $0.last > index } ?? false
    }
  }

  private static func labels(in text: [UInt32]) -> [Count: (first: Int, last: Int)] {
    var labels: [Count: (first: Int, last: Int)] = [:]
    for index in text.indices where isRound(text[index]) && index > 0 {
      for count in Label(endingAt: index, in: text)?.counts ?? [] {
        labels[count] = (labels[count]?.first ?? index, index)
      }
    }
    return labels
  }

  private static func isRound(_ scalar: UInt32) -> Bool { scalar == 0x29 || scalar == Sign.closeParenthesis }

  /// Whether a label begins its text, line or sentence.
  private func isAtStart(_ start: Int) -> Bool {
    var before = start
    while before > 0, Sign.isSpace(text[before - 1]), text[before - 1] != 0x0A { before -= 1 }
    return before == 0 || text[before - 1] == 0x0A || Self.starters.contains(text[before - 1])
  }

  /// Whether a word begins where its label does.
  private func isAtBreak(_ start: Int) -> Bool {
    start == 0 || Sign.isSpace(text[start - 1]) || Self.isBreak(text[start - 1])
      || Self.starters.contains(text[start - 1])
      || text[start - 1] == 0x300C
  }

  private static func isBreak(_ scalar: UInt32) -> Bool {
    scalar == Sign.comma || scalar == 0xFF0C || scalar == 0x2C || Sign.endsSentence(scalar)
  }

  private static let starters = [UInt32](scalarsOf: "。！？!?.．：:；;→…—●○■□◆◇▶・")
}

extension ListMarks {
  /// A place in a list: a way of counting, and how far it is.
  fileprivate struct Count: Hashable {
    var way: Int
    var number: Int

    var previous: Count { Count(way: way, number: number - 1) }
    var next: Count { Count(way: way, number: number + 1) }
  }

  /// What stands before a mark's bracket.
  fileprivate struct Label {
    enum Form { case counted, kana, word }

    var start: Int
    var form: Form
    var counts: [Count] = []
    /// Whether it refers to a note, and so stands in the middle of sentences: ※1）, 注2）.
    var isNote = false

    init?(endingAt end: Int, in text: [UInt32]) {
      start = end
      while start > 0, end - start < 3, let digit = Self.digit(text[start - 1]) {
        counts = [Count(way: 0, number: digit * Self.power(end - start) + (counts.first?.number ?? 0))]
        start -= 1
      }
      form = .counted
      if start < end {
        guard start == 0 || Self.digit(text[start - 1]) == nil else { return nil }
        // 1-2）, 3.1）
        while start > 1, Self.joints.contains(text[start - 1]), Self.digit(text[start - 2]) != nil {
          start -= 1
          while start > 0, Self.digit(text[start - 1]) != nil { start -= 1 }
        }
        let before = text[..<start]
        if let last = before.last, Self.noteSigns.contains(last) || Self.isNote(before) {
          start -= 1
          isNote = true
        } else if let word = Self.words.first(where: before.hasSuffix) {
          start -= word.count
          form = .word
        } else if before.last == 0x7B2C {  // 第
          start -= 1
        } else if let last = before.last, Script(last) == .latin {
          guard start < 2 || Script(text[start - 2]) != .latin else { return nil }
          start -= 1
        }
        return
      }
      let before = text[..<end]
      guard let last = before.last else { return nil }
      if let word = Self.words.first(where: before.hasSuffix) {
        start = end - word.count
        form = .word
        if start > 0, Self.noteSigns.contains(text[start - 1]) { start -= 1 }
      } else if Self.noteSigns.contains(last) {
        while start > 0, end - start < 3, text[start - 1] == last { start -= 1 }
        isNote = true
      } else if Script(last) == .latin {
        while start > 0, Script(text[start - 1]) == .latin { start -= 1 }
        let letters = text[start..<end].map { Self.folded($0) }
        if letters.count == 1 { counts.append(Count(way: 1, number: Int(letters[0]) - 0x60)) }
        if let roman = Self.romans.firstIndex(of: letters) { counts.append(Count(way: 2, number: roman + 1)) }
        if counts.isEmpty { return nil }
      } else if (0x2460...0x24FF).contains(last) || (0x2160...0x217F).contains(last) {
        start = end - 1
        counts = [Count(way: 3, number: Int(last) - ((0x2460...0x24FF).contains(last) ? 0x245F : 0x215F))]
      } else if Script(last) == .kanji {
        while start > 0, end - start < 3, Self.kanjiNumbers.contains(text[start - 1]) { start -= 1 }
        if start == end, Self.stems.contains(last) { start -= 1 }
        guard start < end else { return nil }
        if end - start == 1 {
          if let number = Self.kanjiNumbers.firstIndex(of: last) { counts.append(Count(way: 4, number: number + 1)) }
          if let number = Self.stems.firstIndex(of: last) { counts.append(Count(way: 5, number: number + 1)) }
        }
        if start > 0, text[start - 1] == 0x7B2C { start -= 1 }
        if start > 0, Script(text[start - 1]) == .kanji { return nil }
      } else {
        start = end - 1
        for (way, row) in Self.kana.enumerated() {
          if let number = row.firstIndex(of: last) { counts.append(Count(way: 6 + way, number: number + 1)) }
        }
        guard !counts.isEmpty else { return nil }
        if Script(last) == .hiragana { form = .kana }
      }
    }

    private static func digit(_ scalar: UInt32) -> Int? {
      switch scalar {
      case 0x30...0x39: Int(scalar) - 0x30
      case 0xFF10...0xFF19: Int(scalar) - 0xFF10
      default: nil
      }
    }

    private static func power(_ digits: Int) -> Int { [1, 10, 100][digits] }

    /// Whether it ends in 注 that is not the end of 発注 and the like.
    private static func isNote(_ text: ArraySlice<UInt32>) -> Bool {
      guard text.last == 0x6CE8 else { return false }
      return text.dropLast().last.map { !orders.contains($0) } ?? true
    }

    /// A Latin letter in half width and lower case.
    private static func folded(_ scalar: UInt32) -> UInt32 {
      let narrow = scalar >= 0xFF21 ? scalar - 0xFEE0 : scalar
      return (0x41...0x5A).contains(narrow) ? narrow + 0x20 : narrow
    }

    private static let joints = [UInt32](scalarsOf: "-.－．‐")
    private static let orders = [UInt32](scalarsOf: "発受外特傾")
    private static let noteSigns = [UInt32](scalarsOf: "※*＊†‡")
    /// Longer ones before those that they end in.
    private static let words = [
      "例題", "例", "脚注", "注意", "注", "備考", "参考", "補足", "問題", "質問", "問", "回答", "答え", "答", "解", "理由", "条件", "追記", "付記",
      "重要", "必須", "任意", "手順", "方法", "写真", "図", "表", "案",
    ].map { [UInt32](scalarsOf: $0) }
    private static let romans = [
      "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv",
    ].map { [UInt32](scalarsOf: $0) }
    private static let kanjiNumbers = [UInt32](scalarsOf: "一二三四五六七八九十")
    private static let stems = [UInt32](scalarsOf: "甲乙丙丁戊")
    private static let kana = [
      "アイウエオカキクケコサシスセソタチツテト", "イロハニホヘトチリヌルヲ", "ｱｲｳｴｵｶｷｸｹｺ", "あいうえおかきくけこさしすせそ", "いろはにほへとちりぬるを",
    ].map { [UInt32](scalarsOf: $0) }
  }
}
