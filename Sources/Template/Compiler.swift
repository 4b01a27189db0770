import Source

/// Compiles one template with its partials into operations.
struct Compiler {
  private static let deepestNesting = 64

  let sources: SourceFiles
  let files: [String: FileID]
  let surroundings: Surroundings?
  private(set) var operations: [Operation] = []
  private(set) var report = Report()
  /// The templates that are being compiled, the outermost first.
  private var chain: [String] = []

  init(sources: SourceFiles, files: [String: FileID], surroundings: Surroundings? = nil) {
    self.sources = sources
    self.files = files
    self.surroundings = surroundings
  }

  /// A section that is open.
  private struct Section {
    var name: String
    var place: SourceRange
    /// Its operation; nil where its name is unknown, and its body compiles into nothing.
    var operation: Int?
    var isInverted: Bool
    /// How many shapes the stack had outside it.
    var depth: Int
    /// How many operations there were outside it.
    var start: Int
    var path: Path?
  }

  mutating func compile(
    _ source: SourceFile, _ file: FileID, named name: String, shapes outer: [Shape], indent: [UInt8] = []
  ) {
    chain.append(name)
    defer { chain.removeLast() }
    var shapes = outer
    var open: [Section] = []
    var scanner = TagScanner(source: source, file: file, indent: indent)
    while let piece = scanner.next(&report) {
      switch piece {
      case .text(let bytes): emit(surroundings?.text(bytes) ?? bytes)
      case .tag(let tag):
        switch tag.sigil {
        case .variable where isString(tag): addString(tag, shapes)
        case .variable, .raw: addVariable(tag, shapes)
        case .section, .inverted:
          guard open.count < Self.deepestNesting else {
            report.add(
              TemplateRules.syntax, at: tag.range,
              Message(ja: "節の入れ子が深すぎます", en: "sections are nested too deeply"))
            abandon(open)
            return
          }
          var section = Section(
            name: tag.name, place: tag.range, operation: nil, isInverted: tag.sigil == .inverted, depth: shapes.count,
            start: operations.count)
          if let (path, kind) = resolve(tag, shapes) {
            section.operation = operations.count
            section.path = path
            operations.append(tag.sigil == .inverted ? .inverted(path, end: 0) : .section(path, end: 0))
            if tag.sigil == .section {
              switch kind {
              case .record(let shape), .list(let shape): shapes.append(shape)
              case .text, .html, .flag: break
              }
            }
          }
          open.append(section)
        case .close:
          guard let section = open.last, section.name == tag.name else {
            report.add(
              TemplateRules.syntax, at: tag.range,
              Message(ja: "閉じる '\(tag.name)' に対応する始まりがありません", en: "'\(tag.name)' is closed but not open"),
              help: Message(ja: "直前に始めた節を閉じてください", en: "close the section that was opened last"))
            abandon(open)
            return
          }
          open.removeLast()
          shapes.removeLast(shapes.count - section.depth)
          finish(section)
        case .partial: include(tag, shapes)
        case .comment: break
        }
      }
    }
    for section in open {
      report.add(
        TemplateRules.syntax, at: section.place,
        Message(ja: "節 '\(section.name)' が閉じられていません", en: "the section '\(section.name)' is not closed"),
        help: Message(ja: "{{/\(section.name)}} を書いてください", en: "write {{/\(section.name)}}"))
    }
    abandon(open)
  }

  /// Ends sections that the text does not, the innermost first.
  private mutating func abandon(_ open: [Section]) {
    for section in open.reversed() { finish(section) }
  }

  private mutating func finish(_ section: Section) {
    guard let index = section.operation, let path = section.path else {
      operations.removeLast(operations.count - section.start)  // the name is unknown: nothing can be printed
      return
    }
    operations[index] =
      section.isInverted ? .inverted(path, end: operations.count) : .section(path, end: operations.count)
  }

  private mutating func emit(_ bytes: [UInt8]) {
    guard !bytes.isEmpty else { return }
    operations.append(.text(bytes))
  }

  private mutating func addVariable(_ tag: Tag, _ shapes: [Shape]) {
    guard let (path, kind) = resolve(tag, shapes) else { return }
    switch (kind, tag.sigil) {
    case (.text, .variable): operations.append(.escaped(path))
    case (.html, .raw): operations.append(.raw(path))
    case (.html, _):
      report.add(
        TemplateRules.escapedHTML, at: tag.range,
        Message(ja: "'\(tag.name)' は HTML です", en: "'\(tag.name)' is HTML"),
        help: Message(ja: "{{{\(tag.name)}}} と書いてください", en: "write {{{\(tag.name)}}}"))
    case (.text, _):
      report.add(
        TemplateRules.unescapedText, at: tag.range,
        Message(ja: "'\(tag.name)' は文字列で、そのままでは書き出せません", en: "'\(tag.name)' is text and is never printed as markup"),
        help: Message(ja: "{{\(tag.name)}} と書いてください", en: "write {{\(tag.name)}}"))
    case (.flag, _), (.record, _), (.list, _):
      report.add(
        TemplateRules.undefinedName, at: tag.range,
        Message(
          ja: "'\(tag.name)' は値ではなく、節（{{#\(tag.name)}}）で使います", en: "'\(tag.name)' is no value: it is for sections"),
        help: Message(ja: "{{#\(tag.name)}}…{{/\(tag.name)}} と書いてください", en: "write {{#\(tag.name)}}…{{/\(tag.name)}}"))
    }
  }

