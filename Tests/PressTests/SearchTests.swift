import Foundation
import Plain
import Source
import Testing

@testable import Press

@Suite struct SearchTests {
  private func sections(of html: String) -> [[String]] {
    BodyText(Array(html.utf8)).sections.map { section in
      [section.heading, section.anchor, section.text].map { String(decoding: $0, as: UTF8.self) }
    }
  }

  @Test(arguments: [
    ("<p>一<strong>二</strong>\n三</p>\n<p>四</p>\n", [["", "", "一二 三\n四"]]),
    (
      "<p>前</p>\n<h2 id=\"a&amp;b\">題 <em>名</em></h2>\n<p>&lt;x&gt; &#x27;y</p>",
      [["", "", "前"], ["題 名", "a&b", "<x> 'y"]]
    ),
    ("<p>対策<sup class=\"footnote\"><a id=\"fnref-1\" href=\"#fn-1\">1</a></sup>を</p>", [["", "", "対策を"]]),
    (
      "<p><ruby>脆弱<rp>（</rp><rt>ぜいじゃく</rt><rp>）</rp></ruby>性</p><p>次</p>", [["", "", "脆弱性\n次\nぜいじゃく"]]
    ),
    ("<pre><code>a  b\n\nc &lt;\n</code></pre>\n<p>d</p>", [["", "", "a b\nc <\nd"]]),
    ("<table><tbody><tr><td>甲</td>\n<td>乙</td></tr></tbody></table>", [["", "", "甲\n乙"]]),
    ("<p><img src=\"a.png\" alt=\"図の&quot;中身&quot;\" /></p>", [["", "", "図の\"中身\""]]),
    (
      "<figure><figcaption>図題</figcaption><svg><title>図題</title><desc>説明</desc>\n<text x=\"1\">上の行</text>\n<text>下</text></svg></figure><p>後</p>",
      [["", "", "図題\n後\n図題\n説明\n上の行\n下"]]
    ),
    ("<div title=\"a>b\"><script>var x = '<p>';</script>文</div>", [["", "", "文"]]), ("", []),
  ])
  func `reads what the page says`(html: String, expected: [[String]]) {
    #expect(sections(of: html) == expected)
  }

  private func entry(_ title: String, _ texts: String...) -> SearchEntry {
    SearchEntry(
      title: title, address: "a.html",
      sections: texts.map { BodyText.Section(heading: Array("見出し".utf8), text: Array($0.utf8)) })
  }

  @Test func `cuts what is too long between sections and lines, and keeps all of it`() {
    let long = entry("題", "一二三\n四五六\n七八九", "十", "百千")
    let parts = long.cut(into: 30)
    #expect(parts.count > 1 && parts.map(\.goesOn) == [false] + Array(repeating: true, count: parts.count - 1))
    let lines = parts.flatMap { $0.sections.flatMap { $0.text.split(separator: 0x0A).map { Array($0) } } }
    #expect(lines == ["一二三", "四五六", "七八九", "十", "百千"].map { Array($0.utf8) })
    #expect(entry("題", "一").cut(into: 30).count == 1)
  }

  private func rendered(_ files: [OutputFile]) -> [String: [UInt8]] {
    Dictionary(
      uniqueKeysWithValues: files.map { file in
        guard case .rendered(let render) = file.content else { return (file.path, []) }
        return (file.path, render())
      })
  }

  /// Some hundred entries of words that come again and again.
  private var groups: [SearchGroup] {
    let words = ["サーバー", "証明書", "の更新", "を確かめ", "ます。", "パソコン・", "ルーター", "VPN", "入口", "キー"]
    let entries = (0..<400).map { number in
      let text = (0..<30).map { words[(number * 7 + $0 * $0 * (number % 11 + 1)) % words.count] }.joined()
      return SearchEntry(
        title: "題\(number)", address: "p\(number).html",
        sections: [BodyText.Section(heading: Array("節".utf8), anchor: Array("a".utf8), text: Array(text.utf8))])
    }
    return [SearchGroup(name: "手引き", entries: entries), SearchGroup(name: "用語", entries: [])]
  }

  @Test func `a small site is one file, a large one many, the same for any number of jobs`() async {
    let whole = rendered(await SearchData(groups, words: [["a", "b"]], jobs: 1).files.map(\.file))
    #expect(whole.keys.sorted() == ["search/data.js"])
    let one = rendered(await SearchData(groups, words: [], wholeSize: 1000, jobs: 1).files.map(\.file))
    let three = rendered(await SearchData(groups, words: [], wholeSize: 1000, jobs: 3).files.map(\.file))
    #expect(one == three && one.count > 3)
    #expect(one.values.allSatisfy { $0.count < 12_500 })
  }

