import Platform
import Source

/// A new state of a folder's files on its way to being published: what changes is written into a staging folder, and
/// takes the old one's place at the end, or never.
struct Publication: Sendable {
  private let output: OutputFolder
  private let lock: FolderLock?
  private let owned: Set<String>
  private let hasSite: Bool
  private let outlastsPowerCuts: Bool
  /// Its files: those that are written anew, and those that stay as they are.
  private var written: [String] = []
  private var unchanged: [String] = []
  /// Those of the latter that nobody has asked for again.
  private var kept = 0

  init(of output: OutputFolder, lock: FolderLock?, outlastsPowerCuts: Bool) throws(FileError) {
    self.output = output
    self.lock = lock
    self.outlastsPowerCuts = outlastsPowerCuts
    if FileSystem.isLink(output.site) {
      throw FileError(
        path: output.site,
        message: Message(
          ja: "'\(output.site)' はリンクなので、入れ替えられません。リンクを消すか、--output で別のフォルダーを指定してください",
          en: "'\(output.site)' is a link and cannot be replaced: remove the link, or name another folder by --output"))
    }
    try output.repair()
    owned = try output.ownedFiles()
    hasSite = FileSystem.exists(output.site)
  }

  /// Takes files over from the last one without looking at them.
  mutating func keep(_ paths: [String]) {
    unchanged += paths
    kept += paths.count
  }

  /// Adds files, made by `jobs` workers.
  mutating func add(_ files: [OutputFile], jobs: Int) async throws(FileError) {
    _ = try await add(files, jobs: jobs) { file throws(FileError) in
      (file.path, try file.bytes(), ())
    }
  }

  /// Adds a file for each of `items`, and returns what else `make` has made of them, in their order.
  mutating func add<Item: Sendable, Besides: Sendable>(
    _ items: [Item], jobs: Int,
    _ make: @escaping @Sendable (Item) throws(FileError) -> (path: String, bytes: [UInt8], besides: Besides)
  ) async throws(FileError) -> [Besides] {
    let results = await mapInParallel(items, jobs: jobs) { [self] item in stage(item, make) }
    var besides: [Besides] = []
    besides.reserveCapacity(results.count)
    for result in results {
      switch result {
      case .success(let staged):
        if staged.isChanged { written.append(staged.path) } else { unchanged.append(staged.path) }
        besides.append(staged.besides)
      case .failure(let error):
        try? FileSystem.remove(output.staging)
        throw error
      }
    }
    return besides
  }

  private struct Staged<Besides: Sendable>: Sendable {
    var path: String
    var isChanged: Bool
    var besides: Besides
  }

  /// Writes a file into the staging folder unless the site has the same bytes already.
  private func stage<Item, Besides>(
    _ item: Item, _ make: (Item) throws(FileError) -> (path: String, bytes: [UInt8], besides: Besides)
  ) -> Result<Staged<Besides>, FileError> {
    do throws(FileError) {
      let (path, bytes, besides) = try make(item)
      let old = "\(output.site)/\(path)"
      let isChanged = hasSite && FileSystem.isFile(old) ? try readFile(old) != bytes : true
      if isChanged { try FileSystem.writeMakingFolder(bytes, to: "\(output.staging)/\(path)") }
      return .success(Staged(path: path, isChanged: isChanged, besides: besides))
    } catch {
      return .failure(error)
    }
  }

  /// Puts it in the site's place; leaves the site as it is where nothing has changed.
  consuming func publish() throws(FileError) -> OutputFolder.Changes {
    let published = Set(written).union(unchanged)
    let stale = owned.subtracting(published)
    let changes = OutputFolder.Changes(
      written: written.count, unchanged: unchanged.count - kept, removed: stale.count)
    let manifest = "\(output.site)/\(OutputFolder.manifest)"
    guard changes.written > 0 || !stale.isEmpty || !FileSystem.exists(manifest) else {
      try FileSystem.remove(output.staging)
      return changes
    }
    do {
      if published != owned || !FileSystem.exists(manifest) {
        try FileSystem.writeMakingFolder(
          OutputFolder.manifest(of: published), to: "\(output.staging)/\(OutputFolder.manifest)")
      } else {
        unchanged.append(OutputFolder.manifest)
      }
      try carryOver(published)
      try exchange()
    } catch {
      try? FileSystem.remove(output.staging)
      throw error
    }
    return changes
  }

  /// Links what did not change, and every file that no build has written, into the staging folder.
  private func carryOver(_ published: Set<String>) throws(FileError) {
    try FileSystem.makeFolder(output.staging)
    guard hasSite else { return }
    var made: Set<String> = []
    let foreign = try FileSystem.files(below: output.site).filter { path in
      !owned.contains(path) && !published.contains(path) && path != OutputFolder.manifest
    }
    for path in unchanged + foreign {
      let target = "\(output.staging)/\(path)"
      if made.insert(target.folder).inserted { try FileSystem.makeFolder(target.folder) }
      try FileSystem.link("\(output.site)/\(path)", to: target)
    }
  }

  /// Puts the staging folder in the site's place.
  private func exchange() throws(FileError) {
    if outlastsPowerCuts { try FileSystem.settle(output.staging) }
    guard hasSite else { return try FileSystem.rename(output.staging, to: output.site) }
    if try !FileSystem.exchange(output.staging, output.site) { try output.replaceByRenaming() }
    // The new site is published: an old one that cannot be removed is no failure, and the next build's first work.
    try? FileSystem.remove(output.staging)
    try? FileSystem.remove(output.aside)
  }
}
