import Platform
import Source

extension Directive {
  /// The call-outs of other tools (GitHub, VitePress, Obsidian, MkDocs, Zenn), and what is nearest here.
  package static let foreignCallouts: [String: Name] = [
    "info": .note, "abstract": .note, "summary": .note, "tldr": .note, "todo": .note, "quote": .note, "cite": .note,
    "example": .note, "question": .note, "help": .note, "faq": .note, "seealso": .note, "message": .note,
    "admonition": .note, "memo": .note, "hint": .tip, "success": .tip, "check": .tip, "done": .tip,
    "attention": .warning, "warn": .warning, "alert": .warning, "danger": .caution, "error": .caution, "bug": .caution,
    "failure": .caution, "fail": .caution, "missing": .caution,
  ]

  /// Says how that is written here which another tool calls by a directive's name.
  static func meant(byForeign name: String) -> Message? {
    // MyST writes `:::{note}`.
    let word = name.lowercased().filter { !"{}".contains($0) }
    if let callout = Name(rawValue: word) ?? foreignCallouts[word] {
      return Message(ja: "「:::\(callout.rawValue)」と書いてください", en: "write ':::\(callout.rawValue)'")
    }
    switch word {
    case "details", "spoiler", "collapse":
      return Message(
        ja: "折りたたみはありません。「:::note 題名」か見出し（##）にしてください", en: "nothing folds: write ':::note TITLE', or a heading ('##')")
    case "code-group", "tabs", "tab", "tab-set", "tab-item":
      return Message(ja: "切り替えるタブはありません。見出し（##）で分けてください", en: "there are no tabs: part it by headings ('##')")
    default: return nil
    }
  }
}