  /// Reads the tree of grams as the browser does, and holds it against every text.
  @Test func `every text is in every list of what it says`() async throws {
    let entries = groups[0].entries
    let folded = entries.map { FoldedEntry($0, margin: GramIndex.depth - 1) }
    let index = await GramIndex(folded, jobs: 2)
    var lists: [String: (isLeaf: Bool, entries: Set<Int>)] = [:]
    for file in index.files { try read(file, into: &lists, entries: entries.count) }
    #expect(lists.values.contains { $0.isLeaf } && lists.keys.contains { $0.unicodeScalars.count > 2 })
    for (number, entry) in folded.enumerated() {
      for start in entry.scalars.indices where entry.scalars[start] != 0 {
        let rest = entry.scalars[start...].prefix { $0 != 0 }.prefix(GramIndex.depth)
        for length in 1...rest.count {
          guard let list = lists[rest.prefix(length).text] else { continue }
          #expect(list.entries.contains(number))
          if list.isLeaf { break }
        }
        #expect(lists[rest.prefix(1).text] != nil)
      }
    }
    let saying = folded.indices.filter { folded[$0].scalars.text.contains("証明書") }
    if let list = lists["証明書"] { #expect(list.entries == Set(saying)) }
  }

  /// Common words cross the limit from which on they are continued, and words come and go.
  @Test func `an index with one entry replaced is the index of the new entries`() async {
    var entries = groups[0].entries
    func fold(_ entry: SearchEntry) -> FoldedEntry { FoldedEntry(entry, margin: GramIndex.depth - 1) }
    var index = await GramIndex(entries.map(fold), jobs: 2)
    var replaced = 0
    for round in 0..<60 {
      let number = (round * 37) % entries.count
      let old = entries[number]
      let words = ["証明書の更新", "入口", "サーバーを確かめます。", "パソコン・VPN", "キーボード"]
      var new = old
      switch round % 4 {
      case 0: new.sections[0].text = Array(words[round % 5].utf8)
      case 1: new.sections[0].text += Array(words[round % 5].utf8)
      case 2: new.sections[0].heading = Array(words[round % 5].utf8)
      default: new.sections[0].text = Array("証明書の更新を確かめます。キー".utf8)
      }
      entries[number] = new
      if await index.replace(number, fold(old), by: fold(new), jobs: 2) {
        replaced += 1
      } else {
        index = await GramIndex(entries.map(fold), jobs: 2)
      }
      let anew = await GramIndex(entries.map(fold), jobs: 1).files
      #expect(index.files.map(\.first) == anew.map(\.first), "round \(round)")
      #expect(index.files.map(\.content) == anew.map(\.content), "round \(round)")
    }
    #expect(replaced > 40)
  }

  private func read(
    _ file: GramIndex.File, into lists: inout [String: (isLeaf: Bool, entries: Set<Int>)], entries: Int
  ) throws {
    let text = Array(String(decoding: file.content, as: UTF8.self).unicodeScalars)
    var path = file.first.dropLast()
    var at = 0
    func digit() -> Int {
      defer { at += 1 }
      return ScriptValue.digits.firstIndex(of: UInt8(text[at].value)) ?? 0
    }
    func number() -> Int {
      var (value, shift) = (0, 0)
      while true {
        let next = digit()
        value |= (next & 31) << shift
        if next & 32 == 0 { return value }
        shift += 5
      }
    }
    while at < text.count {
      let code = Int(text[at].value)
      let depth = code & 7
      path = path.prefix(depth - 1) + [text[at + 1].value]
      at += 2
      var found: Set<Int> = []
      for _ in (code & 8 == 0 ? 0 : 2)..<3 {
        let count = number()
        if count & 1 == 1 {
          let bits = (0..<(entries + 5) / 6).map { _ in digit() }
          for entry in 0..<entries where bits[entry / 6] >> (entry % 6) & 1 == 1 { found.insert(entry) }
        } else {
          var entry = -1
          for _ in 0..<count / 2 {
            entry += number() + 1
            found.insert(entry)
          }
        }
      }
      lists[path.text] = (code < 0x60, found)
    }
  }

  @Test func `a text is a string of the script, whatever is in it`() {
    var output: [UInt8] = []
    ScriptValue.write("a\"\\\n\u{1}語", into: &output)
    #expect(String(decoding: output, as: UTF8.self) == #""a\"\\\n\x01語""#)
  }
}
