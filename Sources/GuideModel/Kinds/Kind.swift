package import Platform
import Source

/// What a Markdown file of the guide is, by the folder that it lies in.
package enum Kind: String, CaseIterable, Sendable {
  case page, responsibility, practice, measure, resource, industry, incident, notice, sheet

  /// The folder of `content/` that holds this kind; nil for ordinary pages, which lie anywhere else.
  package var folder: String? {
    switch self {
    case .page: nil
    case .responsibility: "responsibilities"
    case .practice: "practices"
    case .measure: "measures"
    case .resource: "resources"
    case .industry: "industries"
    case .incident: "incidents"
    case .notice: "notices"
    case .sheet: "handouts"
    }
  }

  package var name: Message {
    switch self {
    case .page: Message(ja: "ページ", en: "page")
    case .responsibility: Message(ja: "責務", en: "responsibility")
    case .practice: Message(ja: "プラクティス", en: "practice")
    case .measure: Message(ja: "対策", en: "measure")
    case .resource: Message(ja: "公的な資料と窓口", en: "resource")
    case .industry: Message(ja: "業種", en: "industry")
    case .incident: Message(ja: "事例", en: "incident")
    case .notice: Message(ja: "お知らせ", en: "notice")
    case .sheet: Message(ja: "配付資料", en: "sheet")
    }
  }

  /// Returns the name as a heading bears it.
  package func title(inJapanese isJapanese: Bool) -> String {
    isJapanese ? name.ja : name.en.prefix(1).uppercased() + name.en.dropFirst()
  }

  /// The kind of the file at `path`, which is below `content/`.
  init(path: String) {
    let top = path.pathParts.dropLast().first
    let kind = Kind.allCases.first { $0.folder != nil && $0.folder == top } ?? .page
    let isFoldersOwn = path.fileName == "index.md" || FolderPages.isReadme(path) && kind != .sheet
    self = isFoldersOwn ? .page : kind
  }
}
