import CCmark

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Gives libcmark its memory from one block a thread, and takes it all back at once when a text is done.
///
/// libcmark's callbacks take no context, so the block belongs to the thread. A text is parsed without a pause, on
/// one thread; pieces of it (tables, footnotes) are parsed while it is, from the same block.
enum Arena {
  /// Runs `body`, in which libcmark may be given `allocator`, and takes the memory back when the outermost call ends.
  static func use<Result>(_ body: () -> Result) -> Result {
    let block = unsafe ThreadBlock.current
    unsafe block.pointee.users += 1
    defer {
      unsafe block.pointee.users -= 1
      if unsafe block.pointee.users == 0 { unsafe block.pointee.reset() }
    }
    return body()
  }

  /// What libcmark calls; the same for every thread.
  nonisolated(unsafe) static let allocator: UnsafeMutablePointer<cmark_mem> = {
    let allocator = UnsafeMutablePointer<cmark_mem>.allocate(capacity: 1)
    unsafe allocator.initialize(
      to: cmark_mem(
        calloc: { count, size in unsafe ThreadBlock.current.pointee.allocate(count * size, zeroed: true) },
        realloc: { old, size in unsafe ThreadBlock.current.pointee.reallocate(old, size) },
        free: { _ in }))
    return unsafe allocator
  }()
}

/// The memory of one thread: chunks, of which the last is being filled.
@safe
private struct ThreadBlock {
  private static let chunkSize = 1 << 18
  private static let header = 16  // the size of what follows, so that it can grow; keeps 16-byte alignment

  private static let key: pthread_key_t = {
    var key = pthread_key_t()
    unsafe pthread_key_create(&key) { block in
      guard let block = unsafe block?.assumingMemoryBound(to: ThreadBlock.self) else { return }
      unsafe block.pointee.releaseChunks(keeping: 0)
      unsafe block.deinitialize(count: 1)
      unsafe block.deallocate()
    }
    return key
  }()

  static var current: UnsafeMutablePointer<ThreadBlock> {
    if let block = unsafe pthread_getspecific(key) { return unsafe block.assumingMemoryBound(to: ThreadBlock.self) }
    let block = UnsafeMutablePointer<ThreadBlock>.allocate(capacity: 1)
    unsafe block.initialize(to: ThreadBlock())
    unsafe pthread_setspecific(key, block)
    return unsafe block
  }

  var users = 0
  private var chunks: [UnsafeMutableRawBufferPointer] = unsafe []
  private var used = 0
  /// The last allocation, which can grow where it is.
  private var last: UnsafeMutableRawPointer?

  mutating func allocate(_ size: Int, zeroed: Bool) -> UnsafeMutableRawPointer {
    let needed = (size + Self.header + 15) & ~15
    if unsafe used + needed > (chunks.last?.count ?? 0) {
      let room = unsafe max(needed, Self.chunkSize << min(chunks.count, 8))
      unsafe chunks.append(UnsafeMutableRawBufferPointer.allocate(byteCount: room, alignment: 16))
      used = 0
    }
    let chunk = unsafe chunks[chunks.count - 1].baseAddress!
    let start = unsafe chunk + used
    unsafe start.storeBytes(of: size, as: Int.self)
    used += needed
    let memory = unsafe start + Self.header
    if zeroed { unsafe memset(memory, 0, size) }
    unsafe last = memory
    return unsafe memory
  }

  mutating func reallocate(_ old: UnsafeMutableRawPointer?, _ size: Int) -> UnsafeMutableRawPointer {
    guard let old = unsafe old else { return unsafe allocate(size, zeroed: false) }
    let oldSize = unsafe (old - Self.header).load(as: Int.self)
    if size <= oldSize { return unsafe old }
    if unsafe old == last, let chunk = unsafe chunks.last, let base = chunk.baseAddress {
      let start = unsafe old - base - Self.header
      let needed = (size + Self.header + 15) & ~15
      if start + needed <= chunk.count {
        unsafe (old - Self.header).storeBytes(of: size, as: Int.self)
        used = start + needed
        return unsafe old
      }
    }
    let memory = unsafe allocate(size, zeroed: false)
    unsafe memcpy(memory, old, oldSize)
    return unsafe memory
  }

  /// Takes everything back; one chunk is kept for the next text.
  mutating func reset() {
    releaseChunks(keeping: 1)
    used = 0
    unsafe last = nil
  }

  mutating func releaseChunks(keeping count: Int) {
    while unsafe chunks.count > count { unsafe chunks.removeLast().deallocate() }
  }
}
