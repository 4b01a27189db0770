import Foundation
import Testing

/// What shells are given to complete by. A shell that this machine lacks is skipped, and the run says so.
@Suite struct CompletionTests {
  private static let shells = ["/bin/bash", "/bin/zsh", "/usr/bin/fish"]
    .filter { FileManager.default.isExecutableFile(atPath: $0) }

  private func project() throws -> CommandTests.Project {
    try CommandTests.Project([
      "content/industries/clinic.md": PrintTests.industry + "\n",
      "content/handouts/brief.md": "---\ntitle: 題\naudience: executive\n---\n本文\n",
    ])
  }

  /// Runs a shell with the program in its PATH.
  private func run(_ shell: String, _ script: String, in folder: String) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: shell)
    process.arguments = ["-c", script]
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    let program = URL(fileURLWithPath: CommandTests.program).deletingLastPathComponent().path
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    process.environment = ProcessInfo.processInfo.environment.merging(["PATH": "\(program):\(path)"]) { $1 }
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, output)
  }

  @Test(.enabled(if: shells.count == 3, "bash, zsh and fish are not all here: the others are tried"))
  func `all three shells are tried`() {}

  @Test(arguments: shells)
  func `the script loads without a word`(shell: String) throws {
    let project = try project()
    let name = URL(fileURLWithPath: shell).lastPathComponent
    let script = try CommandTests.run(["--generate-completion-script", name], in: project.path)
    #expect(script.status == 0 && !script.output.isEmpty)
    try project.write(Data(script.output.utf8), to: "_tebiki")
    let load =
      name == "zsh"
      ? "fpath=($PWD $fpath); autoload -Uz compinit; compinit -u -D; autoload +X _tebiki; echo $_comps[tebiki]"
      : "source ./_tebiki && echo _tebiki"
    let loaded = try run(shell, load, in: project.path)
    #expect(loaded.status == 0 && loaded.output == "_tebiki\n", "\(loaded.output)")
  }

  @Test(arguments: [
    ("", "build serve handouts"), ("list s", "sheets"), ("new i", "industry incident"),
    ("list sheets --industry ", "clinic"), ("handouts --sheet ", "brief"), ("build --theme ", "standard"),
    ("explain broken-l", "broken-link"), ("explain T20", "T201 T202"), ("check --format ", "text json sarif"),
  ])
  func `bash completes by what the project has`(typed: String, offered: String) throws {
    let project = try project()
    let script = """
      source <(tebiki --generate-completion-script bash)
      COMP_LINE='tebiki \(typed)'; COMP_POINT=${#COMP_LINE}; read -ra COMP_WORDS <<<"$COMP_LINE"
      [[ $COMP_LINE == *' ' ]] && COMP_WORDS+=('')
      COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
      _tebiki tebiki "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
      echo "${COMPREPLY[*]}"
      """
    let result = try run("/bin/bash", script, in: project.path)
    #expect(result.output.contains(offered), "\(result.output)")
  }

  @Test func `outside a project nothing is offered, and nothing is said`() throws {
    let arguments = [
      "---completion", "list", "--", "--industry", "4", "0", "tebiki", "list", "sheets", "--industry", "",
    ]
    let result = try CommandTests.run(arguments, in: "/")
    #expect(result.status == 0 && result.errors.isEmpty && result.output.allSatisfy(\.isWhitespace))
  }
}
