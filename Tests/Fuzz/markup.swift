internal import Markup
internal import Source

/// What libFuzzer calls with each input: parses it as Markdown with front matter, both dialects, and holds the result
/// against what must be true of every document.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzMarkup(_ data: UnsafePointer<UInt8>, _ size: Int) -> CInt {
  guard let source = text(data, size, named: "fuzz.md") else { return 0 }
  var report = Report()
  let (yaml, body) = source.splitFrontMatter(FileID(0), reporting: &report)
  if let yaml { _ = YAMLNode(parsing: yaml, of: source, file: FileID(0), reporting: &report) }
  for dialect in [Dialect.tebiki, .commonMark] {
    let document = Document(parsing: body, of: source, file: FileID(0), as: dialect, reporting: &report)
    for (index, node) in document.nodes.enumerated() {
      hold(Int(node.end) > index && Int(node.end) <= document.nodes.count, "a node ends inside the document")
      hold(
        node.range.start <= node.range.end && Int(node.range.end) <= source.bytes.count,
        "a place is in the source: \(node)")
      hold(node.text.start <= node.text.end && Int(node.text.end) <= document.pool.count, "a text is in the pool")
    }
    hold(String(validating: document.pool, as: UTF8.self) != nil, "the pool is UTF-8")
  }
  holdPlaces(of: report, in: SourceFiles(files: [source]))
  return 0
}
