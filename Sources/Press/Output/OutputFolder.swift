package import Platform
import Source

/// One finished file of the site.
package struct OutputFile: Sendable {
  /// The path below the site.
  package let path: String
  package let content: Content

  package enum Content: Sendable {
    /// Made only when it is written, so that a large site is never in memory as a whole.
    case rendered(@Sendable () -> [UInt8])
    /// A file on disk that is copied as it is.
    case copy(of: String)
  }

  package init(path: String, _ render: @escaping @Sendable () -> [UInt8]) {
    self.path = path
    content = .rendered(render)
  }

  package init(path: String, copyOf source: String) {
    self.path = path
    content = .copy(of: source)
  }

  func bytes() throws(FileError) -> [UInt8] {
    switch content {
    case .rendered(let render): render()
    case .copy(let source): try readFile(source)
    }
  }
}

/// A folder below the output that a build owns: the site, or one customer's. It is the only writer, and it changes such
/// a folder as a whole: what a reader finds is entirely the old one or entirely the new one.
///
/// Files that do not change are linked into a staging folder, changed ones written there, and the two folders are
/// exchanged. The list of the files that a build owns lies in the site itself, so that it changes with it.
package struct OutputFolder: Sendable {
  /// What a build has done to the site.
  package struct Changes: Sendable {
    package var written = 0
    package var unchanged = 0
    package var removed = 0
    /// Whether it is known that no file has come or gone.
    package var hasSameFiles = false

    package init() {}
  }

  static let manifest = ".tebiki-files"

  let folder: String
  let site: String
  let staging: String
  fileprivate let aside: String

  package init(_ folder: String) {
    self.folder = folder
    site = "\(folder)/site"
    staging = "\(folder)/.staging"
    aside = "\(folder)/.old"
  }

  /// The folder of one customer, below the customers' own, which is private.
  init(customer id: String, below customers: String) {
    folder = customers
    site = "\(customers)/\(id)"
    staging = "\(customers)/.staging-\(id)"
    aside = "\(customers)/.old-\(id)"
  }

  /// Replaces what an earlier build wrote by `files`; foreign files stay where they are.
  package func replaceSite(with files: [OutputFile], jobs: Int) async throws(FileError) -> Changes {
    var edition = try edition()
    try await edition.add(files, jobs: jobs)
    return try edition.publish()
  }

  /// Replaces those of an earlier build's files that `isPart` holds for by `files`; all others stay as they are.
  func replacePart(
    with files: [OutputFile], where isPart: (String) -> Bool, holding lock: FolderLock, jobs: Int
  ) async throws(FileError) -> Changes {
    var edition = try edition(holding: lock)
    let new = Set(files.map(\.path))
    let others = try ownedFiles().filter { !isPart($0) && !new.contains($0) }
    edition.keep(others.sorted())
    try await edition.add(files, jobs: jobs)
    return try edition.publish()
  }

  /// Does what `replaceSite` does, for one who holds the lock.
  func replace(with files: [OutputFile], jobs: Int) async throws(FileError) -> Changes {
    var edition = try Edition(of: self, lock: nil, outlastsPowerCuts: false)
    try await edition.add(files, jobs: jobs)
    return try edition.publish()
  }

  /// Begins a new edition of the site, and holds off other builds until it is published or given up.
  func edition() throws(FileError) -> Edition { try edition(holding: try lock()) }

  /// Begins a new edition of the site under a lock that is held already; one that `outlastsPowerCuts` waits for the disk.
  func edition(holding lock: FolderLock, outlastsPowerCuts: Bool = true) throws(FileError) -> Edition {
    try Edition(of: self, lock: lock, outlastsPowerCuts: outlastsPowerCuts)
  }

  /// Holds off other builds, from before anything is printed until it is known what was published.
  func lock() throws(FileError) -> FolderLock {
    try FileSystem.makeFolder(folder)
    return try FolderLock(folder)
  }

  /// What a build would write to in an output folder, and is a link that leads elsewhere; nil where nothing is.
  static func link(in folder: String) -> String? {
    [".lock", ".cache", ".cache/prints", ".cache/customers", "site", "customers"].map { "\(folder)/\($0)" }
      .first(where: FileSystem.isLink)
  }

  /// Whether a build was killed and has left something behind.
  var hasLeftovers: Bool { FileSystem.exists(staging) || FileSystem.exists(aside) }

  /// The files that the last good build published, by their paths below the site.
  package func publishedFiles() throws(FileError) -> [String] { Array(try ownedFiles()) }

  /// Removes everything that builds have written, and nothing else.
  package func clean() throws(FileError) -> Int {
    guard FileSystem.exists(folder) else { return 0 }
    let lock = try FolderLock(folder)
    defer { withExtendedLifetime(lock) {} }
    let count = try removeOwnedFiles()
    try FileSystem.remove("\(folder)/.lock")
    return count
  }

  /// Does what `clean` does, for one who holds the lock.
  func removeOwnedFiles() throws(FileError) -> Int {
    try repair()
    let owned = try ownedFiles()
    for path in owned { try FileSystem.remove("\(site)/\(path)") }
    try FileSystem.remove("\(site)/\(Self.manifest)")
    let folders = Set(owned.flatMap(Self.foldersAbove)).sorted { $0.utf8.count > $1.utf8.count }
    for path in folders { FileSystem.removeIfEmpty("\(site)/\(path)") }
    FileSystem.removeIfEmpty(site)
    return owned.count
  }

  /// The ids of the customers for whom earlier runs have made sheets.
  package static func customers(in folder: String) throws(FileError) -> Set<String> {
    Set(
      try FileSystem.names(in: folder).filter { name in
        !name.hasPrefix(".") && FileSystem.exists("\(folder)/\(name)/\(manifest)")
      })
  }

  /// Undoes what a killed build has left behind.
  func repair() throws(FileError) {
    if FileSystem.exists(aside) {
      if FileSystem.exists(site) { try FileSystem.remove(aside) } else { try FileSystem.rename(aside, to: site) }
    }
    try FileSystem.remove(staging)
  }

  /// Puts the staging folder in the site's place where the file system cannot exchange two; the old site is moved aside.
  func replaceByRenaming() throws(FileError) {
    try FileSystem.rename(site, to: aside)
    do {
      try FileSystem.rename(staging, to: site)
    } catch {
      try FileSystem.rename(aside, to: site)
      throw error
    }
  }

  /// Undoes what a killed run has left behind of any customer, those included who are in no file any more.
  static func repairCustomers(in folder: String) throws(FileError) {
    for name in try FileSystem.names(in: folder) {
      for mark in [".staging-", ".old-"] where name.hasPrefix(mark) {
        try OutputFolder(customer: String(name.dropFirst(mark.count)), below: folder).repair()
      }
    }
  }

  /// The list of a site's files, as it lies in the site.
  static func manifest(of files: Set<String>) -> [UInt8] {
    let list = files.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    return Array((list.joined(separator: "\n") + "\n").utf8)
  }

  /// The files that earlier builds have written.
  func ownedFiles() throws(FileError) -> Set<String> {
    let path = "\(site)/\(Self.manifest)"
    guard FileSystem.exists(path) else { return [] }
    let lines = String(decoding: try readFile(path), as: UTF8.self).split(separator: "\n").map(String.init)
    return Set(lines.filter { !$0.hasPrefix("/") && !$0.split(separator: "/").contains("..") })
  }

  private static func foldersAbove(_ path: String) -> [String] {
    var folders: [String] = []
    var folder = path.folder
    while !folder.isEmpty {
      folders.append(folder)
      folder = folder.folder
    }
    return folders
  }
}

/// A new edition of a folder's files on its way to being published: what changes is written into a staging folder, and
/// takes the old one's place at the end, or never.
struct Edition: Sendable {
  private let output: OutputFolder
  private let lock: FolderLock?
  private let owned: Set<String>
  private let hasSite: Bool
  private let outlastsPowerCuts: Bool
  /// The files of the edition: those that are written anew, and those that stay as they are.
  private var written: [String] = []
  private var unchanged: [String] = []
  /// Those of the latter that nobody has asked for again.
  private var kept = 0

  fileprivate init(of output: OutputFolder, lock: FolderLock?, outlastsPowerCuts: Bool) throws(FileError) {
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

  /// Takes files over from the last edition without looking at them.
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

  /// Puts the edition in the site's place; leaves the site as it is where nothing has changed.
  consuming func publish() throws(FileError) -> OutputFolder.Changes {
    let published = Set(written).union(unchanged)
    let stale = owned.subtracting(published)
    var changes = OutputFolder.Changes()
    changes.written = written.count
    changes.unchanged = unchanged.count - kept
    changes.removed = stale.count
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
