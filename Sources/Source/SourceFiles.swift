package import Platform

/// Holds what a project's `content/` folder holds: texts in memory, everything else by its path.
package struct SourceFiles: Sendable {
  /// The texts, those that `isText` names, in the order of their paths.
  package private(set) var files: [SourceFile] = []
  /// Pictures and downloads: paths below the folder, with `/`.
  package private(set) var assets: [String] = []
  /// The files that stand for them in messages, which have no bytes.
  private var assetFiles: [String: FileID] = [:]
  /// The sizes of those of them that are pictures.
  package private(set) var imageSizes: [String: ImageSize] = [:]
  /// The folder's path on disk.
  package let folder: String

  package init(folder: String = "", files: [SourceFile], assets: [String] = []) {
    self.folder = folder
    self.files = files
    self.assets = assets
  }

  package subscript(id: FileID) -> SourceFile { files[Int(id.index)] }

  /// The ids of the texts.
  package var ids: [FileID] {
    let others = Set(assetFiles.values)
    return files.indices.map(FileID.init).filter { !others.contains($0) }
  }

  /// Returns the place by which a message names one of `assets`.
  package func place(ofAsset path: String) -> SourceRange? {
    assetFiles[path].map { SourceRange(file: $0, start: 0, end: 0) }
  }

  /// Adds a file that lies outside the folder, a theme's template say, so that messages can show its lines.
  package mutating func add(_ file: SourceFile) -> FileID {
    files.append(file)
    return FileID(files.count - 1)
  }

  /// Puts another text in a file's place.
  package mutating func replace(_ id: FileID, by file: SourceFile) { files[Int(id.index)] = file }

  /// Loads the folder `folder` by `jobs` workers; messages name its files as `name/…`. This is the only reading of content.
  ///
  /// Hidden files, `*.csv` (customers' lists) and what editors leave behind are passed over. What is neither a file
  /// nor a folder, or leads out of the folder by a symbolic link, is reported.
  package static func load(
    _ folder: String, as name: String, jobs: Int, reporting report: inout Report
  ) async throws(FileError) -> SourceFiles {
    var loaded = SourceFiles(folder: folder, files: [])
    guard let root = resolvedPath(folder) else {
      throw FileError(
        path: folder,
        message: Message(ja: "フォルダー '\(folder)' がありません", en: "there is no folder '\(folder)'"))
    }
    var pending = [""]
    var texts: [String] = []
    while let path = pending.popLast() {
      for entry in try namesInFolder(path.isEmpty ? folder : "\(folder)/\(path)") where !FileStates.isIgnored(entry) {
        let below = path.isEmpty ? entry : "\(path)/\(entry)"
        let hasControl = entry.unicodeScalars.contains { $0.properties.generalCategory == .control }
        guard !hasControl, entry.utf8.count <= longestName else {
          report.add(
            unreadableEntry, at: nil,
            hasControl
              ? Message(
                ja: "'\(name)/\(below)' の名前に制御文字があります", en: "the name '\(name)/\(below)' has a control character")
              : Message(
                ja: "'\(name)/\(below)' の名前が長すぎます（\(longestName)バイトまで）",
                en: "the name '\(name)/\(below)' is too long (\(longestName) bytes at most)"),
            help: Message(ja: "名前を変えてください", en: "rename it"))
          continue
        }
        switch try checkedType(of: "\(folder)/\(below)", inside: root) {
        case .folder: pending.append(below)
        case .file(let size) where isText(below) && size > largestText:
          report.add(
            unreadableEntry, at: nil,
            Message(
              ja: "'\(name)/\(below)' が大きすぎます（\(size >> 20)MB、\(largestText >> 20)MBまで）",
              en: "'\(name)/\(below)' is too large (\(size >> 20) MB of \(largestText >> 20))"),
            help: Message(ja: "いくつかのページに分けてください", en: "make it several pages"))
        case .file where isText(below): texts.append(below)
        case .file: loaded.assets.append(below)
        case nil where entry.unicodeScalars.contains("\u{FFFD}"):
          report.add(
            unreadableEntry, at: nil,
            Message(
              ja: "'\(name)/\(below)' の名前が UTF-8 ではありません",
              en: "the name of '\(name)/\(below)' is not UTF-8"),
            help: Message(ja: "名前を変えてください", en: "rename it"))
        case nil: continue  // it has gone since
        case .other:
          report.add(
            unreadableEntry, at: nil,
            Message(
              ja: "'\(name)/\(below)' はふつうのファイルではないか、フォルダーの外を指しています",
              en: "'\(name)/\(below)' is no regular file, or leads out of the folder"),
            help: Message(ja: "ファイルそのものを置いてください", en: "put the file itself there"))
        }
      }
    }
    loaded.assets.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    for path in loaded.assets where isPicture(path) {
      loaded.imageSizes[path] = ImageSize(try readFile("\(folder)/\(path)", atMost: 1 << 18))
    }
    texts.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    let read = await mapInParallel(texts, jobs: jobs) { path in
      Result { () throws(FileError) in SourceFile(path: "\(name)/\(path)", bytes: try readFile("\(folder)/\(path)")) }
    }
    for file in read { loaded.files.append(try file.get()) }
    for path in loaded.assets { loaded.assetFiles[path] = loaded.add(SourceFile(path: "\(name)/\(path)", bytes: [])) }
    return loaded
  }

  /// How many bytes a file's name may have, so that there is room for another ending.
  private static let longestName = 240

  /// How many bytes a text may have.
  private static let largestText = 16 << 20

  /// Reported for entries of the content folder that cannot be taken.
  package static let unreadableEntry = Diagnostic.Kind(
    "T003", "unreadable-entry", .error,
    Message(
      ja: """
        content/ やテーマの中に、読めないものがあります。
        ふつうのファイルでもフォルダーでもないもの、外を指すリンク、16MBより大きな文章は読みません。
        名前が UTF-8 でないものや、制御文字を含むものも読みません。
        外のものが紛れ込まないように、リンクの先がその中にある場合だけ読みます。
        """,
      en: """
        Something in content/ or a theme is neither a file nor a folder, is a link that leads out of it, has a name that is
        not UTF-8 or holds a control character, or is a text of more than 16 MB. So that nothing foreign gets in, links
        are followed only while they stay inside.
        """))

  private static func checkedType(of path: String, inside root: String) throws(FileError) -> FileType? {
    switch try existingFileType(path, followingLinks: false) {
    case .other:  // perhaps a link: a file inside the folder is taken, a folder never (it could lead in a circle)
      guard let target = resolvedPath(path), target.hasPrefix(root + "/") else { return .other }
      guard case .file(let size) = fileType(target) else { return .other }
      return .file(size: size)
    case let type: return type
    }
  }

  /// The names of the settings at the top of the folder.
  package static let settings = ["site.yaml", "vendor.yaml", "glossary.yaml", "plain.yaml"]

  /// Whether a file is read as a text by its path: Markdown, settings and figures. Other YAML is a download; a name at
  /// the top that is near that of settings, or that is kept for later, is read so that it is told.
  package static func isText(_ path: String) -> Bool {
    if path.hasSuffix(".md") { return true }
    guard path.hasSuffix(".yaml") else { return false }
    if path.contains("/") { return path.hasPrefix("figures/") }
    return settings.contains(path) || path == "nav.yaml" || settingsMeant(by: path) != nil
  }

  /// Returns the settings whose name is near that of a file. The ending is not compared: it would make all names alike.
  package static func settingsMeant(by name: String) -> String? {
    closest(to: String(name.dropLast(".yaml".count)), in: settings.map { String($0.dropLast(".yaml".count)) })
      .map { $0 + ".yaml" }
  }

  private static func isPicture(_ path: String) -> Bool {
    [".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg"].contains { path.lowercased().hasSuffix($0) }
  }
}
