package import Source

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

    package init() {}
  }

  private static let manifest = ".tebiki-files"

  private let folder: String
  private let site: String
  private let staging: String
  private let aside: String

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
    try FileSystem.makeFolder(folder)
    let lock = try OutputLock(folder)
    defer { withExtendedLifetime(lock) {} }
    return try await replace(with: files, jobs: jobs)
  }

  /// Replaces those of an earlier build's files that `isPart` holds for by `files`; all others stay as they are.
  package func replacePart(
    with files: [OutputFile], where isPart: (String) -> Bool, jobs: Int
  ) async throws(FileError) -> Changes {
    try FileSystem.makeFolder(folder)
    let lock = try OutputLock(folder)
    defer { withExtendedLifetime(lock) {} }
    try repair()
    let new = Set(files.map(\.path))
    let others = try ownedFiles().filter { !isPart($0) && !new.contains($0) }
    let kept = others.sorted().map { OutputFile(path: $0, copyOf: "\(site)/\($0)") }
    var changes = try await replace(with: files + kept, jobs: jobs)
    changes.unchanged -= kept.count
    return changes
  }

  /// Does what `replaceSite` does, for one who holds the lock.
  func replace(with files: [OutputFile], jobs: Int) async throws(FileError) -> Changes {
    try repair()
    let owned = try ownedFiles()
    let list = files.map(\.path).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    let manifest = OutputFile(path: Self.manifest) { Array((list.joined(separator: "\n") + "\n").utf8) }
    let results = await mapInParallel(files + [manifest], jobs: jobs) { file in stage(file) }
    var changes = Changes()
    var unchanged: [String] = []
    for result in results {
      switch result {
      case .success(let outcome):
        guard outcome.path != Self.manifest else { continue }
        if outcome.changed {
          changes.written += 1
        } else {
          changes.unchanged += 1
          unchanged.append(outcome.path)
        }
      case .failure(let error):
        try? FileSystem.remove(staging)
        throw error
      }
    }
    let published = Set(list)
    let stale = owned.subtracting(published)
    changes.removed = stale.count
    guard changes.written > 0 || !stale.isEmpty || !FileSystem.exists("\(site)/\(Self.manifest)") else {
      try FileSystem.remove(staging)
      return changes
    }
    do {
      try carryOver(unchanged, owned: owned, published: published)
      try publish()
    } catch {
      try? FileSystem.remove(staging)
      throw error
    }
    return changes
  }

  /// The files that the last good build published, by their paths below the site.
  package func publishedFiles() throws(FileError) -> [String] { Array(try ownedFiles()) }

  /// Removes everything that builds have written, and nothing else.
  package func clean() throws(FileError) -> Int {
    guard FileSystem.exists(folder) else { return 0 }
    let lock = try OutputLock(folder)
    defer { withExtendedLifetime(lock) {} }
    try repair()
    let owned = try ownedFiles()
    for path in owned { try FileSystem.remove("\(site)/\(path)") }
    try FileSystem.remove("\(site)/\(Self.manifest)")
    let folders = Set(owned.flatMap(Self.foldersAbove)).sorted { $0.utf8.count > $1.utf8.count }
    for path in folders { FileSystem.removeIfEmpty("\(site)/\(path)") }
    FileSystem.removeIfEmpty(site)
    try FileSystem.remove("\(folder)/.lock")
    return owned.count
  }

  // MARK: Staging

  private struct Outcome: Sendable {
    var path: String
    var changed: Bool
  }

  /// Writes a file into the staging folder unless the site has the same bytes already.
  private func stage(_ file: OutputFile) -> Result<Outcome, FileError> {
    do throws(FileError) {
      let bytes: [UInt8]
      switch file.content {
      case .rendered(let render): bytes = render()
      case .copy(let source): bytes = try readFile(source)
      }
      let old = "\(site)/\(file.path)"
      if FileSystem.exists(old), try readFile(old) == bytes {
        return .success(Outcome(path: file.path, changed: false))
      }
      let new = "\(staging)/\(file.path)"
      try FileSystem.makeFolder(new.folder)
      try FileSystem.write(bytes, to: new)
      return .success(Outcome(path: file.path, changed: true))
    } catch {
      return .failure(error)
    }
  }

  /// Links what did not change, and every file that no build has written, into the staging folder.
  private func carryOver(
    _ unchanged: [String], owned: Set<String>, published: Set<String>
  ) throws(FileError) {
    try FileSystem.makeFolder(staging)
    var made: Set<String> = []
    let foreign = try FileSystem.files(below: site).filter { path in
      !owned.contains(path) && !published.contains(path) && path != Self.manifest
    }
    let manifest = FileSystem.exists("\(staging)/\(Self.manifest)") ? [] : [Self.manifest]
    for path in unchanged + foreign + manifest {
      let target = "\(staging)/\(path)"
      if made.insert(target.folder).inserted { try FileSystem.makeFolder(target.folder) }
      try FileSystem.link("\(site)/\(path)", to: target)
    }
  }

  /// Puts the staging folder in the site's place.
  private func publish() throws(FileError) {
    guard FileSystem.exists(site) else { return try FileSystem.rename(staging, to: site) }
    if try FileSystem.exchange(staging, site) { return try FileSystem.remove(staging) }
    try FileSystem.rename(site, to: aside)
    try FileSystem.rename(staging, to: site)
    try FileSystem.remove(aside)
  }

  /// Undoes what a killed build has left behind.
  private func repair() throws(FileError) {
    if FileSystem.exists(aside) {
      if FileSystem.exists(site) { try FileSystem.remove(aside) } else { try FileSystem.rename(aside, to: site) }
    }
    try FileSystem.remove(staging)
  }

  /// The files that earlier builds have written.
  private func ownedFiles() throws(FileError) -> Set<String> {
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
