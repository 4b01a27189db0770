import CYaml
import Platform
package import Source

extension YAMLNode {
  /// How deeply sequences and mappings may be nested.
  static let deepestNesting = 32

  /// Parses the YAML text that stands at `text` in `source`; nil when it is broken, which is reported, or empty.
  package init?(
    parsing text: Range<Int>, of source: SourceFile, file: FileID, reporting report: inout Report
  ) {
    var reader = YAMLReader(text: text, source: source, file: file)
    let result = reader.read()
    var mistake: YAMLMistake?
    switch result {
    case .success(let node?) where node.hasParts:
      for sign in reader.wideSigns { report.add(MarkupRules.wideSign, at: sign.range, sign.message, help: sign.help) }
      self = node
      return
    case .success(nil): return nil
    case .success: break
    case .failure(let found): mistake = found
    }
    // What has no parts, or none that libyaml finds, has often a sign that only looks like YAML's: that is to be mended.
    let signs = mistake?.isOwn == true ? [] : WideSigns.find(in: text, of: source, file)
    for sign in signs { report.add(MarkupRules.invalidYAML, at: sign.range, sign.message, help: sign.help) }
    if signs.isEmpty, let mistake {
      report.add(MarkupRules.invalidYAML, at: mistake.range, mistake.message, help: mistake.help)
    }
    guard signs.isEmpty, case .success(let node?) = result else { return nil }
    self = node
  }

  /// Whether it is more than a mere text.
  private var hasParts: Bool {
    if case .scalar(_, isPlain: true) = content { return false }
    return true
  }
}

private struct YAMLMistake: Error {
  var range: SourceRange
  var message: Message
  var help: Message?
  /// Whether it is about something that stands there, and not about what libyaml missed.
  var isOwn = true
}

/// Builds nodes from libyaml's events.
private struct YAMLReader {
  let text: Range<Int>
  let source: SourceFile
  let file: FileID
  /// The byte offsets of the text's lines.
  private let lines: [Int]
  /// The place that was asked for last: the next one is near, and a line may be as long as the text.
  private var last: (line: Int, column: Int, offset: Int)
  /// What was read as a part of a text, and was hardly meant so.
  private(set) var wideSigns: [WideSigns.Finding] = []

  init(text: Range<Int>, source: SourceFile, file: FileID) {
    self.text = text
    self.source = source
    self.file = file
    var lines = [text.lowerBound]
    for index in text where source.bytes[index] == 0x0A { lines.append(index + 1) }
    self.lines = lines
    last = (0, 0, text.lowerBound)
  }

  /// A sequence or mapping that is being read.
  private struct Level {
    var start: Int
    var isMapping: Bool
    /// Whether it is written between brackets.
    var isFlow = false
    var items: [YAMLNode] = []
    var entries: [YAMLNode.Entry] = []
    var keys: Set<String> = []
    var key: Located<String>?
  }

