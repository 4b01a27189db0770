import Foundation
import Platform
import Source
import Synchronization
import Testing

@testable import Press

@Suite struct OutputFolderTests {
  /// A folder that is gone when the test is.
  private final class Folder {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("tebiki-\(UUID().uuidString)").path

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func text(_ name: String) -> String? { try? String(contentsOfFile: "\(path)/\(name)", encoding: .utf8) }

    func write(_ text: String, to name: String) throws {
      let file = "\(path)/\(name)"
      try FileManager.default.createDirectory(
        atPath: (file as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
      try text.write(toFile: file, atomically: false, encoding: .utf8)
    }

    var files: Set<String> {
      let names = FileManager.default.enumerator(atPath: path)?.allObjects as? [String] ?? []
      return Set(names.filter { (try? FileManager.default.contentsOfDirectory(atPath: "\(path)/\($0)")) == nil })
    }
  }

  private func files(_ texts: [String: String]) -> [OutputFile] {
    texts.map { path, text in OutputFile(path: path) { Array(text.utf8) } }
  }

  @Test func `what changed is written, what did not is left, what is gone is removed`() async throws {
    let folder = Folder()
    let output = OutputFolder(folder.path)
    var changes = try await output.replaceSite(with: files(["a.html": "1", "b/c.html": "2", "d.html": "3"]), jobs: 2)
    #expect(changes.written == 3)
    changes = try await output.replaceSite(with: files(["a.html": "1", "b/c.html": "neu"]), jobs: 1)
    #expect(changes.written == 1 && changes.unchanged == 1 && changes.removed == 1)
    #expect(folder.text("site/b/c.html") == "neu")
    let site: Set<String> = ["site/a.html", "site/b/c.html", "site/.tebiki-files"]
    #expect(Set(folder.files.filter { $0.hasPrefix("site/") }) == site)
    changes = try await output.replaceSite(with: files(["a.html": "1", "b/c.html": "neu"]), jobs: 1)
    #expect(changes.written == 0 && changes.unchanged == 2 && changes.removed == 0)
    #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/.staging"))
  }

  @Test func `foreign files stay, through builds and through clean`() async throws {
    let folder = Folder()
    let output = OutputFolder(folder.path)
    _ = try await output.replaceSite(with: files(["a.html": "1"]), jobs: 1)
    try folder.write("mine", to: "site/CNAME")
    try folder.write("mine", to: "site/deep/er/x.txt")
    _ = try await output.replaceSite(with: files(["b.html": "2"]), jobs: 1)
    #expect(folder.text("site/CNAME") == "mine" && folder.text("site/deep/er/x.txt") == "mine")
    #expect(folder.text("site/a.html") == nil && folder.text("site/b.html") == "2")
    #expect(try output.clean() == 1)
    #expect(folder.files == ["site/CNAME", "site/deep/er/x.txt"])
  }

  @Test func `an asset that is gone stops the build and leaves the last output`() async throws {
    let folder = Folder()
    let output = OutputFolder(folder.path)
    _ = try await output.replaceSite(with: files(["a.html": "1"]), jobs: 1)
    await #expect(throws: FileError.self) {
      try await output.replaceSite(
        with: files(["a.html": "2"]) + [OutputFile(path: "x.png", copyOf: "\(folder.path)/none")], jobs: 2)
    }
    #expect(folder.text("site/a.html") == "1")
    #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/.staging"))
  }

  @Test func `what a killed build has left behind is put right`() async throws {
    let folder = Folder()
    let output = OutputFolder(folder.path)
    _ = try await output.replaceSite(with: files(["a.html": "1"]), jobs: 1)
    try folder.write("half", to: ".staging/a.html")
    try FileManager.default.moveItem(atPath: "\(folder.path)/site", toPath: "\(folder.path)/.old")
    let changes = try await output.replaceSite(with: files(["a.html": "1"]), jobs: 1)
    #expect(changes.unchanged == 1)
    #expect(folder.text("site/a.html") == "1")
    #expect(!folder.files.contains { $0.hasPrefix(".old") || $0.hasPrefix(".staging") })
  }

  @Test func `a second build at the same time is refused`() async throws {
    let folder = Folder()
    try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
    let lock = try FolderLock(folder.path)
    await #expect(throws: FileError.self) {
      try await OutputFolder(folder.path).replaceSite(with: files(["a.html": "1"]), jobs: 1)
    }
    withExtendedLifetime(lock) {}
  }

