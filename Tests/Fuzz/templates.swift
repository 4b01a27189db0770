internal import Markup
internal import Source
internal import Template

private let item = Shape([.init("name", .text, ""), .init("href", .text, "")])
private let shape = Shape([
  .init("title", .text, ""), .init("body", .html, ""), .init("shown", .flag, ""), .init("items", .list(item), ""),
  .init("next", .record(item), ""),
])
/// A text that no template has, with what must never stand in a page as it is.
private let hostile = "\u{E000}<\"'>"
private let record = Record(
  shape,
  [
    "title": .text(hostile), "body": .html(Array("<b>x</b>".utf8)), "shown": .flag(true),
    "items": .list([
      Record(item, ["name": .text(hostile), "href": .text("")]), Record(item, ["name": .text(""), "href": .text("a")]),
    ]), "next": .record(Record(item, ["name": .text("n"), "href": .text(hostile)])),
  ])

/// What libFuzzer calls with each input: up to three templates between bytes 1E, which may call each other `main`,
/// `one` and `two`.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzTemplates(_ data: UnsafePointer<UInt8>, _ size: Int) -> CInt {
  guard let source = text(data, size, named: "fuzz.mustache") else { return 0 }
  var sources = SourceFiles(files: [])
  let parts = source.bytes.split(separator: 0x1E, maxSplits: 2, omittingEmptySubsequences: false)
  let templates = zip(["main", "one", "two"], parts).map { name, bytes in
    (name: name, file: sources.add(SourceFile(path: "\(name).mustache", bytes: Array(bytes))))
  }
  var report = Report()
  let set = TemplateSet(templates, in: sources, shapes: ["main": shape], reporting: &report)
  if !report.hasErrors, source.bytes[...].end(of: "\u{E000}", from: 0) == nil {
    var output: [UInt8] = []
    set.render("main", record, into: &output)
    hold(output[...].end(of: "\u{E000}<", from: 0) == nil, "a text is escaped")
    hold(String(validating: output, as: UTF8.self) != nil, "a page is UTF-8")
  }
  holdPlaces(of: report, in: sources)
  return 0
}
