package import Source

/// The rules of plain language, by the names that settings and suppressions use.
package enum PlainRule: String, CaseIterable, Sendable {
  case unexplainedJargon = "unexplained-jargon"
  case unknownWord = "unknown-word"
  case sentenceTooLong = "sentence-too-long"
  case longSentences = "long-sentences"
  case tooManyCommas = "too-many-commas"
  case longParagraph = "long-paragraph"
  case kanjiRatio = "kanji-ratio"
  case kanjiRun = "kanji-run"
  case mixedStyle = "mixed-style"
  case doubleNegative = "double-negative"
  case wordyPhrase = "wordy-phrase"
  case absoluteClaim = "absolute-claim"
  case unmatchedBracket = "unmatched-bracket"
  case oddCharacter = "odd-character"
  case bareAddress = "bare-address"
  case longList = "long-list"
}

/// How much of something is too much, for pages and for sheets: what is more than a limit has its severity.
package struct RuleLimits: Sendable {
  package var site: Limits
  package var sheets: Limits

  package init(site: Limits, sheets: Limits) {
    self.site = site
    self.sheets = sheets
  }

  package struct Limits: Sendable {
    package var hint: Double?
    package var warning: Double?
    package var error: Double?

    package init(hint: Double? = nil, warning: Double? = nil, error: Double? = nil) {
      self.hint = hint
      self.warning = warning
      self.error = error
    }

    package static let off = Limits()

    /// Limits that nothing stays within: whatever is found has the severity.
    package static func always(_ severity: Diagnostic.Severity) -> Limits {
      switch severity {
      case .hint: Limits(hint: 0)
      case .warning: Limits(warning: 0)
      case .error: Limits(error: 0)
      }
    }

    /// The severity of an amount; nil where it stays within the limits.
    package func severity(of amount: Double) -> Diagnostic.Severity? {
      if let error, amount > error { return .error }
      if let warning, amount > warning { return .warning }
      if let hint, amount > hint { return .hint }
      return nil
    }
  }
}

extension PlainRule {
  /// What holds where `plain.yaml` says nothing.
  package var standardLimits: RuleLimits {
    switch self {
    case .unexplainedJargon, .unknownWord: RuleLimits(site: .off, sheets: .always(.error))
    case .sentenceTooLong:
      RuleLimits(site: .init(warning: 80), sheets: .init(warning: 60, error: 80))
    case .longSentences: RuleLimits(site: .off, sheets: .init(hint: 45))
    case .tooManyCommas: RuleLimits(site: .init(warning: 4), sheets: .init(warning: 3, error: 4))
    case .longParagraph: RuleLimits(site: .off, sheets: .init(error: 4))
    case .kanjiRatio: RuleLimits(site: .off, sheets: .init(hint: 35, warning: 42, error: 50))
    case .kanjiRun: RuleLimits(site: .off, sheets: .init(warning: 6))
    case .mixedStyle, .absoluteClaim: RuleLimits(site: .always(.warning), sheets: .always(.error))
    case .doubleNegative, .wordyPhrase: RuleLimits(site: .off, sheets: .always(.warning))
    case .unmatchedBracket, .oddCharacter: RuleLimits(site: .always(.error), sheets: .always(.error))
    case .bareAddress: RuleLimits(site: .off, sheets: .always(.error))
    case .longList: RuleLimits(site: .off, sheets: .init(warning: 7))
    }
  }

  package var kind: Diagnostic.Kind {
    switch self {
    case .unexplainedJargon: Jargon.unexplained
    case .unknownWord: Jargon.unknown
    case .sentenceTooLong: SentenceRules.tooLong
    case .longSentences: SentenceRules.longOnAverage
    case .tooManyCommas: SentenceRules.tooManyCommas
    case .longParagraph: SentenceRules.longParagraph
    case .kanjiRatio: KanjiRules.ratio
    case .kanjiRun: KanjiRules.run
    case .mixedStyle: StyleRules.mixedStyle
    case .doubleNegative: PhraseRules.doubleNegative
    case .wordyPhrase: PhraseRules.wordy
    case .absoluteClaim: ClaimRules.absoluteClaim
    case .unmatchedBracket: CharacterRules.unmatchedBracket
    case .oddCharacter: CharacterRules.oddCharacter
    case .bareAddress: CharacterRules.bareAddress
    case .longList: ListRules.longList
    }
  }
}

extension PlainLanguage {
  package func limits(of rule: PlainRule) -> RuleLimits { limits[rule] ?? rule.standardLimits }
}
