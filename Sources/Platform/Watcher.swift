import Glibc

/// Sees when files below some folders change, from the moment it is made. Many changes within a moment are one.
package final class Watcher {
  private let folders: [String]
  private let events: FolderEvents?
  /// Every file's size and time, as they were seen last; nothing where the system tells of changes.
  private var seen: [String: [Int]] = [:]
  /// How long nothing more may change before it is said, in milliseconds.
  private static let quiet: Int32 = 15
  private static let pollingPause: useconds_t = 400_000

  /// - Parameter isPolling: Looks at every file's size and time instead of asking the system: network shares tell nothing.
  package init(_ folders: [String], isPolling: Bool) {
    self.folders = folders
    events = isPolling ? nil : FolderEvents(folders)
    if events != nil { return }
    seen = state
  }

  /// Returns when something has changed since the watcher was made or this returned last.
  package func waitForChange() {
    if let events { return events.wait(quiet: Self.quiet) }
    var now = seen
    while now == seen {
      usleep(Self.pollingPause)
      now = state
    }
    while true {  // until it is quiet
      usleep(useconds_t(Self.quiet) * 1_000)
      let later = state
      if later == now { break }
      now = later
    }
    seen = now
  }

  /// The sizes and times of all files.
  private var state: [String: [Int]] {
    var found: [String: [Int]] = [:]
    Self.forEachEntry(below: folders) { path, info in
      found[path] = [Int(info.st_size), info.st_mtim.tv_sec, info.st_mtim.tv_nsec, Int(info.st_ino)]
    }
    return found
  }

  /// Visits every file and folder, without following links.
  static func forEachEntry(below folders: [String], _ body: (String, stat) -> Void) {
    var pending = folders
    while let folder = pending.popLast() {
      for name in (try? namesInFolder(folder)) ?? [] {
        let path = "\(folder)/\(name)"
        var info = stat()
        guard unsafe lstat(path, &info) == 0 else { continue }
        body(path, info)
        if info.st_mode & S_IFMT == S_IFDIR { pending.append(path) }
      }
    }
  }
}

/// The changes that Linux tells of: inotify(7), a watch for each folder.
private final class FolderEvents {
  private let descriptor: Int32
  private let folders: [String]
  private static let mask = UInt32(
    IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF)
  /// Those of the folders that are not there: nothing tells when they come, so they are looked for.
  private var missing: [String] = []
  /// How often they are, in milliseconds.
  private static let pause: Int32 = 400

  /// Nil where the system gives no more watches.
  init?(_ folders: [String]) {
    descriptor = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
    self.folders = folders
    guard descriptor >= 0, addWatches() else { return nil }
  }

  deinit { close(descriptor) }

  /// Watches every folder that there is now; one that is watched already stays so.
  private func addWatches() -> Bool {
    var all = folders
    Watcher.forEachEntry(below: folders) { path, info in
      if info.st_mode & S_IFMT == S_IFDIR { all.append(path) }
    }
    missing = []
    return all.allSatisfy { folder in
      if unsafe inotify_add_watch(descriptor, folder, Self.mask) >= 0 { return true }
      guard errno == ENOENT else { return false }
      if folders.contains(folder) { missing.append(folder) }
      return true
    }
  }

  /// Waits for a change, and then until nothing has changed for `quiet` milliseconds.
  func wait(quiet: Int32) {
    var hasChanged = false
    var hasNewFolders = false
    while true {
      var state = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      let count = unsafe poll(&state, 1, hasChanged ? quiet : missing.isEmpty ? -1 : Self.pause)
      if count == 0 {
        if hasChanged { break }
        guard missing.contains(where: { unsafe access($0, F_OK) == 0 }) else { continue }
        hasNewFolders = true
        break
      }
      guard count > 0 else { continue }
      hasNewFolders = takeEvents() || hasNewFolders
      hasChanged = true
    }
    if hasNewFolders { _ = addWatches() }
  }

  /// Takes what there is to tell; true where a folder could be new.
  private func takeEvents() -> Bool {
    var hasNewFolders = false
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe read(descriptor, &buffer, buffer.count)
      guard count > 0 else { return hasNewFolders }
      var start = 0
      while start + MemoryLayout<inotify_event>.size <= count {
        let event = unsafe buffer.withUnsafeBytes {
          unsafe $0.loadUnaligned(fromByteOffset: start, as: inotify_event.self)
        }
        // A queue that has run over has lost events; another folder may stand where a watched one was.
        let telling = UInt32(IN_ISDIR) | UInt32(IN_Q_OVERFLOW | IN_IGNORED | IN_DELETE_SELF | IN_MOVE_SELF)
        if event.mask & telling != 0 { hasNewFolders = true }
        start += MemoryLayout<inotify_event>.size + Int(event.len)
      }
    }
  }
}
