private import Synchronization

/// Transforms every element, in chunks that up to `jobs` workers take from one counter; the order is kept.
///
/// - Parameter chunk: how many neighbouring elements a worker takes at a time.
package func mapInParallel<Element: Sendable, Result: Sendable>(
  _ elements: [Element], jobs: Int, chunk: Int = 64, _ transform: @escaping @Sendable (Element) -> Result
) async -> [Result] {
  guard jobs > 1, elements.count > chunk else { return elements.map(transform) }
  let next = Counter()
  return await withTaskGroup(of: [(start: Int, results: [Result])].self) { group in
    for _ in 0..<min(jobs, (elements.count + chunk - 1) / chunk) {
      group.addTask {
        var done: [(start: Int, results: [Result])] = []
        while true {
          let start = next.take() * chunk
          guard start < elements.count else { return done }
          done.append((start, elements[start..<min(start + chunk, elements.count)].map(transform)))
        }
      }
    }
    var chunks: [(start: Int, results: [Result])] = []
    for await done in group { chunks += done }
    chunks.sort { $0.start < $1.start }
    return chunks.flatMap(\.results)
  }
}

/// Counts up from zero, across threads.
private final class Counter: Sendable {
  private let value = Atomic(0)

  func take() -> Int { value.wrappingAdd(1, ordering: .relaxed).oldValue }
}
