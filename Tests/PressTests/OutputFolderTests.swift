import Foundation
import Source
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
    let lock = try OutputLock(folder.path)
    await #expect(throws: FileError.self) {
      try await OutputFolder(folder.path).replaceSite(with: files(["a.html": "1"]), jobs: 1)
    }
    withExtendedLifetime(lock) {}
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
