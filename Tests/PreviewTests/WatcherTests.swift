import Foundation
import Testing

@testable import Preview

@Suite struct WatcherTests {
  @Test(.timeLimit(.minutes(1)), arguments: [false, true])
  func `what changes before anybody waits is told too`(isPolling: Bool) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "watcher-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let watcher = Watcher([folder.path], isPolling: isPolling)
    for file in ["a.md", "new/b.md", "new/c.md", "new/er/d.md", "new/er/e.md"] {
      let path = folder.appending(path: file)
      try FileManager.default.createDirectory(at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data("甲".utf8).write(to: path)
      watcher.waitForChange()
    }
  }
}
