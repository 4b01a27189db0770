internal import Dispatch
internal import Markup
internal import Source

@testable internal import GuideModel
@testable internal import Press

/// A guide with what a customer's row can name, read once.
private let guide: Guide = {
  let files = [
    ("site.yaml", "title: t\n"), ("vendor.yaml", "name: v\noffers: [{id: care, name: c}]\n"),
    (
      "industries/clinic.md",
      "---\ntitle: t\nname: 医院\nhead: 院長\nclients: 患者さん\ndata: [a]\nsystems: [b]\nstops: [c]\n---\n"
    ), ("handouts/a.md", "---\ntitle: t\naudience: executive\n---\n{{customer.name}}\n{{customer.note}}\n"),
  ]
  let sources = SourceFiles(files: files.map { SourceFile(path: "content/\($0.0)", text: $0.1) })
  nonisolated(unsafe) var guide: Guide?
  let done = DispatchSemaphore(value: 0)
  Task.detached {
    var report = Report()
    let options = Guide.Options(today: CalendarDate("2026-11-24")!, includesDrafts: false, jobs: 1)
    guide = await Guide.read(sources, options, reporting: &report)
    hold(!report.hasErrors, ConsoleStyle(language: .en).describe(report, in: sources))
    done.signal()
  }
  done.wait()
  return guide!
}()

/// What libFuzzer calls with each input: a customers' file.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzCustomers(_ data: UnsafePointer<UInt8>, _ size: Int) -> CInt {
  var bytes = Array(UnsafeBufferPointer(start: data, count: size))
  if SourceFile(path: "", bytes: bytes).firstInvalidByte != nil { bytes = decodingCP932(bytes) ?? bytes }
  guard let source = bytes.withUnsafeBufferPointer({ text($0.baseAddress ?? data, $0.count, named: "c.csv") }) else {
    return 0
  }
  var sources = guide.sources
  let file = sources.add(source)
  var report = Report()
  var seen: Set<String> = []
  let entries = CustomerRows(source, file, reporting: &report)?.entries(for: guide, where: { _, _ in true }) ?? []
  for entry in entries { report.merge(entry.report) }
  for customer in entries.compactMap(\.customer) {
    hold(Page.isPlainName(customer.id) && !customer.id.hasPrefix("."), "an id names a folder: \(customer.id)")
    hold(seen.insert(customer.id.lowercased()).inserted, "ids are unique")
    for text in [customer.name, customer.person, customer.title, customer.note, customer.honorific].compactMap(\.self) {
      hold(
        !text.value.isEmpty
          && text.value.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x202A...0x202E ~= $0.value) },
        "a name is on one line")
    }
    hold(!"=+-@".contains(CustomerSummary.escaped(customer.name.value).first!), "no cell is a formula")
  }
  holdPlaces(of: report, in: sources)
  return 0
}
