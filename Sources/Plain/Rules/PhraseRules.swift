import Platform
import Source

/// Phrases that say less than they seem to, or more than anybody can promise.
enum PhraseRules {
  static func check(_ passage: Passage, _ inspection: inout Inspection) {
    let text = passage.flat.scalars
    let groups = groups
    var claim = Claim(passage)
    for index in text.indices {
      guard text[index] < 0x1_0000, case let group = groups[Int(text[index])], group > 0,
        passage.flat.reading[index] != .name
      else { continue }
      for phrase in phrasesByBeginning[Int(group) - 1]
      where text.has(phrase.scalars, at: index) && !exceptions.contains(where: { text.has($0, at: index) }) {
        report(phrase, at: index..<index + phrase.scalars.count, of: passage, &claim, &inspection)
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
    /// Whether it is no claim in an instruction: 絶対に電源を切らないでください.
    var isAlsoAdverb = false

    init(_ rule: PlainRule, _ text: String, ja: String, en: String, isAlsoAdverb: Bool = false) {
      self.rule = rule
      scalars = Array(scalarsOf: text)
      help = Message(ja: ja, en: en)
      self.isAlsoAdverb = isAlsoAdverb
    }
  }

  private static func report(
    _ phrase: Phrase, at range: Range<Int>, of passage: Passage, _ claim: inout Claim, _ inspection: inout Inspection
  ) {
    if phrase.rule == .absoluteClaim,
      claim.hasSource || phrase.isAlsoAdverb && claim.isInstruction(at: range.lowerBound)
    {
      return
    }
    let words = passage.flat.scalars[range].text
    let message: Message =
      switch phrase.rule {
      case .doubleNegative: Message(ja: "「\(words)」は二重の打消しです", en: "'\(words)' is a double negative")
      case .absoluteClaim: Message(ja: "「\(words)」は言い切りすぎです", en: "'\(words)' claims more than can be shown")
      default: Message(ja: "「\(words)」は回りくどい言い方です", en: "'\(words)' is wordy")
      }
    inspection.find(phrase.rule, at: range, of: passage, message, help: phrase.help)
  }

  /// What makes a claim none in one passage. Each is found out once, however many claims there are.
  private struct Claim {
    private let passage: Passage
    /// Whether the block says whose claim it is: 景品表示法 asks for a ground.
    private(set) lazy var hasSource = sources.contains {
      PhraseRules.contains($0, passage.flat.scalars, in: passage.flat.scalars.indices)
    }
    /// The sentence that was asked for last, and whether it tells the reader what not to do.
    private var sentence = 0
    private var isInstruction: Bool?

    init(_ passage: Passage) { self.passage = passage }

    /// Whether the sentence around a phrase is an instruction; phrases are asked for in their order.
    mutating func isInstruction(at index: Int) -> Bool {
      while sentence < passage.sentences.count, passage.sentences[sentence].range.upperBound <= index {
        (sentence, isInstruction) = (sentence + 1, nil)
      }
      guard sentence < passage.sentences.count, passage.sentences[sentence].range.contains(index) else { return false }
      if let isInstruction { return isInstruction }
      let range = passage.sentences[sentence].range
      let found = instructions.contains { PhraseRules.contains($0, passage.flat.scalars, in: range) }
      isInstruction = found
      return found
    }
  }

  private static func contains(_ phrase: [UInt32], _ text: [UInt32], in range: Range<Int>) -> Bool {
    range.contains { text.has(phrase, at: $0) && $0 + phrase.count <= range.upperBound }
  }

  /// Technical words that begin like a claim.
  private static let exceptions = ["絶対パス", "絶対URL", "絶対値", "絶対参照", "絶対位置", "絶対座標", "絶対音感", "絶対王"]
    .map { Array(scalarsOf: $0) }
  private static let sources = ["出典", "調べ", "調査による", "によると"].map { Array(scalarsOf: $0) }
  private static let instructions = ["ないで", "禁止", "ません。", "てはいけ"].map { Array(scalarsOf: $0) }

  private static let phrases = negatives + wordyPhrases + claims

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

  private static let claims = [
    Phrase(
      .absoluteClaim, "絶対", ja: "根拠のない言い切りは避けてください", en: "do not promise what cannot be shown", isAlsoAdverb: true),
    Phrase(.absoluteClaim, "必ず防げ", ja: "「防ぎやすくなります」のように言ってください", en: "say that it becomes less likely"),
    Phrase(.absoluteClaim, "必ず守れ", ja: "「守りやすくなります」のように言ってください", en: "say that it becomes less likely"),
    Phrase(.absoluteClaim, "必ず防ぎ", ja: "「防ぎやすくなります」のように言ってください", en: "say that it becomes less likely"),
    Phrase(.absoluteClaim, "必ず守り", ja: "「守りやすくなります」のように言ってください", en: "say that it becomes less likely"),
    Phrase(.absoluteClaim, "100%", ja: "調査の数字なら出典を書いてください", en: "name the source, if it is a survey's figure"),
    Phrase(.absoluteClaim, "100％", ja: "調査の数字なら出典を書いてください", en: "name the source, if it is a survey's figure"),
    Phrase(.absoluteClaim, "１００％", ja: "調査の数字なら出典を書いてください", en: "name the source, if it is a survey's figure"),
    Phrase(.absoluteClaim, "100パーセント", ja: "調査の数字なら出典を書いてください", en: "name the source, if it is a survey's figure"),
    Phrase(
      .absoluteClaim, "完全に", ja: "根拠のない言い切りは避けてください", en: "do not promise what cannot be shown", isAlsoAdverb: true),
    Phrase(.absoluteClaim, "万全", ja: "根拠のない言い切りは避けてください", en: "do not promise what cannot be shown"),
    Phrase(.absoluteClaim, "業界No.1", ja: "根拠となる調査の出典を書いてください", en: "name the survey that says so"),
    Phrase(.absoluteClaim, "業界ナンバーワン", ja: "根拠となる調査の出典を書いてください", en: "name the survey that says so"),
    Phrase(.absoluteClaim, "業界一", ja: "根拠となる調査の出典を書いてください", en: "name the survey that says so"),
    Phrase(.absoluteClaim, "日本一", ja: "根拠となる調査の出典を書いてください", en: "name the survey that says so"),
    Phrase(.absoluteClaim, "最安", ja: "根拠となる調査の出典を書いてください", en: "name the survey that says so"),
  ]

  static let doubleNegative = Diagnostic.Kind(
    "T510", "double-negative", .warning,
    Message(
      ja: "二重の打消しは、読み手に裏返しを二度させます。打消しを使わずに言い直してください。",
      en: "A double negative makes the reader turn the sentence over twice. Say it without one."))

  static let wordy = Diagnostic.Kind(
    "T511", "wordy-phrase", .warning,
    Message(
      ja: "「することができる」「を実施する」は、短い動詞で言えます。", en: "する and できる say the same in fewer words."))

  static let absoluteClaim = Diagnostic.Kind(
    "T512", "absolute-claim", .error,
    Message(
      ja: """
        根拠を示せない言い切りです。守りに「絶対」はなく、「業界No.1」や「最安」は景品表示法で根拠を求められます。\
        同じまとまりに「出典」や「◯◯調べ」があれば、根拠のある主張として扱います。
        """,
      en: """
        A claim that cannot be shown. No protection is absolute, and 業界No.1 or 最安 need a ground by law (景品表示法). \
        A source named in the same block (出典, 調べ) makes it a fair claim.
        """))
}