  mutating func read() -> Result<YAMLNode?, YAMLMistake> {
    var parser = unsafe yaml_parser_t()
    guard unsafe yaml_parser_initialize(&parser) == 1 else { return .success(nil) }
    defer { unsafe yaml_parser_delete(&parser) }
    let source = source
    return unsafe source.bytes.withUnsafeBufferPointer { bytes in
      unsafe yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING)
      unsafe yaml_parser_set_input_string(&parser, bytes.baseAddress.map { unsafe $0 + text.lowerBound }, text.count)
      return unsafe readEvents(&parser)
    }
  }

  private mutating func readEvents(_ parser: inout yaml_parser_t) -> Result<YAMLNode?, YAMLMistake> {
    var levels: [Level] = []
    var root: YAMLNode?
    while true {
      var event = unsafe yaml_event_t()
      guard unsafe yaml_parser_parse(&parser, &event) == 1 else { return unsafe .failure(mistake(of: parser)) }
      defer { unsafe yaml_event_delete(&event) }
      let range = unsafe place(from: event.start_mark, to: event.end_mark)
      var finished: YAMLNode?
      switch unsafe event.type {
      case YAML_STREAM_END_EVENT, YAML_DOCUMENT_END_EVENT:
        if unsafe event.type == YAML_STREAM_END_EVENT { return .success(root) }
      case YAML_DOCUMENT_START_EVENT:
        if root != nil { return .failure(secondDocument(range)) }
      case YAML_ALIAS_EVENT:
        return .failure(unsupported(range, ja: "別名（*…）", en: "an alias (*…)"))
      case YAML_SCALAR_EVENT:
        let scalar = unsafe event.data.scalar
        if unsafe scalar.anchor != nil { return .failure(unsupported(range, ja: "アンカー（&…）", en: "an anchor (&…)")) }
        if unsafe scalar.tag != nil { return .failure(unsupported(range, ja: "タグ（!…）", en: "a tag (!…)")) }
        let value = unsafe String(
          decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
        if value.unicodeScalars.contains(where: Self.isControl) { return .failure(control(range)) }
        let isPlain = unsafe scalar.style == YAML_PLAIN_SCALAR_STYLE
        if isPlain { noteQuotes(around: value, at: range) }
        finished = YAMLNode(
          content: .scalar(value, isPlain: isPlain), range: range, comment: isPlain ? comment(behind: range) : nil)
      case YAML_SEQUENCE_START_EVENT, YAML_MAPPING_START_EVENT:
        let isMapping = unsafe event.type == YAML_MAPPING_START_EVENT
        let (anchor, tag) =
          isMapping
          ? unsafe (event.data.mapping_start.anchor, event.data.mapping_start.tag)
          : unsafe (event.data.sequence_start.anchor, event.data.sequence_start.tag)
        if unsafe anchor != nil { return .failure(unsupported(range, ja: "アンカー（&…）", en: "an anchor (&…)")) }
        if unsafe tag != nil { return .failure(unsupported(range, ja: "タグ（!…）", en: "a tag (!…)")) }
        if isMapping, levels.last?.isMapping == true, levels.last?.key == nil { return .failure(keyNoText(range)) }
        guard levels.count < YAMLNode.deepestNesting else { return .failure(tooDeep(range)) }
        let isFlow = unsafe !isMapping && event.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE
        levels.append(Level(start: range.bytes.lowerBound, isMapping: isMapping, isFlow: isFlow))
      case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT:
        guard let level = levels.popLast() else { break }
        if level.isFlow, level.items.count == 1 { noteComma(in: level.items[0]) }
        let last = level.isMapping ? level.entries.last?.value.range.end : level.items.last?.range.end
        let end = max(Int(last ?? range.end), level.start)
        finished = YAMLNode(
          content: level.isMapping ? .mapping(level.entries) : .sequence(level.items),
          range: SourceRange(file: file, start: level.start, end: end))
      default: break
      }
      guard let finished else { continue }
      guard var level = levels.popLast() else {
        root = finished
        continue
      }
      if !level.isMapping {
        level.items.append(finished)
      } else if let key = level.key {
        if finished.isNull, let color = colorBehind(key.range) { return .failure(hidden(color, behind: key)) }
        level.entries.append(YAMLNode.Entry(key: key, value: finished))
        level.key = nil
      } else if case .scalar(let name, _) = finished.content {
        if !level.keys.insert(name).inserted {
          return .failure(
            YAMLMistake(
              range: finished.range,
              message: Message(ja: "キー '\(name)' が二度書かれています", en: "the key '\(name)' stands here twice"),
              help: Message(ja: "どちらかを消してください", en: "remove one of them")))
        }
        level.key = Located(name, at: finished.range)
      } else {
        return .failure(keyNoText(finished.range))
      }
      levels.append(level)
    }
  }

  // MARK: Places

  private mutating func place(from start: yaml_mark_t, to end: yaml_mark_t) -> SourceRange {
    SourceRange(file: file, start: offset(of: start), end: offset(of: end))
  }

  /// libyaml counts characters; the source is bytes.
  private mutating func offset(of mark: yaml_mark_t) -> Int {
    guard mark.line < lines.count else { return text.upperBound }
    if mark.line != last.line { last = (mark.line, 0, lines[mark.line]) }
    while last.column < mark.column, last.offset < text.upperBound {
      repeat { last.offset += 1 } while last.offset < text.upperBound && source.bytes[last.offset].isContinuation
      last.column += 1
    }
    while last.column > mark.column {
      repeat { last.offset -= 1 } while source.bytes[last.offset].isContinuation
      last.column -= 1
    }
    return last.offset
  }

  /// Whether a scalar is none of a text: control characters, which an escape can write too, those that turn the direction
  /// of what is around them, and noncharacters.
  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D, 0x85: false
    case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069, 0xFDD0...0xFDEF: true
    default: scalar.value & 0xFFFE == 0xFFFE
    }
  }

  /// Returns where a colour such as `#c2185b` stands behind a key: to YAML it is a comment.
  private func colorBehind(_ key: SourceRange) -> SourceRange? {
    var start = key.bytes.upperBound
    while start < text.upperBound, source.bytes[start] == UInt8(ascii: ":") || source.bytes[start].isBlank {
      start += 1
    }
    let digits = source.bytes[start...].dropFirst().prefix { $0.hexDigitValue != nil }
    guard start < source.bytes.count, source.bytes[start] == UInt8(ascii: "#"), [3, 6, 8].contains(digits.count),
      source.bytes[digits.endIndex...].first(where: { !$0.isBlank })?.isLineEnd ?? true
    else { return nil }
    return SourceRange(file: file, start: start, end: digits.endIndex)
  }

  /// Returns what stands behind a value on its line, where YAML takes it for a comment.
  private func comment(behind value: SourceRange) -> Located<String>? {
    var start = value.bytes.upperBound
    while start < text.upperBound, source.bytes[start].isBlank || source.bytes[start] == UInt8(ascii: ":") {
      start += 1
    }
    guard start < text.upperBound, source.bytes[start] == UInt8(ascii: "#") else { return nil }
    let end = source.bytes[start..<text.upperBound].firstIndex(where: \.isLineEnd) ?? text.upperBound
    let written = String(decoding: source.bytes[start..<end], as: UTF8.self)
    return Located(written, at: SourceRange(file: file, start: start, end: end))
  }

  /// Says which item of a list between brackets is to be quoted; nil where its line does not end in the bracket that
  /// closes the list that begins at the offset.
  private func itemsHelp(at offset: Int) -> Message? {
    let written = String(decoding: source.bytes[offset..<source.line(at: offset).upperBound], as: UTF8.self)
    guard let close = ["[": "]", "{": "}"][written.prefix(1)], written.wholeMatch(of: /.*?(\S)\s*/)?.1 == close[...]
    else { return nil }
    guard let cut = written.firstMatch(of: /[^,\[\]{}:\s](?:[^,\[\]{}:]|:(?! ))* #[^,\[\]{}\s]*(?:\s+[^,\[\]{}\s]+)*/)
    else {
      return Message(
        ja: "かっこや「: 」を含む項目は、項目ごとに引用符で囲んでください",
        en: "put each item that has a bracket or ': ' in it in quotes")
    }
    let item = YAMLNode.quoted(String(cut.0))
    return Message(
      ja: "YAML では「 #」から後ろが注釈になります。引用符で囲んで \(item) と書いてください",
      en: "to YAML, ' #' begins a comment: put the item in quotes: \(item)")
  }

  /// Returns the line at an offset with its value between quotes; nil where it has no value that begins with a sign, or
  /// has one in it, that YAML does not take for a part of a text.
  private func quotedLine(at offset: Int) -> String? {
    let line = String(decoding: source.bytes[source.line(at: min(offset, text.upperBound))], as: UTF8.self)
    guard let match = line.wholeMatch(of: /\s*((?:- )?(?:[^\s:"'\[{#]+: )?)(.*?)\s*/), !match.1.isEmpty else {
      return nil
    }
    let value = match.2
    guard let first = value.first, !"|>".contains(first) || value.count > 2,
      "[{]}*&!@%`|>\"',".contains(first) || value.starts(with: #/[-?] /#) || value.contains(": ")
        || value.hasSuffix(":") || value.contains(" #")
    else { return nil }
    // A quote that is never closed is what is to be mended.
    if first == "\"" || first == "'", !value.dropFirst().contains(first) { return nil }
    return match.1 + YAMLNode.quoted(String(value))
  }

  // MARK: Signs of a Japanese keyboard

  /// Notes quotes and brackets that only look like YAML's around a text.
  private mutating func noteQuotes(around text: String, at range: SourceRange) {
    let scalars = text.unicodeScalars
    if scalars.first == "［", scalars.last == "］" {
      let place = SourceRange(file: file, start: range.bytes.lowerBound, end: range.bytes.lowerBound + 3)
      wideSigns.append(
        WideSigns.Finding(
          range: place, message: Message(ja: "「［」は並びの始まりになりません", en: "'［' begins no list"),
          help: Message(ja: "半角の「[」「,」「]」で書いてください", en: "write '[', ',' and ']' of half the width")))
    }
    guard scalars.count > 1, let first = scalars.first, let last = scalars.last, WideSigns.quotes.contains(first),
      WideSigns.quotes.contains(last)
    else { return }
    let place = SourceRange(file: file, start: range.bytes.lowerBound, end: range.bytes.lowerBound + UTF8.width(first))
    wideSigns.append(
      WideSigns.Finding(range: place, message: WideSigns.quote(first), help: WideSigns.asQuotes))
  }

  /// Notes that the only item of `[甲、乙]` is hardly meant as one.
  private mutating func noteComma(in item: YAMLNode) {
    guard case .scalar(let text, isPlain: true) = item.content,
      let sign = text.unicodeScalars.first(where: { $0 == "、" || $0 == "，" }),
      let end = source.bytes[item.range.bytes].end(of: String(sign), from: item.range.bytes.lowerBound)
    else { return }
    let place = SourceRange(file: file, start: end - UTF8.width(sign), end: end)
    let isWhole = Message(ja: "一つの項目なら「[\"\(text)\"]」", en: "if it is one item, ['\(text)']")
    wideSigns.append(
      WideSigns.Finding(
        range: place, message: Message(ja: "「\(sign)」は並びの区切りになりません", en: "'\(sign)' parts no items"),
        help: Message(ja: "半角の「,」と空白で区切ってください（\(isWhole.ja)）", en: "write ',' and a blank (\(isWhole.en))")))
  }

  // MARK: Mistakes

  private func hidden(_ color: SourceRange, behind key: Located<String>) -> YAMLMistake {
    let written = String(decoding: source.bytes[color.bytes], as: UTF8.self)
    return YAMLMistake(
      range: color,
      message: Message(
        ja: "'\(key.value)' が空です。YAML では「#」から後ろが注釈になります",
        en: "'\(key.value)' is empty: to YAML, '#' begins a comment"),
      help: Message(
        ja: "引用符で囲んで \(key.value): \"\(written)\" と書いてください", en: "write \(key.value): \"\(written)\""))
  }

  private mutating func mistake(of parser: yaml_parser_t) -> YAMLMistake {
    let problem = unsafe parser.problem.map { unsafe String(cString: $0) } ?? "unreadable"
    let (what, isAtContext) = Self.explained(problem)
    // What is never closed is shown where it begins, not at the end of the text.
    let hasContext = unsafe parser.context != nil && parser.context_mark.line <= parser.problem_mark.line
    // What is no character at all has no mark, but a place among the bytes.
    let start =
      unsafe parser.error == YAML_READER_ERROR
      ? min(text.lowerBound + parser.problem_offset, text.upperBound)
      : offset(of: isAtContext && hasContext ? parser.context_mark : parser.problem_mark)
    let line = source.line(at: start)
    let item = isAtContext ? itemsHelp(at: start) : nil
    let quoted = item == nil ? quotedLine(at: start) : nil
    let end = min(max(start + 1, start), max(line.upperBound, start))
    return YAMLMistake(
      range: SourceRange(file: file, start: start, end: end),
      message: Message(ja: "YAML として読めません。\(what.ja)", en: "this is no YAML: \(what.en) (\(problem))"),
      help: item
        ?? Message(
          ja: quoted.map { "値を引用符で囲んで \($0) と書いてください" } ?? "この行かその前の行の、字下げ・コロンの後の空白・引用符を確かめてください",
          en: quoted.map { "put the value in quotes: \($0)" }
            ?? "look at the indentation, the blank after a colon and the quotes of this line or the one before"),
      isOwn: false)
  }

  /// Says what libyaml's English means, and whether the place is where that begins.
  private static func explained(_ problem: String) -> (what: Message, isAtContext: Bool) {
    for (part, what, isAtContext) in explanations where problem.contains(part) { return (what, isAtContext) }
    return (
      Message(ja: "「キー: 値」か「- 項目」の並びになっていません", en: "it is no list of 'key: value' or '- item'"), false
    )
  }

  private static let explanations = [
    ("could not find expected ':'", Message(ja: "「キー: 値」の形になっていない行です", en: "this line has no 'key: value'"), true),
    ("end of stream", Message(ja: "ここで始まる引用符が閉じられていません", en: "the quote that begins here is not closed"), true),
    ("expected ',' or", Message(ja: "ここで始まるかっこが閉じられていません", en: "the bracket that begins here is not closed"), true),
    (
      "mapping values are not allowed",
      Message(
        ja: "ここに「: 」は書けません。値に含めるなら、値を引用符で囲みます", en: "a ': ' is not taken here; in a value, put the value in quotes"),
      false
    ),
    (
      "cannot start any token",
      Message(ja: "値をこの文字で始めるには、値を引用符で囲みます", en: "a value that begins with this is put in quotes"), false
    ),
    ("control characters", Message(ja: "文字として使えないものがあります", en: "there is what is no character of a text"), false),
    ("unknown escape", Message(ja: "「\\」の後に書けない文字です", en: "this does not stand behind '\\'"), false),
  ]

  private func unsupported(_ range: SourceRange, ja: String, en: String) -> YAMLMistake {
    YAMLMistake(
      range: range, message: Message(ja: "YAML の\(ja)は使えません", en: "\(en) is not taken"),
      help: quotedLine(at: range.bytes.lowerBound).map { line in
        Message(ja: "値なら、引用符で囲んで \(line) と書いてください", en: "if it is a value, put it in quotes: \(line)")
      } ?? Message(ja: "値をそのまま書くか、引用符で囲んでください", en: "write the value itself, or put it in quotes"))
  }

  private func control(_ range: SourceRange) -> YAMLMistake {
    YAMLMistake(
      range: range,
      message: Message(ja: "制御文字は使えません", en: "a control character is not taken"),
      help: Message(ja: "\\0 や \\e のような書き方を消してください", en: "remove what is written like \\0 or \\e"))
  }

  private func secondDocument(_ range: SourceRange) -> YAMLMistake {
    YAMLMistake(
      range: range,
      message: Message(ja: "YAML の文書が二つあります", en: "a second document begins here"),
      help: Message(ja: "途中の「---」の行を消してください", en: "remove the line '---' in between"))
  }

  private func keyNoText(_ range: SourceRange) -> YAMLMistake {
    YAMLMistake(
      range: range, message: Message(ja: "キーは文字列でなければなりません", en: "a key must be a text"),
      help: Message(ja: "{{…}} で始まる値は引用符で囲んでください", en: "put a value that begins with {{…}} in quotes"))
  }

  private func tooDeep(_ range: SourceRange) -> YAMLMistake {
    YAMLMistake(
      range: range,
      message: Message(
        ja: "入れ子が深すぎます（\(YAMLNode.deepestNesting)段まで）",
        en: "nested too deeply (\(YAMLNode.deepestNesting) levels at most)"),
      help: Message(ja: "入れ子を浅くしてください", en: "nest less"))
  }
}
