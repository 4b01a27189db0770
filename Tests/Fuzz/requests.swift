internal import Markup
internal import Source

@testable internal import Preview

private let paths = ["index.html", "a/index.html", "a/b.html", "日本.html", "a b.html", ".hidden", "%41.html"]
private let site = BuiltSite(folder: "/nowhere", paths: paths)

/// What libFuzzer calls with each input: what a browser asks the preview for, and what the preview tells it in turn.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzRequests(_ data: UnsafePointer<UInt8>, _ size: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: data, count: size))
  let target = String(decoding: bytes, as: UTF8.self)
  for asked in [target, "/" + target] {
    switch site.answer(to: asked) {
    case .file(let path): hold(paths.contains(path), "nothing but what was built is served: \(path)")
    case .moved(let path):
      hold(path.hasPrefix("/") && !path.hasPrefix("//") && path.hasSuffix("/"), "a folder moves to itself: \(path)")
    case .notFound: break
    }
  }
  let answer = String(decoding: ReloadScript.answer(number: 1, problem: target), as: UTF8.self)
  hold(answer.unicodeScalars.count { $0.value < 0x20 || $0.value == 0x2028 || $0 == "<" } == 1, "an answer is one line")
  hold(
    answer.utf8.starts(with: "tebikiPreview(1, \"".utf8) && answer.utf8.suffix(4).elementsEqual("\");\n".utf8),
    "an answer is one call")
  let page = String(decoding: ReloadScript.page(problem: target, number: 1), as: UTF8.self)
  hold(page.unicodeScalars.count { $0 == "<" } == 12, "a page has no markup of others: \(page)")
  var shown = bytes
  ReloadScript.add(to: &shown, number: 1)
  hold(shown.count > bytes.count, "the script is added")
  return 0
}
