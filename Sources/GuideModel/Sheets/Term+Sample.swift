import Plain
import Platform
import Source

extension Term {
  /// Reports the terms whose wording is still the sample's, but for those that are `printed`: they are errors of the
  /// sheets that they are on.
  static func checkSamples(in terms: [Term], but printed: Set<Int>, reporting report: inout Report) {
    for (index, term) in terms.enumerated() where term.isSample && !printed.contains(index) {
      add(term, .warning, &report)
    }
  }

  /// Reports the terms that would put the sample's wording onto a sheet.
  static func checkSamples(in terms: [Term], printed: some Sequence<Int>, reporting report: inout Report) {
    for index in printed.sorted() where terms[index].isSample { add(terms[index], .error, &report) }
  }

  private static func add(_ term: Term, _ severity: Diagnostic.Severity, _ report: inout Report) {
    report.add(
      Diagnostic(
        .stillSample, at: term.name.range,
        Message(
          ja: "用語「\(term.name.value)」は、「tebiki new」が書いた見本のままです",
          en: "the term '\(term.name.value)' is still the sample that 'tebiki new' wrote"),
        help: Message(
          ja: "読み、言い換え、説明を自分の言葉に直してください。見本は、そのまま資料に印刷されます",
          en: "put its reading, wording and explanation into your own words; a sheet prints what stands there"),
        severity: severity))
  }

  /// Whether any of its wording is what `tebiki new term` writes to be replaced.
  fileprivate var isSample: Bool {
    let sample = TermStarter.sample
    return reading == sample.reading && name.value != sample.reading || plain?.value == sample.plain
      || short?.value == sample.short || suru?.value == sample.suru || compound?.value == sample.compound
      || explanation?.value == sample.explanation
  }
}
