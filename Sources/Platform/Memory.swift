public import Glibc

extension UnsafeRawBufferPointer {
  /// Returns the first place of `byte` at `start` or behind it; `memchr` looks at many bytes at once.
  @inlinable
  package func place(of byte: UInt8, from start: Int) -> Int? {
    guard start < count, let base = baseAddress else { return nil }
    let found = unsafe memchr(base + start, Int32(byte), count - start)
    return unsafe found.map { unsafe UnsafeRawPointer($0) - base }
  }

  /// Makes a buffer of a C string, without the NUL at its end.
  @inlinable
  package init(cString: UnsafePointer<CChar>) { unsafe self.init(start: cString, count: strlen(cString)) }
}

/// A place for one pointer a thread, whose value is destroyed when its thread ends (pthread_key_create(3)).
package struct ThreadKey: Sendable {
  private let key: pthread_key_t

  package init(destroying destroy: @escaping @convention(c) (UnsafeMutableRawPointer?) -> Void) {
    var key = pthread_key_t()
    unsafe pthread_key_create(&key, destroy)
    self.key = key
  }

  /// Sets the value of the calling thread.
  package func set(_ value: UnsafeRawPointer) { unsafe pthread_setspecific(key, value) }
}

/// Returns `base` to the power of `exponent`.
package func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }
