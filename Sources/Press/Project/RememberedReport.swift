import FoundationEssentials
import Platform
import Source

/// What a build has reported, so that another one that would report the same need not look for it again: the
/// diagnostics, and the texts that their places are in.
struct RememberedReport: Codable {
  private var texts: [Text] = []
  private var entries: [Entry] = []

  private struct Text: Codable {
    var path: String
    var bytes: Data
  }

  private struct Entry: Codable {
    var code: String
    var severity: String
    var message: [String]
    var help: [String]?
    /// The index of a text, the first byte, and one past the last.
    var place: [Int]?
  }

  /// How many diagnostics, and bytes of texts, are worth remembering.
  private static let (mostEntries, mostBytes) = (500, 1_000_000)

  /// Returns nil where there is too much to remember.
  init?(_ report: Report, in sources: SourceFiles) {
    let diagnostics = report.inFileOrder
    guard diagnostics.count <= Self.mostEntries else { return nil }
    var numbers: [FileID: Int] = [:]
    var size = 0
    for diagnostic in diagnostics {
      var place: [Int]?
      if let range = diagnostic.range {
        if numbers[range.file] == nil {
          let source = sources[range.file]
          size += source.bytes.count
          guard size <= Self.mostBytes else { return nil }
          numbers[range.file] = texts.count
          texts.append(Text(path: source.path, bytes: Data(source.bytes)))
        }
        place = numbers[range.file].map { [$0, Int(range.start), Int(range.end)] }
      }
      entries.append(
        Entry(
          code: diagnostic.kind.code, severity: diagnostic.severity.rawValue,
          message: [diagnostic.message.ja, diagnostic.message.en],
          help: diagnostic.help.map { [$0.ja, $0.en] }, place: place))
    }
  }

  /// The diagnostics and their texts; nil where they are not as this program writes them.
  var report: (Report, SourceFiles)? {
    let kinds = Dictionary(DiagnosticKinds.all.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
    var report = Report()
    for entry in entries {
      guard let kind = kinds[entry.code], let severity = Diagnostic.Severity(rawValue: entry.severity),
        entry.message.count == 2, entry.help?.count ?? 2 == 2
      else { return nil }
      var range: SourceRange?
      if let place = entry.place {
        guard place.count == 3, texts.indices.contains(place[0]), 0 <= place[1], place[1] <= place[2],
          place[2] <= texts[place[0]].bytes.count
        else { return nil }
        range = SourceRange(file: FileID(place[0]), start: place[1], end: place[2])
      }
      report.add(
        Diagnostic(
          kind, at: range, Message(ja: entry.message[0], en: entry.message[1]),
          help: entry.help.map { Message(ja: $0[0], en: $0[1]) }, severity: severity))
    }
    return (report, SourceFiles(files: texts.map { SourceFile(path: $0.path, bytes: Array($0.bytes)) }))
  }
}
