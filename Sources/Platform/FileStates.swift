import Glibc

/// What lies below some folders, and as of when: two of these tell what has changed in between, without reading a file.
package struct FileStates: Equatable, Sendable {
  /// What the system says of a file.
  package struct State: Hashable, Sendable {
    package let size: Int64
    /// Nanoseconds since 1970: when its bytes were changed, and when anything of it was.
    package let modified: Int64
    let changed: Int64
    let inode: UInt64
    let mode: UInt32
  }

  /// The paths, folder by folder, and in each by their bytes.
  package private(set) var paths: [String] = []
  package private(set) var states: [State] = []
  /// Whether there is a symbolic link among them: what it leads to is not looked at.
  package private(set) var hasLinks = false
  /// Folders and files that were asked for and are not there.
  private var absent: [String] = []
  private var passesOverIgnored = false

  /// Walks the folders and the single files that are named; what is not there is passed over, and so is in `content`
  /// what building does not read.
  package init(below roots: [String], foldersAlone: Bool = false, passingOverIgnored: Bool = false) {
    passesOverIgnored = passingOverIgnored
    var pending = Array(roots.reversed())
    while let path = pending.popLast() {
      guard add(path) else { continue }
      let names = (try? foldersAlone ? foldersInFolder(path) : names(in: path)) ?? []
      pending += names.reversed().map { "\(path)/\($0)" }
    }
    absent = roots.filter { fileType($0, followingLinks: false) == nil }
  }

  private func names(in folder: String) throws(FileError) -> [String] {
    let names = try namesInFolder(folder)
    return passesOverIgnored ? names.filter { !Self.isIgnored($0) } : names
  }

  /// Whether a file or a folder is passed over: hidden ones, customers' lists, what editors leave behind.
  package static func isIgnored(_ name: String) -> Bool {
    name.hasPrefix(".") || name.hasPrefix("#") || name.hasPrefix("~$") || name.hasSuffix("~")
      || [".csv", ".swp", ".swo", ".tmp", ".bak", ".orig"].contains { name.lowercased().hasSuffix($0) }
      || ["Thumbs.db", "desktop.ini"].contains(name)
  }

  /// How many folders may have changed before everything is walked again.
  private static let mostFolders = 8

  /// Looks at the same paths again, and into those folders that have changed; nil where something has come or gone.
  ///
  /// - Parameter looksIntoFolders: Whether a changed folder is looked into; else it is for the caller to see.
  package func again(looksIntoFolders: Bool = true) -> FileStates? {
    var again = self
    (again.paths, again.states) = ([], [])
    var changedFolders: [String] = []
    for (index, path) in paths.enumerated() {
      let isFolder = again.add(path)
      guard again.paths.count == index + 1 else { return nil }
      if isFolder, again.states[index] != states[index] { changedFolders.append(path) }
    }
    guard looksIntoFolders else { return again }
    guard changedFolders.count <= Self.mostFolders, absent.allSatisfy({ fileType($0, followingLinks: false) == nil })
    else { return nil }
    for folder in changedFolders {
      let start = folder.utf8.count + 1
      let known = paths.filter {
        $0.utf8.count > start && $0.hasPrefix(folder + "/") && !$0.utf8.dropFirst(start).contains(UInt8(ascii: "/"))
      }
      guard let names = try? names(in: folder), known == names.map({ "\(folder)/\($0)" }) else { return nil }
    }
    return again
  }

  /// Notes what stands at a path; false where nothing does, or no folder.
  private mutating func add(_ path: String) -> Bool {
    var info = stat()
    guard unsafe lstat(path, &info) == 0 else { return false }
    paths.append(path)
    states.append(State(info))
    if info.st_mode & S_IFMT == S_IFLNK { hasLinks = true }
    return info.st_mode & S_IFMT == S_IFDIR
  }

  /// Returns the paths of what has changed since; nil where something has come, gone or been renamed, or is no file.
  ///
  /// What was changed within the last tick of the clock before `moment`, at which it was looked at then, counts as changed.
  package func changes(since before: FileStates, at moment: Int64) -> [String]? {
    guard paths == before.paths, !hasLinks else { return nil }
    var changed: [String] = []
    for (index, state) in states.enumerated() {
      let isFile = state.mode & UInt32(S_IFMT) == UInt32(S_IFREG)
      guard state != before.states[index] || isFile && state.isTooRecent(at: moment) else { continue }
      guard isFile else {
        if state.mode == before.states[index].mode { continue }  // a folder whose files are the same
        return nil
      }
      changed.append(paths[index])
    }
    return changed
  }

  /// Whether anything was changed so late that a further change could bear the same time: the clock of files ticks some
  /// hundred times a second, on some systems every two seconds.
  package func isTooRecent(at nanoseconds: Int64) -> Bool {
    states.contains { $0.isTooRecent(at: nanoseconds) }
  }

  /// The time now, in nanoseconds since 1970.
  package static var now: Int64 {
    var time = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}

extension FileStates.State {
  fileprivate func isTooRecent(at nanoseconds: Int64) -> Bool {
    let tick: Int64 = modified % 1_000_000_000 == 0 ? 2_500_000_000 : 50_000_000
    return max(modified, changed) > nanoseconds - tick
  }

  fileprivate init(_ info: stat) {
    let (modified, changed) = (info.st_mtim, info.st_ctim)
    size = Int64(info.st_size)
    self.modified = Int64(modified.tv_sec) * 1_000_000_000 + Int64(modified.tv_nsec)
    self.changed = Int64(changed.tv_sec) * 1_000_000_000 + Int64(changed.tv_nsec)
    inode = UInt64(info.st_ino)
    mode = UInt32(info.st_mode)
  }

  /// The state as bytes.
  package var bytes: [UInt8] {
    [UInt64(bitPattern: size), UInt64(bitPattern: modified), UInt64(bitPattern: changed), inode, UInt64(mode)]
      .flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> ($0 * 8)) } }
  }
}
