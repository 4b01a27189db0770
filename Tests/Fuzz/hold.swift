internal import Markup
internal import Source

/// Ends the run where something does not hold; unlike `precondition`, it says what in a release build too.
func hold(_ condition: Bool, _ what: @autoclosure () -> String) {
  if !condition { fatalError(what()) }
}

/// Holds that each thing reported has a place inside its file, and can be shown.
func holdPlaces(of report: Report, in sources: SourceFiles) {
  for diagnostic in report.diagnostics {
    guard let range = diagnostic.range else { continue }
    hold(
      range.start <= range.end && Int(range.end) <= sources[range.file].bytes.count,
      "a place is in the source: \(diagnostic.message.en)")
  }
  guard report.diagnostics.count <= 200 else { return }  // showing them takes longer than finding them
  let text = ConsoleStyle(colors: false).describe(report, in: sources)
  hold(text.isEmpty == report.diagnostics.isEmpty, "diagnostics are shown")
  hold(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" }, "no control character gets to the terminal")
}

/// Returns an input as a text, or nil where its bytes are none that a file may have.
func text(_ data: UnsafePointer<UInt8>, _ size: Int, named path: String) -> SourceFile? {
  let source = SourceFile(path: path, bytes: Array(UnsafeBufferPointer(start: data, count: size)))
  var report = Report()
  return source.checkEncoding(FileID(0), reporting: &report) ? source : nil
}
