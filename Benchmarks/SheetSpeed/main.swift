import Glibc
import GuideModel
import Plain
import Press
import Source

// What the plain-language gate costs beside rendering, on a project's sheets for all trades, in one run:
//   swift run -c release SheetSpeed [ROOT] [ROUNDS]
// Checking is the wording pass and every rule over the composed sheets; rendering is their HTML. Nothing is asserted.

let root = CommandLine.arguments.count > 1 ? CommandLine.arguments[1] : "."
let rounds = CommandLine.arguments.count > 2 ? max(1, Int(CommandLine.arguments[2]) ?? 25) : 25
let today = CalendarDate("2026-11-24") ?? CalendarDate(secondsSince1970: 0)
let project = Project(
  root: root, output: "\(root)/output", program: CommandLine.arguments[0],
  options: Guide.Options(today: today, includesDrafts: false, jobs: 1))
/// Reads and composes everything; nil where there are mistakes.
func composed() async throws -> Project.Checked? {
  var outcome = Outcome()
  let result = try await project.check(reporting: &outcome)
  return outcome.report.hasErrors ? nil : result
}
guard let checked = try await composed() else {
  print("the project has mistakes: tebiki check --root \(root)")
  exit(1)
}
let (guide, theme, sheets) = (checked.guide, checked.theme, checked.sheets)

/// Returns the processor's seconds that `work` takes.
func seconds(_ work: () -> Void) -> Double {
  var (before, after) = (timespec(), timespec())
  unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &before)
  work()
  unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &after)
  return Double(after.tv_sec - before.tv_sec) + Double(after.tv_nsec - before.tv_nsec) / 1e9
}

func check() {
  for sheet in sheets {
    var wording = Wording(guide.lexicon, guide.language, guide.sources)
    let document = wording.apply(to: sheet.document)
    precondition(!Gate(document, guide.sources, guide.language, isSheet: true).report.hasErrors)
  }
}

func render() {
  for file in SheetPress(guide: guide, theme: theme, sheets: sheets).sheetFiles {
    if case .rendered(let html) = file.content { precondition(!html().isEmpty) }
  }
}

check()
render()
let results = (0..<rounds).map { _ in (check: seconds(check), render: seconds(render)) }
func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
func micros(_ value: Double) -> Int { Int((value / Double(sheets.count) * 1e6).rounded()) }
let ratios = results.map { $0.check / $0.render }
print("\(sheets.count) sheets, \(rounds) rounds, microseconds a sheet (median)")
print("checking   \(micros(median(results.map(\.check))))")
print("rendering  \(micros(median(results.map(\.render))))")
print("ratio      \((median(ratios) * 100).rounded() / 100)")
