import Foundation
import Testing

@testable import Press

/// One table holds this and assets/sheet.js (Tests/Browser/handouts.py) to the same words.
@Suite struct AddresseeTests {
  private struct Case: Decodable {
    var says: String
    var name: String?
    var title: String?
    var person: String?
    var honorific: String?
    var group: String?
    var line: String
  }

  @Test func `a company is 御中, a person is 様, and nobody is both`() throws {
    let table = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Browser/addressees.json")
    let cases = try JSONDecoder().decode([Case].self, from: Data(contentsOf: table))
    #expect(cases.count > 10)
    for expected in cases {
      let addressee = Addressee(
        name: expected.name ?? "", person: expected.person ?? "", title: expected.title ?? "",
        honorific: expected.honorific ?? "")
      #expect(addressee.line(for: expected.group) ?? "" == expected.line, "\(expected.says)")
    }
  }
}
