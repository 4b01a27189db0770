import Foundation
import Platform
import Testing

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

  @Test(.timeLimit(.minutes(1)), arguments: [false, true])
  func `a folder that goes and comes again is watched again`(isPolling: Bool) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "watcher-\(UUID().uuidString)")
    let other = URL(fileURLWithPath: folder.path + "-other")
    defer { for folder in [folder, other] { try? FileManager.default.removeItem(at: folder) } }
    func make(_ folder: URL) throws {
      try FileManager.default.createDirectory(at: folder.appending(path: "in"), withIntermediateDirectories: true)
      try Data("甲".utf8).write(to: folder.appending(path: "in/a.md"))
    }
    let watcher = Watcher([folder.path], isPolling: isPolling)  // it is not there yet
    try make(folder)
    watcher.waitForChange()
    try FileManager.default.removeItem(at: folder)
    watcher.waitForChange()
    try make(folder)
    watcher.waitForChange()
    try make(other)
    try FileManager.default.removeItem(at: folder)
    try FileManager.default.moveItem(at: other, to: folder)
    watcher.waitForChange()
    try Data("乙".utf8).write(to: folder.appending(path: "in/b.md"))
    watcher.waitForChange()
  }
}
