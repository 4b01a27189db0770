import Platform
import Source

/// Finds what links that lead nowhere were meant for.
struct MeantTargets: Sendable {
  let pages: Paths
  let assets: Paths
  /// The headings of pages that links with a wrong `#` lead to, by the pages' indices.
  let anchors: [Int: Candidates]

  init(pages: [String], assets: [String], headings: [Int: [String]]) {
    self.pages = Paths(pages)
    self.assets = Paths(assets)
    anchors = headings.mapValues { ids in Candidates(ids.map { "#" + $0 }) }
  }

  /// Paths below `content/`.
  struct Paths: Sendable {
    private let candidates: Candidates
    private let named: [String: [String]]

    init(_ paths: [String]) {
      candidates = Candidates(paths)
      named = Dictionary(grouping: paths, by: \.fileName)
    }

    /// Asks whether the file most like `path`, as a text in `folder` has it, was meant; nil where none is near.
    ///
    /// That is the path itself where it was written as from the top, else the only file of that name, wherever it has moved,
    /// else the closest path.
    func suggestion(for path: String, from folder: String) -> Message? {
      let full = path.resolved(from: folder) ?? path
      let limit = min(max(1, path.count / 3), 4)
      let near =
        atTop(path.withoutLead) ?? moved(full) ?? candidates.closest(to: full, atMost: limit)
        ?? candidates.closest(to: path, atMost: limit)
      return near.map { Message.meant($0.relative(to: folder)) }
    }

    private func atTop(_ path: String) -> String? { named[path.fileName]?.contains(path) == true ? path : nil }

    private func moved(_ path: String) -> String? {
      guard path.fileName != "index.md", let found = named[path.fileName], found.count == 1 else { return nil }
      return found.first
    }
  }
}
