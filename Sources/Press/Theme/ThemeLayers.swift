import GuideModel
import Platform
import Source

/// The files of a theme and of those that it extends: for each name the one that counts.
struct ThemeLayers {
  /// Where each file lies, by its path below the theme.
  private(set) var files: [String: String] = [:]
  /// The templates and partials, by the names that they call each other by. Of several with one name the first counts;
  /// the next is what it stands over, in the theme that its own extends.
  private(set) var templates: [(name: String, file: FileID)] = []
  var file = ThemeFile()
  /// What lies in the project's own theme where nothing looks for it.
  private(set) var strays: [String] = []
  /// The templates and partials of the project's own themes.
  private(set) var own: Set<FileID> = []

  /// Reads a theme from the outermost down to the one that extends no other. Without a theme nothing is in it, and that
  /// is reported.
  static func read(
    _ name: String, namedAt place: SourceRange?, root: String, program: String, into sources: inout SourceFiles,
    reporting report: inout Report
  ) throws(FileError) -> ThemeLayers {
    var layers: [(folder: String, shown: String, paths: [String], file: ThemeFile)] = []
    var next: Located<String>? = nil
    repeat {
      let wanted = next?.value ?? name
      // A theme may extend the one of its own name that lies beside the program.
      guard let folder = Theme.find(wanted, root: root, program: program, besides: layers.map(\.folder)) else {
        let isCircle = layers.contains { $0.folder.hasSuffix("/\(wanted)") }
        report.add(
          Theme.missingTheme, at: next?.range ?? place,
          isCircle
            ? Message(ja: "テーマ '\(wanted)' は自分自身を元にしています", en: "the theme '\(wanted)' extends itself")
            : Message(ja: "テーマ '\(wanted)' がありません", en: "there is no theme '\(wanted)'"),
          help: isCircle ? nil : Theme.helpWithout(wanted, root: root, program: program))
        return ThemeLayers()
      }
      let paths = try FileSystem.files(below: folder).sorted().filter { path in
        !leadsOut("\(folder)/\(path)", of: [folder, root], named: "themes/\(wanted)/\(path)", reporting: &report)
      }
      var file = ThemeFile()
      // A folder of that name is no list of settings, and reading it says so.
      if paths.contains("theme.yaml") || FileSystem.isFolder("\(folder)/theme.yaml") {
        let source = SourceFile(path: "themes/\(wanted)/theme.yaml", bytes: try readFile("\(folder)/theme.yaml"))
        let id = sources.add(source)
        if source.checkUTF8(id, reporting: &report) { file = ThemeFile(source, id, reporting: &report) }
      }
      layers.append((folder, "themes/\(wanted)", paths, file))
      next = file.base
    } while next != nil
    var all = ThemeLayers()
    for layer in layers.reversed() { all.file = layer.file.over(all.file) }
    for layer in layers {
      let partials = layer.paths.filter { $0.hasPrefix("partials/") }
      for path in layer.paths.filter({ !$0.hasPrefix("partials/") }) + partials {  // a template counts before a partial
        guard !path.split(separator: "/").contains(where: { FileStates.isIgnored(String($0)) }) else { continue }
        let file = "\(layer.folder)/\(path)"
        if all.files[path] == nil { all.files[path] = file }
        let isOwn = layer.folder.hasPrefix("\(root)/themes/")
        let isTemplate =
          path.hasSuffix(".mustache") && ["templates/", "partials/"].contains { path.hasPrefix($0) }
        guard isTemplate else {
          if isOwn, Self.isStray(path) { all.strays.append("\(layer.shown)/\(path)") }
          continue
        }
        let source = SourceFile(path: "\(layer.shown)/\(path)", bytes: try readFile(file))
        let id = sources.add(source)
        guard source.checkUTF8(id, reporting: &report) else { continue }
        if isOwn { all.own.insert(id) }
        all.templates.append((String(path.dropLast(".mustache".count).drop { $0 != "/" }.dropFirst()), id))
      }
    }
    return all
  }

  /// Whether a path is a link that leads out of all of `folders`, which is reported.
  private static func leadsOut(
    _ path: String, of folders: [String], named name: String, reporting report: inout Report
  ) -> Bool {
    guard FileSystem.isLink(path) else { return false }
    let target = resolvedPath(path) ?? ""
    if folders.contains(where: { target.hasPrefix((resolvedPath($0) ?? $0) + "/") }) { return false }
    report.add(
      SourceFiles.unreadableEntry, at: nil,
      Message(
        ja: "'\(name)' はふつうのファイルではないか、フォルダーの外を指しています",
        en: "'\(name)' is no regular file, or leads out of the folder"),
      help: Message(ja: "ファイルそのものを置いてください", en: "put the file itself there"))
    return true
  }

  /// Whether nothing looks for a file at a path; notes for people may lie at the top.
  private static func isStray(_ path: String) -> Bool {
    if path == "theme.yaml" || path.hasPrefix("assets/") { return false }
    return path.contains("/") || [".mustache", ".css", ".js", ".html"].contains { path.hasSuffix($0) }
  }
}

extension SourceFile {
  /// Checks that the bytes are UTF-8, and reports a file of a theme that is not.
  fileprivate func checkUTF8(_ file: FileID, reporting report: inout Report) -> Bool {
    guard String(validating: bytes, as: UTF8.self) == nil else { return true }
    report.add(
      Theme.missingTheme, at: SourceRange(file: file, start: 0, end: 1),
      Message(ja: "UTF-8 として読めません", en: "this is not UTF-8"))
    return false
  }
}
