import Platform

/// The pages that stand for their folders: `index.md`, and `README.md` where there is none.
struct FolderPages: Sendable {
  private let readmes: Set<String>

  /// Finds them among the paths of all files below `content/`.
  init(_ paths: [String]) {
    let indexed = Set(paths.lazy.filter(Self.isIndex).map(\.folder))
    var readmes: [String: String] = [:]
    // Of README.md and readme.md in one folder the first is taken.
    for path in paths where Self.isReadme(path) && !indexed.contains(path.folder) && Kind(path: path) == .page {
      readmes[path.folder] = readmes[path.folder] ?? path
    }
    self.readmes = Set(readmes.values)
  }

  func contains(_ path: String) -> Bool { Self.isIndex(path) || readmes.contains(path) }

  static func isIndex(_ path: String) -> Bool { path.fileName == "index.md" }

  /// Whether a file is what GitHub shows for its folder, in whatever case it is written.
  static func isReadme(_ path: String) -> Bool { path.fileName.lowercased() == "readme.md" }
}
