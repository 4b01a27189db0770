import ArgumentParser
import GuideModel
import Plain
import Platform
import Press
import Source

struct List: AsyncParsableCommand {
  enum What: String, ExpressibleByArgument, CaseIterable {
    case pages, practices, measures, resources, industries, incidents, figures, sheets, terms
  }

  static let configuration = CommandConfiguration(
    abstract: Help.text(ja: "あるものを一覧にします", en: "Lists what there is."),
    discussion: "EXAMPLES\n  tebiki list practices\n  tebiki list sheets --industry clinic --format json")

  private typealias Row = [(String, JSON)]

  @Argument(
    help: .init(ja: "一覧にするもの", en: "What to list.", valueName: "what"))
  var what: What

  @Option(
    help: .init(ja: "この業種の資料だけ", en: "Only the sheets of this trade.", valueName: "id"),
    completion: Completion.industries)
  var industry: String?

  @OptionGroup var options: CommonOptions

  func validate() throws { try options.refuseSARIF() }

  func run() async throws {
    let start = Machine.monotonicSeconds
    let language = options.language
    var outcome = Outcome()
    do throws(CommandFailure) {
      let project = try options.project()
      let guide: Guide?
      do throws(FileError) {
        guide = try await project.guide(reporting: &outcome)
      } catch {
        throw CommandFailure.machine(error)
      }
      var sheets: [ComposedSheet] = []
      if let guide, what == .sheets || what == .terms {
        sheets = await guide.composeSheets(jobs: project.options.jobs, reporting: &outcome.report)
      }
      // What might be better is for 'check' to say.
      if !options.hints { outcome.report = outcome.report.withoutHints }
      let rows: [Row] = if let guide { try self.rows(of: guide, sheets) } else { [] }
      if options.format == .json {
        let items = rows.map { JSON.object($0) }
        Console.standardOutput(
          JSON.outcome(
            "list", outcome, ok: !outcome.fails(strictly: options.strict), failure: nil,
            seconds: Machine.monotonicSeconds - start, language, items: items, showingHints: options.hints) + "\n")
      } else {
        Console.standardOutput(table(rows, language))
        Run.printDiagnostics(outcome.report, in: outcome.sources, options)
      }
    } catch {
      if options.format == .json {
        Console.standardOutput(
          JSON.outcome("list", outcome, ok: false, failure: error, seconds: 0, language, items: []) + "\n")
      }
      throw Run.failed(error, language)
    }
    if outcome.fails(strictly: options.strict) { throw ExitCode(1) }
  }

  private func rows(of guide: Guide, _ sheets: [ComposedSheet]) throws(CommandFailure) -> [Row] {
    func row(_ item: some GuideItem, _ more: Row = []) -> Row {
      let page = guide.page(of: item)
      return [("id", .string(page.id)), ("title", .string(page.title)), ("address", .string(page.address))] + more
    }
    switch what {
    case .pages:
      return guide.pages.filter { $0.kind != .sheet }.map {
        [("address", .string($0.address)), ("title", .string($0.title)), ("kind", .string($0.kind.rawValue))]
      }
    case .practices: return guide.practices.map { row($0, [("capability", .string($0.capability.rawValue))]) }
    case .measures:
      return guide.measures.map {
        row(
          $0,
          [
            ("cost", .string($0.cost.rawValue)), ("effect", .number($0.effect)),
            ("who", .string($0.who.rawValue)),
          ])
      }
    case .resources: return guide.resources.map { row($0, [("url", .string($0.url.value))]) }
    case .industries: return guide.industries.map { row($0, [("jsic", .string($0.jsic ?? ""))]) }
    case .incidents:
      return guide.incidents.map { row($0, [("fictional", .bool($0.origin == nil))]) }
    case .figures:
      return guide.figures.map {
        [("id", .string($0.id.name)), ("title", .string($0.title.value)), ("type", .string($0.form.rawValue))]
      }
    case .sheets: return try rows(of: sheets, in: guide)
    case .terms: return termRows(of: guide, sheets)
    }
  }

  private func rows(of sheets: [ComposedSheet], in guide: Guide) throws(CommandFailure) -> [Row] {
    if let industry, let misuse = Project.unknownIndustry([industry], in: guide) {
      throw .usage(misuse)
    }
    return sheets.filter { industry == nil || $0.variant.industry.id.name == industry }.map { sheet in
      let variant = sheet.variant
      return [
        ("id", .string(variant.sheet.id.name)), ("industry", .string(variant.industry.id.name)),
        ("title", .string(sheet.title)), ("audience", .string(variant.sheet.audience.rawValue)),
        ("address", .string(variant.address)),
        ("charactersPerSentence", .decimal(sheet.measure.charactersPerSentence)),
        ("kanjiRatio", .decimal(sheet.measure.kanjiRatio)), ("termsReplaced", .number(sheet.measure.replaced)),
        ("madeFrom", .array(sheet.madeFrom.map { .string(guide.sources[$0].path) })),
      ]
    }
  }

  /// The terms, how often pages and sheets use them, and how often a sheet leaves them unexplained.
  private func termRows(of guide: Guide, _ sheets: [ComposedSheet]) -> [Row] {
    guide.language.terms.enumerated().map { index, term in
      let onPages = guide.uses.reduce(0) { $0 + ($1.counts[index] ?? 0) }
      let onSheets = sheets.reduce(0) { $0 + ($1.uses[index] ?? 0) }
      return [
        ("term", .string(term.name.value)), ("reading", .string(term.reading)),
        ("policy", .string(term.policy.rawValue)),
        ("pages", .number(onPages)), ("sheets", .number(onSheets)),
        ("unexplained", .number(sheets.reduce(0) { $0 + ($1.unexplained[index] ?? 0) })),
        ("used", .bool(onPages + onSheets > 0)),
      ]
    }
  }
}
