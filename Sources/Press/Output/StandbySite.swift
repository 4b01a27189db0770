import Platform
import Source

/// A second tree of the site that is brought up to date and exchanged with the published one, so that publishing an edit
/// costs what the edit touches and not a link for each file of the site.
///
/// It lies where a new publication does, so that whoever builds next clears it away. It shares its files with the site: one
/// that differs is a new file, never an old one written over.
struct StandbySite {
  private let output: OutputFolder
  /// What the published tree was when it was looked at last: a tree or a folder that anybody has changed since is not
  /// touched.
  private var folders: FileStates
  /// The files that builds have written into the published tree.
  private var owned: Set<String>
  /// What the published tree has and this one has not yet.
  private var behind: Set<String> = []

  /// Links every file of the site; nil where the file system cannot exchange folders.
  init?(of output: OutputFolder) throws(FileError) {
    self.output = output
    guard FileSystem.exists(output.site) else { return nil }
    let lock = try FolderLock(output.folder)
    defer { withExtendedLifetime(lock) {} }
    try output.repair()
    try FileSystem.makeFolder(output.staging)
    var made: Set<String> = []
    for path in try FileSystem.files(below: output.site) {
      let target = "\(output.staging)/\(path)"
      if made.insert(target.folder).inserted { try FileSystem.makeFolder(target.folder) }
      try FileSystem.link("\(output.site)/\(path)", to: target)
    }
    // Twice, so that each is in its place again.
    for _ in 0..<2 {
      guard try FileSystem.exchange(output.staging, output.site) else {
        try FileSystem.remove(output.staging)
        return nil
      }
    }
    owned = try output.ownedFiles()
    folders = Self.folders(of: output.site)
  }

  /// Publishes new files and the removal of others as one change; false, and nothing is changed, where somebody else has
  /// changed the site meanwhile.
  mutating func publish(_ files: [OutputFile], removing stale: [String]) throws(FileError) -> Bool {
    let lock = try FolderLock(output.folder)
    defer { withExtendedLifetime(lock) {} }
    // A file that comes or goes changes its folder.
    guard FileSystem.exists(output.staging), folders.again(looksIntoFolders: false) == folders else { return false }
    var changed = Set(files.map(\.path)).union(stale)
    for path in behind.subtracting(changed) { try catchUp(path) }
    for file in files { try replace(file.path, with: try file.bytes()) }
    for path in stale { try FileSystem.remove("\(output.staging)/\(path)") }
    if !stale.isEmpty || !files.allSatisfy({ owned.contains($0.path) }) {
      owned.subtract(stale)
      owned.formUnion(files.map(\.path))
      changed.insert(OutputFolder.manifest)
      try replace(OutputFolder.manifest, with: OutputFolder.manifest(of: owned))
    }
    guard try FileSystem.exchange(output.staging, output.site) else { return false }
    behind = changed
    let known = Set(folders.paths)
    let isFolderNew = files.contains { !known.contains("\(output.site)/\($0.path)".folder) }
    folders = (isFolderNew ? nil : folders.again(looksIntoFolders: false)) ?? Self.folders(of: output.site)
    return true
  }

  /// Makes a file what it is in the published tree.
  private func catchUp(_ path: String) throws(FileError) {
    let (published, own) = ("\(output.site)/\(path)", "\(output.staging)/\(path)")
    try FileSystem.remove(own)
    guard FileSystem.exists(published) else { return }
    try FileSystem.makeFolder(own.folder)
    try FileSystem.link(published, to: own)
  }

  private func replace(_ path: String, with bytes: [UInt8]) throws(FileError) {
    let own = "\(output.staging)/\(path)"
    try FileSystem.remove(own)
    try FileSystem.writeMakingFolder(bytes, to: own)
  }

  private static func folders(of site: String) -> FileStates { FileStates(below: [site], foldersAlone: true) }
}
