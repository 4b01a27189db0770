import GuideModel
import Source

/// Says what the last build was made of and what it made, so that the next one can tell that nothing has changed.
///
/// It is left only by builds that had nothing to report, since whoever builds again is to see every message again; only
/// where every file had rested for a moment, since one that changes twice within a tick of the clock looks unchanged; and
/// only where no link leads elsewhere.
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

  /// Returns what the last build has made, where another would make the same.
  func lastBuild() -> (pages: Int, sheets: Int, pdfs: Int, files: Int)? {
    guard !OutputFolder(output).hasLeftovers, FileSystem.exists(path), let bytes = try? readFile(path) else {
      return nil
    }
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    let counts = lines.dropFirst(2).compactMap { Int($0) }
    guard lines.count == 6, counts.count == 4, lines[0] == inputsName, lines[1] == siteName else { return nil }
    return (counts[0], counts[1], counts[2], counts[3])
  }

  /// Leaves the stamp of a build that has ended well.
  func leave(pages: Int, sheets: Int, pdfs: Int, files: Int) {
    guard !inputs.isTooRecent(at: start), !inputs.hasLinks else { return remove() }
    let lines = [inputsName, siteName] + [pages, sheets, pdfs, files].map(String.init)
    // A stamp that cannot be left costs the next build its time, and nothing else.
    try? FileSystem.makePrivateFolder(path.folder)
    try? FileSystem.replace(path, with: Array((lines.joined(separator: "\n") + "\n").utf8))
  }

  /// Takes the stamp of the last build away.
  func remove() {
    try? FileSystem.remove(path)
    try? FileSystem.remove("\(path).new")
  }

  private var inputsName: String { Self.name(of: inputs, settings) }
  private var siteName: String { Self.name(of: FileStates(below: [site]), "") }

  private static func name(of files: FileStates, _ settings: String) -> String {
    var print = Fingerprint(of: settings.utf8)
    for (path, state) in zip(files.paths, files.states) {
      print.add(path.utf8)
      print.add(state.bytes)
    }
    return print.text
  }
}
