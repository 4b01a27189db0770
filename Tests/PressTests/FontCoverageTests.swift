import Testing

@testable import Press

@Suite struct FontCoverageTests {
  /// A face whose file has nothing but a `cmap` of formats 12 and 14: 邉 (U+9089) and 葛 (U+845B), the plain glyph for
  /// 葛 with U+E0100, one of its own for 邉 with U+E0101.
  private static func face(cutAt end: Int? = nil) -> [UInt8] {
    func bytes(_ value: Int, _ width: Int) -> [UInt8] { (0..<width).reversed().map { UInt8(value >> ($0 * 8) & 0xFF) } }
    let groups = [(0x845B, 1), (0x9089, 2)].flatMap { bytes($0.0, 4) + bytes($0.0, 4) + bytes($0.1, 4) }
    let plain = bytes(12, 2) + bytes(0, 2) + bytes(16 + groups.count, 4) + bytes(0, 4) + bytes(2, 4) + groups
    let head = 10 + 2 * 11
    let ranges = bytes(1, 4) + bytes(0x845B, 3) + [0]
    let mappings = bytes(2, 4) + bytes(0x9089, 3) + bytes(7, 2) + bytes(0x845B, 3) + bytes(0, 2)
    let variants =
      bytes(14, 2) + bytes(head + ranges.count + mappings.count, 4) + bytes(2, 4) + bytes(0xE0100, 3) + bytes(head, 4)
      + bytes(0, 4) + bytes(0xE0101, 3) + bytes(0, 4) + bytes(head + ranges.count, 4) + ranges + mappings
    let cmap =
      bytes(0, 2) + bytes(2, 2) + bytes(0, 2) + bytes(5, 2) + bytes(20 + plain.count, 4) + bytes(3, 2) + bytes(10, 2)
      + bytes(20, 4) + plain + variants
    let all =
      bytes(0x10000, 4) + bytes(1, 2) + bytes(0, 6) + Array("cmap".utf8) + bytes(0, 4) + bytes(28, 4)
      + bytes(cmap.count, 4) + cmap
    return Array(all.prefix(end ?? all.count))
  }

  @Test(
    arguments: [
      ("葛", nil, true), ("邉", nil, true), ("辺", nil, false), ("葛", "\u{E0100}", true), ("邉", "\u{E0101}", true),
      ("邉", "\u{E0100}", false), ("葛", "\u{E0101}", false), ("邉", "\u{E0102}", false), ("辺", "\u{E0100}", false),
    ] as [(Unicode.Scalar, Unicode.Scalar?, Bool)])
  func `a face has a variant where its table says so`(scalar: Unicode.Scalar, selector: Unicode.Scalar?, has: Bool)
    throws
  {
    let face = try #require(FontCoverage(Self.face()))
    #expect(face.has(scalar, selector: selector) == has)
  }

  @Test func `a file that is cut off is read as far as it goes`() {
    for end in 0..<Self.face().count { _ = FontCoverage(Self.face(cutAt: end)) }
  }
}
