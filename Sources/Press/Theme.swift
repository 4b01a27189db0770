package import Source
package import Template

/// A theme: templates, partials and assets from a folder `themes/NAME/`.
package struct Theme: Sendable {
  package let templates: TemplateSet
  /// The assets' paths below `assets/`, and the folder that holds them.
  package let assets: [String]
  private let folder: String
  /// The sheets' style, which every sheet carries within itself.
  package let sheetStyles: [UInt8]

  /// Reported when a project names a theme that there is not.
  package static let missingTheme = Diagnostic.Kind(
    "T407", "missing-theme", .error,
    Message(
      ja: "テーマのフォルダーがないか、中に必要なものがありません。themes/名前/ に templates、partials、assets を置きます。",
      en: "There is no such theme, or it lacks what a theme needs: themes/NAME/ with templates, partials and assets."))

  /// Loads a theme: from the project's `themes/`, else from beside the program. Its templates join `sources`, so that
  /// messages can show their lines; mistakes in them are reported.
  ///
  /// - Parameter talks: Whether there are salesperson's copies, for which alone a template `talk` is needed.
  package static func load(
    _ name: String, talks: Bool = false, project root: String, program: String, into sources: inout SourceFiles,
    reporting report: inout Report
  ) throws(FileError) -> Theme? {
    guard let folder = find(name, root: root, program: program) else {
      report.add(
        missingTheme, at: nil,
        Message(ja: "テーマ '\(name)' が見つかりません", en: "there is no theme '\(name)'"),
        help: Message(ja: "site.yaml の theme を確かめてください", en: "check 'theme' in site.yaml"))
      return nil
    }
    let shapes = [
      "page": PageShape.page, "404": PageShape.page, "redirect": PageShape.redirect, "list": PageShape.list,
      "handouts": PageShape.handouts,
      "glossary": PageShape.glossary,
      "sheet": PageShape.sheet, "pack": PageShape.pack, "talk": PageShape.talk,
    ]
    var templates: [(name: String, file: FileID)] = []
    var assets: [String] = []
    for path in try FileSystem.files(below: folder).sorted() {
      let shown = "themes/\(name)/\(path)"
      if path.hasSuffix(".mustache") {
        let id = sources.add(SourceFile(path: shown, bytes: try readFile("\(folder)/\(path)")))
        guard sources[id].checkUTF8(id, reporting: &report) else { continue }
        let below = path.dropLast(".mustache".count)
        templates.append(
          (
            String(
              below.hasPrefix("templates/") || below.hasPrefix("partials/")
                ? below.drop { $0 != "/" }.dropFirst() : below), id
          ))
      } else if path.hasPrefix("assets/"), !path.split(separator: "/").contains(where: { $0.hasPrefix(".") }) {
        assets.append(String(path.dropFirst("assets/".count)))
      }
    }
    let names = Set(templates.map(\.name))
    let lacking =
      shapes.keys.filter { !names.contains($0) && (talks || $0 != "talk") }.sorted().map { "templates/\($0).mustache" }
      + (assets.contains("sheet.css") ? [] : ["assets/sheet.css"])
    guard lacking.isEmpty else {
      report.add(
        missingTheme, at: nil,
        Message(
          ja: "テーマ '\(name)' に \(lacking.joined(separator: "、")) がありません",
          en: "the theme '\(name)' lacks \(lacking.joined(separator: ", "))"))
      return nil
    }
    return Theme(
      templates: TemplateSet(templates, in: sources, shapes: shapes, reporting: &report), assets: assets,
      folder: folder, sheetStyles: try readFile("\(folder)/assets/sheet.css"))
  }

  /// The theme's assets as files of the site.
  package var files: [OutputFile] {
    assets.filter { $0 != "sheet.css" }.map { OutputFile(path: "assets/\($0)", copyOf: "\(folder)/assets/\($0)") }
  }

  static func find(_ name: String, root: String, program: String) -> String? {
    guard !name.isEmpty, !name.contains("/"), name != "..", name != "." else { return nil }
    var folders = ["\(root)/themes"]
    var above = program.parentFolder
    while !above.isEmpty {  // beside the program, or in the repository that it was built in
      folders += ["\(above)/share/tebiki/themes", "\(above)/themes"]
      above = above.parentFolder
    }
    return folders.map { "\($0)/\(name)" }.first { FileSystem.exists("\($0)/templates") }
  }
}

extension SourceFile {
  /// Checks that the bytes are UTF-8, and reports a template that is not.
  fileprivate func checkUTF8(_ file: FileID, reporting report: inout Report) -> Bool {
    guard String(validating: bytes, as: UTF8.self) == nil else { return true }
    report.add(
      Theme.missingTheme, at: SourceRange(file: file, start: 0, end: 1),
      Message(ja: "UTF-8 として読めません", en: "this is not UTF-8"))
    return false
  }
}
