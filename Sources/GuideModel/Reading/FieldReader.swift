import Markup
import Platform
import Source

/// Reads the keys of one front matter or YAML mapping, and knows at the end which ones nobody asked for.
struct FieldReader {
  private let entries: [YAMLNode.Entry]
  /// Where a missing key is reported: the mapping's first byte.
  private let place: SourceRange
  /// Whether the text has a place for keys at all.
  let isThere: Bool
  /// What the mapping describes, for messages.
  private let subject: Message
  private(set) var asked: [String] = []
  private(set) var report = Report()

  init(_ node: YAMLNode?, of subject: Message, at place: SourceRange, isThere: Bool = true) {
    self.subject = subject
    self.place = place
    self.isThere = isThere
    guard let node, !node.isNull else {
      entries = []
      return
    }
    if case .mapping(let entries) = node.content {
      self.entries = entries
    } else {
      entries = []
      report.add(
        .badValue, at: node.range,
        Message(ja: "「キー: 値」の並びでなければなりません", en: "this must be a list of 'key: value'"),
        help: node.text.flatMap(Self.signHelp))
    }
  }

  /// Returns the value of a key as it stands; nil where it is missing or null.
  mutating func value(_ key: String, required: Bool = false, help: @autoclosure () -> Message? = nil) -> YAMLNode? {
    asked.append(key)
    let entry = entries.first { $0.key.value == key }
    if let entry, !entry.value.isNull { return entry.value }
    if let comment = entry?.value.comment, isCut(comment) {
      noteCut("", comment, of: key, required ? .error : .warning)
      return nil
    }
    // What other tools call it is told as a key that there is not; once is enough.
    if required, !(key == "title" && entries.contains { ["site_name", "site_title"].contains($0.key.value) }) {
      report.add(
        .missingField, at: entry?.key.range ?? place,
        Message(ja: "\(subject.ja)には '\(key)' が必要です", en: "\(subject.en.withArticle) needs '\(key)'"),
        help: help() ?? Message(ja: "「\(key): …」を書き足してください", en: "add '\(key): …'"))
    }
    return nil
  }

  mutating func text(_ key: String, required: Bool = false, help: @autoclosure () -> Message? = nil) -> Located<String>?
  {
    guard let text = word(key, required: required, help: help()) else { return nil }
    if let comment = entries.first(where: { $0.key.value == key })?.value.comment {
      noteCut(text.value, comment, of: key)
    }
    return text
  }

  /// Returns a text without looking at what stands behind it: a date, an address.
  private mutating func word(
    _ key: String, required: Bool, help: @autoclosure () -> Message? = nil
  ) -> Located<String>? {
    guard let node = value(key, required: required, help: help()) else { return nil }
    guard case .scalar(let text, _) = node.content else {
      bad(
        node.range, key, Message(ja: "文字列", en: "a text"),
        help: Message(ja: "「[」や「{」で始まる値は、引用符で囲んでください", en: "put a value that begins with '[' or '{' in quotes"))
      return nil
    }
    if required, text.allSatisfy(\.isWhitespace) {
      report.add(
        .missingField, at: node.range,
        Message(ja: "'\(key)' が空です", en: "'\(key)' is empty"),
        help: Message(ja: "値を書いてください", en: "write a value"))
    }
    return Located(text, at: node.range)
  }

  mutating func texts(_ key: String, required: Bool = false) -> [Located<String>] {
    items(key, required: required).compactMap { node in
      guard let text = text(of: node, key) else {
        bad(node, key, Message(ja: "文字列の並び", en: "a list of texts"))
        return nil
      }
      return text
    }
  }

  /// Returns a value that is a text of `key`, as an item of a list or a mapping below it; nil where it is none.
  mutating func text(of node: YAMLNode, _ key: String) -> Located<String>? {
    guard case .scalar(let text, _) = node.content else { return nil }
    if let comment = node.comment, !node.isNull || isCut(comment) { noteCut(text, comment, of: key) }
    return Located(text, at: node.range)
  }

