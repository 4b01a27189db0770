package import Markup
package import Plain
import Platform
package import Source

/// One sheet as one trade's boss gets it: conditions settled, blocks pulled in, values and wording in place.
package struct ComposedSheet: Sendable {
  package let variant: Variant
  /// The sheet's title in the reader's words.
  package let title: String
  package let document: Document
  /// The sheet once more, with what the salesperson says beside it; nil where nothing is said or `site.yaml` keeps it in.
  package let talk: Document?
  /// What figure nodes point to.
  package let drawings: [Drawing]
  package let measure: PlainMeasure
  /// How often each term was in its texts, and how often it is left without an explanation.
  package let uses: [Int: Int]
  package let unexplained: [Int: Int]
  /// The texts that it was made from: the sheet's own first, then its override, the trade, and the rest by their paths.
  package let madeFrom: [FileID]
  /// Which of the trade's `words` were put in.
  let wordings: Set<Int>
  /// Which of a customer's columns it says something of.
  package let columns: Set<CustomerColumn>
}

extension Guide {
  /// Composes every sheet for every trade that it is made for, trade by trade.
  ///
  /// The order of work: overriding sections, conditions, pulled-in blocks, values; then one pass that puts in the
  /// trade's wording and plain words for terms; then the gate. What was put in is not looked through again. Each
  /// mistake is reported once, with the copies that it concerns.
  package func composeSheets(jobs: Int = 1, reporting report: inout Report) async -> [ComposedSheet] {
    let composed = await compose(variants, jobs: jobs)
    self.report(composed, &report)
    return composed.map(\.sheet)
  }

  /// Reports what is wrong with all sheets.
  package func report(
    _ composed: [(sheet: ComposedSheet, report: Report, suppressions: [Suppression])], _ report: inout Report
  ) {
    let sheets = composed.map(\.sheet)
    var findings = Findings(of: sheets.map(\.variant), in: self)
    for (index, result) in composed.enumerated() { findings.add(result.report, result.suppressions, variant: index) }
    report.merge(findings.report)
    reportUnusedWordings(of: sheets, &report)
    Term.checkSamples(in: language.terms, but: Set(sheets.flatMap(\.uses.keys)), reporting: &report)
  }

  /// Reports what is wrong with some of the sheets, for a run that makes no others. Whether a suppression or a wording is
  /// of use, they alone do not show.
  package func report(
    part composed: [(sheet: ComposedSheet, report: Report, suppressions: [Suppression])], _ report: inout Report
  ) {
    var findings = Findings(of: composed.map(\.sheet.variant), in: self)
    for (index, result) in composed.enumerated() { findings.add(result.report, variant: index) }
    report.merge(findings.report)
  }

  /// Composes some copies of sheets, each with what is wrong with it.
  package func compose(
    _ variants: [Variant], jobs: Int
  ) async -> [(sheet: ComposedSheet, report: Report, suppressions: [Suppression])] {
    let lexicons = Dictionary(uniqueKeysWithValues: industries.map { ($0.id, lexicon(for: $0)) })
    return await mapInParallel(variants, jobs: jobs, chunk: 4) { variant in
      compose(variant, lexicons[variant.industry.id] ?? lexicon)
    }
  }

  /// The lexicon with a trade's own words: its vocabulary, those of its name and of what it holds, runs on and stops, and
  /// its wording of phrases. What people and places are called is read as the text around it is.
  func lexicon(for industry: Industry) -> Lexicon {
    var lexicon = lexicon
    let texts = [industry.name] + industry.data + industry.systems + industry.stops.map(\.what)
    lexicon.add(
      everyday: industry.vocabulary.map(\.value) + texts.flatMap { Lexicon.words(in: $0.value) }, words: industry.words)
    return lexicon
  }

