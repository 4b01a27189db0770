import Glibc

/// An open file, pipe or terminal, by its number.
package struct Descriptor: Sendable {
  package let number: Int32

  package init(_ number: Int32) { self.number = number }

  package static let standardOutput = Descriptor(STDOUT_FILENO)
  package static let standardError = Descriptor(STDERR_FILENO)

  /// Writes all of the bytes. Returns the number of the error that kept the rest from being written; nil where none did.
  package func write(_ bytes: some Sequence<UInt8>) -> Int32? {
    let bytes = Array(bytes)
    var start = 0
    return unsafe bytes.withUnsafeBytes { buffer in
      while start < buffer.count {
        let count = unsafe Glibc.write(number, buffer.baseAddress! + start, buffer.count - start)
        if count < 0, errno == EINTR { continue }
        if count <= 0 { return errno }
        start += count
      }
      return nil
    }
  }

  /// Reads what there is, up to `limit` bytes, and waits while there is nothing. Returns nothing at the end, and where it
  /// cannot be read.
  package func read(atMost limit: Int = 1 << 16) -> [UInt8] {
    unsafe [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
      var read = -1
      repeat {
        unsafe read = Glibc.read(number, buffer.baseAddress!, limit)
      } while read < 0 && errno == EINTR
      count = max(0, read)
    }
  }

  /// Whether an error says that nobody reads any more what is written.
  package static func isBrokenPipe(_ error: Int32) -> Bool { error == EPIPE }

  package func close() { _ = Glibc.close(number) }
}