  /// Whether what YAML takes for a comment is a part of the text before it: a comment has a blank behind its `#`.
  private func isCut(_ comment: Located<String>) -> Bool {
    comment.value.dropFirst().first.map { !$0.isWhitespace && $0 != "#" } ?? false
  }

  /// Reports that YAML cuts a text at ` #`; where a comment may be meant, as a hint.
  private mutating func noteCut(
    _ text: String, _ comment: Located<String>, of key: String, _ severity: Diagnostic.Severity = .warning
  ) {
    let isInList = entries.contains { entry in
      if case .sequence = entry.value.content { entry.key.value == key } else { false }
    }
    let whole = YAMLNode.quoted(text.isEmpty ? comment.value : "\(text) \(comment.value)")
    let line = isInList ? "- \(whole)" : "\(key): \(whole)"
    report.add(
      Diagnostic(
        .cutText, at: comment.range,
        Message(
          ja: "YAML では「 #」から後ろが注釈になり、'\(key)' に入りません", en: "to YAML, ' #' begins a comment: it is not in '\(key)'"),
        help: Message(ja: "値なら、引用符で囲んで \(line) と書いてください", en: "if it is meant, put it in quotes: \(line)"),
        severity: isCut(comment) ? severity : .hint))
  }

  /// Returns the values of a list; a single value counts as a list of one.
  mutating func items(_ key: String, required: Bool = false) -> [YAMLNode] {
    guard let node = value(key, required: required) else { return [] }
    switch node.content {
    case .sequence(let items):
      if required, items.isEmpty {
        report.add(
          .missingField, at: node.range, Message(ja: "'\(key)' が空です", en: "'\(key)' is empty"),
          help: Message(ja: "少なくとも一つ書いてください", en: "write at least one"))
      }
      return items
    case .scalar: return [node]
    case .mapping:
      bad(node, key, Message(ja: "並び（[…] または - の行）", en: "a list"))
      return []
    }
  }

  mutating func references<Item>(_ key: String, required: Bool = false) -> [Located<ID<Item>>] {
    texts(key, required: required).map { $0.map(ID.init) }
  }

  mutating func number(_ key: String, in range: ClosedRange<Int>, required: Bool = false) -> Int? {
    guard let node = value(key, required: required) else { return nil }
    guard case .scalar(let text, _) = node.content, let number = Int(text), range.contains(number) else {
      bad(
        node, key,
        Message(
          ja: "\(range.lowerBound)から\(range.upperBound)までの整数",
          en: "a whole number from \(range.lowerBound) to \(range.upperBound)"))
      return nil
    }
    return number
  }

  mutating func flag(_ key: String, required: Bool = false) -> Bool? {
    guard let node = value(key, required: required) else { return nil }
    guard case .scalar(let text, isPlain: true) = node.content, text == "true" || text == "false" else {
      bad(node.range, key, Message(ja: "true または false", en: "true or false"), help: node.text.flatMap(Self.flagHelp))
      return nil
    }
    return text == "true"
  }

  mutating func date(_ key: String, required: Bool = false) -> Located<CalendarDate>? {
    guard let text = word(key, required: required) else { return nil }
    guard let date = CalendarDate(written: text.value) else {
      bad(
        text.range, key, Message(ja: "実在する日付（YYYY-MM-DD）", en: "a day that exists (YYYY-MM-DD)"),
        help: Self.dateHelp(for: text.value))
      return nil
    }
    return Located(date, at: text.range)
  }

