import ArgumentParser
import Platform
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
    guard let first = words.all.first, !first.hasPrefix("-"), words.asksForHelp == nil else { return nil }
    if first == "new", words.all.count > 1, !words.all[1].hasPrefix("-"), New.What(rawValue: words.all[1]) == nil {
      self.init(Self.unknownKind(words.all[1], rest: words.all.dropFirst(2).first { !$0.hasPrefix("-") }))
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

  private static func unknownKind(_ name: String, rest: String?) -> Message {
    // As Hugo has it: 'new posts/a.md', 'new content posts/a.md'.
    let path = name.contains("/") || name.hasSuffix(".md") ? name : foreignKinds.contains(name) ? rest ?? "PATH" : nil
    if let path {
      let line = "tebiki new page \(path)"
      return Message(
        ja: "「tebiki new \(name)」はありません。ページなら「\(line)」です（パスは content/ から）",
        en: "there is no 'tebiki new \(name)': for a page it is '\(line)', a path below content/")
    }
    let isAlone = rest == nil
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

  /// What other tools call a page after `new`.
  private static let foreignKinds = [
    "content", "post", "posts", "draft", "blog", "note", "doc", "docs", "file", "markdown",
  ]

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
      if let own = ownOption(for: name, of: words.command) {
        return Message(
          ja: "オプション '\(name)' はありません。\(own.ja)", en: "there is no option '\(name)': \(own.en)")
      }
      let near = match.near.flatMap { closest(to: name, in: [String($0)]) }
      if words.command == nil || words.all.first?.hasPrefix("-") == true, isOption(name, of: Build.self) {
        return Message(
          ja: "'\(name)' はコマンドの後に書きます（例: tebiki build \(name)）",
          en: "'\(name)' stands behind the command, as in 'tebiki build \(name)'")
      }
      return Message(
        ja: "オプション '\(name)' はありません" + (near.map { "。'\($0)' ではありませんか" } ?? ""),
        en: "there is no option '\(name)'" + (near.map { "; did you mean '\($0)'?" } ?? ""))
    }
    if let match = text.wholeMatch(of: /Missing value for '(?<name>.*?)'/) {
      // To the parser '-1' is an option.
      let option = String(match.name.prefix { $0 != " " })
      if let value = words.value(of: option), value.wholeMatch(of: /-\d+/) != nil {
        return refusal(of: value, for: String(match.name), choices: [])
      }
      return Message(ja: "'\(match.name)' の値がありません", en: "'\(match.name)' has no value")
    }
    if let match = text.wholeMatch(of: /Missing expected argument '(?<name>.*?)'/) {
      let example =
        match.name == "<name>"
        ? words.all.dropFirst().first.flatMap { examples[$0] }
        : match.name == "<code>" ? "tebiki explain T201" : nil
      let choices = match.name == "<what>" ? words.command.flatMap { whats[$0] } ?? [] : []
      return Message(
        ja: "'\(match.name)' がありません" + (example.map { "（例: \($0)）" } ?? "")
          + (choices.isEmpty ? "" : "（使えるもの: \(choices.joined(separator: "、"))）"),
        en: "'\(match.name)' is missing" + (example.map { ", as in '\($0)'" } ?? "")
          + (choices.isEmpty ? "" : "; use one of: \(choices.joined(separator: ", "))"))
    }
    if let match = text.wholeMatch(of: /(?:Unexpected argument|\d+ unexpected arguments:) '(?<words>(?s:.*))'/) {
      return leftOver(String(match.words), words.command)
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
  private static func ownOption(for name: String, of command: String?) -> Message? {
    if command == nil { return ["-v", "-V"].contains(name) ? version : nil }
    if command == "serve", let own = serveOptions[name] { return own }
    return otherOptions.first { $0.names.contains(name) }?.own
  }

  private static let serveOptions = [
    "-o": use("--open"), "-O": use("--open"), "-p": use("--port"), "-i": use("--host"), "-b": use("--host"),
    "--interface": use("--host"),
    "--bind": use("--host"), "-a": address, "--dev-addr": address,
  ]

  private static let address = Message(ja: "'--host' と '--port' を使ってください", en: "use '--host' and '--port'")

  private static let otherOptions: [(names: Set<String>, own: Message)] = [
    (
      ["-d", "-o", "--site-dir", "--output-dir", "--publishDir", "--destination", "--dest"],
      Message(
        ja: "'--output フォルダー' を使ってください（サイトはその中の site/ にできます）",
        en: "use '--output DIR'; the site is DIR/site/")
    ),
    (["-D", "--buildDrafts", "--build-drafts", "--unpublished"], use("--drafts")),
    (["-s", "--panicOnWarning"], use("--strict")),
    (["--source", "-r", "--dir", "--contentDir"], use("--root")), (["-t"], use("--theme")),
    (["-q", "--silent"], use("--quiet")),
    (["-v", "--debug", "--logLevel"], use("--verbose")), (["-j", "--threads", "--workers"], use("--jobs")),
    (["-l", "--language", "--locale"], use("--lang")),
    (["-V"], version),
    (
      ["-c", "--clean", "--cleanDestinationDir", "--ignoreCache", "--force"],
      Message(ja: "「tebiki clean」か '--no-cache' を使ってください", en: "use 'tebiki clean', or '--no-cache'")
    ),
    (
      ["-f", "--config-file", "--config"],
      Message(ja: "設定は content/site.yaml に書きます", en: "settings are written in content/site.yaml")
    ),
    (
      ["-b", "-u", "--baseURL", "--base-url", "--baseurl"],
      Message(ja: "content/site.yaml に「base_url: …」と書きます", en: "write 'base_url: …' in content/site.yaml")
    ),
    (
      [
        "--dirty", "--incremental", "-w", "--watch", "--livereload", "--minify", "--gc", "--fast", "--buildFuture",
        "--buildExpired", "-F", "-E", "-e", "--environment", "--disableFastRender", "--navigateToChanged",
        "--no-directory-urls",
        "--use-directory-urls", "--skip-external-links",
      ],
      Message(ja: "なくても同じです。外してください", en: "leave it out: it is so without it")
    ),
  ]

  private static let version = Message(ja: "「tebiki --version」です", en: "use 'tebiki --version'")

  private static func use(_ option: String) -> Message {
    Message(ja: "'\(option)' を使ってください", en: "use '\(option)'")
  }

  /// Says of a word too much how it is said, where that can be seen from it: a folder, a port.
  private static func leftOver(_ word: String, _ command: String?) -> Message {
    let left = Message(ja: "余分な言葉があります: '\(word)'", en: "this is left over: '\(word)'")
    guard let command, !["new", "render", "explain"].contains(command) else { return left }
    var hint: String?
    if command == "serve", let port = word.wholeMatch(of: /(?:[a-z0-9.]*:)?(\d+)/) {
      hint = "tebiki serve --port \(port.1)"
    } else if word.contains("/") && !word.contains("'") || FileSystem.isFolder(word) {
      let folder = word.hasSuffix("/") ? String(word.dropLast()) : word
      let isContent = folder == "content" || folder.hasSuffix("/content")
      let root = isContent ? String(folder.dropLast("/content".count)) : folder
      hint = "tebiki \(command) --root \(root.isEmpty ? "." : root)"
    }
    guard let hint else { return left }
    return Message(ja: "\(left.ja)。「\(hint)」のことですか", en: "\(left.en); did you mean '\(hint)'?")
  }

  /// How each `tebiki new` is written.
  private static let examples = [
    "site": "tebiki new site guide", "page": "tebiki new page parts/opening", "practice": "tebiki new practice talk",
    "measure": "tebiki new measure backup", "resource": "tebiki new resource desk",
    "industry": "tebiki new industry dentist", "incident": "tebiki new incident fire",
    "sheet": "tebiki new sheet visit",
    "term": "tebiki new term スナップショット", "theme": "tebiki new theme mine",
  ]

  /// What a value that the parser itself reads must be.
  private static let shapes = [
    "--jobs": Message(ja: "1 から 64 までの数です", en: "it is a number from 1 to 64"),
    "--port": Message(ja: "0 から 65535 までの数です", en: "it is a number from 0 to 65535"),
    "--date": Message(ja: "2026-11-24 のような、実在する日付です", en: "it is a day that exists, such as 2026-11-24"),
  ]

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
        ? shapes[String(name.prefix { $0 != " " })].map { Message(ja: "。\($0.ja)", en: "; \($0.en)") }
          ?? Message(ja: "", en: "")
        : Message(
          ja: "（使えるもの: \(choices.joined(separator: "、"))）", en: "; use one of: \(choices.joined(separator: ", "))"))
    return Message(
      ja: "'\(name)' に '\(value)' は使えません\(hint.ja)",
      en: "'\(value)' does not fit '\(name)'\(hint.en)")
  }
}
