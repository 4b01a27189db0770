import ArgumentParser
import Source

/// A command line that cannot be carried out, and one line that helps.
struct Misuse: Error, CustomStringConvertible {
  let message: Message

  init(_ message: Message) { self.message = message }

  init(ja: String, en: String) { self.init(Message(ja: ja, en: en)) }

  /// What the parser says for it.
  var description: String { message.text(in: Words.typed.language) }
}

extension Misuse {
  /// Finds what the parser cannot know of: that a word is another tool's, or what is meant by `new NAME`.
  init?(_ words: Words) {
    guard let first = words.all.first, !first.hasPrefix("-") else { return nil }
    if first == "new", words.all.count > 1, !words.all[1].hasPrefix("-"), New.What(rawValue: words.all[1]) == nil {
      self.init(Self.unknownKind(words.all[1], isAlone: !words.all.dropFirst(2).contains { !$0.hasPrefix("-") }))
      return
    }
    let isHelp = first == "help"
    guard let command = isHelp ? words.all.dropFirst().first : first, !command.hasPrefix("-"),
      !Words.commands.contains(command), !(isHelp && command == "help")
    else { return nil }
    let rest = isHelp ? [] : words.all.dropFirst().filter { !$0.hasPrefix("-") }
    self.init(Self.unknownCommand(command, rest: rest.first))
  }

  private static func unknownCommand(_ name: String, rest: String?) -> Message {
    let subject = (ja: "コマンド '\(name)' はありません", en: "there is no command '\(name)'")
    if let own = others[name.lowercased()] {
      if own == "deploy" {
        return Message(
          ja: "\(subject.ja)。「tebiki build」のあと、output/site/ をそのまま公開します",
          en: "\(subject.en): run 'tebiki build' and publish output/site/ as it is")
      }
      let line = "tebiki \(own)" + (own == "new site" ? " \(rest ?? "DIR")" : "")
      return Message(ja: "\(subject.ja)。「\(line)」を使ってください", en: "\(subject.en): use '\(line)'")
    }
    if let near = closest(to: name, in: Words.commands) {
      return Message(
        ja: "\(subject.ja)。'\(near)' ではありませんか", en: "\(subject.en); did you mean '\(near)'?")
    }
    let all = Words.commands
    return Message(
      ja: "\(subject.ja)（あるもの: \(all.joined(separator: "、"))）",
      en: "\(subject.en) (there is: \(all.joined(separator: ", ")))")
  }

  private static func unknownKind(_ name: String, isAlone: Bool) -> Message {
    let kinds = New.What.allCases.map(\.rawValue)
    if let near = closest(to: name, in: isAlone ? kinds.filter { $0 != New.What.site.rawValue } : kinds) {
      return Message(
        ja: "「tebiki new \(name)」はありません。「tebiki new \(near)」ではありませんか",
        en: "there is no 'tebiki new \(name)'; did you mean 'tebiki new \(near)'?")
    }
    let site = isAlone ? "tebiki new site \(name)" : "tebiki new site DIR"
    let others = kinds.filter { $0 != New.What.site.rawValue }
    return Message(
      ja: "「tebiki new \(name)」はありません。サイトなら「\(site)」です（ほかに作れるもの: \(others.joined(separator: "、"))）",
      en:
        "there is no 'tebiki new \(name)': for a site it is '\(site)' (there is also: \(others.joined(separator: ", ")))"
    )
  }

  /// What people type who come from Hugo, MkDocs, Zola, Jekyll or Eleventy, and what it is called here.
  private static let others = [
    "server": "serve", "watch": "serve", "dev": "serve", "develop": "serve", "preview": "serve", "live": "serve",
    "start": "serve", "run": "serve", "init": "new site", "create": "new site", "quickstart": "new site",
    "scaffold": "new site", "gh-deploy": "deploy", "deploy": "deploy", "publish": "deploy", "upload": "deploy",
    "generate": "build", "gen": "build", "make": "build", "compile": "build", "validate": "check", "lint": "check",
    "test": "check", "verify": "check", "print": "build --pdf", "pdf": "build --pdf", "export": "build --pdf",
    "add": "new", "draft": "new page", "post": "new page", "new-theme": "new theme", "theme": "new theme",
    "ls": "list", "show": "list", "purge": "clean", "env": "doctor", "info": "doctor", "config": "doctor",
    "version": "--version", "completion": "--generate-completion-script bash",
    "completions": "--generate-completion-script bash", "why": "explain",
  ]
}

