import Platform
import Source

/// No promise that nobody can keep.
///
/// ```
/// 100%安全です      nothing is; but 充電が100%になる and 100%子会社 promise nothing
/// ```
enum ClaimRules {
  static func check(_ passage: Passage, _ inspection: inout Inspection) {
    let text = passage.flat.scalars
    var context: Context?
    for index in text.indices where mayBegin(text[index]) && passage.flat.reading[index] != .name {
      guard let claim = claims.first(where: { has($0.scalars, at: index, in: text) }),
        !exceptions.contains(where: { has($0, at: index, in: text) })
      else { continue }
      if context == nil { context = Context(passage) }
      let range = index..<index + claim.scalars.count
      guard context?.isClaim(claim, at: range) ?? false else { continue }
      let words = text[range].text
      inspection.find(
        .absoluteClaim, at: range, of: passage,
        Message(ja: "「\(words)」は言い切りすぎです", en: "'\(words)' claims more than can be shown"), help: claim.help)
    }
  }

  private struct Claim {
    var scalars: [UInt32]
    var kind: Kind
    var help: Message

    enum Kind {
      /// Whatever follows.
      case rank
      /// Where something is promised: 100%安全.
      case share
      /// But in an instruction (絶対に電源を切らないでください), or where it says how far (完全に消えるまで).
      case adverb
    }

    init(_ text: String, _ kind: Kind, ja: String, en: String) {
      scalars = Array(scalarsOf: text)
      self.kind = kind
      help = Message(ja: ja, en: en)
    }
  }

  /// What stands around claims in one passage; they are asked for in their order.
  private struct Context {
    private let passage: Passage
    private let text: [UInt32]
    /// Whether the block says whose claim it is: 景品表示法 asks for a ground.
    private let hasSource: Bool
    private var sentence = 0

    init(_ passage: Passage) {
      self.passage = passage
      text = passage.flat.scalars
      hasSource = sources.contains { ClaimRules.contains($0, in: passage.flat.scalars[...]) }
    }

    mutating func isClaim(_ claim: Claim, at range: Range<Int>) -> Bool {
      if hasSource { return false }
      while sentence < passage.sentences.count, passage.sentences[sentence].range.upperBound <= range.lowerBound {
        sentence += 1
      }
      let whole = sentence < passage.sentences.count ? passage.sentences[sentence].range : range
      guard whole.lowerBound <= range.lowerBound, whole.upperBound >= range.upperBound else { return true }
      let before = text[whole.lowerBound..<range.lowerBound]
      let behind = clause(text[range.upperBound..<whole.upperBound])
      let words = behind.filter { $0 != Sign.comma }[...]
      if denials.contains(where: { ClaimRules.contains($0, in: words) }) { return false }
      switch claim.kind {
      case .rank: return true
      case .share: return isWhole(before) && (promises(behind) || isShareOfSafety(before, behind))
      case .adverb:
        if before.last == 0x4E0D || before.last == 0x672A { return false }  // 不完全, 未完全
        if firmly(behind) { return true }
        let rest = text[range.upperBound..<whole.upperBound]
        return !instructions.contains { ClaimRules.contains($0, in: rest) }
          && !neutral.contains(where: behind.hasPrefix)
          && !limits.contains { ClaimRules.contains($0, in: behind) }
      }
    }

    /// The text as far as the next comma that does not stand behind は.
    private func clause(_ text: ArraySlice<UInt32>) -> ArraySlice<UInt32> {
      let end = text.indices.prefix(longest).first {
        text[$0] == Sign.comma && $0 > text.startIndex && text[$0 - 1] != 0x306F
      }
      return text[..<(end ?? min(text.endIndex, text.startIndex + longest))]
    }

    private let longest = 60

    /// Whether a number stands for itself: it is no end of a range (0〜100%) and no part of another number.
    private func isWhole(_ before: ArraySlice<UInt32>) -> Bool {
      guard let last = before.last(where: { !Sign.isSpace($0) }) else { return true }
      return Script(last) != .digit && !rangeSigns.contains(last)
        && !["から", "より"].contains {
          before.hasSuffix(Array(scalarsOf: $0)) && before.dropLast(2).contains { isPercent($0) }
        }
    }

    private func isPercent(_ scalar: UInt32) -> Bool { scalar == 0x25 || scalar == 0xFF05 || Script(scalar) == .digit }

    /// Whether a promise follows a share: 100%の安全, 100%確実に防げます, 100%ウイルスを防ぎます.
    private func promises(_ behind: ArraySlice<UInt32>) -> Bool {
      var rest = skippingSpaces(behind)
      while let lead = leads.first(where: rest.hasPrefix) { rest = skippingSpaces(rest.dropFirst(lead.count)) }
      if promised.contains(where: rest.hasPrefix) { return true }
      // What a noun is made of is no promise, though it may protect somebody.
      guard rest.startIndex == skippingSpaces(behind).startIndex, !shares.contains(where: rest.hasPrefix) else {
        return false
      }
      guard let particle = rest.indices.dropFirst().prefix(12).first(where: { objects.contains(rest[$0]) }) else {
        return false
      }
      return verbs.contains(where: rest[(particle + 1)...].hasPrefix)
    }