  /// Returns a web address; anything but http and https is refused.
  mutating func address(_ key: String, required: Bool = false) -> Located<String>? {
    guard let text = word(key, required: required) else { return nil }
    let rest = ["https://", "http://"].first(where: text.value.hasPrefix).map { text.value.dropFirst($0.count) }
    // Before an @ stands a user, not the host that a reader takes it for.
    let host = rest?.prefix { !"/?#".contains($0) } ?? ""
    guard !host.isEmpty, !host.contains("@"), !host.contains("\\"),
      text.value.unicodeScalars.allSatisfy({
        !$0.properties.isWhitespace && ![.control, .format].contains($0.properties.generalCategory)
      })
    else {
      bad(
        text.range, key,
        Message(ja: "https:// か http:// で始まるアドレス", en: "an address that begins with https:// or http://"))
      return nil
    }
    return text
  }

  mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ key: String, _ type: Choice.Type = Choice.self, required: Bool = false
  ) -> Choice? {
    guard let node = value(key, required: required) else { return nil }
    return choice(of: node, key, type)
  }

  mutating func choices<Choice: RawRepresentable<String> & CaseIterable>(
    _ key: String, _ type: Choice.Type = Choice.self, required: Bool = false
  ) -> [Choice] {
    items(key, required: required).compactMap { choice(of: $0, key, type) }
  }

  /// Reads a mapping below a key, or each mapping of a list.
  mutating func mappings(_ key: String, of subject: Message) -> [FieldReader] {
    items(key).map { FieldReader($0, of: subject, at: $0.range) }
  }

  mutating func merge(_ other: FieldReader) { report.merge(other.report) }

  mutating func merge(_ other: Report) { report.merge(other) }

  /// Whether a key is there, with whatever value.
  func has(_ key: String) -> Bool { entries.contains { $0.key.value == key } }

  /// Lets any key stand, as below `extra:`.
  mutating func ignore(_ key: String) { asked.append(key) }

  /// Reports the keys that nobody asked for; `elsewhere` says of some where their values belong.
  mutating func finish(elsewhere: [String: Message] = [:]) {
    for entry in entries where !asked.contains(entry.key.value) {
      let known = Self.foreignKeys[entry.key.value].flatMap { asked.contains($0) ? $0 : nil }
      let near = known ?? closest(to: entry.key.value, in: asked)
      report.add(
        .unknownKey, at: entry.key.range,
        Message(
          ja: "\(subject.ja)に '\(entry.key.value)' というキーはありません",
          en: "\(subject.en.withArticle) has no key '\(entry.key.value)'"),
        help: Self.signHelp(for: entry.key.value) ?? elsewhere[entry.key.value] ?? near.map(Message.meant)
          ?? Message(ja: "使えるキー: \(asked.joined(separator: " "))", en: "its keys: \(asked.joined(separator: " "))"))
    }
  }

  /// Says what to do about a sign that was meant for YAML's and became a part of a key.
  private static func signHelp(for key: String) -> Message? {
    if key.contains("：") { return Message(ja: "全角の「：」を半角の「:」と空白にしてください", en: "write ':' and a blank for '：'") }
    if key.contains("\u{3000}") { return Message(ja: "全角の空白を消してください", en: "remove the full-width blank") }
    if key.contains(":") { return Message(ja: "「:」の後に半角の空白を入れてください", en: "put a blank behind the ':'") }
    return nil
  }

  /// Reports a key that other keys make necessary.
  mutating func missing(_ key: String, at range: SourceRange, _ help: Message) {
    report.add(
      .missingField, at: range,
      Message(ja: "\(subject.ja)には '\(key)' が必要です", en: "\(subject.en.withArticle) needs '\(key)'"), help: help)
  }

  mutating func bad(_ node: YAMLNode, _ key: String, _ expected: Message) { bad(node.range, key, expected) }

  mutating func bad(_ range: SourceRange, _ key: String, _ expected: Message, help: Message? = nil) {
    report.add(
      .badValue, at: range,
      Message(ja: "'\(key)' の値は\(expected.ja.amongJapanese)でなければなりません", en: "'\(key)' must be \(expected.en)"),
      help: help)
  }

  /// Notes what is no error.
  mutating func note(
    _ severity: Diagnostic.Severity, _ range: SourceRange, _ message: Message, help: Message?
  ) {
    report.add(Diagnostic(.badValue, at: range, message, help: help, severity: severity))
  }

  private mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
    of node: YAMLNode, _ key: String, _ type: Choice.Type
  ) -> Choice? {
    let names = type.allCases.map(\.rawValue)
    guard case .scalar(let text, _) = node.content, let choice = Choice(rawValue: text) else {
      let list = names.joined(separator: ", ")
      var help: Message?
      if case .scalar(let text, _) = node.content {
        help = (Self.choice(meantBy: text, among: names) ?? closest(to: text, in: names)).map(Message.meant)
      }
      bad(node.range, key, Message(ja: "次のどれか（\(list)）", en: "one of \(list)"), help: help)
      return nil
    }
    return choice
  }
}

