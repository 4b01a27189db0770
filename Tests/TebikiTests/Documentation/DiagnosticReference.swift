import Platform
import Press
import Source

@testable import tebiki

/// What `tebiki explain` says of every kind of mistake, as one page a family.
enum DiagnosticReference {
  /// A family: the first digit of its codes, and what they are about.
  struct Family {
    let digit: Character
    let title: String
    let summary: String

    var kinds: [Diagnostic.Kind] { DiagnosticKinds.all.filter { $0.code.dropFirst().first == digit } }
  }

  static let families = [
    Family(digit: "0", title: "T0 ファイル", summary: "ファイルが読めないときの知らせです。"),
    Family(digit: "1", title: "T1 キーと値", summary: "ファイルの先頭や YAML に書くキーと値の知らせです。"),
    Family(digit: "2", title: "T2 リンクと参照", summary: "リンク、画像、id、アドレスの知らせです。"),
    Family(digit: "3", title: "T3 Markdown と指示", summary: "本文の書き方の知らせです。"),
    Family(digit: "4", title: "T4 テーマ", summary: "テーマとテンプレートの知らせです。"),
    Family(digit: "5", title: "T5 やさしい言葉", summary: "資料の言葉の知らせです。"),
    Family(digit: "6", title: "T6 紙", summary: "資料が紙に収まるかどうかの知らせです。"),
    Family(digit: "7", title: "T7 よそのサイト", summary: "「tebiki check --external」の知らせです。"),
  ]

  /// A family's page; `examples` are what the console shows, by code.
  static func page(of family: Family, _ examples: [String: String]) -> String {
    var text = """
      ---
      title: \(family.title)
      description: \(family.summary)
      order: \(families.firstIndex { $0.digit == family.digit }.map { $0 + 1 } ?? 0)
      ---
      <!-- DocumentationTests.swift が書くページです。手では直しません。 -->

      どれも、「tebiki explain 番号」で端末でも読めます。

      """
    for kind in family.kinds {
      text += """

        ## \(kind.code) \(kind.name) {#\(kind.name)}

        **\(severities[kind.severity] ?? "")** \(literal(kind.explanation.ja))

        """
      if let example = examples[kind.code] { text += "\n```text\n\(example)\n```\n" }
    }
    return text
  }

  /// A text for a terminal as Markdown: what an author would type becomes code.
  private static func literal(_ text: String) -> String {
    text.split(separator: "`", omittingEmptySubsequences: false).enumerated().map { number, part in
      number.isMultiple(of: 2) ? String(part).replacing(typed) { "`\($0.output)`" } : String(part)
    }.joined(separator: "`")
  }

  private static var typed: Regex<Substring> {
    /\{漢字\|.+?\}|\[題\]（a\.md）|:smile:|H~2~O|#　見出し|\\\||\\|\{\{.+?\}+|:::[\p{L}]*|\*\* 重要 \*\*|\*\*|\[\^名前\](?:: 本文)?|<!--.*?-->|<!--|-->|\{#.*?\}|~/
  }

  private static let severities: [Diagnostic.Severity: String] = [.error: "エラー。", .warning: "警告。", .hint: "ヒント。"]

  /// The first example of each code in what a check prints.
  static func examples(in console: String) -> [String: String] {
    var found: [String: String] = [:]
    var block: [Substring] = []
    func close() {
      guard let head = block.first, let match = head.firstMatch(of: /\[(T\d+) [a-z-]+\]/) else { return }
      if found[String(match.1)] == nil { found[String(match.1)] = block.joined(separator: "\n") }
    }
    for line in console.split(separator: "\n") {
      if line.hasPrefix(" ") || line.prefixMatch(of: /\d+ \|/) != nil {
        block.append(line)
      } else {
        close()
        block = [line]
      }
    }
    close()
    return found
  }
}