extension Misuse {
  /// Says in both languages what the parser has refused; a message that is not known here stays as it is.
  static func translated(_ text: String, _ words: Words) -> Message {
    if let match = text.wholeMatch(of: /Unknown option '(?<name>.*?)'(?:\. Did you mean '(?<near>.*)'\?)?/) {
      let name = String(match.name)
      if let own = words.command.flatMap({ ownOption(for: name, of: $0) }) {
        return Message(
          ja: "オプション '\(name)' はありません。\(own.ja)", en: "there is no option '\(name)': \(own.en)")
      }
      let near = match.near.flatMap { closest(to: name, in: [String($0)]) }
      if words.command == nil || words.all.first?.hasPrefix("-") == true, isOption(name, of: CommonOptions.self) {
        return Message(
          ja: "'\(name)' はコマンドの後に書きます（例: tebiki build \(name)）",
          en: "'\(name)' stands behind the command, as in 'tebiki build \(name)'")
      }
      return Message(
        ja: "オプション '\(name)' はありません" + (near.map { "。'\($0)' ではありませんか" } ?? ""),
        en: "there is no option '\(name)'" + (near.map { "; did you mean '\($0)'?" } ?? ""))
    }
    if let match = text.wholeMatch(of: /Missing value for '(?<name>.*?)'/) {
      return Message(ja: "'\(match.name)' の値がありません", en: "'\(match.name)' has no value")
    }
    if let match = text.wholeMatch(of: /Missing expected argument '(?<name>.*?)'/) {
      let choices = match.name == "<what>" ? words.command.flatMap { whats[$0] } ?? [] : []
      return Message(
        ja: "'\(match.name)' がありません" + (choices.isEmpty ? "" : "（使えるもの: \(choices.joined(separator: "、"))）"),
        en: "'\(match.name)' is missing" + (choices.isEmpty ? "" : "; use one of: \(choices.joined(separator: ", "))"))
    }
    if let match = text.wholeMatch(of: /(?:Unexpected argument|\d+ unexpected arguments:) '(?<words>(?s:.*))'/) {
      return Message(ja: "余分な言葉があります: '\(match.words)'", en: "this is left over: '\(match.words)'")
    }
    if let match = text.wholeMatch(of: /The option '(?<name>.*?)' does not take any value, but (?s:.*)/) {
      return Message(ja: "'\(match.name)' は値を取りません", en: "'\(match.name)' takes no value")
    }
    if let match = text.wholeMatch(
      of: /The value '(?<value>(?s:.*?))' is invalid for '(?<name>.*?)'(?<choices>(?s:.*))/)
    {
      return refusal(of: String(match.value), for: String(match.name), choices: choices(in: String(match.choices)))
    }
    if let match = text.prefixMatch(of: /Can't generate completion scripts for '(?<shell>.*?)'/) {
      return refusal(
        of: String(match.shell), for: "--generate-completion-script", choices: CompletionShell.allCases.map(\.rawValue))
    }
    return Message(ja: text, en: text)
  }

  /// Returns what to write for an option of Hugo, MkDocs, Zola, Jekyll or Eleventy; nil where nothing is known.
  private static func ownOption(for name: String, of command: String) -> Message? {
    if command == "serve", let own = serveOptions[name] { return own }
    return otherOptions.first { $0.names.contains(name) }?.own
  }

  private static let serveOptions = [
    "-o": use("--open"), "-p": use("--port"), "-i": use("--host"), "-b": use("--host"), "--interface": use("--host"),
    "--bind": use("--host"), "-a": address, "--dev-addr": address,
  ]

  private static let address = Message(ja: "'--host' と '--port' を使ってください", en: "use '--host' and '--port'")

  private static let otherOptions: [(names: Set<String>, own: Message)] = [
    (
      ["-d", "-o", "--site-dir", "--output-dir", "--destination", "--dest"],
      Message(
        ja: "'--output フォルダー' を使ってください（サイトはその中の site/ にできます）",
        en: "use '--output DIR'; the site is DIR/site/")
    ),
    (["-D", "--buildDrafts", "--build-drafts", "--unpublished"], use("--drafts")), (["-s"], use("--strict")),
    (["--source", "-r", "--dir"], use("--root")), (["-t"], use("--theme")), (["-q", "--silent"], use("--quiet")),
    (["-v", "--debug"], use("--verbose")), (["-j", "--threads", "--workers"], use("--jobs")),
    (["-l", "--language", "--locale"], use("--lang")),
    (["-V"], Message(ja: "「tebiki --version」です", en: "it is 'tebiki --version'")),
    (
      ["-c", "--clean", "--cleanDestinationDir", "--ignoreCache", "--force"],
      Message(ja: "「tebiki clean」か '--no-cache' を使ってください", en: "use 'tebiki clean', or '--no-cache'")
    ),
    (
      ["-f", "--config-file", "--config"],
      Message(ja: "設定は content/site.yaml に書きます", en: "settings are written in content/site.yaml")
    ),
    (
      ["-b", "--baseURL", "--base-url", "--baseurl"],
      Message(ja: "content/site.yaml に「base_url: …」と書きます", en: "write 'base_url: …' in content/site.yaml")
    ),
    (
      ["--dirty", "--incremental", "-w", "--watch", "--livereload", "--minify", "--gc"],
      Message(ja: "なくても同じです。外してください", en: "leave it out: it is so without it")
    ),
  ]

  private static func use(_ option: String) -> Message {
    Message(ja: "'\(option)' を使ってください", en: "use '\(option)'")
  }

  /// What the commands' `<what>` can be.
  private static let whats = [
    "list": List.What.allCases.map(\.rawValue), "new": New.What.allCases.map(\.rawValue),
  ]

  /// Whether some command line options have one of that name.
  private static func isOption<Options: ParsableArguments>(_ name: String, of options: Options.Type) -> Bool {
    do {
      _ = try options.parse([name])
      return true
    } catch {
      return !options.message(for: error).hasPrefix("Unknown option")
    }
  }

  /// The values that the parser would take: a few in a sentence, many in a list.
  private static func choices(in text: String) -> [String] {
    let lines = text.split(separator: "\n").filter { $0.hasPrefix("  - ") }
    return lines.isEmpty
      ? text.matches(of: /'([^']*)'/).map { String($0.1) } : lines.map { String($0.dropFirst(4)) }
  }

  private static func refusal(of value: String, for name: String, choices: [String]) -> Message {
    let near = closest(to: value, in: choices)
    let hint =
      near.map { Message(ja: "。'\($0)' ではありませんか", en: "; did you mean '\($0)'?") }
      ?? (choices.isEmpty
        ? Message(ja: "", en: "")
        : Message(
          ja: "（使えるもの: \(choices.joined(separator: "、"))）", en: "; use one of: \(choices.joined(separator: ", "))"))
    return Message(
      ja: "'\(name)' に '\(value)' は使えません\(hint.ja)",
      en: "'\(value)' does not fit '\(name)'\(hint.en)")
  }
}
