import FoundationEssentials
import GuideModel
import Platform
import Source

/// Says what the last build was made of and what it made, so that the next one can tell that nothing has changed.
///
/// It says what the build has reported, too, since whoever builds again is to see every message again. It is left only
/// where every file had rested for a moment, since one that changes twice within a tick of the clock looks unchanged; only
/// where no link leads elsewhere; and not where more was reported than is worth remembering.
struct BuildStamp {
  private let path: String
  private let output: String
  private let site: String
  /// What the build depends on beside the files.
  private let settings: String
  private let inputs: FileStates
  private let start: Int64

  /// Looks at what a build is about to read.
  init(of project: Project) {
    path = "\(project.output)/.cache/last-build"
    output = project.output
    site = "\(project.output)/site"
    settings = [
      project.root, project.output, project.theme ?? "", project.options.today.iso,
      project.options.includesDrafts ? "drafts" : "",
    ].joined(separator: "\n")
    start = FileStates.now
    inputs = Self.inputs(of: project)
  }

  /// Every file that a build depends on, as it is now.
  static func inputs(of project: Project) -> FileStates {
    // A theme may be installed as a link; where it leads to is what counts.
    let themes = Theme.folders(root: project.root, program: project.program).map { resolvedPath($0) ?? $0 }
    return FileStates(below: ["\(project.root)/content"] + themes + [project.program], passingOverIgnored: true)
  }

  private struct Contents: Codable {
    var inputs: String
    var site: String
    var pages: Int
    var sheets: Int
    var pdfs: Int
    var files: Int
    var report: RememberedReport
  }

  /// Returns what the last build came to, where another would come to the same.
  func lastOutcome() -> Outcome? {
    guard !OutputFolder(output).hasLeftovers, FileSystem.exists(path), let bytes = try? readFile(path),
      let last = try? JSONDecoder().decode(Contents.self, from: Data(bytes)), last.inputs == inputsName,
      last.site == siteName, let (report, sources) = last.report.report
    else { return nil }
    var outcome = Outcome()
    (outcome.report, outcome.sources) = (report, sources)
    (outcome.pages, outcome.sheets, outcome.pdfs) = (last.pages, last.sheets, last.pdfs)
    outcome.add(.init(unchanged: last.files))
    return outcome
  }

  /// Leaves the stamp of a build that has ended well.
  func leave(_ outcome: Outcome) {
    guard let changes = outcome.changes, !inputs.isTooRecent(at: start), !inputs.hasLinks,
      let report = RememberedReport(outcome.report, in: outcome.sources)
    else { return remove() }
    let contents = Contents(
      inputs: inputsName, site: siteName, pages: outcome.pages, sheets: outcome.sheets, pdfs: outcome.pdfs,
      files: changes.written + changes.unchanged, report: report)
    // A stamp that cannot be left costs the next build its time, and nothing else.
    guard let bytes = try? JSONEncoder().encode(contents) else { return remove() }
    try? FileSystem.makePrivateFolder(path.folder)
    try? FileSystem.replace(path, with: Array(bytes))
  }

  /// Takes the stamp of the last build away.
  func remove() {
    try? FileSystem.remove(path)
    try? FileSystem.remove("\(path).new")
  }

  private var inputsName: String { Self.name(of: inputs, settings) }
  private var siteName: String { Self.name(of: FileStates(below: [site]), "") }

  private static func name(of files: FileStates, _ settings: String) -> String {
    var digest = Digest(of: settings.utf8)
    for (path, state) in zip(files.paths, files.states) {
      digest.add(path.utf8)
      digest.add(state.bytes)
    }
    return digest.text
  }
}
