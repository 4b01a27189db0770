import ArgumentParser
import GuideModel
import Platform
import Press
import Source

/// What a shell offers while a command line is typed: what the project has; nothing where there is none to read.
enum Completion {
  static var industries: CompletionKind {
    .custom { words, _, _ in await names(words) { $0.industries.ids.map(\.name) } }
  }

  static var sheets: CompletionKind { .custom { words, _, _ in await names(words) { $0.sheets.ids.map(\.name) } } }

  static var themes: CompletionKind {
    .custom { (words: [String], _: Int, _: String) -> [String] in
      Theme.names(root: try? options(words)?.projectRoot(), program: Machine.program)
    }
  }

  static var rules: CompletionKind {
    .custom { (_: [String], _: Int, _: String) -> [String] in DiagnosticKinds.all.flatMap { [$0.name, $0.code] } }
  }

  private static func names(_ words: [String], _ names: @Sendable (Guide) -> [String]) async -> [String] {
    var outcome = Outcome()
    guard let guide = try? await options(words)?.project().guide(reporting: &outcome) else { return [] }
    return names(guide)
  }

  /// The options as far as they matter here: which project is meant.
  private static func options(_ words: [String]) -> CommonOptions? {
    let root = Words(all: Array(words.dropFirst())).value(of: "--root")
    return try? CommonOptions.parse(root.map { ["--root", $0] } ?? [])
  }
}
