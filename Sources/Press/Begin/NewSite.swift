package import GuideModel
import Platform
import Source

/// A project that is begun: a whole folder, or nothing.
package struct NewSite: Sendable {
  /// The project's folder, without a slash at its end.
  package let folder: String

  /// Checks that a project may be begun in a folder: one that is not there yet, or an empty one.
  package init(_ path: String) throws(NewFileFailure) {
    let end = path.lastIndex { $0 != "/" }
    folder = end.map { String(path[...$0]) } ?? String(path.prefix(1))
    guard !folder.isEmpty else {
      throw .refused(
        Message(ja: "新しいサイトのフォルダーの名前がありません", en: "the name of the new site's folder is missing"))
    }
    let isPlain = folder.unicodeScalars.allSatisfy { scalar in
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator, .format, .surrogate: false
      default: true
      }
    }
    guard isPlain, folder.split(separator: "/").allSatisfy({ $0.utf8.count <= 255 }) else {
      throw .refused(
        Message(
          ja: "新しいサイトのフォルダーの名前は、改行などのない、255バイトまでの名前にしてください",
          en: "the name of a new site's folder has no control characters, and at most 255 bytes"))
    }
    try checkPlace()
  }

  /// Refuses a folder that holds something, and one that another project would publish.
  private func checkPlace() throws(NewFileFailure) {
    if FileSystem.exists(folder) {
      guard FileSystem.isFolder(folder) else {
        throw .refused(Message(ja: "'\(folder)' という名前のファイルがあります", en: "there is a file '\(folder)'"))
      }
      let names: [String]
      do {
        names = try FileSystem.names(in: folder)
      } catch {
        throw .disk(error)
      }
      guard names.isEmpty else {
        throw .refused(
          Message(
            ja: "'\(folder)' は空ではありません（\(names[0]) など）。まだないフォルダーか、空のフォルダーを指定してください",
            en: "'\(folder)' is not empty (it has \(names[0])): name a folder that is not there yet, or an empty one"))
      }
    }
    var above = resolvedPath(nearestFolder) ?? ""
    while !above.isEmpty {
      if above.fileName == "content", FileSystem.exists("\(above)/site.yaml") {
        throw .refused(
          Message(
            ja: "'\(folder)' は、ほかのサイトの content/ の中です。その外に作ってください",
            en: "'\(folder)' lies in the content/ of another site: choose a place outside it"))
      }
      above = above.folder
    }
  }

  /// The folder itself, or the nearest one above it that there is.
  private var nearestFolder: String {
    var path = folder
    while !FileSystem.exists(path) { path = Self.parent(of: path) }
    return path
  }

  /// The folder that a path lies in; `.` for a mere name.
  private static func parent(of path: String) -> String {
    path.contains("/") ? (path.folder.isEmpty ? "/" : path.folder) : "."
  }

  /// Writes a whole project, of sample texts or almost `empty`, and returns the paths of its files. They are written
  /// beside their place and then moved there, so that a failure leaves nothing behind.
  package func write(today: CalendarDate, empty: Bool = false) throws(NewFileFailure) -> [String] {
    let isThere = FileSystem.exists(folder)
    let staging = "\(isThere ? folder : Self.parent(of: folder))/.tebiki-new-\(Machine.processNumber)"
    var made: [String] = []
    var above = Self.parent(of: folder)
    while !FileSystem.exists(above) {
      made.append(above)
      above = Self.parent(of: above)
    }
    let files = empty ? SiteStarter.emptyFiles() : SiteStarter.files(today: today)
    do throws(FileError) {
      for file in files {
        try FileSystem.makeFolder("\(staging)/\(file.path)".folder)
        try FileSystem.create(file.bytes, at: "\(staging)/\(file.path)")
      }
      if isThere {
        try fill(from: staging)
      } else {
        try FileSystem.rename(staging, to: folder)
      }
    } catch {
      try? FileSystem.remove(staging)
      for folder in made { FileSystem.removeIfEmpty(folder) }
      throw .disk(error)
    }
    return files.map { "\(folder)/\($0.path)" }
  }

  /// Moves what was written into the empty folder; `content/`, which makes it a project, is the last.
  private func fill(from staging: String) throws(FileError) {
    let names = try FileSystem.names(in: staging).filter { $0 != "content" } + ["content"]
    do throws(FileError) {
      for name in names { try FileSystem.rename("\(staging)/\(name)", to: "\(folder)/\(name)") }
    } catch {
      for name in names { try? FileSystem.remove("\(folder)/\(name)") }
      throw error
    }
    try FileSystem.remove(staging)
  }
}
