import ArgumentParser
import Platform
import Source

/// What helps say, in the language of whoever asks: ArgumentParser knows its own words in English alone, and does not
/// know that some characters are two cells wide.
enum Help {
  /// The text in the language that is asked for by --lang, else by the environment.
  static func text(ja: String, en: String) -> String { Message(ja: ja, en: en).text(in: Words.typed.language) }

  /// The same, and examples that are typed alike in every language.
  static func text(ja: String, en: String, examples: [String]) -> String {
    text(ja: ja, en: en) + "\n\nEXAMPLES\n" + examples.map { "  \($0)" }.joined(separator: "\n")
  }

  /// What the parser prints on request: a help, or else the version or a script for a shell.
  static func page(for error: any Error) -> String {
    let text = Tebiki.fullMessage(for: error)
    guard Words.typed.language == .ja, text.hasPrefix("OVERVIEW: ") else { return text }
    let help = Tebiki.fullMessage(for: error, columns: 100_000)  // one line for what is one
    let columns = max(40, Terminal.outputWidth ?? 80)
    return japanese(help).split(separator: "\n", omittingEmptySubsequences: false)
      .map { folded(String($0), columns: columns) }.joined(separator: "\n")
  }

  /// The parser's own words in Japanese.
  private static let words = [
    ("OVERVIEW: ", ""), ("USAGE: ", "使い方: "), ("ARGUMENTS:", "引数:"), ("OPTIONS:", "オプション:"),
    ("SUBCOMMANDS:", "コマンド:"), ("EXAMPLES", "例"), ("Show the version.", "版を表示します"),
    ("Show help information.", "使い方を表示します"), ("<options>", "<オプション>"), ("<subcommand>", "<コマンド>"),
    ("  See 'tebiki help <コマンド>' for detailed help.", "  くわしくは「tebiki help コマンド」で表示します。"),
  ]

  private static func japanese(_ help: String) -> String {
    let text = help.replacing(#/ \((?:values: ([^;()\n]*))?(?:; )?(?:default: ([^()\n]*))?\)/#) { found in
      let parts = [found.output.1.map { "使えるもの: \($0)" }, found.output.2.map { "省略時: \($0)" }]
      return "（\(parts.compactMap(\.self).joined(separator: "。"))）"
    }
    return words.reduce(text) { $0.replacing($1.0, with: $1.1) }
  }

  /// Breaks a line that is too wide; what follows stands below where the description began.
  static func folded(_ line: String, columns: Int) -> String {
    guard line.displayWidth > columns else { return line }
    let indent =
      (line.prefixMatch(of: #/ {2}\S.*? {2,}(?=\S)/#) ?? line.prefixMatch(of: #/ */#))?.output.displayWidth ?? 0
    let room = max(10, columns - indent)
    var lines: [String] = []
    var rest = line[...]
    while rest.displayWidth > (lines.isEmpty ? columns : room) {
      let end = lineEnd(of: rest, in: lines.isEmpty ? columns : room, after: lines.isEmpty ? indent : 0)
      lines.append(String(rest[..<end]).trimmingSpacesAtEnd)
      rest = rest[end...].drop { $0 == " " }
    }
    lines.append(String(rest))
    return lines.joined(separator: "\n" + String(repeating: " ", count: indent))
  }

  /// Where a line ends that has so many cells: at a space or beside a wide character, but never before what may not begin a
  /// line and never behind what may not end one.
  private static func lineEnd(of text: Substring, in cells: Int, after start: Int) -> Substring.Index {
    var (width, best, hard) = (0, text.startIndex, text.startIndex)
    for index in text.indices {
      let here = text[index]
      if width > start, index > text.startIndex {
        let before = text[text.index(before: index)]
        let isBreak = [here, before].contains { $0 == " " || $0.isWide }
        if isBreak, !neverFirst.contains(here), !neverLast.contains(before) { best = index }
      }
      width += String(here).displayWidth
      if width > cells { break }
      hard = text.index(after: index)
    }
    return best > text.startIndex ? best : hard > text.startIndex ? hard : text.index(after: text.startIndex)
  }

  private static let neverFirst: Set<Character> = Set("、。，．）」』】・：；！？ーぁぃぅぇぉっゃゅょァィゥェォッャュョ)]}>.,:;!?")
  private static let neverLast: Set<Character> = Set("（「『【([{<")
}

extension ArgumentHelp {
  /// A help in the language that is asked for.
  init(ja: String, en: String, valueName: String? = nil) {
    self.init(stringLiteral: Help.text(ja: ja, en: en))
    self.valueName = valueName
  }
}

extension Character {
  fileprivate var isWide: Bool { String(self).displayWidth > 1 }
}

extension String {
  fileprivate var trimmingSpacesAtEnd: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
