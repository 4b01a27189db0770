import ArgumentParser
import GuideModel
import Press
import Source

struct List: AsyncParsableCommand {
  enum What: String, ExpressibleByArgument, CaseIterable {
    case pages, practices, measures, resources, industries, incidents, figures, sheets
  }

  static let configuration = CommandConfiguration(
    abstract: "Lists what there is.",
    discussion: "EXAMPLES\n  tebiki list practices\n  tebiki list sheets --industry clinic --format json")

  private typealias Row = [(String, String)]

  @Argument(
    help: ArgumentHelp("What to list: \(What.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "what"))
  var what: What

  @Option(help: ArgumentHelp("Only the sheets of this trade.", valueName: "id"))
  var industry: String?

  @OptionGroup var options: CommonOptions

  func run() async throws {
    let start = Console.monotonicSeconds
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
      let rows: [Row] = if let guide { try self.rows(of: guide) } else { [] }
      if options.format == .json {
        let items = rows.map { JSON.object($0.map { ($0.0, .string($0.1)) }) }
        Console.standardOutput(
          JSON.outcome(
            "list", outcome, ok: !outcome.fails(strictly: options.strict), failure: nil,
            seconds: Console.monotonicSeconds - start, language, items: items) + "\n")
      } else {
        for row in rows { Console.standardOutput(row.map(\.1).joined(separator: "\t") + "\n") }
        Run.printDiagnostics(outcome.report, in: outcome.sources, language: language)
      }
    } catch {
      if options.format == .json {
        Console.standardOutput(
          JSON.outcome("list", outcome, ok: false, failure: error, seconds: 0, language, items: []) + "\n")
      }
      Console.standardError("tebiki: \(error.message.text(in: language))\n")
      throw error.exitCode
    }
    if outcome.fails(strictly: options.strict) { throw ExitCode(1) }
  }

  private func rows(of guide: Guide) throws(CommandFailure) -> [Row] {
    func row(_ item: some GuideItem) -> Row {
      let page = guide.page(of: item)
      return [("id", page.id), ("title", page.title), ("address", page.address)]
    }
    switch what {
    case .pages:
      return guide.pages.filter { $0.kind != .sheet }.map {
        [("address", $0.address), ("title", $0.title), ("kind", $0.kind.rawValue)]
      }
    case .practices: return guide.practices.map { row($0) + [("capability", $0.capability.rawValue)] }
    case .measures:
      return guide.measures.map {
        row($0) + [("cost", $0.cost.rawValue), ("effect", String($0.effect)), ("who", $0.who.rawValue)]
      }
    case .resources: return guide.resources.map { row($0) + [("url", $0.url.value)] }
    case .industries: return guide.industries.map { row($0) + [("jsic", $0.jsic ?? "")] }
    case .incidents: return guide.incidents.map { row($0) + [("fictional", $0.origin == nil ? "true" : "false")] }
    case .figures:
      return guide.figures.map { [("id", $0.id.name), ("title", $0.title.value), ("type", $0.form.rawValue)] }
    case .sheets: return try sheetRows(of: guide)
    }
  }

  private func sheetRows(of guide: Guide) throws(CommandFailure) -> [Row] {
    if let industry, guide.industries[ID(industry)] == nil {
      let near = closest(to: industry, in: guide.industries.ids.map(\.name))
      let hint = near ?? guide.industries.ids.map(\.name).joined(separator: ", ")
      throw .usage(
        Message(ja: "業種 '\(industry)' がありません（\(hint)）", en: "there is no industry '\(industry)' (\(hint))"))
    }
    return guide.variants.filter { industry == nil || $0.industry.id.name == industry }.map { variant in
      [
        ("id", variant.sheet.id.name), ("industry", variant.industry.id.name),
        ("title", guide.page(of: variant.sheet).title), ("audience", variant.sheet.audience.rawValue),
        ("address", "handouts/\(variant.industry.id)/\(variant.sheet.id).html"),
      ]
    }
  }
}
