import Glibc

/// A pipe to or from a program that is started. Its ends lie above the descriptors that the program is handed, and are
/// not handed on themselves.
struct Pipe {
  let read: Descriptor
  let write: Descriptor

  init() throws(FileError) {
    var ends: [Int32] = [0, 0]
    let made = unsafe Glibc.pipe(&ends) == 0
    guard made else { throw FileError(path: "pipe", doing: Message(ja: "作れません", en: "make"), errno: errno) }
    let high = ends.map { end in
      let moved = fcntl(end, F_DUPFD_CLOEXEC, 10)
      close(end)
      return moved
    }
    (read, write) = (Descriptor(high[0]), Descriptor(high[1]))
  }
}
