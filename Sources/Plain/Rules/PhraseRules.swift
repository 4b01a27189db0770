import Platform
import Source

/// Phrases that say less than they seem to.
enum PhraseRules {
  static func check(_ passage: Passage, _ inspection: inout Inspection) {
    let text = passage.flat.scalars
    let groups = groups
    for index in text.indices {
      guard text[index] < 0x1_0000, case let group = groups[Int(text[index])], group > 0,
        passage.flat.reading[index] != .name
      else { continue }
      for phrase in phrasesByBeginning[Int(group) - 1]
      where text.has(phrase.scalars, at: index) {
        report(phrase, at: index..<index + phrase.scalars.count, of: passage, &inspection)
      }
    }
  }

  /// The phrases by the scalar that they begin with, and for each scalar the number of its group, counted from one.
  private static let (phrasesByBeginning, groups): ([[Phrase]], [UInt8]) = {
    var (byBeginning, groups) = ([[Phrase]](), [UInt8](repeating: 0, count: 0x1_0000))
    for phrase in phrases {
      let beginning = Int(phrase.scalars[0])
      if groups[beginning] == 0 {
        byBeginning.append([])
        groups[beginning] = UInt8(byBeginning.count)
      }
      byBeginning[Int(groups[beginning]) - 1].append(phrase)
    }
    return (byBeginning, groups)
  }()

  private struct Phrase {
    var rule: PlainRule
    var scalars: [UInt32]
    var help: Message

    init(_ rule: PlainRule, _ text: String, ja: String, en: String) {
      self.rule = rule
      scalars = Array(scalarsOf: text)
      help = Message(ja: ja, en: en)
    }
  }

  private static func report(
    _ phrase: Phrase, at range: Range<Int>, of passage: Passage, _ inspection: inout Inspection
  ) {
    let words = passage.flat.scalars[range].text
    let message =
      phrase.rule == .doubleNegative
      ? Message(ja: "「\(words)」は二重の打消しです", en: "'\(words)' is a double negative")
      : Message(ja: "「\(words)」は回りくどい言い方です", en: "'\(words)' is wordy")
    inspection.find(phrase.rule, at: range, of: passage, message, help: phrase.help)
  }

  private static let phrases = negatives + wordyPhrases

  private static let negatives = [
    "ないわけではな", "ないことはな", "なくはな", "なくもな", "ないとはいえな", "ないとは言えな", "ないわけにはいか", "ないではいられな",
    "ずにはいられな", "ざるを得な", "ざるをえな", "ないとも限らな", "ないとも限りま", "ないわけではありま", "ないことはありま", "なくはありま",
    "なくもありま", "ないとはいえま", "ないとは言えま", "ざるを得ま", "ざるをえま",
  ].map { Phrase(.doubleNegative, $0, ja: "「できます」「必要です」のように、打消しなしで言ってください", en: "say it without the negatives") }

  private static let wordyPhrases =
    ["することができ", "することが可能", "することが出来"].map { Phrase(.wordyPhrase, $0, ja: "「できます」で足ります", en: "できます will do") }
    + ["を実施する", "を実施し", "を行うことが", "の実施を行"].map {
      Phrase(.wordyPhrase, $0, ja: "「します」で足ります", en: "します will do")
    }

  static let doubleNegative = Diagnostic.Kind(
    "T510", "double-negative", .warning,
    Message(
      ja: "二重の打消しは、読み手に裏返しを二度させます。打消しを使わずに言い直してください。",
      en: "A double negative makes the reader turn the sentence over twice. Say it without one."))

  static let wordy = Diagnostic.Kind(
    "T511", "wordy-phrase", .warning,
    Message(
      ja: "「することができる」「を実施する」は、短い動詞で言えます。", en: "する and できる say the same in fewer words."))
}
