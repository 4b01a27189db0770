import Foundation
import Platform
import Testing

@testable import Source

@Suite struct SourceFilesTests {
  /// A folder that is gone when the test is.
  private final class Folder {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("tebiki-\(UUID().uuidString)").path

    init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(atPath: path) }
  }

  @Test(arguments: [("a\nb.md", [UInt8]()), ("a\u{7F}.png", []), ("x", [0x83, 0x65])])
  func `a name that no address and no list can hold is reported`(start: String, end: [UInt8]) async throws {
    let folder = try Folder()
    let name = "\(folder.path)/\(start)".utf8.map { CChar(bitPattern: $0) } + end.map { CChar(bitPattern: $0) } + [0]
    let descriptor = unsafe open(name, O_CREAT | O_WRONLY, 0o600)
    try #require(descriptor >= 0)
    close(descriptor)
    var report = Report()
    let sources = try await SourceFiles.load(folder.path, as: "content", jobs: 1, reporting: &report)
    #expect(report.diagnostics.map(\.kind.name) == ["unreadable-entry"])
    #expect(sources.files.isEmpty && sources.assets.isEmpty)
  }

  @Test func `a pipe is refused and not waited for`() throws {
    let folder = try Folder()
    #expect(unsafe mkfifo("\(folder.path)/pipe", 0o600) == 0)
    #expect(throws: FileError.self) { try readFile("\(folder.path)/pipe") }
    #expect(throws: FileError.self) { try readFile(folder.path) }
    #expect(try readFile("/dev/null", allowingStreams: true) == [])
  }
}
