import Foundation

/// The commands and their options as a page, from what the parser tells of itself.
struct CommandReference: Decodable {
  struct Command: Decodable {
    let commandName: String
    let abstract: String?
    let discussion: String?
    let arguments: [Argument]?
    let subcommands: [Command]?
  }

  struct Argument: Decodable {
    struct Name: Decodable {
      let kind: String
      let name: String
    }

    let kind: String
    let names: [Name]?
    let valueName: String?
    let abstract: String?
    let defaultValue: String?
    let allValues: [String]?
    let isOptional: Bool
    let isRepeating: Bool
  }

  let command: Command

  var page: String {
    let commands = (command.subcommands ?? []).filter { $0.commandName != "help" }
    let shared = commands.map { Set(($0.arguments ?? []).map(Self.name)) }.reduce(nil as Set<String>?) {
      $0?.intersection($1) ?? $1
    }
    var text = """
      ---
      title: コマンドの一覧
      description: すべてのコマンドとオプションの一覧です。
      order: 1
      ---
      <!-- DocumentationTests.swift が書くページです。手では直しません。 -->

      「tebiki help コマンド」で、端末でも読めます。表示の言語は `LANG` か `--lang ja` で決まります。

      ## どのコマンドにもあるオプション {#common}


      """
    text += Self.table(of: (commands.first?.arguments ?? []).filter { shared?.contains(Self.name($0)) == true })
    for command in commands {
      text += "\n## tebiki \(command.commandName) {#\(command.commandName)}\n\n\(Self.joined(command.abstract))。\n"
      let own = (command.arguments ?? []).filter { shared?.contains(Self.name($0)) != true }
      if !own.isEmpty { text += "\n" + Self.table(of: own) }
      text += Self.text(of: command.discussion ?? "")
    }
    return text
  }

  private static func name(_ argument: Argument) -> String {
    let value = "<\(argument.valueName ?? "")>"
    guard argument.kind != "positional" else { return value }
    let names = (argument.names ?? []).map { $0.kind == "short" ? "-\($0.name)" : "--\($0.name)" }
    return names.joined(separator: ", ") + (argument.kind == "flag" ? "" : " \(value)")
  }

  private static func table(of arguments: [Argument]) -> String {
    "| 書き方 | 内容 |\n| --- | --- |\n"
      + arguments.map { argument in
        var text = joined(argument.abstract)
        if let values = argument.allValues, !values.isEmpty {
          text += "。使えるもの: \(values.map { "`\($0)`" }.joined(separator: " "))"
        }
        if let value = argument.defaultValue { text += "。省略時: `\(value)`" }
        return "| `\(name(argument))` | \(text) |\n"
      }.joined()
  }

  /// A text of several lines as one; the parser's own words in Japanese.
  private static func joined(_ text: String?) -> String {
    ["Show help information.": "使い方を表示します", "Show the version.": "版を表示します"][text ?? ""]
      ?? (text ?? "").replacing("\n", with: "").replacing(/\{\{\w+\}\}/) { "`\($0.output)`" }
  }

  /// What is said beyond the abstract, its examples as a block of code.
  private static func text(of discussion: String) -> String {
    let parts = discussion.components(separatedBy: "EXAMPLES\n")
    let words = parts[0].trimmingCharacters(in: .whitespacesAndNewlines)
    var text = words.isEmpty ? "" : "\n\(words)\n"
    if parts.count > 1 {
      let lines = parts[1].split(separator: "\n").map { $0.hasPrefix("  ") ? $0.dropFirst(2) : $0 }
      text += "\n```sh\n\(lines.joined(separator: "\n"))\n```\n"
    }
    return text
  }
}