extension FieldReader {
  /// Returns the value of a choice that a Japanese word says, as the comments of `tebiki new` explain it.
  static func choice(meantBy word: String, among names: [String]) -> String? {
    japaneseChoices[word.filter { !$0.isWhitespace }]?.first(where: names.contains)
  }

  private static let japaneseChoices: [String: [String]] = [
    "無料": ["free"], "0円": ["free"], "少額": ["small"], "要見積": ["quote"], "要見積もり": ["quote"], "見積もり": ["quote"],
    "見積": ["quote"], "有料": ["quote"], "当社": ["vendor"], "自社": ["vendor"], "ITベンダー": ["vendor"], "ベンダー": ["vendor"],
    "お客様": ["customer"], "顧客": ["customer"], "相手の会社": ["customer"], "両方": ["both"], "双方": ["both"],
    "なし": ["none"], "無": ["none"], "無し": ["none"], "含まれない": ["none"], "基本": ["basic"], "含まれる": ["basic"],
    "スポット": ["spot"], "保守": ["maintenance"], "保守契約": ["maintenance"],
    "経営者": ["executive"], "社長": ["executive"], "担当者": ["contact"], "従業員": ["staff"], "社員": ["staff"], "スタッフ": ["staff"],
    "営業": ["sales"], "開発": ["engineer"], "運用": ["engineer"], "開発・運用": ["engineer"], "技術": ["engineer"],
    "経営": ["manager", "executive"], "リスク管理": ["risk"],
    "1時間": ["hour"], "最初の1時間": ["hour"], "一時間": ["hour"], "時間": ["hour"], "1日": ["day"], "一日": ["day"], "当日": ["day"],
    "その日のうち": ["day"], "日": ["day"], "1週間": ["week"], "一週間": ["week"], "週": ["week"],
    "サービス提案・提供力": ["people"], "コミュニケーション力": ["communication"], "コミュニケーション": ["communication"],
    "マネジメント力": ["management"], "マネジメント": ["management"],
    "言い換え": ["replace"], "言い換える": ["replace"], "置き換え": ["replace"], "説明": ["explain"], "説明する": ["explain"],
    "避ける": ["avoid"], "使わない": ["avoid"], "残す": ["keep"], "そのまま": ["keep"],
    "税込": ["included"], "税込み": ["included"], "税別": ["excluded"], "税抜": ["excluded"], "税抜き": ["excluded"],
    "ガイドライン": ["guideline"], "手引き": ["guide"], "報告書": ["report"], "事例集": ["cases"], "名簿": ["list"], "試験": ["exam"],
    "資格": ["qualification"], "セミナー": ["seminar"], "契約書": ["contract"], "契約書のひな型": ["contract"],
    "サービス": ["service"], "窓口": ["desk"], "相談窓口": ["desk"],
    "棒": ["bar"], "棒グラフ": ["bar"], "帯": ["stacked"], "帯グラフ": ["stacked"], "積み上げ": ["stacked"], "人": ["people"],
    "年表": ["timeline"], "時間の線": ["timeline"], "表": ["matrix"], "流れ": ["flow"], "流れ図": ["flow"],
    "色": ["color"], "文字": ["text"], "ファイル": ["file"], "高": ["high"], "高い": ["high"], "低": ["low"], "低い": ["low"],
  ]