  @Test func `one alone has the lock, though others remove its file as clean does`() throws {
    let folder = Folder()
    try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
    let path = folder.path
    let seen = Mutex((holders: 0, most: 0, times: 0))
    DispatchQueue.concurrentPerform(iterations: 8) { _ in
      for _ in 0..<500 {
        guard let lock = try? FolderLock(path) else { continue }
        seen.withLock { seen in
          seen.holders += 1
          seen.times += 1
          seen.most = max(seen.most, seen.holders)
        }
        sched_yield()
        seen.withLock { $0.holders -= 1 }
        try? FileSystem.remove("\(path)/.lock")
        withExtendedLifetime(lock) {}
      }
    }
    seen.withLock { #expect($0.most == 1 && $0.times > 0) }
  }

  @Test func `where two folders cannot be exchanged, two renames do; the first is taken back where the second fails`()
    throws
  {
    let folder = Folder()
    let output = OutputFolder(folder.path)
    try folder.write("old", to: "site/a.html")
    #expect(throws: FileError.self) { try output.replaceByRenaming() }  // there is nothing to put into its place
    #expect(folder.files == ["site/a.html"])
    try folder.write("new", to: ".staging/a.html")
    try output.replaceByRenaming()
    #expect(folder.files == ["site/a.html", ".old/a.html"] && folder.text("site/a.html") == "new")
    try output.repair()
    #expect(folder.files == ["site/a.html"] && folder.text("site/a.html") == "new")
  }

  @Test func `a foreign name that is not UTF-8 stops the build before anything is changed`() async throws {
    let folder = Folder()
    let output = OutputFolder(folder.path)
    _ = try await output.replaceSite(with: files(["a.html": "1"]), jobs: 1)
    #expect(unsafe mkfifo("\(folder.path)/site/x".utf8.map(CChar.init) + [CChar(bitPattern: 0x83), 0], 0o600) == 0)
    let error = await #expect(throws: FileError.self) {
      try await output.replaceSite(with: files(["a.html": "2"]), jobs: 1)
    }
    #expect(error?.message.en.contains("is not UTF-8") == true)
    #expect(folder.text("site/a.html") == "1" && !output.hasLeftovers)
  }

  @Test func `what stands in a page's place as something else is replaced, and never followed`() async throws {
    let folder = Folder()
    let output = OutputFolder(folder.path)
    _ = try await output.replaceSite(with: files(["a.html": "1", "b.html": "1"]), jobs: 1)
    try folder.write("1", to: "mine")
    for name in ["a.html", "b.html"] { try FileManager.default.removeItem(atPath: "\(folder.path)/site/\(name)") }
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder.path)/site/a.html", withDestinationPath: "\(folder.path)/mine")
    #expect(unsafe mkfifo("\(folder.path)/site/b.html", 0o600) == 0)  // to read it would wait for ever
    let changes = try await output.replaceSite(with: files(["a.html": "1", "b.html": "1"]), jobs: 1)
    #expect(changes.written == 2)
    #expect(FileSystem.isFile("\(folder.path)/site/a.html") && folder.text("site/b.html") == "1")
    #expect(folder.text("mine") == "1")
  }

  @Test func `a site that is a link is refused, and the link stays`() async throws {
    let folder = Folder()
    try folder.write("mine", to: "www/mine.txt")
    try FileManager.default.createSymbolicLink(atPath: "\(folder.path)/site", withDestinationPath: "www")
    await #expect(throws: FileError.self) {
      try await OutputFolder(folder.path).replaceSite(with: files(["a.html": "1"]), jobs: 1)
    }
    #expect(FileSystem.isLink("\(folder.path)/site") && folder.files == ["www/mine.txt", ".lock"])
  }

  @Test func `what a killed run left of a customer who is in no file any more is cleared away`() throws {
    let folder = Folder()
    try folder.write("half", to: ".staging-a/x.html")
    try folder.write("old", to: ".old-b/x.html")
    try folder.write("new", to: "c/x.html")
    try folder.write("old", to: ".old-c/x.html")
    try OutputFolder.repairCustomers(in: folder.path)
    #expect(folder.files == ["b/x.html", "c/x.html"] && folder.text("c/x.html") == "new")
  }

  @Test func `a file that cannot be put into its place leaves nothing beside it`() throws {
    let folder = Folder()
    try folder.write("x", to: "place/x")
    #expect(throws: FileError.self) { try FileSystem.replace("\(folder.path)/place", with: [1]) }
    #expect(folder.files == ["place/x"])
  }

  @Test func `a second name never writes over a file`() throws {
    let folder = Folder()
    try folder.write("1", to: "one")
    try folder.write("2", to: "two")
    #expect(throws: FileError.self) { try FileSystem.link("\(folder.path)/one", to: "\(folder.path)/two") }
    #expect(folder.text("two") == "2")
  }

  @Test func `a folder that is not there cannot be waited for`() throws {
    let folder = Folder()
    try folder.write("x", to: "x")
    try FileSystem.settle(folder.path)
    #expect(throws: FileError.self) { try FileSystem.settle("\(folder.path)/none") }
  }

  @Test func `a private folder that others can read is closed to them`() throws {
    let folder = Folder()
    try FileManager.default.createDirectory(
      atPath: folder.path, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o755])
    try FileSystem.makePrivateFolder(folder.path)
    #expect(try FileManager.default.attributesOfItem(atPath: folder.path)[.posixPermissions] as? Int == 0o700)
  }

  @Test func `a sweep takes what a killed run has half kept`() throws {
    let folder = Folder()
    let store = PrintStore(output: folder.path)
    let key = PrintStore.key(of: [1])
    for name in ["\(key).pdf", "\(key).fit", "\(key).12.new"] { try folder.write("x", to: ".cache/prints/\(name)") }
    store.sweep { $0 == UInt128(key, radix: 16) }
    #expect(folder.files == [".cache/prints/\(key).pdf", ".cache/prints/\(key).fit"])
  }

  @Test func `a list of owned files that was tampered with cannot lead outside`() async throws {
    let folder = Folder()
    let output = OutputFolder(folder.path)
    _ = try await output.replaceSite(with: files(["a.html": "1"]), jobs: 1)
    try folder.write("keep", to: "outside.txt")
    try folder.write("a.html\n../outside.txt\n/etc/hostname\n", to: "site/.tebiki-files")
    _ = try await output.replaceSite(with: files(["b.html": "1"]), jobs: 1)
    #expect(folder.text("outside.txt") == "keep")
  }
}