  private static let stringsPrefix = "strings."

  private func isString(_ tag: Tag) -> Bool { surroundings != nil && tag.name.hasPrefix(Self.stringsPrefix) }

  /// Puts in a text of the theme, with what its `{name}`s stand for here.
  private mutating func addString(_ tag: Tag, _ shapes: [Shape]) {
    let strings = surroundings?.strings ?? [:]
    let name = String(tag.name.dropFirst(Self.stringsPrefix.count))
    guard let string = strings[name] else {
      return report.add(
        TemplateRules.undefinedName, at: tag.range,
        Message(ja: "theme.yaml の strings に '\(name)' がありません", en: "no string of theme.yaml is named '\(name)'"),
        help: closest(to: name, in: strings.keys.sorted()).map {
          Message(ja: "'strings.\($0)' のことですか", en: "did you mean 'strings.\($0)'?")
        })
    }
    var rest = string.value[...]
    func isPartOfName(_ character: Character) -> Bool {
      character.isASCII && (character.isLetter || character.isNumber || character == "_" || character == ".")
    }
    while let open = rest.firstIndex(of: "{") {
      let inside = rest[rest.index(after: open)...].prefix(while: isPartOfName)
      guard !inside.isEmpty, inside.endIndex < rest.endIndex, rest[inside.endIndex] == "}" else {
        emitEscaped(rest[...open])
        rest = rest[rest.index(after: open)...]
        continue
      }
      emitEscaped(rest[..<open])
      addVariable(Tag(sigil: .variable, name: String(inside), range: string.range), shapes)
      rest = rest[rest.index(after: inside.endIndex)...]
    }
    emitEscaped(rest)
  }

  private mutating func emitEscaped(_ text: Substring) {
    var bytes: [UInt8] = []
    TemplateSet.escape(Array(text.utf8), &bytes)
    emit(bytes)
  }

  private mutating func include(_ tag: Tag, _ shapes: [Shape]) {
    guard let file = files[tag.name] else {
      let near = closest(to: tag.name, in: files.keys.sorted())
      return report.add(
        TemplateRules.missingPartial, at: tag.range,
        Message(ja: "部品 '\(tag.name)' がありません", en: "there is no partial '\(tag.name)'"),
        help: near.map { Message(ja: "'\($0)' のことですか", en: "did you mean '\($0)'?") })
    }
    guard !chain.contains(tag.name) else {
      let circle = (chain + [tag.name]).joined(separator: " → ")
      return report.add(
        TemplateRules.cycle, at: tag.range,
        Message(ja: "部品が自分自身を含んでいます（\(circle)）", en: "a partial includes itself: \(circle)"),
        help: Message(ja: "どこかの {{> …}} を消してください", en: "remove one of these {{> …}}"))
    }
    compile(sources[file], file, named: tag.name, shapes: shapes, indent: tag.indent)
  }

  /// Finds a name in the shapes around it, the innermost first.
  private mutating func resolve(_ tag: Tag, _ shapes: [Shape]) -> (Path, ValueKind)? {
    let parts = tag.name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard let first = parts.first,
      let depth = shapes.indices.reversed().first(where: { shapes[$0].slot(first) != nil }),
      let slot = shapes[depth].slot(first)
    else {
      reportUndefined(tag, known: shapes.reversed().flatMap { $0.fields.map(\.name) })
      return nil
    }
    var path = Path(depth: depth, slot: slot)
    var kind = shapes[depth].fields[slot].kind
    for part in parts.dropFirst() {
      guard case .record(let shape) = kind, let slot = shape.slot(part) else {
        if case .record(let shape) = kind {
          reportUndefined(tag, known: shape.fields.map(\.name), part: part)
        } else {
          reportUndefined(tag, known: [], part: part)
        }
        return nil
      }
      path.below.append(slot)
      kind = shape.fields[slot].kind
    }
    return (path, kind)
  }

  private mutating func reportUndefined(_ tag: Tag, known: [String], part: String? = nil) {
    let list = known.joined(separator: " ")
    report.add(
      TemplateRules.undefinedName, at: tag.range,
      Message(ja: "ここで使える値に '\(tag.name)' はありません", en: "nothing here is named '\(tag.name)'"),
      help: closest(to: part ?? tag.name, in: known).map { Message(ja: "'\($0)' のことですか", en: "did you mean '\($0)'?") }
        ?? (known.isEmpty ? nil : Message(ja: "使える値: \(list)", en: "there are: \(list)")))
  }
}
