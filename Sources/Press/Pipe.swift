import Source

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A pipe to or from a program that is started. Its ends lie above the descriptors that the program is handed, and are
/// not handed on themselves.
struct Pipe {
  let read: Int32
  let write: Int32

  init() throws(FileError) {
    var ends: [Int32] = [0, 0]
    let made = unsafe Glibc.pipe(&ends) == 0
    guard made else { throw FileError(path: "pipe", doing: Message(ja: "作れません", en: "make"), errno: errno) }
    let high = ends.map { end in
      let moved = fcntl(end, F_DUPFD_CLOEXEC, 10)
      close(end)
      return moved
    }
    (read, write) = (high[0], high[1])
  }
}
