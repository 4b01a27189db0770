import Testing

@testable import Source

@Suite struct SuggestionTests {
  @Test(arguments: [
    ("risc.md", ["risk.md", "talk.md"], "risk.md"), ("capabilty", ["capability", "title"], "capability"),
    ("wieght", ["weight"], "weight"), ("zzz", ["title"], nil), ("資料", ["資格", "窓口"], "資格"),
  ])
  func `suggests what is near`(word: String, candidates: [String], expected: String?) {
    #expect(closest(to: word, in: candidates) == expected)
  }

  /// Against distances found as the definition says, for words over few letters, so that there are many near ones.
  @Test func `finds the first of the nearest, whatever the order of the words`() {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<300 {
      let words = (0..<40).map { _ in Self.word(&random) }
      let word = Self.word(&random)
      let limit = Int.random(in: 0...4, using: &random)
      let near = words.filter { $0 != word && Self.distance($0, word) <= limit }
      let least = near.map { Self.distance($0, word) }.min()
      let expected = near.first { Self.distance($0, word) == least }
      for isSorted in [false, true] {
        let found = Candidates(words, isSorted: isSorted).closest(to: word, atMost: limit)
        #expect(found == expected, "\(word), \(limit): \(words)")
      }
    }
  }

  private static func word(_ random: inout SystemRandomNumberGenerator) -> String {
    String((0..<Int.random(in: 0...7, using: &random)).map { _ in "abあ".randomElement(using: &random) ?? "a" })
  }

  /// The optimal string alignment distance.
  private static func distance(_ one: String, _ other: String) -> Int {
    let (a, b) = (Array(one), Array(other))
    var table = [[Int]](repeating: Array(0...b.count), count: a.count + 1)
    for i in a.indices {
      table[i + 1][0] = i + 1
      for j in b.indices {
        table[i + 1][j + 1] = min(
          table[i][j + 1] + 1, table[i + 1][j] + 1, table[i][j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          table[i + 1][j + 1] = min(table[i + 1][j + 1], table[i - 1][j - 1] + 1)
        }
      }
    }
    return table[a.count][b.count]
  }
}
