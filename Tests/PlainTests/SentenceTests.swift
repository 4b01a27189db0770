import Markup
import Source
import Testing

@testable import Plain

@Suite struct SentenceTests {
  private func sentences(_ text: String) -> [String] {
    let passage = Passage(FlatText(text), node: 0, place: .prose)
    return passage.sentences.map { passage.flat.scalars[$0.range].text }
  }

  @Test(arguments: [
    "だろう？と思ったら、違った。", "できた！と喜んだ。", "なぜ?と聞く。", "いつ？って聞く。", "だれ？という声。", "どこ？などと聞く。", "本当？、と聞く。", "だろう？ と思った。",
    "なに！？と驚く。", "なぜ？を考える。", "なぜ？に答える。", "なぜ？の答え。", "「本当？」と聞く。", "「行く。帰る。」と言う。", "“本当？”と聞く。", "なぜ？が出たら聞く。",
    "範囲は[0, 1)です。",
    "1）切る。",
  ])
  func `a sentence goes on where what is asked is only said`(text: String) { #expect(sentences(text) == [text]) }

  @Test(arguments: [
    ("本当？ところが違う。", ["本当？", "ところが違う。"]), ("本当？とにかく行く。", ["本当？", "とにかく行く。"]), ("行こう！でも雨だ。", ["行こう！", "でも雨だ。"]),
    ("行こう！！　雨だ。", ["行こう！！", "雨だ。"]), ("何？はい、雨だ。", ["何？", "はい、雨だ。"]), ("範囲は[0, 1)だ。次。", ["範囲は[0, 1)だ。", "次。"]),
    ("困った:( でも行く。次。", ["困った:( でも行く。", "次。"]), ("“本当？”彼だ。", ["“本当？”", "彼だ。"]), ("甲。\n乙。", ["甲。", "乙。"]),
  ])
  func `another one begins otherwise`(text: String, expected: [String]) { #expect(sentences(text) == expected) }

  /// Random paragraphs of sentences that begin with every inline there is: what is found of a sentence is in it, and
  /// begins at its first character.
  @Test(arguments: [11, 12, 13] as [UInt64]) func `a finding stands in its sentence, whatever it begins with`(
    seed: UInt64
  ) throws {
    var random = RandomTexts(seed: seed)
    let beginnings = [
      "`code`", "**太字**", "*強調*", "[題](https://example.jp/)", "{漢字|かんじ}", "文", "English ", "『名』", "![図](a.png)",
      "`a` と`b`",
      "[`c`](b.md)", "**`d`**", "（注）", "&amp;", "1）", "~~消~~", "==印==", "\\*", "\\_甲", "\\~", "&lt;",
      "&#12354;",
    ]
    let middles = [
      "を見る", "`x.y`を見る", "は**大事**だ", "は「行く。」と言う", "は\n次の行", "は本当？と思う", "はwords and\nwords", "は\\*と\\~だ", "は\\[甲\\]だ",
      "は&amp;と&#12354;だ",
    ]
    let between = ["", " ", "\n", "  \n", "　", "<!-- 覚え -->"]
    var settings = language
    settings.limits[.sentenceTooLong] = RuleLimits(site: .always(.error), sheets: .always(.error))
    for _ in 0..<300 {
      var (text, ranges) = ("", [Range<Int>]())
      for number in 0..<1 + random.next(below: 5) {
        if number > 0 { text += between[random.next(below: between.count)] }
        let start = text.utf8.count
        text +=
          beginnings[random.next(below: beginnings.count)] + "これ" + middles[random.next(below: middles.count)] + "。"
        ranges.append(start..<text.utf8.count)
      }
      let source = SourceFile(path: "s.md", bytes: Array(text.utf8))
      var report = Report()
      let document = Document(parsing: 0..<source.bytes.count, of: source, file: FileID(0), reporting: &report)
      let found = Gate(document, SourceFiles(files: [source]), settings, isSheet: false).report.diagnostics
        .filter { $0.kind.name == "sentence-too-long" }.compactMap(\.range)
      try #require(found.count == ranges.count, "seed \(seed): \(text)")
      for (place, range) in zip(found, ranges) {
        let bytes = place.bytes
        #expect(range.contains(bytes.lowerBound) && bytes.upperBound <= range.upperBound, "seed \(seed): \(text)")
        // Marks of emphasis, links and ruby are no characters of the text.
        let skipped = String(
          decoding: source.bytes[range.lowerBound..<max(range.lowerBound, bytes.lowerBound)], as: UTF8.self)
        #expect(skipped.allSatisfy { "*[{~=`".contains($0) }, "seed \(seed): \(skipped) of \(text)")
      }
    }
  }
}
