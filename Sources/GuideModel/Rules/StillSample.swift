import Markup
import Plain
import Platform
package import Source

/// What `tebiki new` writes to be replaced does not stay: it builds, and would reach paper as it is.
///
/// ```
/// title: 新しい業種      what trade?
/// ```
package struct StillSample: Rule {
  package static let kinds = [Diagnostic.Kind.stillSample]

  package static func check(_ page: Page, of guide: Guide, reporting report: inout Report) {
    // Of plain pages there are the most, and their two lines are read already.
    guard page.kind != .page || page.title == pageSample.title || page.description == pageSample.description else {
      return
    }
    guard let file = page.file, let samples = samples[page.kind] else { return }
    let source = guide.sources[file]
    var mistakes = Report()
    guard let yaml = source.splitFrontMatter(file, reporting: &mistakes).yaml else { return }
    for line in source.bytes[yaml].split(separator: 0x0A) {
      let text = line.last == 0x0D ? line.dropLast() : line
      guard samples.contains(where: { $0.count == text.count && text.elementsEqual($0) }) else { continue }
      // One is enough: whoever opens the file sees the others.
      return report.add(
        .stillSample, at: SourceRange(file: file, start: text.startIndex, end: text.endIndex),
        Message(ja: "「tebiki new」が書いた見本のままです", en: "this is still the sample that 'tebiki new' wrote"),
        help: Message(ja: "このファイルを自分の言葉に直してください", en: "put this file into your own words"))
    }
  }

  private static let pageSample = (title: sampleValue("title: "), description: sampleValue("description: "))

  private static func sampleValue(_ key: String) -> String {
    let line = Page.starter.split(separator: "\n").first { $0.hasPrefix(key) } ?? ""
    return String(line.dropFirst(key.count))
  }

  /// The lines of each kind's sample that nobody would write.
  private static let samples = Dictionary(
    uniqueKeysWithValues: Starter.allCases.map { starter in
      let lines = starter.sample.split(separator: "\n").filter { line in
        keys.contains { line.hasPrefix($0) && line.dropFirst($0.count).utf8.contains { $0 >= 0x80 } }
      }
      return (starter.kind, lines.map { Array($0.utf8) })
    })

  private static let keys = [
    "title: ", "description: ", "name: ", "publisher: ", "how: ", "entrance: ", "effect: ", "lesson: ", "  - {within: ",
    "  - {when: ",
  ]
}
