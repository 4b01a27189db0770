import Glibc

/// Keeps other processes from writing to a folder while it lives.
package final class FolderLock: Sendable {
  private let descriptor: Int32

  /// Takes the lock of `folder`, alone or beside others that share it; throws when another process has it.
  package init(_ folder: String, isShared: Bool = false) throws(FileError) {
    let path = "\(folder)/.lock"
    var opened: Int32
    repeat {
      opened = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
      guard opened >= 0 else { throw FileError(path: path, doing: Message(ja: "書き込めません", en: "write"), errno: errno) }
      guard flock(opened, (isShared ? LOCK_SH : LOCK_EX) | LOCK_NB) == 0 else {
        let code = errno
        close(opened)
        guard code == EWOULDBLOCK else {
          throw FileError(path: path, doing: Message(ja: "ロックできません", en: "lock"), errno: code)
        }
        throw FileError(
          path: folder,
          message: Message(
            ja: "別の tebiki が '\(folder)' に書き込んでいます。終わってからやり直してください",
            en: "another tebiki is writing to '\(folder)'; try again when it has finished"))
      }
      // `clean` may have removed the file in between: a lock on it would hold nobody off.
    } while !Self.isStill(opened, at: path)
    descriptor = opened
  }

  /// Whether an open file is what its path names; closes it where it is not.
  private static func isStill(_ descriptor: Int32, at path: String) -> Bool {
    var (own, named) = (stat(), stat())
    if unsafe fstat(descriptor, &own) == 0, unsafe stat(path, &named) == 0,
      own.st_ino == named.st_ino, own.st_dev == named.st_dev
    {
      return true
    }
    close(descriptor)
    return false
  }

  /// The lock is given up by itself, and not by closing alone: a process that is just being started has a copy of the
  /// descriptor for a moment.
  deinit {
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }
}
