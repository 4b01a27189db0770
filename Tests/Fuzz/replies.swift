internal import Foundation
internal import Markup

@testable internal import GuideModel
@testable internal import Press
@testable internal import Source

/// What libFuzzer calls with each input: what comes from a browser (messages cut anywhere, a PDF, a sheet's layout), and
/// other bytes that are looked into: pictures' heads, and the HTML that search reads.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzReplies(_ data: UnsafePointer<UInt8>, _ size: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: data, count: size))
  var (whole, parts) = (MessageCutter(), MessageCutter())
  let messages = whole.messages(endingIn: bytes)
  let step = 1 + Int(bytes.first ?? 0)
  let cut = stride(from: 0, to: size, by: step).flatMap {
    parts.messages(endingIn: Array(bytes[$0..<min($0 + step, size)]))
  }
  hold(messages == cut, "messages are the same wherever they are cut")
  for message in messages { _ = try? JSONDecoder().decode(SheetLayout.self, from: Data(message)) }
  var pdf = PDFBytes(bytes)
  _ = (pdf.isWhole, pdf.pages, pdf.families, pdf.hasType3)
  pdf.normalize(CalendarDate("2026-11-24")!)
  hold(pdf.bytes.count == size, "a PDF keeps its length")
  if let image = ImageSize(bytes) { hold(image.width > 0 && image.height > 0, "a picture has a size") }
  let text = BodyText(bytes)
  hold(text.sections.reduce(0) { $0 + $1.text.count } <= size * 2 + 16, "search reads no more than there is")
  return 0
}