  private func compose(
    _ variant: Variant, _ lexicon: Lexicon
  ) -> (sheet: ComposedSheet, report: Report, suppressions: [Suppression]) {
    var composer = SheetComposer(guide: self, variant: variant)
    composer.compose()
    let page = page(of: variant.sheet)
    let place = page.titleRange
    var wording = Wording(lexicon, language, sources)
    let title = place.map { wording.apply(toLabel: Located(page.title, at: $0)) } ?? page.title
    let composed = composer.finish()
    let document = wording.apply(to: composed)
    let drawings = composer.drawings.map { $0.reworded(by: &wording) }
    let talk = talk(of: composer, beside: document)
    // Whom a sheet for the staff speaks to stands beside the text.
    var beside = Wording(lexicon, language, sources)
    if let staff = variant.industry.staff { _ = beside.apply(toLabel: staff) }
    let gate = Gate(document, sources, language, isSheet: true, place: place)
    var measure = gate.measure
    measure.replaced = wording.replaced
    var report = composer.report
    report.merge(wording.report)
    report.merge(beside.report)
    report.merge(gate.report)
    Term.checkSamples(in: language.terms, printed: wording.uses.keys, reporting: &report)
    return (
      ComposedSheet(
        variant: variant, title: title, document: document, talk: site.publishesTalk ? talk.document : nil,
        drawings: drawings, measure: measure,
        uses: wording.uses, unexplained: wording.unexplained,
        madeFrom: origins(of: variant, composed, composer.drawings, terms: wording.appliedTerms),
        wordings: wording.appliedWords.union(talk.wordings), columns: composer.columns), report,
      wording.suppressions + gate.suppressions
    )
  }
}

extension Guide {
  /// Returns the sheet with what is said beside it: in the trade's own words, like the sheet. Terms stay, and no rule of
  /// plain language holds, for those who read it know them.
  private func talk(of composer: SheetComposer, beside sheet: Document) -> (document: Document?, wordings: Set<Int>) {
    guard !composer.talk.places.isEmpty else { return (nil, []) }
    var words = Lexicon(PlainLanguage())
    words.add(everyday: [], words: composer.variant.industry.words)
    var wording = Wording(words, language, sources)
    let document = composer.talk.document(beside: sheet, wording.apply(to: composer.talk.builder.document))
    return (document, wording.appliedWords)
  }
}

/// Collects what is wrong with the copies of the sheets: each mistake once, with the copies that it concerns.
package struct Findings {
  private let variants: [Variant]
  private let files: [String: FileID]
  private var found: [Diagnostic: [Int]] = [:]
  /// What was found, in the order in which it was.
  private var order: [Diagnostic] = []
  /// Whether each suppression lifts something in any copy.
  private var suppressions: [SourceRange: Bool] = [:]

  package init(of variants: [Variant], in guide: Guide) {
    self.variants = variants
    files = Dictionary(
      guide.sheets.compactMap { sheet in guide.page(of: sheet).file.map { (sheet.id.name, $0) } },
      uniquingKeysWith: { first, _ in first })
  }

  package mutating func add(_ report: Report, _ suppressions: [Suppression] = [], variant: Int) {
    for diagnostic in report.diagnostics where found[diagnostic]?.last != variant {
      if found[diagnostic] == nil { order.append(diagnostic) }
      found[diagnostic, default: []].append(variant)
    }
    for suppression in suppressions {
      self.suppressions[suppression.range] = (self.suppressions[suppression.range] ?? false) || suppression.isUsed
    }
  }

  package var report: Report {
    var report = Report()
    for diagnostic in order {
      let copies = found[diagnostic] ?? []
      let names = names(of: copies, besides: diagnostic.range?.file)
      report.add(
        Diagnostic(
          diagnostic.kind, at: diagnostic.range,
          names.isEmpty
            ? diagnostic.message
            : Message(ja: "\(diagnostic.message.ja)（\(names)）", en: "\(diagnostic.message.en) (\(names))"),
          help: diagnostic.help, severity: diagnostic.severity))
    }
    for (range, isUsed) in suppressions where !isUsed { Suppression.reportUnused(range, &report) }
    return report
  }

  /// Names the copies: a sheet's id, with its trades unless it is all of them. Where a sheet's own file says which one
  /// it is, `file` is that.
  private func names(of copies: [Int], besides file: FileID?) -> String {
    var trades: [(sheet: String, industries: [String])] = []
    for copy in copies {
      let variant = variants[copy]
      if let index = trades.firstIndex(where: { $0.sheet == variant.sheet.id.name }) {
        trades[index].industries.append(variant.industry.id.name)
      } else {
        trades.append((variant.sheet.id.name, [variant.industry.id.name]))
      }
    }
    return trades.compactMap { sheet, industries in
      let all = variants.count { $0.sheet.id.name == sheet }
      if industries.count == all { return trades.count == 1 && file == files[sheet] ? nil : sheet }
      let shown = industries.prefix(3).joined(separator: ", ")
      return industries.count > 3 ? "\(sheet): \(shown) +\(industries.count - 3)" : "\(sheet): \(shown)"
    }.joined(separator: "; ")
  }
}
