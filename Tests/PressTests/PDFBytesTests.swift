import GuideModel
import Press
import Testing

/// What the browser makes differently from print to print, in the bytes of a PDF.
@Suite struct PDFBytesTests {
  private func normalized(_ text: String) throws -> String {
    var pdf = PDFBytes(Array(text.utf8))
    pdf.normalize(try #require(CalendarDate("2026-11-24")))
    return String(decoding: pdf.bytes, as: UTF8.self)
  }

  @Test func `one sheet printed twice is one sequence of bytes`() throws {
    func print(_ first: String, _ second: String, _ tree: String, _ time: String) -> String {
      "%PDF-1.4\n<</CreationDate (D:\(time)+00'00')>>\n<</ID (node\(first))>>\n<</ID (node\(second))>>\n\(tree)\n%%EOF"
    }
    let calm = print(
      "00000007", "00000008",
      "<</Limits [(node00000007) (node00000008)]\n/Names [(node00000007) 44 0 R (node00000008) 146 0 R]>>",
      "20261124093000")
    let hasty = print(
      "00000019", "00000012",
      "<</Limits [(node00000012) (node00000019)]\n/Names [(node00000012) 146 0 R (node00000019) 44 0 R]>>",
      "20261125101112")
    let expected = print(
      "00000001", "00000002",
      "<</Limits [(node00000001) (node00000002)]\n/Names [(node00000001) 44 0 R (node00000002) 146 0 R]>>",
      "20261124000000")
    #expect(try normalized(calm) == expected)
    #expect(try normalized(hasty) == expected)
  }

  @Test(arguments: [
    "", "(node", "/Limits [(node", "/Limits [(node00000001) (node00000002)]\n/Names [", "/Limits [(node1)]\n/Names []",
  ])
  func `what is cut off stays as it is`(text: String) throws {
    #expect(try normalized(text) == text)
  }
}
