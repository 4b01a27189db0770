import Platform
import Source

/// What a theme's templates say that comes to nothing in a browser.
enum ThemeMarkup {
  static let kinds = [foreignTag, blockedMarkup]

  /// Reports what is another tool's, and what the pages' Content-Security-Policy blocks.
  ///
  /// A theme that writes a policy of its own is not held against the standard theme's.
  static func check(
    _ templates: [(name: String, file: FileID)], in sources: SourceFiles, reporting report: inout Report
  ) {
    let hasPolicy = templates.contains {
      String(decoding: sources[$0.file].bytes, as: UTF8.self).contains("http-equiv")
    }
    for (name, file) in templates {
      let text = withoutComments(sources[file])
      func add(_ kind: Diagnostic.Kind, _ match: Substring, _ message: Message, help: Message) {
        let start = text.utf8.distance(from: text.startIndex, to: match.startIndex)
        report.add(
          kind, at: SourceRange(file: file, start: start, end: start + match.utf8.count), message, help: help)
      }
      if let match = text.firstMatch(of: /\{%[^%}\n]*(?:%\})?/) {
        add(
          foreignTag, match.output,
          Message(ja: "「{%」がそのままページに出ます", en: "'{%' is printed as it stands"),
          help: Message(
            ja: "テンプレートは Mustache です。{{<page}}、{{> 部品}}、{{#値}} を使ってください",
            en: "templates are Mustache: {{<page}}, {{> partial}}, {{#value}}"))
      }
      guard !hasPolicy else { continue }
      // What sheets are made of has its styles within.
      let isSheet = ["sheet", "pack", "talk"].contains { name.hasPrefix($0) }
      for blocked in Blocked.allCases where !(isSheet && blocked == .style) {
        for match in text.matches(of: blocked.pattern) {
          add(
            blockedMarkup, match.output,
            Message(ja: "ブラウザーは、これを動かしません", en: "browsers do not let this work"), help: blocked.help)
        }
      }
    }
  }

  /// What the policy of the standard theme's pages blocks.
  private enum Blocked: CaseIterable {
    case script, style, elsewhere

    var pattern: Regex<Substring> {
      switch self {
      case .script: /<script(?![^>]*\ssrc\s*=)(?![^>]*ld\+json)[^>]*>|\son[a-z]+\s*=\s*["']/
      case .style: /<style\b[^>]*>|\sstyle\s*=\s*["']/
      case .elsewhere:
        /<(?:script|img|iframe|video|audio)\b[^>]*\ssrc\s*=\s*["'](?:https?:)?\/\/|<link\b(?=[^>]*stylesheet)[^>]*(?:https?:)?\/\//
      }
    }

    var help: Message {
      switch self {
      case .script:
        Message(
          ja: "assets/ の .js に移し、<script src=\"{{root}}assets/名前.js\" defer></script> で読み込んでください",
          en: "put it into a .js in assets/, and load it by <script src=\"{{root}}assets/NAME.js\" defer></script>")
      case .style: Message(ja: "assets/ のスタイルシートに移してください", en: "put it into a style sheet in assets/")
      case .elsewhere:
        Message(
          ja: "ファイルを assets/ に置いてください。よその場所からは何も読み込みません",
          en: "put the file into assets/: nothing is loaded from elsewhere")
      }
    }
  }

  /// Returns a template with blanks for its comments, so that places stay.
  private static func withoutComments(_ source: SourceFile) -> String {
    String(decoding: source.bytes, as: UTF8.self).replacing(/\{\{!(?s:.*?)\}\}|<!--(?s:.*?)-->/) {
      String(repeating: " ", count: $0.output.utf8.count)
    }
  }

  private static let foreignTag = Diagnostic.Kind(
    "T411", "foreign-template-tag", .warning,
    Message(
      ja: "テンプレートは Mustache で書きます。「{% … %}」（Jinja、Liquid、Tera）の命令はなく、文字のままページに出ます。",
      en: "Templates are Mustache. It has no '{% … %}' as Jinja, Liquid and Tera do: that is printed as it stands."))

  private static let blockedMarkup = Diagnostic.Kind(
    "T412", "blocked-markup", .warning,
    Message(
      ja: """
        ページの中のスクリプトと style、よその場所のファイルは、ページの Content-Security-Policy が止めるので、働きません。\
        スクリプトとスタイルは assets/ に置いて読み込みます。
        """,
      en: """
        The pages' Content-Security-Policy blocks scripts and styles within a page, and files from elsewhere. Scripts and \
        styles are put into assets/ and loaded from there.
        """))
}
