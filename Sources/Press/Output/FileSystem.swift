import Source

#if canImport(Glibc)
  import CLinux
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The system calls that writing needs; each failure says which path and why.
enum FileSystem {
  /// Makes a folder and those above it.
  static func makeFolder(_ path: String) throws(FileError) {
    if unsafe mkdir(path, 0o777) == 0 || errno == EEXIST { return }
    let parent = path.folder
    guard errno == ENOENT, !parent.isEmpty, parent != path else { throw failed(path, "フォルダーを作れません", "make the folder") }
    try makeFolder(parent)
    guard unsafe mkdir(path, 0o777) == 0 || errno == EEXIST else {
      throw failed(path, "フォルダーを作れません", "make the folder")
    }
  }

  /// Makes a folder that its owner alone can read, and those above it.
  static func makePrivateFolder(_ path: String) throws(FileError) {
    try makeFolder(path.folder)
    guard unsafe mkdir(path, 0o700) == 0 || errno == EEXIST else {
      throw failed(path, "フォルダーを作れません", "make the folder")
    }
  }

  /// Writes a file in one step: what is there before is whole, and so is what is there after.
  static func replace(_ path: String, with bytes: [UInt8]) throws(FileError) {
    let temporary = "\(path).new"
    try write(bytes, to: temporary)
    try rename(temporary, to: path)
  }

  /// Writes a file, and makes its folder where there is none.
  static func writeMakingFolder(_ bytes: [UInt8], to path: String) throws(FileError) {
    let folder = path.folder
    if !exists(folder) { try makeFolder(folder) }
    try write(bytes, to: path)
  }

  /// Writes a file that is not there yet.
  static func write(_ bytes: [UInt8], to path: String) throws(FileError) {
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw failed(path, "書き込めません", "write") }
    var written = 0
    var failure: Int32 = 0
    unsafe bytes.withUnsafeBytes { buffer in
      while written < buffer.count {
        let count = unsafe Glibc.write(descriptor, buffer.baseAddress! + written, buffer.count - written)
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else {
          failure = errno
          return
        }
        written += count
      }
    }
    let closed = close(descriptor)
    guard failure == 0, closed == 0 else {
      throw FileError(
        path: path, doing: Message(ja: "書き込めません", en: "write"), errno: failure == 0 ? errno : failure)
    }
  }

  /// Writes a file where there is nothing, not even a link.
  static func create(_ bytes: [UInt8], at path: String) throws(FileError) {
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw failed(path, "書き込めません", "write") }
    close(descriptor)
    try write(bytes, to: path)
  }

  static func rename(_ from: String, to target: String) throws(FileError) {
    guard unsafe Glibc.rename(from, target) == 0 else { throw failed(target, "名前を変えられません", "rename to") }
  }

  /// Gives a file a second name; copies it where the file system has no links.
  static func link(_ from: String, to target: String) throws(FileError) {
    if unsafe Glibc.link(from, target) == 0 { return }
    try write(try readFile(from), to: target)
  }

  #if os(Linux)
    /// RENAME_EXCHANGE of renameat2(2).
    private static let exchangeFlag: UInt32 = 2
  #endif

  /// Swaps two folders in one step; false where the file system cannot.
  static func exchange(_ one: String, _ other: String) throws(FileError) -> Bool {
    #if os(Linux)
      if unsafe renameat2(AT_FDCWD, one, AT_FDCWD, other, exchangeFlag) == 0 { return true }
    #else
      if unsafe renamex_np(one, other, UInt32(RENAME_SWAP)) == 0 { return true }
    #endif
    guard [EINVAL, ENOSYS, EXDEV, ENOTSUP].contains(errno) else { throw failed(other, "入れ替えられません", "exchange") }
    return false
  }

  static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

  static func isFolder(_ path: String) -> Bool {
    var info = stat()
    return unsafe stat(path, &info) == 0 && info.st_mode & S_IFMT == S_IFDIR
  }

  /// Whether a symbolic link stands there, wherever it leads.
  static func isLink(_ path: String) -> Bool {
    var info = stat()
    return unsafe lstat(path, &info) == 0 && info.st_mode & S_IFMT == S_IFLNK
  }

  /// Removes a file or a whole folder; what is not there is fine. Links are removed, never followed.
  static func remove(_ path: String) throws(FileError) {
    var info = stat()
    guard unsafe lstat(path, &info) == 0 else { return }
    if info.st_mode & S_IFMT == S_IFDIR {
      for name in try names(in: path) { try remove("\(path)/\(name)") }
      guard unsafe rmdir(path) == 0 || errno == ENOENT else { throw failed(path, "消せません", "remove") }
    } else {
      guard unsafe unlink(path) == 0 || errno == ENOENT else { throw failed(path, "消せません", "remove") }
    }
  }

  /// Removes a folder when nothing is in it.
  static func removeIfEmpty(_ path: String) { _ = unsafe rmdir(path) }

  /// Returns every file below a folder, as paths from it; links count as files.
  static func files(below folder: String) throws(FileError) -> [String] {
    var found: [String] = []
    var pending = [""]
    while let path = pending.popLast() {
      for name in try names(in: path.isEmpty ? folder : "\(folder)/\(path)") {
        let below = path.isEmpty ? name : "\(path)/\(name)"
        var info = stat()
        guard unsafe lstat("\(folder)/\(below)", &info) == 0 else { continue }
        if info.st_mode & S_IFMT == S_IFDIR { pending.append(below) } else { found.append(below) }
      }
    }
    return found
  }

  /// Returns the names in a folder; none where there is no folder.
  static func names(in folder: String) throws(FileError) -> [String] {
    exists(folder) ? try namesInFolder(folder) : []
  }

  private static func failed(_ path: String, _ ja: String, _ en: String) -> FileError {
    FileError(path: path, doing: Message(ja: ja, en: en), errno: errno)
  }
}

/// Holds off a second build of the same output while it lives.
final class OutputLock: Sendable {
  private let descriptor: Int32

  /// Takes the lock of `folder`, alone or beside others that share it; throws when another build has it.
  init(_ folder: String, isShared: Bool = false) throws(FileError) {
    let path = "\(folder)/.lock"
    let opened = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    guard opened >= 0 else { throw FileError(path: path, doing: Message(ja: "書き込めません", en: "write"), errno: errno) }
    guard flock(opened, (isShared ? LOCK_SH : LOCK_EX) | LOCK_NB) == 0 else {
      close(opened)
      throw FileError(
        path: folder,
        message: Message(
          ja: "別の tebiki が '\(folder)' に書き込んでいます。終わってからやり直してください",
          en: "another tebiki is writing to '\(folder)'; try again when it has finished"))
    }
    descriptor = opened
  }

  /// The lock is given up by itself, and not by closing alone: a process that is just being started has a copy of the
  /// descriptor for a moment.
  deinit {
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }
}
