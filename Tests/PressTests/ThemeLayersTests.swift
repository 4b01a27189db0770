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
}
