import Markup
import Plain
import Platform
import Source

extension Term {
  /// Reads one entry of `glossary.yaml`.
  init?(_ fields: inout FieldReader) {
    let name = fields.text("term", required: true)
    let reading = fields.text("reading")
    let variants = fields.texts("variants")
    let exceptions = fields.texts("not_in")
    let policy = fields.choice("policy", Policy.self, required: true)
    let plain = fields.text("plain")
    let short = fields.text("short")
    let suru = fields.text("suru")
    let compound = fields.text("compound")
    let explanation = fields.text("explain")
    let tests = fields.value("tests")
    guard let name, let policy else { return nil }
    self.init(name: name, reading: reading?.value ?? name.value)
    self.policy = policy
    (self.variants, self.exceptions) = (variants, exceptions)
    (self.plain, self.short, self.suru) = (plain, short, suru)
    (self.compound, self.explanation) = (compound, explanation)
    if let tests {
      var texts = FieldReader(tests, of: Message(ja: "用語の試し", en: "term's tests"), at: tests.range)
      hits = texts.texts("hit")
      misses = texts.texts("miss")
      texts.finish()
      fields.merge(texts)
    }
    if reading == nil, name.value.unicodeScalars.contains(where: { Script($0.value) == .kanji }) {
      fields.missing(
        "reading", at: name.range, Message(ja: "「reading: よみ」を書き足してください", en: "add 'reading: …' in hiragana"))
    }
    if let short, short.value.count > 10 {
      fields.bad(short.range, "short", Message(ja: "10文字以内", en: "of ten characters at most"))
    }
    switch policy {
    case .replace where plain == nil:
      fields.missing("plain", at: name.range, Message(ja: "「plain: 言い換え」を書き足してください", en: "add 'plain: …'"))
    case .explain where explanation == nil:
      fields.missing("explain", at: name.range, Message(ja: "「explain: 説明」を書き足してください", en: "add 'explain: …'"))
    case .replace, .explain, .avoid, .keep: break
    }
  }

  /// Reads `glossary.yaml`.
  static func all(_ fields: inout FieldReader) -> [Term] {
    fields.mappings("terms", of: Message(ja: "用語", en: "term")).compactMap { entry in
      var entry = entry
      let term = Term(&entry)
      entry.finish()
      fields.merge(entry)
      return term
    }
  }
}

extension PlainLanguage {
  /// The everyday words that every project has: those of the `plain.yaml` that ships with the tool.
  static let builtInWords: [Located<String>] = {
    let source = SourceFile(path: "plain.yaml", bytes: PackageResources.plain_yaml)
    var report = Report()
    let node = YAMLNode(parsing: 0..<source.bytes.count, of: source, file: FileID(0), reporting: &report)
    var fields = FieldReader(
      node, of: Message(ja: "言葉の設定", en: "list of plain words"), at: SourceRange(file: FileID(0), start: 0, end: 0))
    return PlainLanguage(&fields).everyday
  }()

  /// Reads `plain.yaml`.
  init(_ fields: inout FieldReader) {
    let everyday = fields.texts("everyday")
    let allowed = fields.texts("allowed")
    var limits: [PlainRule: RuleLimits] = [:]
    if let node = fields.value("rules") {
      var rules = FieldReader(node, of: Message(ja: "規則", en: "list of rules"), at: node.range)
      for rule in PlainRule.allCases {
        if let limit = Self.limits(of: rule, &rules) { limits[rule] = limit }
      }
      rules.finish()
      fields.merge(rules)
    }
    self.init(everyday: everyday, allowed: allowed, limits: limits)
  }

  /// `off`, or for `site` and `sheets` each: `off`, a severity, or `{hint, warning, error}` with the most that is allowed.
  private static func limits(of rule: PlainRule, _ rules: inout FieldReader) -> RuleLimits? {
    guard let node = rules.value(rule.rawValue) else { return nil }
    if case .scalar("off", _) = node.content { return RuleLimits(site: .off, sheets: .off) }
    var sides = FieldReader(node, of: Message(ja: "規則", en: "rule"), at: node.range)
    var limits = rule.standardLimits
    for (key, path) in [("site", \RuleLimits.site), ("sheets", \RuleLimits.sheets)] {
      guard let side = sides.value(key) else { continue }
      if case .scalar("off", _) = side.content {
        limits[keyPath: path] = .off
      } else if case .scalar(let name, _) = side.content, let severity = Diagnostic.Severity(rawValue: name) {
        limits[keyPath: path] = .always(severity)
      } else if case .mapping = side.content {
        var amounts = FieldReader(side, of: Message(ja: "限度", en: "limit"), at: side.range)
        limits[keyPath: path] = RuleLimits.Limits(
          hint: amounts.number("hint", in: 0...10_000).map(Double.init),
          warning: amounts.number("warning", in: 0...10_000).map(Double.init),
          error: amounts.number("error", in: 0...10_000).map(Double.init))
        amounts.finish()
        sides.merge(amounts)
      } else {
        sides.bad(
          side, key,
          Message(
            ja: "off、hint、warning、error か {warning: 60, error: 80} の形",
            en: "off, a severity, or {warning: 60, error: 80}"))
      }
    }
    sides.finish()
    rules.merge(sides)
    return limits
  }
}