    /// Whether it says how safe something is: 安全性は100%です.
    private func isShareOfSafety(_ before: ArraySlice<UInt32>, _ behind: ArraySlice<UInt32>) -> Bool {
      if shares.contains(where: skippingSpaces(behind).hasPrefix) { return false }
      var words = before
      while let last = words.last, Sign.isSpace(last) || joints.contains(last) { words.removeLast() }
      return measures.contains(where: words.hasSuffix)
    }

    private func firmly(_ behind: ArraySlice<UInt32>) -> Bool {
      var rest = skippingSpaces(behind)
      if rest.first == 0x306B { rest = skippingSpaces(rest.dropFirst()) }  // 絶対に
      return assurances.contains(where: rest.hasPrefix)
        && !aims.contains { ClaimRules.contains($0, in: rest.prefix(10)) }
    }

    private func skippingSpaces(_ text: ArraySlice<UInt32>) -> ArraySlice<UInt32> { text.drop { Sign.isSpace($0) } }
  }

  private static func contains(_ phrase: [UInt32], in text: ArraySlice<UInt32>) -> Bool {
    text.indices.contains { text[$0...].hasPrefix(phrase) }
  }

  private static func mayBegin(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x31, 0x4E07, 0x5B8C, 0x5FC5, 0x65E5, 0x6700, 0x696D, 0x767E, 0x7D76, 0xFF11: true  // 1万完必日最業百絶１
    default: false
    }
  }

  /// Whether `word` stands at `index`, be it full-width or half-width.
  private static func has(_ word: [UInt32], at index: Int, in text: [UInt32]) -> Bool {
    guard text.count - index >= word.count else { return false }
    for offset in word.indices where narrow(text[index + offset]) != word[offset] { return false }
    return true
  }

  private static func narrow(_ scalar: UInt32) -> UInt32 {
    (0xFF01...0xFF5E).contains(scalar) ? scalar - 0xFEE0 : scalar == 0x3000 ? 0x20 : scalar
  }

  private static func words(_ text: String) -> [[UInt32]] {
    text.split(separator: " ").map { Array(scalarsOf: String($0)) }
  }

  // MARK: Words

  private static let claims: [Claim] = {
    let (grounds, safer) = ("根拠となる調査の出典を書いてください", "「防ぎやすくなります」のように言ってください")
    let promise = ("根拠のない言い切りは避けてください", "do not promise what cannot be shown")
    let survey = ("調査の数字なら出典を書いてください", "name the source, if it is a survey's figure")
    return ["絶対", "完全に", "万全"].map { Claim($0, .adverb, ja: promise.0, en: promise.1) }
      + ["必ず防げ", "必ず防ぎ", "必ず防ぐ"].map { Claim($0, .rank, ja: safer, en: "say that it becomes less likely") }
      + ["必ず守れ", "必ず守り"].map {
        Claim($0, .rank, ja: "「守りやすくなります」のように言ってください", en: "say that it becomes less likely")
      }
      + ["100%", "100 %", "100パーセント", "百パーセント", "百%"].map { Claim($0, .share, ja: survey.0, en: survey.1) }
      + ["業界No.1", "業界NO.1", "業界no.1", "業界ナンバーワン", "業界一", "日本一", "最安"].map {
        Claim($0, .rank, ja: grounds, en: "name the survey that says so")
      }
  }()

  /// Words and idioms that begin like a claim, and are none.
  private static let exceptions =
    words(
      """
      絶対パス 絶対URL 絶対URI 絶対値 絶対参照 絶対位置 絶対座標 絶対音感 絶対王 絶対君主 絶対主義 絶対評価 絶対量 絶対数 絶対多数 絶対温度 絶対零度 \
      絶対湿度 絶対圧 絶対誤差 絶対時刻 絶対時間 絶対日付 絶対指定 絶対アドレス 絶対番地 絶対リンク 絶対表記 絶対条件 絶対視 絶対参加 絶対必要 絶対に必要 \
      絶対厳守 絶対禁止 絶対安静 絶対反対 必ず守りましょ 必ず守りたい 必ず守りなさい 必ず防ぎましょ 必ず防ぎたい 万全を期 万全を尽 業界一般 業界一律 業界一同 業界一丸 \
      業界一斉 業界一部 業界一覧 日本一周 日本一帯 日本一円 日本一部 日本一時 日本一覧 日本一般 最安定 最安全 最安心
      """) + ["絶対 パス", "絶対 URL"].map { Array(scalarsOf: $0) }

  private static let sources = words("出典 調べ 調査による によると")

  /// What says that the claim is not made.
  private static let denials = words(
    """
    とは言え とはいえ とは言い切 とはいいき とは言わ とはいわ とは限 とはかぎ とは考えな とは思わな わけではな わけではあ わけでもな わけでもあ わけじゃ ではな ではあり \
    でもな でもあり じゃな じゃあり ことはでき ことが難し ことは難し ことはな ことはあり ことは不可能 はありませ はありえ はあり得 はない はなく はございま は存在し は無理 は不可能 は困難 \
    のは難し とは言いませ 保証はでき 保証はし 保証できませ 保証しませ 保証するものでは
    """)

  private static let instructions = words(
    """
    ないで 禁止 ません。 てはいけ ではいけ てはなら ではなら てください でください て下さい で下さい ましょう なければ なさい ないこと ないよう ない。 厳禁 べき べからず こと。
    """)

  /// What 完全に says how far something goes for, and not how sure it is.
  private static let neutral = words(
    """
    一致 同じ 同一 等し 別 異な 違 独立 停止 閉 終了 終わ 切 乾 冷 充電 放電 止ま 初期化 入れ替 置き換 移行 分離 分か 理解 忘れ 廃止 撤退 無料 任意 手動 \
    オフ 電源 開 引き抜 抜 差し込 押し込 沈黙 失 溶 充 満 空 修了 完了 退職 撤去 返却
    """)

  private static let limits = words("まで 前に 前の てから でから た後 だ後 たら だら れば 場合 ときは ときに ときの 時は 時に には ため ずに 状態 たい か確")

  private static let rangeSigns = [UInt32](scalarsOf: "〜～~-－–—−―‐→.．,，:：")

  /// What may stand between a share and what it promises.
  private static let leads = words("の確率で の精度で の確率 の精度 に近い確率で 確実に 間違いなく 、 の")
  private static let promised = words(
    """
    安全 安心 大丈夫 確実 保証 保護 防 守 成功 信頼 解決 復元 復旧 検出 検知 遮断 阻止 排除 除去 駆除 回避 無害 完璧 効果 効く 効き 元に戻 取り戻 ブロック カット 漏れ 漏えい \
    破られ 盗まれ 失敗し 起き 起こ 壊れ 感染し 侵入され 間違いな 間違いあ 問題な 問題あ 満足 儲か もうか なくせ 無くせ なくな 無くな 見つけ 見つか 止め
    """)
  private static let verbs = words(
    "防 守 止め 検出 検知 見つけ 除去 駆除 遮断 ブロック 阻止 排除 回避 保証 保護 復旧 復元 取り戻 なくせ 無くせ なくし 無くし 解決 約束")
  private static let objects = [UInt32](scalarsOf: "をがはもらで")  // the ら is that of から
  /// What is told of a share that is no promise.
  private static let shares = words(
    "に から まで 未満 以下 以上 を超 を越 出資 子会社 果汁 充電 天然 国産 再生 自社 オーガニック リサイクル コットン ウール 綿 麻 絹 在宅 テレワーク 自費 負担 減 還元")
  private static let joints = [UInt32](scalarsOf: "はがも、:：＝=の")
  private static let measures = words(
    "安全 安全性 安全度 安心 信頼性 信頼度 成功率 成功の確率 検出率 検知率 防御率 阻止率 復旧率 復元率 的中率 満足度 顧客満足度 解決率 保護率 精度")
  private static let assurances = words(
    """
    安全 安心 大丈夫 防げ 防ぎます 防ぐ 防止でき 防止し 防御 守れ 守ります 守られ 守り抜 保証 保護され 復元でき 復旧でき 遮断でき 遮断し 排除でき 排除し 解決でき 解決し 漏れません 漏れない \
    漏れることは 破られません 破られない 盗まれません 盗まれない 壊れません 壊れない 失敗しません 失敗しない 感染しません 感染しない 起きません 起こりません 儲か もうか
    """)
  private static let aims = words("ないよう ないで ないこと ため には 防ぐこと。 ましょう たい")

  static let absoluteClaim = Diagnostic.Kind(
    "T512", "absolute-claim", .error,
    Message(
      ja: """
        根拠を示せない言い切りです。守りに「絶対」はなく、「業界No.1」や「最安」は景品表示法で根拠を求められます。「100%」は、\
        安全や防ぐことを請け合うとき（100%安全、100%防げます）だけ数えます。同じまとまりに「出典」や「◯◯調べ」があれば、根拠のある主張として扱います。
        """,
      en: """
        A claim that cannot be shown. No protection is absolute, and 業界No.1 or 最安 need a ground by law (景品表示法). \
        100% counts where safety is promised (100%安全). A source named in the same block (出典, 調べ) makes it a fair claim.
        """))
}
