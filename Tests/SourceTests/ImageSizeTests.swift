import Testing

@testable import Source

@Suite struct ImageSizeTests {
  @Test(
    arguments: [
      (
        [
          0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 1, 0x40, 0, 0, 0,
          0xF0,
        ], 320, 240
      ),
      (Array("GIF89a".utf8) + [0x40, 0x01, 0xF0, 0x00], 320, 240),
      ([0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xC0, 0, 17, 8, 0, 0xF0, 1, 0x40, 3], 320, 240),
      (Array("<?xml?><svg xmlns=\"x\" viewBox=\"0 0 320 240\">".utf8), 320, 240),
      (Array("<svg width=\"320px\" height=\"239.6\">".utf8), 320, 240),
    ] as [([UInt8], Int, Int)])
  func `reads a size`(bytes: [UInt8], width: Int, height: Int) {
    #expect(ImageSize(bytes)?.width == width)
    #expect(ImageSize(bytes)?.height == height)
  }

  @Test func `broken files have none`() {
    #expect(ImageSize([]) == nil)
    #expect(ImageSize([0xFF, 0xD8, 0xFF, 0xE0, 0, 0]) == nil)
    #expect(ImageSize([0xFF, 0xD8] + Array(repeating: 0xFF, count: 400)) == nil)
    #expect(ImageSize(Array("<svg width=\"1e30\" height=\"nan\">".utf8)) == nil)
    #expect(ImageSize(Array("RIFFxxxxWEBPVP8?".utf8) + Array(repeating: 0, count: 30)) == nil)
  }
}