  private static func flagHelp(for word: String) -> Message? {
    let meant: String? =
      switch word.lowercased() {
      case "true", "yes", "on", "1", "はい", "する", "○": "true"
      case "false", "no", "off", "0", "いいえ", "しない", "×": "false"
      default: nil
      }
    return meant.map { Message(ja: "引用符なしで「\($0)」と書いてください", en: "write \($0), without quotes") }
  }

  /// Says how a day is written that has a time behind it, or other signs between its numbers.
  private static func dateHelp(for text: String) -> Message? {
    let numbers = text.split { !$0.isNumber }.prefix(3).map { $0.count == 1 ? "0\($0)" : String($0) }
    let parts = text.split(maxSplits: 1, whereSeparator: { " \u{3000}T（(".contains($0) })
    guard
      let date = parts.first.flatMap({ CalendarDate(written: String($0)) })
        ?? (numbers.count == 3 ? CalendarDate(numbers.joined(separator: "-")) : nil)
    else { return CalendarDate.eraHelp(for: text) }
    return Message(
      ja: "「\(date.iso)」と書いてください（時刻や曜日は書けません）", en: "write \(date.iso), without a time or a day of the week")
  }

  /// What people write who come from MkDocs, Hugo, Jekyll or Zola, and what it is called here.
  private static let foreignKeys = [
    "site_name": "title", "name": "title", "site_title": "title", "site_description": "description",
    "summary": "description",
    "excerpt": "description", "site_url": "base_url", "baseURL": "base_url", "baseurl": "base_url", "url": "base_url",
    "nav": "menu", "navigation": "menu", "menus": "menu", "lang": "language", "locale": "language",
    "languageCode": "language", "default_language": "language", "lastmod": "updated", "last_updated": "updated",
    "categories": "tags", "keywords": "tags", "permalink": "slug", "layout": "template", "type": "template",
    "publishDate": "date", "published": "draft", "hidden": "draft", "params": "extra", "taxonomies": "tags",
    "path": "slug",
    "page_template": "template", "hide": "toc",
    "redirect_from": "aliases", "position": "order", "nav_order": "order", "sidebar_position": "order",
  ]

  /// What front matter of other tools says, and `site.yaml` says here.
  static let foreignPageKeys = [
    "menu": inMenu, "menus": inMenu, "nav": inMenu, "author": noAuthor, "authors": noAuthor, "image": inText,
    "images": inText, "cover": inText, "thumbnail": inText, "featured_image": inText,
    "url": Message(
      ja: "アドレスは、ファイルの場所と名前で決まります。名前は slug で変え、前のアドレスは aliases に書きます",
      en: "where the file lies is its address; 'slug' changes its name, and 'aliases' keep addresses of before"),
    "linkTitle": Message(
      ja: "短い題名の欄はありません。どこにも title が使われます。この行は消してください",
      en: "there is no shorter title for menus: it is 'title' everywhere; remove this"),
    "cascade": Message(
      ja: "下のページに引き継ぐ仕組みはありません。要るキーを、それぞれのページに書いてください",
      en: "nothing is handed down to other pages: write the keys into each of them"),
    "expiryDate": Message(
      ja: "期限で消える仕組みはありません。出さないときは draft: true と書いてください",
      en: "no page ends by itself: write 'draft: true' when it is to be left out"),
    "sort_by": Message(
      ja: "並び順は、各ページの order か、ファイル名の頭の番号（01-）で決めます",
      en: "pages are sorted by the 'order' of each, or by a number before their files' names (01-)"),
  ]

