import CCmark
import Glibc
import Markup
import Source

// Parsing and walking beside libcmark's own parsing and HTML, on the same pages, in turn, in one run:
//   swift run -c release MarkupSpeed FOLDER [ROUNDS]
// FOLDER holds .md files, such as Benchmarks/build-speed's corpus. Nothing is asserted.

guard CommandLine.arguments.count >= 2 else {
  print("usage: MarkupSpeed FOLDER [ROUNDS]")
  exit(2)
}
let rounds = CommandLine.arguments.count > 2 ? max(1, Int(CommandLine.arguments[2]) ?? 9) : 9
var report = Report()
func load(_ folder: String) async throws -> SourceFiles {
  var report = Report()
  return try await SourceFiles.load(folder, as: "content", jobs: 1, reporting: &report)
}
let sources = try await load(CommandLine.arguments[1])
let pages = sources.ids.filter { sources[$0].path.hasSuffix(".md") }.map { id in
  (id: id, source: sources[id], body: sources[id].splitFrontMatter(id, reporting: &report).body)
}
guard !pages.isEmpty else {
  print("no .md files in \(CommandLine.arguments[1])")
  exit(2)
}

/// Returns the processor's seconds that `work` takes.
func seconds(_ work: () -> Void) -> Double {
  var (before, after) = (timespec(), timespec())
  unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &before)
  work()
  unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &after)
  return Double(after.tv_sec - before.tv_sec) + Double(after.tv_nsec - before.tv_nsec) / 1e9
}

func theirs() {
  for page in pages {
    unsafe page.source.bytes.withUnsafeBufferPointer { bytes in
      let body = unsafe UnsafeRawPointer(bytes.baseAddress! + page.body.lowerBound).assumingMemoryBound(to: CChar.self)
      unsafe free(cmark_markdown_to_html(body, page.body.count, CMARK_OPT_DEFAULT))
    }
  }
}

func ours(_ dialect: Dialect) {
  var report = Report()
  for page in pages {
    let document = Document(parsing: page.body, of: page.source, file: page.id, as: dialect, reporting: &report)
    precondition(!document.nodes.isEmpty || page.body.isEmpty)
  }
}

theirs()
ours(.tebiki)
typealias Run = (theirs: Double, plain: Double, ours: Double)
let results: [Run] = (0..<rounds).map { _ in
  (seconds(theirs), seconds { ours(.commonMark) }, seconds { ours(.tebiki) })
}

func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
func micros(_ value: Double) -> String { String((value / Double(pages.count) * 1e7).rounded() / 10) }
func shown(_ values: [Double]) -> String {
  let rounded = [median(values), values.min() ?? 0, values.max() ?? 0].map { String(($0 * 100).rounded() / 100) }
  return "\(rounded[0]) (\(rounded[1]) to \(rounded[2]))"
}
let size = pages.reduce(0) { $0 + $1.body.count } / pages.count
print("\(pages.count) pages of \(size) bytes, \(rounds) rounds, microseconds a page (median)")
func show(_ name: String, _ time: (Run) -> Double) {
  let ratio = results.map { time($0) / $0.theirs }
  print("\(name)   \(micros(median(results.map(time))))   ratio \(shown(ratio))")
}
show("libcmark, parse and HTML     ", \.theirs)
show("Tebiki, parse and walk, plain", \.plain)
show("Tebiki, parse and walk       ", \.ours)
