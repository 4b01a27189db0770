import ArgumentParser
import Platform
import Source

/// The words of a command line, as far as they can be understood where the parser has understood none of them.
struct Words: Sendable {
  let all: [String]

  /// What was typed.
  static var typed: Words { Words(all: Array(CommandLine.arguments.dropFirst())) }

  /// The names of the commands.
  static var commands: [String] { Tebiki.configuration.subcommands.map { $0._commandName } }

  /// The command, where it is one.
  var command: String? { all.first { !$0.hasPrefix("-") }.flatMap { Self.commands.contains($0) ? $0 : nil } }

  /// The command that `--help COMMAND` or `COMMAND help` asks about.
  var asksForHelp: String? {
    guard all.count == 2, let command, command != "render" || all[1] == command else { return nil }
    return ["-h", "--help"].contains(all[0]) || all[1] == "help" ? command : nil
  }

  /// The language that is asked for, else the environment's.
  var language: Language { Console.language(value(of: "--lang").flatMap(Language.init)) }

  /// How results are to be printed, where that is said well.
  var format: OutputFormat { value(of: "--format").flatMap(OutputFormat.init) ?? .text }

  /// The value of an option, the last one where it is given several times.
  func value(of option: String) -> String? {
    for (index, word) in all.enumerated().reversed() {
      if word.hasPrefix("\(option)=") { return String(word.dropFirst(option.utf8.count + 1)) }
      if word == option { return index + 1 < all.count ? all[index + 1] : nil }
    }
    return nil
  }
}
