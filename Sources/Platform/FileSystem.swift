import CLinux
import Glibc

/// The system calls that writing needs; each failure says which path and why.
package enum FileSystem {
  /// Makes a folder and those above it.
  package static func makeFolder(_ path: String) throws(FileError) {
    if unsafe mkdir(path, 0o777) == 0 || errno == EEXIST { return }
    let parent = path.folder
    guard errno == ENOENT, !parent.isEmpty, parent != path else { throw failed(path, "フォルダーを作れません", "make the folder") }
    try makeFolder(parent)
    guard unsafe mkdir(path, 0o777) == 0 || errno == EEXIST else {
      throw failed(path, "フォルダーを作れません", "make the folder")
    }
  }

  /// Makes a folder that its owner alone can read, and those above it; one that others can read is closed to them.
  package static func makePrivateFolder(_ path: String) throws(FileError) {
    try makeFolder(path.folder)
    if unsafe mkdir(path, 0o700) == 0 { return }
    guard errno == EEXIST else { throw failed(path, "フォルダーを作れません", "make the folder") }
    var info = stat()
    if unsafe stat(path, &info) == 0 && info.st_mode & 0o077 == 0 { return }
    guard unsafe chmod(path, 0o700) == 0 else { throw failed(path, "ほかの人に読めないようにできません", "close to others") }
  }

  /// Writes a file in one step: what is there before is whole, and so is what is there after.
  ///
  /// - Parameters:
  ///   - temporary: Where it is written first; another name is needed where two may write it at once.
  ///   - isSafe: Whether it is on the disk when this returns, so that what is written later says nothing wrong of it
  ///     after a power cut.
  package static func replace(
    _ path: String, with bytes: [UInt8], by temporary: String? = nil, isSafe: Bool = false
  ) throws(FileError) {
    let temporary = temporary ?? "\(path).new"
    do {
      try write(bytes, to: temporary, isSafe: isSafe)
      try rename(temporary, to: path)
    } catch {
      try? remove(temporary)
      throw error
    }
  }

  /// Writes a file, and makes its folder where there is none.
  package static func writeMakingFolder(_ bytes: [UInt8], to path: String) throws(FileError) {
    let folder = path.folder
    if !exists(folder) { try makeFolder(folder) }
    try write(bytes, to: path)
  }

  /// Writes a file; what it held before is lost.
  package static func write(_ bytes: [UInt8], to path: String, isSafe: Bool = false) throws(FileError) {
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw failed(path, "書き込めません", "write") }
    var failure = Descriptor(descriptor).write(bytes) ?? 0
    if failure == 0, isSafe, fsync(descriptor) != 0 { failure = errno }
    let closed = close(descriptor)
    guard failure == 0, closed == 0 else {
      throw FileError(
        path: path, doing: Message(ja: "書き込めません", en: "write"), errno: failure == 0 ? errno : failure)
    }
  }

  /// Writes a file where there is nothing, not even a link.
  package static func create(_ bytes: [UInt8], at path: String) throws(FileError) {
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw failed(path, "書き込めません", "write") }
    close(descriptor)
    try write(bytes, to: path)
  }

  package static func rename(_ from: String, to target: String) throws(FileError) {
    guard unsafe Glibc.rename(from, target) == 0 else { throw failed(target, "名前を変えられません", "rename to") }
  }

  /// Gives a file a second name; copies it where the file system has no links.
  package static func link(_ from: String, to target: String) throws(FileError) {
    if unsafe Glibc.link(from, target) == 0 { return }
    // A file that cannot have a further name, for its owner's sake or because it has too many.
    guard [EPERM, ENOTSUP, ENOSYS, EMLINK].contains(errno), isFile(from) else {
      throw failed(target, "書き込めません", "write")
    }
    try write(try readFile(from), to: target)
  }

  /// RENAME_EXCHANGE of renameat2(2).
  private static let exchangeFlag: UInt32 = 2

  /// Swaps two folders in one step; false where the file system cannot.
  package static func exchange(_ one: String, _ other: String) throws(FileError) -> Bool {
    if unsafe renameat2(AT_FDCWD, one, AT_FDCWD, other, exchangeFlag) == 0 { return true }
    guard [EINVAL, ENOSYS, EXDEV, ENOTSUP].contains(errno) else { throw failed(other, "入れ替えられません", "exchange") }
    return false
  }

  /// Waits until the disk has everything that was written to a folder's file system, so that no power cut can keep a
  /// later change of names and lose what the names lead to.
  package static func settle(_ folder: String) throws(FileError) {
    let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failed(folder, "フォルダーを開けません", "open the folder") }
    defer { close(descriptor) }
    // A file system that knows no waiting has nothing to wait for, or cannot promise anything.
    guard syncfs(descriptor) == 0 || [EINVAL, ENOSYS, ENOTSUP].contains(errno) else {
      throw failed(folder, "ディスクに書き込めません", "write to the disk of")
    }
  }

  package static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

  package static func isReadable(_ path: String) -> Bool { unsafe access(path, R_OK) == 0 }

  package static func isFolder(_ path: String) -> Bool {
    var info = stat()
    return unsafe stat(path, &info) == 0 && info.st_mode & S_IFMT == S_IFDIR
  }

  /// Whether files can be written to a folder.
  package static func isWritable(_ folder: String) -> Bool { unsafe access(folder, W_OK) == 0 }

  /// Whether a regular file stands there, and no link to one.
  package static func isFile(_ path: String) -> Bool { isOfType(S_IFREG, path) }

  /// Whether a symbolic link stands there, wherever it leads.
  package static func isLink(_ path: String) -> Bool { isOfType(S_IFLNK, path) }

  private static func isOfType(_ type: mode_t, _ path: String) -> Bool {
    var info = stat()
    return unsafe lstat(path, &info) == 0 && info.st_mode & S_IFMT == type
  }

  /// Removes a file or a whole folder; what is not there is fine. Links are removed, never followed.
  package static func remove(_ path: String) throws(FileError) {
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
  package static func removeIfEmpty(_ path: String) { _ = unsafe rmdir(path) }

  /// Returns every file below a folder, as paths from it; links count as files.
  package static func files(below folder: String) throws(FileError) -> [String] {
    var found: [String] = []
    var pending = [""]
    while let path = pending.popLast() {
      for name in try names(in: path.isEmpty ? folder : "\(folder)/\(path)") {
        let below = path.isEmpty ? name : "\(path)/\(name)"
        var info = stat()
        guard unsafe lstat("\(folder)/\(below)", &info) == 0 else {
          guard errno == ENOENT else { throw failed("\(folder)/\(below)", "ファイルを調べられません", "look at") }
          guard name.unicodeScalars.contains("\u{FFFD}") else { continue }
          throw FileError(
            path: "\(folder)/\(below)",
            message: Message(
              ja: "'\(folder)/\(below)' の名前が UTF-8 ではありません。名前を変えるか、ほかの場所へ移してください",
              en: "the name of '\(folder)/\(below)' is not UTF-8; rename it or move it away"))
        }
        if info.st_mode & S_IFMT == S_IFDIR { pending.append(below) } else { found.append(below) }
      }
    }
    return found
  }

  /// Returns the names in a folder; none where there is no folder.
  package static func names(in folder: String) throws(FileError) -> [String] {
    exists(folder) ? try namesInFolder(folder) : []
  }

  private static func failed(_ path: String, _ ja: String, _ en: String) -> FileError {
    FileError(path: path, doing: Message(ja: ja, en: en), errno: errno)
  }
}
