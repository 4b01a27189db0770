package import Source

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What this machine has, and what it lacks: for the site, for PDFs, for customers' names.
package struct Doctor: Sendable {
  /// One thing that is looked for.
  package struct Finding: Sendable {
    package let name: String
    package let isThere: Bool
    /// Whether the site cannot be built without it.
    package let isNeeded: Bool
    /// What was found; where nothing was, what to do.
    package let text: Message
  }

  /// Looks around.
  /// - Parameter root: The project's folder, where there is one.
  package static func examine(
    root: String?, theme: String, program: String, output: String?, browser named: String?
  ) -> [Finding] {
    [themeFinding(root, theme, program)] + (output.map { [outputFinding($0)] } ?? []) + [
      browserFinding(named),
      face("BIZ UDPGothic", "fonts-morisawa-bizud-gothic", Message(ja: "資料の書体", en: "the sheets' face")),
      face(
        "IPAmjMincho", "fonts-ipamj-mincho", Message(ja: "まれな字の名前のための書体", en: "the face for names with rare characters")
      ),
    ]
  }

  private static func themeFinding(_ root: String?, _ theme: String, _ program: String) -> Finding {
    let folder = Theme.find(theme, root: root ?? ".", program: program)
    return Finding(
      name: "theme", isThere: folder != nil, isNeeded: true,
      text: folder.map { Message(ja: "テーマ \(theme)：\($0)", en: "theme \(theme): \($0)") }
        ?? Message(
          ja: "テーマ '\(theme)' がありません。themes/\(theme)/ を、プロジェクトか tebiki のそばに置いてください",
          en: "there is no theme '\(theme)': put themes/\(theme)/ into the project or beside tebiki"))
  }

  private static func outputFinding(_ output: String) -> Finding {
    var folder = output
    while !FileSystem.exists(folder), !folder.folder.isEmpty { folder = folder.folder }
    let isWritable = unsafe access(folder, W_OK) == 0
    return Finding(
      name: "output", isThere: isWritable, isNeeded: true,
      text: isWritable
        ? Message(ja: "書き込み先：\(output)", en: "output: \(output)")
        : Message(
          ja: "'\(folder)' に書き込めません。--output で別の場所を指定してください",
          en: "'\(folder)' cannot be written to: name another place by --output"))
  }

  private static func browserFinding(_ named: String?) -> Finding {
    do throws(FileError) {
      let browser = try Browser.find(named: named)
      return Finding(
        name: "browser", isThere: true, isNeeded: false,
        text: Message(ja: "PDF を作るブラウザー：\(browser.program)", en: "browser for PDFs: \(browser.program)"))
    } catch {
      return Finding(name: "browser", isThere: false, isNeeded: false, text: error.message)
    }
  }

  /// Looks for a face among the font files that systems keep.
  private static func face(_ family: String, _ package: String, _ what: Message) -> Finding {
    let file = FontCoverage.file(of: family)
    return Finding(
      name: family, isThere: file != nil, isNeeded: false,
      text: file.map { Message(ja: "\(what.ja) \(family)：\($0)", en: "\(what.en), \(family): \($0)") }
        ?? Message(
          ja: "\(what.ja) \(family) がありません。「scripts/setup --pdf」か「apt-get install \(package)」で入れてください",
          en: "\(what.en), \(family), is missing: 'scripts/setup --pdf' or 'apt-get install \(package)' installs it"))
  }
}
