package import Platform
import Source

/// A folder below the output that a build owns: the site, or one customer's. It is the only writer, and it changes such
/// a folder as a whole: what a reader finds is entirely the old one or entirely the new one.
///
/// Files that do not change are linked into a staging folder, changed ones written there, and the two folders are
/// exchanged. The list of the files that a build owns lies in the site itself, so that it changes with it.
package struct OutputFolder: Sendable {
  /// What a command has done to the files of a folder.
  package struct Changes: Sendable {
    package private(set) var written: Int
    package private(set) var unchanged: Int
    package private(set) var removed: Int
    /// Whether it is known that no file has come or gone.
    package private(set) var hasSameFiles: Bool

    package init(written: Int = 0, unchanged: Int = 0, removed: Int = 0, hasSameFiles: Bool = false) {
      self.written = written
      self.unchanged = unchanged
      self.removed = removed
      self.hasSameFiles = hasSameFiles
    }

    package static func + (left: Changes, right: Changes) -> Changes {
      Changes(
        written: left.written + right.written, unchanged: left.unchanged + right.unchanged,
        removed: left.removed + right.removed, hasSameFiles: left.hasSameFiles && right.hasSameFiles)
    }
  }

  static let manifest = ".tebiki-files"

  let folder: String
  let site: String
  let staging: String
  let aside: String

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
    var publication = try publication()
    try await publication.add(files, jobs: jobs)
    return try publication.publish()
  }

  /// Replaces those of an earlier build's files that `isPart` holds for by `files`; all others stay as they are.
  func replacePart(
    with files: [OutputFile], where isPart: (String) -> Bool, holding lock: FolderLock, jobs: Int
  ) async throws(FileError) -> Changes {
    var publication = try publication(holding: lock)
    let new = Set(files.map(\.path))
    let others = try ownedFiles().filter { !isPart($0) && !new.contains($0) }
    publication.keep(others.sorted())
    try await publication.add(files, jobs: jobs)
    return try publication.publish()
  }

  /// Does what `replaceSite` does, for one who holds the lock.
  func replace(with files: [OutputFile], jobs: Int) async throws(FileError) -> Changes {
    var publication = try Publication(of: self, lock: nil, outlastsPowerCuts: false)
    try await publication.add(files, jobs: jobs)
    return try publication.publish()
  }

  /// Begins a new publication of the site, and holds off other builds until it is published or given up.
  func publication() throws(FileError) -> Publication { try publication(holding: try lock()) }

  /// Begins a new publication of the site under a lock that is held already; one that `outlastsPowerCuts` waits for the disk.
  func publication(holding lock: FolderLock, outlastsPowerCuts: Bool = true) throws(FileError) -> Publication {
    try Publication(of: self, lock: lock, outlastsPowerCuts: outlastsPowerCuts)
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
