import Platform
import Testing

@testable import Source

@Suite struct PositionsTests {
  private static let texts = [
    "", "\n", "a", "一行目\n二行目", "a\r\nb\rc\n\nd", "\u{FEFF}あ\r\n🙂い\r", "e\u{301}\n\r\n", "あ\u{2028}い\n",
  ]

  /// Every byte in every order: forwards, backwards, and ranges that lie in each other.
  @Test(arguments: texts, [1, 3, 7])
  func `what it counts from does not matter`(text: String, length: Int) {
    let files = SourceFiles(files: [
      SourceFile(path: "a", text: text), SourceFile(path: "b", text: text + "x\n" + text),
    ])
    for order in [false, true] {
      var positions = Positions(in: files)
      for file in files.ids {
        let bytes = files[file].bytes
        for start in order ? Array((0...bytes.count).reversed()) : Array(0...bytes.count) {
          let range = SourceRange(file: file, start: start, end: min(start + length, bytes.count))
          let place = positions.place(of: range)
          #expect(place.start.line == Self.line(start, bytes) && place.start.column == Self.column(start, bytes))
          let end = Int(range.end)
          #expect(place.end.line == Self.line(end, bytes) && place.end.column == Self.column(end, bytes))
          let shown = bytes[place.line]
          #expect(!shown.contains { $0 == 10 || $0 == 13 } && place.line.lowerBound <= max(start, Self.top(bytes)))
        }
      }
    }
  }

  @Test func `a place behind the file's end is its end`() {
    var positions = Positions(in: SourceFiles(files: [SourceFile(path: "a", text: "a\nbc")]))
    let place = positions.place(of: SourceRange(file: FileID(0), start: 90, end: 99))
    #expect(place.start == place.end && place.start.line == 2 && place.start.column == 3 && place.line == 2..<4)
  }

  private static func top(_ bytes: [UInt8]) -> Int { bytes.starts(with: SourceFile.byteOrderMark) ? 3 : 0 }

  private static func isLineEnd(_ index: Int, _ bytes: [UInt8]) -> Bool {
    bytes[index] == 10 || bytes[index] == 13 && !(index + 1 < bytes.count && bytes[index + 1] == 10)
  }

  private static func line(_ offset: Int, _ bytes: [UInt8]) -> Int {
    1 + (0..<offset).count { isLineEnd($0, bytes) }
  }

  private static func column(_ offset: Int, _ bytes: [UInt8]) -> Int {
    let start = (0..<offset).last { isLineEnd($0, bytes) }.map { $0 + 1 } ?? top(bytes)
    return 1 + (start..<max(start, offset)).count { bytes[$0] & 0xC0 != 0x80 }
  }
}
