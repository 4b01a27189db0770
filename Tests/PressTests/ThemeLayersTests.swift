import Foundation
import Platform
import Source
import Testing

@testable import Press

@Suite struct ThemeLayersTests {
  /// What a theme's name is, and what is said where neither the project nor the program has any theme.
  @Test(arguments: ["standard", "mine"])
  func `without any theme it is said where one belongs`(name: String) throws {
    var sources = SourceFiles(files: [])
    var report = Report()
    let layers = try ThemeLayers.read(
      name, namedAt: nil, root: "/nowhere", program: "/nowhere/bin/tebiki", into: &sources, reporting: &report)
    #expect(layers.files.isEmpty)
    #expect(report.diagnostics.map(\.kind.name) == ["missing-theme"])
    #expect(report.diagnostics.first?.help?.en == "put themes/\(name)/ into the project or beside tebiki")
  }

  @Test func `a theme.yaml that is a folder is told, not passed over`() throws {
    let root = FileManager.default.temporaryDirectory.appendingPathComponent("tebiki-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: root) }
    try FileManager.default.createDirectory(
      atPath: "\(root)/themes/own/theme.yaml", withIntermediateDirectories: true)
    var sources = SourceFiles(files: [])
    var report = Report()
    let error = #expect(throws: FileError.self) {
      try ThemeLayers.read(
        "own", namedAt: nil, root: root, program: "/nowhere/bin/tebiki", into: &sources, reporting: &report)
    }
    #expect(error?.message.en.contains("themes/own/theme.yaml") == true)
  }
}
