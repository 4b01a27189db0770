#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What lies below some folders, and as of when: two of these tell what has changed in between, without reading a file.
package struct FileStates: Hashable, Sendable {
  /// What the system says of a file.
  package struct State: Hashable, Sendable {
    var size: Int64
    /// Nanoseconds since 1970: when its bytes were changed, and when anything of it was.
    var modified: Int64
    var changed: Int64
    var inode: UInt64
    var mode: UInt32
  }

  /// The paths, folder by folder, and in each by their bytes.
  package private(set) var paths: [String] = []
  package private(set) var states: [State] = []
  /// Whether there is a symbolic link among them: what it leads to is not looked at.
  package private(set) var hasLinks = false

  /// Walks the folders and the single files that are named; what is not there is passed over.
  package init(below roots: [String]) {
    var pending = Array(roots.reversed())
    while let path = pending.popLast() {
      var info = stat()
      guard unsafe lstat(path, &info) == 0 else { continue }
      paths.append(path)
      states.append(State(info))
      if info.st_mode & S_IFMT == S_IFLNK { hasLinks = true }
      guard info.st_mode & S_IFMT == S_IFDIR else { continue }
      pending += ((try? namesInFolder(path)) ?? []).reversed().map { "\(path)/\($0)" }
    }
  }

  /// Whether anything was changed so late that a further change could bear the same time: the clock of files ticks some
  /// hundred times a second, on some systems every two seconds.
  package func isTooRecent(at nanoseconds: Int64) -> Bool {
    states.contains { state in
      let tick: Int64 = state.modified % 1_000_000_000 == 0 ? 2_500_000_000 : 50_000_000
      return max(state.modified, state.changed) > nanoseconds - tick
    }
  }

  /// The time now, in nanoseconds since 1970.
  package static var now: Int64 {
    var time = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}

extension FileStates.State {
  fileprivate init(_ info: stat) {
    #if canImport(Darwin)
      let (modified, changed) = (info.st_mtimespec, info.st_ctimespec)
    #else
      let (modified, changed) = (info.st_mtim, info.st_ctim)
    #endif
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