  private static let noAuthor = Message(
    ja: "書いた人の欄はありません。表示しなくてよければ、extra: の下に残せます",
    en: "pages name no author; it can be kept below 'extra:', where it is not shown")
  private static let inText = Message(
    ja: "画像の欄はありません。本文に ![説明](画像) と書きます。残すだけなら extra: の下に置けます",
    en: "pages have no picture of their own: write ![description](picture) into the text, or keep it below 'extra:'")
  private static let inMenu = Message(
    ja: "メニューは content/site.yaml の menu に、ページのパスで書きます",
    en: "the menu is 'menu' in content/site.yaml: a list of pages' paths")

  /// The settings of other tools that stand elsewhere here.
  static let foreignSettings = [
    "extra_css": Message(
      ja: "テーマの assets/custom.css に書きます（tebiki new theme 名前）",
      en: "it belongs into assets/custom.css of a theme ('tebiki new theme NAME')"),
    "extra_javascript": Message(
      ja: "テーマの assets/ に置きます（tebiki new theme 名前）", en: "it belongs into assets/ of a theme ('tebiki new theme NAME')"),
    "theme_dir": themeFolder, "custom_dir": themeFolder,
    "copyright": inThemeSettings("footer"), "footer": inThemeSettings("footer"), "logo": inThemeSettings("logo"),
    "favicon": inThemeSettings("logo"), "accent": inThemeSettings("accent"), "palette": inThemeSettings("accent"),
    "color": inThemeSettings("accent"),
    "docs_dir": Message(ja: "ページは content/ に置きます", en: "pages lie in content/"),
    "site_dir": outputOption, "publishDir": outputOption, "output_dir": outputOption, "destination": outputOption,
    "plugins": noneNeeded, "markdown_extensions": noneNeeded, "markup": noneNeeded, "taxonomies": noneNeeded,
    "build_search_index": noneNeeded, "generate_feeds": noneNeeded, "generate_feed": noneNeeded,
    "compile_sass": noneNeeded, "minify_html": noneNeeded, "paginate": noneNeeded, "sitemap": noneNeeded,
    "use_directory_urls": addresses, "uglyURLs": addresses, "relativeURLs": addresses, "canonifyURLs": addresses,
    "permalinks": addresses,
    "strict": Message(ja: "「tebiki build --strict」で指定します", en: "it is said by 'tebiki build --strict'"),
    "dev_addr": Message(
      ja: "「tebiki serve --host … --port …」で指定します", en: "it is said by 'tebiki serve --host … --port …'"),
    "extra": inTheme, "params": inTheme, "hooks": noPrograms, "repo_url": noRepository, "repo_name": noRepository,
    "edit_uri": noRepository, "googleAnalytics": nothingElse, "google_analytics": nothingElse,
  ]

  private static let addresses = Message(
    ja: "アドレスはいつも .html で、リンクは相対です。この行は消してください",
    en: "addresses end in .html, and links are relative, always: remove this")
  private static let inTheme = Message(
    ja: "テーマの設定なら theme_settings の中に書きます", en: "a theme's settings stand below theme_settings")
  private static let noPrograms = Message(
    ja: "ほかのプログラムは動かせません。この行は消してください", en: "no other program is run: remove this")
  private static let noRepository = Message(
    ja: "ソースへのリンクは付きません。この行は消してください", en: "pages have no link to their source: remove this")
  private static let nothingElse = Message(
    ja: "よそのサイトからは何も読み込みません。この行は消してください", en: "nothing is loaded from another site: remove this")
  private static let themeFolder = Message(
    ja: "テーマは themes/名前/ に置きます（tebiki new theme 名前）", en: "a theme lies in themes/NAME/ ('tebiki new theme NAME')")
  private static let outputOption = Message(
    ja: "書き込み先は「--output フォルダー」で変えます", en: "where to build is said by '--output DIR'")
  private static let noneNeeded = Message(
    ja: "検索や表などは、初めから使えます。この行は消してください", en: "search, tables and the like are built in: remove this")

  private static func inThemeSettings(_ name: String) -> Message {
    Message(ja: "theme_settings の中に「\(name): …」と書きます", en: "it stands below theme_settings, as '\(name): …'")
  }
}
