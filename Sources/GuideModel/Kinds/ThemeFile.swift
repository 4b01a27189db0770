package import Markup
import Platform
package import Source

/// What a theme's `theme.yaml` says: what it extends, what its templates say by themselves, what `site.yaml` may set.
package struct ThemeFile: Sendable {
  /// The theme whose files are taken where this one has none.
  package private(set) var base: Located<String>?
  package private(set) var strings: [String: Wording] = [:]
  package private(set) var settings: [Setting] = []

  /// One text of the templates, by language.
  package struct Wording: Sendable {
    /// By the language's name; the empty one stands for every language.
    package var texts: [String: Located<String>]

    /// Returns the text for a language; English, and then any, where there is none.
    package func text(in language: String) -> Located<String>? {
      texts[language] ?? texts[String(language.prefix { $0 != "-" })] ?? texts[""] ?? texts["en"]
        ?? texts.sorted { $0.key < $1.key }.first?.value
    }
  }

  /// Something that `site.yaml` may set below `theme_settings`.
  package struct Setting: Sendable {
    package enum Form: String, CaseIterable, Sendable { case color, text, flag, file }

    package let name: Located<String>
    /// Nil where the theme below says it.
    package var form: Form?
    package var value: Located<String>?
    /// The custom property of CSS that gets its value.
    package var property: String?
    /// The colour that a text in this one stands on.
    package var ground: String?
    /// Whether it is a mere value, for a setting of the theme below.
    var isOnlyValue = false
  }

  package init() {}

  /// Reads `theme.yaml`.
  package init(_ source: SourceFile, _ file: FileID, reporting report: inout Report) {
    let before = report.count(.error)
    let node = YAMLNode(parsing: 0..<source.bytes.count, of: source, file: file, reporting: &report)
    guard report.count(.error) == before else { return }
    let subject = Message(ja: "テーマ", en: "theme")
    var fields = FieldReader(node, of: subject, at: SourceRange(file: file, start: 0, end: min(1, source.bytes.count)))
    _ = fields.text("title")
    _ = fields.text("description")
    base = fields.text("extends")
    for entry in Self.entries("strings", &fields) {
      if case .mapping(let languages) = entry.value.content {
        let texts = languages.compactMap { language -> (String, Located<String>)? in
          if let meant = Site.languageMeant(by: language.key.value), meant != language.key.value {
            fields.note(
              .warning, language.key.range,
              Message(ja: "'\(language.key.value)' は言語の名前ではありません", en: "'\(language.key.value)' is no language"),
              help: Message.meant(meant))
          }
          return Self.text(language.value, "strings", &fields).map { (language.key.value, $0) }
        }
        strings[entry.key.value] = Wording(texts: Dictionary(texts, uniquingKeysWith: { first, _ in first }))
      } else if let text = Self.text(entry.value, "strings", &fields) {
        strings[entry.key.value] = Wording(texts: ["": text])
      }
    }
    for entry in Self.entries("settings", &fields) {
      settings.append(Self.setting(entry, &fields))
    }
    fields.finish()
    report.merge(fields.report)
  }

  private static func setting(_ entry: YAMLNode.Entry, _ fields: inout FieldReader) -> Setting {
    guard case .mapping = entry.value.content else {
      return Setting(name: entry.key, value: text(entry.value, entry.key.value, &fields), isOnlyValue: true)
    }
    var reader = FieldReader(entry.value, of: Message(ja: "テーマの設定", en: "setting of a theme"), at: entry.key.range)
    let form = reader.choice("type", Setting.Form.self)
    let value = reader.text("default")
    let property = reader.text("css")
    let ground = reader.text("on")
    _ = reader.value("about")
    if let property, !isProperty(property.value) {
      reader.bad(
        property.range, "css",
        Message(ja: "「--」と英数字、- と _ の名前", en: "a name of '--' and letters, digits, - and _"))
    }
    if let ground, !Contrast.isColor(ground.value) { reader.bad(ground.range, "on", Setting.colorShape) }
    reader.finish()
    fields.merge(reader)
    return Setting(
      name: entry.key, form: form, value: value, property: property?.value,
      ground: ground.flatMap { Contrast.isColor($0.value) ? $0.value : nil })
  }

  /// Whether a name is one of a style sheet's own properties, and can be nothing else there.
  private static func isProperty(_ name: String) -> Bool {
    name.hasPrefix("--") && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_".contains($0)) }
  }

  private static func entries(_ key: String, _ fields: inout FieldReader) -> [YAMLNode.Entry] {
    guard let node = fields.value(key) else { return [] }
    guard case .mapping(let entries) = node.content else {
      fields.bad(node, key, Message(ja: "「名前: 値」の並び", en: "a list of 'name: value'"))
      return []
    }
    return entries
  }

  private static func text(_ node: YAMLNode, _ key: String, _ fields: inout FieldReader) -> Located<String>? {
    guard let text = fields.text(of: node, key) else {
      fields.bad(node, key, Message(ja: "文字列", en: "a text"))
      return nil
    }
    return node.isNull ? Located("", at: node.range) : text
  }

  // MARK: Inheritance

  /// Returns this theme over the one that it extends: what it says stands, the rest is the other's.
  package func over(_ base: ThemeFile) -> ThemeFile {
    var merged = base
    merged.base = self.base
    for (name, wording) in strings {
      merged.strings[name, default: Wording(texts: [:])].texts.merge(wording.texts) { $1 }
      if let text = wording.texts[""] { merged.strings[name] = Wording(texts: ["": text]) }
    }
    for setting in settings {
      guard let index = merged.settings.firstIndex(where: { $0.name.value == setting.name.value }) else {
        merged.settings.append(setting)
        continue
      }
      merged.settings[index].value = setting.value ?? merged.settings[index].value
      merged.settings[index].form = setting.form ?? merged.settings[index].form
      merged.settings[index].property = setting.property ?? merged.settings[index].property
      merged.settings[index].isOnlyValue = merged.settings[index].isOnlyValue && setting.isOnlyValue
      merged.settings[index].ground = setting.ground ?? merged.settings[index].ground
    }
    return merged
  }

  /// Takes what `site.yaml` sets; a name that the theme does not have, and a value that it does not take, are reported. So
  /// are the values that the theme itself gives, whether they are in use or not.
  package mutating func set(_ values: [YAMLNode.Entry], assets: [String], reporting report: inout Report) {
    for setting in settings where setting.isOnlyValue { reportUnknown(setting.name, &report) }
    for index in settings.indices { check(index, assets, &report) }
    for entry in values {
      guard let index = settings.firstIndex(where: { $0.name.value == entry.key.value }) else {
        reportUnknown(entry.key, &report)
        continue
      }
      if case .scalar(let text, _) = entry.value.content {
        settings[index].value = Located(entry.value.isNull ? "" : text, at: entry.value.range)
        check(index, assets, &report)
      } else {
        report.add(
          .badValue, at: entry.value.range,
          Message(ja: "'\(entry.key.value)' の値は文字列でなければなりません", en: "'\(entry.key.value)' must be a text"))
      }
    }
  }

  private func reportUnknown(_ key: Located<String>, _ report: inout Report) {
    let names = settings.filter { !$0.isOnlyValue }.map(\.name.value)
    let meant = Self.otherNames[key.value].flatMap { names.contains($0) ? $0 : nil }
    report.add(
      .unknownKey, at: key.range,
      Message(ja: "このテーマに '\(key.value)' という設定はありません", en: "this theme has no setting '\(key.value)'"),
      help: (meant ?? closest(to: key.value, in: names)).map(Message.meant)
        ?? Message(
          ja: "使える設定: \(names.joined(separator: " "))", en: "its settings: \(names.joined(separator: " "))"))
  }

  /// What other tools' themes call a setting.
  private static let otherNames = [
    "color": "accent", "colour": "accent", "primary": "accent", "primary_color": "accent", "theme_color": "accent",
    "primary_dark": "accent_dark", "copyright": "footer", "favicon": "logo", "icon": "logo",
  ]

  /// Holds a setting's value against its form, and a colour against what it stands on.
  private mutating func check(_ index: Int, _ assets: [String], _ report: inout Report) {
    let setting = settings[index]
    guard let value = setting.value, !value.value.isEmpty else { return }
    let name = setting.name.value
    if let expected = setting.expectation(of: value.value, assets) {
      report.add(
        .badValue, at: value.range,
        Message(ja: "'\(name)' の値は\(expected.ja.amongJapanese)でなければなりません", en: "'\(name)' must be \(expected.en)"),
        help: setting.form == .file ? Message.pictureHelp(for: value.value, name, among: assets) : nil)
      settings[index].value = nil
    } else if setting.form == .color, let ground = setting.ground,
      let contrast = Contrast.tooLow(of: value.value, on: ground)
    {
      report.add(
        Diagnostic(
          .badValue, at: value.range,
          Message(
            ja: "この色の文字は、背景（\(ground)）の上では読めません（明暗の比 \(contrast)、必要なのは \(Contrast.least)）",
            en: "text of this colour cannot be read on \(ground) (contrast \(contrast) of \(Contrast.least))"),
          help: Contrast.isLight(ground)
            ? Message(ja: "もっと濃い色にしてください", en: "choose a darker one")
            : Message(ja: "もっと明るい色にしてください", en: "choose a lighter one"), severity: .warning))
    }
  }
}

extension ThemeFile.Setting {
  static let colorShape = Message(ja: "「#0f5563」の形の色", en: "a colour such as \"#0f5563\"")

  /// Returns what a value should have been; nil for one that the setting takes.
  fileprivate func expectation(of text: String, _ assets: [String]) -> Message? {
    switch form ?? .text {
    case .text: nil
    case .flag: text == "true" || text == "false" ? nil : Message(ja: "true または false", en: "true or false")
    case .file:
      assets.contains(text)
        ? nil : Message(ja: "content/ の中のファイル（例: logo.svg）", en: "a file in content/, such as logo.svg")
    case .color: Contrast.isColor(text) ? nil : Self.colorShape
    }
  }
}
