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
  package static let kinds = [kind]

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
        kind, at: SourceRange(file: file, start: text.startIndex, end: text.endIndex),
        Message(ja: "「tebiki new」が書いた見本のままです", en: "this is still the sample that 'tebiki new' wrote"),
        help: Message(ja: "このファイルを自分の言葉に直してください", en: "put this file into your own words"))
    }
  }

  /// Reports the terms whose wording is still the sample's, but for those that are `printed`: they are errors of the
  /// sheets that they are on.
  static func check(_ terms: [Term], but printed: Set<Int>, reporting report: inout Report) {
    for (index, term) in terms.enumerated() where term.isSample && !printed.contains(index) {
      add(term, .warning, &report)
    }
  }

  /// Reports the terms that would put the sample's wording onto a sheet.
  static func check(_ terms: [Term], printed: some Sequence<Int>, reporting report: inout Report) {
    for index in printed.sorted() where terms[index].isSample { add(terms[index], .error, &report) }
  }

  private static func add(_ term: Term, _ severity: Diagnostic.Severity, _ report: inout Report) {
    report.add(
      Diagnostic(
        kind, at: term.name.range,
        Message(
          ja: "用語「\(term.name.value)」は、「tebiki new」が書いた見本のままです",
          en: "the term '\(term.name.value)' is still the sample that 'tebiki new' wrote"),
        help: Message(
          ja: "読み、言い換え、説明を自分の言葉に直してください。見本は、そのまま資料に印刷されます",
          en: "put its reading, wording and explanation into your own words; a sheet prints what stands there"),
        severity: severity))
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

extension Term {
  /// Whether any of its wording is what `tebiki new term` writes to be replaced.
  fileprivate var isSample: Bool {
    let sample = TermStarter.sample
    return reading == sample.reading && name.value != sample.reading || plain?.value == sample.plain
      || short?.value == sample.short || suru?.value == sample.suru || compound?.value == sample.compound
      || explanation?.value == sample.explanation
  }
}

private let kind = Diagnostic.Kind(
  "T108", "still-sample", .hint,
  Message(
    ja: "「tebiki new」が書くファイルは、そのままで組み立てられます。題名や止まるものなどが見本のままだと、見本が資料に印刷されます。用語の見本は警告で、その言葉がどれかの資料にあれば、誤りです。",
    en: """
      What 'tebiki new' writes builds as it stands. While its title, say, or what stops is the sample's, the sample is \
      printed. The sample of a term is a warning, and an error once a sheet has the term.
      """
  ))
