import Testing

@testable import Platform

@Suite struct PathTests {
  @Test func `digits in a row sort as one number`() {
    let sorted = [
      "", "a", "a-01", "a-1", "a-01x", "a-2", "a-10", "a-10-2", "a-10-10", "a-99999999999999999999",
      "a-100000000000000000000", "b", "あ",
    ]
    for _ in 0..<50 { #expect(sorted.shuffled().sorted { $0.precedesByNumbers($1) } == sorted) }
  }
}
