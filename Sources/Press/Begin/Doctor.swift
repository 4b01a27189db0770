import GuideModel
import Markup
package import Platform
import Source

/// What this machine and the project have, and what they lack: for the site, for sheets, for PDFs.
package struct Doctor: Sendable {
  /// What something is for.
  package enum Purpose: String, CaseIterable, Sendable {
    case site, sheets, pdf

    package var name: Message {
      switch self {
      case .site: Message(ja: "サイト", en: "Site")
      case .sheets: Message(ja: "資料", en: "Sheets")
      case .pdf: Message(ja: "PDF", en: "PDF")
      }
    }
  }

  /// One thing that is looked for.
  package struct Finding: Sendable {
    package let name: String
    package let purpose: Purpose
    package let isThere: Bool
    /// Whether its purpose fails without it.
    package let isEssential: Bool
    /// What was found; where nothing was, what that means.
    package let text: Message
    /// What to type where it is missing.
    package var mend: Message?

    /// Whether the site cannot be built without it.
    package var isNeeded: Bool { purpose == .site && isEssential }
  }

  private let project: Project?
  private let theme: String
  private let program: String
  private let browser: String?

  /// - Parameters:
  ///   - project: The project, where there is one.
  ///   - theme: The theme that was asked for; else the project's is looked for.
  ///   - browser: The browser that prints, where one is named.
  package init(project: Project?, theme: String?, program: String, browser: String?) {
    self.project = project
    self.theme = theme ?? "standard"
    self.program = program
    self.browser = browser
  }

  /// Looks around, and starts the browser once.
  package func examine() async -> [Finding] {
    var outcome = Outcome()
    let guide = try? await project?.guide(reporting: &outcome)
    var findings = [Self.library, projectFinding(guide), themeFinding(guide)]
    if let project { findings.append(Self.output(project.output)) }
    findings.append(Self.curl)
    if let guide { findings += [Self.sheets(of: guide), Self.vendor(of: guide)] }
    findings.append(await browserFinding())
    findings.append(
      Self.face(
        "BIZ UDPGothic", isEssential: true, package: "fonts-morisawa-bizud-gothic",
        Message(ja: "資料の書体", en: "the sheets' face")))
    findings.append(
      Self.face(
        "IPAmjMincho", isEssential: false, package: "fonts-ipamj-mincho",
        Message(ja: "まれな字の名前のための書体", en: "the face for names with rare characters")))
    return findings
  }

  // MARK: The site

  private static var library: Finding {
    Finding(
      name: "libcmark", purpose: .site, isThere: true, isEssential: true,
      text: Message(
        ja: "Markdown を読む libcmark \(Dialect.libcmarkVersion)",
        en: "reads Markdown: libcmark \(Dialect.libcmarkVersion)"))
  }

  private func projectFinding(_ guide: Guide?) -> Finding {
    guard let project else {
      return Finding(
        name: "project", purpose: .site, isThere: false, isEssential: false,
        text: Message(ja: "ここにはサイトがありません", en: "there is no site here"),
        mend: Message(ja: "tebiki new site フォルダー", en: "tebiki new site DIR"))
    }
    guard let guide else {
      return Finding(
        name: "project", purpose: .site, isThere: false, isEssential: true,
        text: Message(
          ja: "\(project.root) の content/site.yaml を読めません", en: "content/site.yaml of \(project.root) cannot be read"),
        mend: Message(ja: "tebiki check", en: "tebiki check"))
    }
    let pages = guide.pages.count { $0.kind != .sheet }
    return Finding(
      name: "project", purpose: .site, isThere: true, isEssential: true,
      text: Message(ja: "\(project.root)（ページ \(pages)）", en: "\(project.root), pages: \(pages)"))
  }

  private func themeFinding(_ guide: Guide?) -> Finding {
    let name = project?.theme ?? guide?.site.theme ?? theme
    let folder = Theme.find(name, root: project?.root ?? ".", program: program)
    let help = Theme.helpWithout(name, root: project?.root, program: program)
    return Finding(
      name: "theme", purpose: .site, isThere: folder != nil, isEssential: true,
      text: folder.map { Message(ja: "テーマ \(name)：\($0)", en: "theme \(name): \($0)") }
        ?? Message(
          ja: "テーマ '\(name)' がありません", en: "there is no theme '\(name)'"), mend: help)
  }

  private static func output(_ output: String) -> Finding {
    var folder = output
    while !FileSystem.exists(folder), !folder.folder.isEmpty { folder = folder.folder }
    let isWritable = FileSystem.isWritable(folder)
    return Finding(
      name: "output", purpose: .site, isThere: isWritable, isEssential: true,
      text: isWritable
        ? Message(ja: "書き込み先：\(output)", en: "output: \(output)")
        : Message(ja: "'\(folder)' に書き込めません", en: "'\(folder)' cannot be written to"),
      mend: Message(ja: "tebiki build --output 別の場所", en: "tebiki build --output ELSEWHERE"))
  }

  private static var curl: Finding {
    let path = Program.find("curl")
    return Finding(
      name: "curl", purpose: .site, isThere: path != nil, isEssential: false,
      text: path.map {
        Message(ja: "よそのサイトに問い合わせる curl：\($0)", en: "asks other sites: curl, \($0)")
      }
        ?? Message(
          ja: "curl がなく、「check --external」が使えません", en: "there is no curl, which 'check --external' asks other sites by"),
      mend: install("curl"))
  }

  // MARK: Sheets

  private static func sheets(of guide: Guide) -> Finding {
    let (sheets, trades) = (guide.sheets.ids.count, guide.industries.ids.count)
    return Finding(
      name: "sheets", purpose: .sheets, isThere: sheets > 0 && trades > 0, isEssential: true,
      text: Message(ja: "資料 \(sheets)、業種 \(trades)", en: "sheets: \(sheets), industries: \(trades)"),
      mend: trades == 0
        ? Message(ja: "tebiki new industry ID", en: "tebiki new industry ID")
        : Message(ja: "tebiki new sheet ID", en: "tebiki new sheet ID"))
  }

  private static func vendor(of guide: Guide) -> Finding {
    let vendor = guide.vendor
    let missing = [("name", vendor.name), ("phone", vendor.phone)].filter { $0.1 == nil }.map(\.0)
    return Finding(
      name: "vendor", purpose: .sheets, isThere: missing.isEmpty, isEssential: false,
      text: missing.isEmpty
        ? Message(ja: "会社の名前と電話番号", en: "the vendor's name and phone number")
        : Message(
          ja: "vendor.yaml に \(missing.joined(separator: "、")) がなく、紙では書き込み用の下線になります",
          en: "vendor.yaml lacks \(missing.joined(separator: ", ")): the paper has a line to write on instead"))
  }

  // MARK: PDFs

  private func browserFinding() async -> Finding {
    let mend =
      browser == nil
      ? Self.install("chromium-headless-shell")
      : Message(ja: "unset TEBIKI_BROWSER", en: "unset TEBIKI_BROWSER")
    let found: Browser
    do {
      found = try Browser.find(named: browser)
    } catch {
      return Finding(
        name: "browser", purpose: .pdf, isThere: false, isEssential: true, text: error.message,
        mend: mend)
    }
    do {
      let version = try await DevTools(found).call("Browser.getVersion", Nothing(), as: Version.self)
      return Finding(
        name: "browser", purpose: .pdf, isThere: true, isEssential: true,
        text: Message(
          ja: "PDF を作るブラウザー：\(found.program)（\(version.product)）",
          en: "browser for PDFs: \(found.program) (\(version.product))"))
    } catch {
      let reason = (error as? BrowserError)?.message ?? (error as? FileError)?.message ?? Message(ja: "", en: "")
      return Finding(
        name: "browser", purpose: .pdf, isThere: false, isEssential: true,
        text: Message(
          ja: "\(found.program) が動きません：\(reason.ja)", en: "\(found.program) does not work: \(reason.en)"),
        mend: mend)
    }
  }

  private struct Version: Decodable { let product: String }

  /// Looks for a face among the font files that systems keep.
  private static func face(
    _ family: String, isEssential: Bool, package name: String, _ what: Message
  ) -> Finding {
    let file = FontCoverage.file(of: family)
    return Finding(
      name: family, purpose: .pdf, isThere: file != nil, isEssential: isEssential,
      text: file.map { Message(ja: "\(what.ja) \(family)：\($0)", en: "\(what.en), \(family): \($0)") }
        ?? Message(ja: "\(what.ja) \(family) がありません", en: "\(what.en), \(family), is missing"),
      mend: install(name))
  }

  /// The command that installs something here; nil where no installer that has it is known.
  private static func install(_ package: String) -> Message? {
    let sudo = Machine.isRoot ? "" : "sudo "
    let command: String? = FileSystem.exists("/usr/bin/apt-get") ? "\(sudo)apt-get install \(package)" : nil
    return command.map { Message(ja: $0, en: $0) }
  }
}
