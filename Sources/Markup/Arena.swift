import CCmark
import Platform

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
        free: { unsafe ThreadBlock.current.pointee.free($0) }))
    return unsafe allocator
  }()
}

/// The memory of one thread: chunks, which are filled one after the other.
@safe
private struct ThreadBlock {
  private static let chunkSize = 1 << 18
  private static let header = 16  // the size of what follows, so that it can grow; keeps 16-byte alignment

  private static let key = unsafe ThreadKey { block in
    guard let block = unsafe block?.assumingMemoryBound(to: ThreadBlock.self) else { return }
    unsafe block.pointee.releaseChunks(keeping: 0)
    unsafe block.deinitialize(count: 1)
    unsafe block.deallocate()
  }

  /// The calling thread's block. Never inlined: `tebiki_thread_pointer` is another one in every file.
  static var current: UnsafeMutablePointer<ThreadBlock> {
    @inline(never) get {
      if let block = unsafe tebiki_thread_pointer().pointee {
        return unsafe block.assumingMemoryBound(to: ThreadBlock.self)
      }
      return unsafe make()
    }
  }

  private static func make() -> UnsafeMutablePointer<ThreadBlock> {
    let block = UnsafeMutablePointer<ThreadBlock>.allocate(capacity: 1)
    unsafe block.initialize(to: ThreadBlock())
    unsafe tebiki_thread_pointer().pointee = UnsafeMutableRawPointer(block)
    unsafe key.set(block)  // so that it goes with the thread
    return unsafe block
  }

  var users = 0
  private var chunks: [UnsafeMutableRawBufferPointer] = unsafe []
  /// How many chunks are in use.
  private var filled = 0
  /// What is left of the last of them.
  private var next: UnsafeMutableRawPointer?
  private var left = 0
  /// The last allocation, which can grow where it is.
  private var last: UnsafeMutableRawPointer?

  @inline(__always)
  mutating func allocate(_ size: Int, zeroed: Bool) -> UnsafeMutableRawPointer {
    let needed = (size + Self.header + 15) & ~15
    if needed > left { takeChunk(of: needed) }
    let start = unsafe next.unsafelyUnwrapped
    unsafe start.storeBytes(of: size, as: Int.self)
    unsafe next = start + needed
    left -= needed
    let memory = unsafe start + Self.header
    if zeroed { unsafe memory.initializeMemory(as: UInt8.self, repeating: 0, count: size) }
    unsafe last = memory
    return unsafe memory
  }

  /// Goes on to a chunk with room for `needed` bytes: one that is kept, or a new one.
  @inline(never)
  private mutating func takeChunk(of needed: Int) {
    if unsafe filled == chunks.count || chunks[filled].count < needed {
      let room = max(needed, Self.chunkSize << min(filled, 8))
      unsafe chunks.insert(UnsafeMutableRawBufferPointer.allocate(byteCount: room, alignment: 16), at: filled)
    }
    unsafe next = chunks[filled].baseAddress
    unsafe left = chunks[filled].count
    filled += 1
  }

  mutating func reallocate(_ old: UnsafeMutableRawPointer?, _ size: Int) -> UnsafeMutableRawPointer {
    guard let old = unsafe old else { return unsafe allocate(size, zeroed: false) }
    let oldSize = unsafe (old - Self.header).load(as: Int.self)
    if size <= oldSize { return unsafe old }
    if unsafe old == last, let end = unsafe next {
      let more = unsafe ((size + 15) & ~15) - (end - old)
      if more <= left {
        unsafe (old - Self.header).storeBytes(of: size, as: Int.self)
        unsafe next = end + more
        left -= more
        return unsafe old
      }
    }
    let memory = unsafe allocate(size, zeroed: false)
    unsafe memory.copyMemory(from: old, byteCount: oldSize)
    return unsafe memory
  }

  /// Takes the last allocation back, which keeps the memory small and near; others wait for `reset`.
  mutating func free(_ memory: UnsafeMutableRawPointer?) {
    guard let memory = unsafe memory, unsafe memory == last, let end = unsafe next else { return }
    let start = unsafe memory - Self.header
    left += unsafe end - start
    unsafe next = start
    unsafe last = nil
  }

  /// Takes everything back; as many chunks as a long page needs are kept for the next text.
  mutating func reset() {
    releaseChunks(keeping: 3)
    (filled, left) = (0, 0)
    unsafe (next, last) = (nil, nil)
  }

  mutating func releaseChunks(keeping count: Int) {
    while unsafe chunks.count > count { unsafe chunks.removeLast().deallocate() }
  }
}
