import Platform
import Source

/// Compiles one template with what it includes and extends into operations.
struct Compiler {
  /// How many bodies are compiled at most, so that templates that include each other twice and twice again have an end.
  private static let mostBodies = 100_000

  let library: Library
  let surroundings: Surroundings?
  private(set) var operations: [Operation] = []
  /// The bytes that `Operation.text` points to.
  private(set) var texts: [UInt8] = []
  private(set) var report = Report()
  /// The templates that are being compiled, the outermost first.
  private var chain: [Link] = []
  private var bodies = 0

  init(library: Library, surroundings: Surroundings? = nil) {
    self.library = library
    self.surroundings = surroundings
  }

  /// A template within others. The same one with the same blocks within itself would have no end.
  private struct Link: Equatable {
    var file: FileID
    var name: String
    var filledBy: [SourceRange]
  }

  /// What is known where a part of a template stands.
  private struct Scope {
    var file: FileID
    var shapes: [Shape]
    /// What `{{.}}` is.
    var item: (path: Path, kind: ValueKind)?
    var fillings = Fillings()
    /// What stands before each line.
    var indent: [UInt8] = []
    /// How many blanks of each line are left out.
    var margin = 0
    var depth = 0

    /// Goes into a record.
    mutating func enter(_ shape: Shape) {
      shapes.append(shape)
      item = shape.slot(".").map { (Path(depth: shapes.count - 1, slot: $0), shape.fields[$0].kind) }
    }
  }

  /// The blocks that are filled from outside, by their names.
  private struct Fillings {
    var blocks: [String: Filling] = [:]
    /// The tags that fill them.
    var tags: [SourceRange] = []
  }

  /// What fills a block: a text of another template, with what fills the blocks of that one.
  private struct Filling {
    var block: Block
    var file: FileID
    var fillings: Fillings
  }

  mutating func compile(_ file: FileID, named name: String, shapes: [Shape]) {
    var scope = Scope(file: file, shapes: [])
    for shape in shapes { scope.enter(shape) }
    compile(file, named: name, scope, at: nil)
  }

  private mutating func compile(_ file: FileID, named name: String, _ outer: Scope, at tag: Tag?) {
    let link = Link(file: file, name: name, filledBy: outer.fillings.tags)
    guard !chain.contains(link) else { return reportCycle(through: name, at: tag) }
    chain.append(link)
    defer { chain.removeLast() }
    var scope = outer
    scope.file = file
    compile(library.nodes[file] ?? [], scope, at: tag)
  }

  private mutating func compile(_ nodes: [Node], _ outer: Scope, at tag: Tag?) {
    var scope = outer
    scope.depth += 1
    bodies += 1
    guard scope.depth <= TemplateParser.deepestNesting, bodies <= Self.mostBodies else {
      guard bodies <= Self.mostBodies + 1 else { return }  // said already
      return report.add(
        TemplateRules.syntax, at: tag?.range,
        Message(ja: "テンプレートの入れ子が深すぎるか、多すぎます", en: "templates are nested too deeply, or too many times"))
    }
    for node in nodes {
      switch node {
      case .text(let range, let isBeforeTag): addText(range, isBeforeTag: isBeforeTag, scope)
      case .variable(let tag) where isString(tag): addString(tag, scope)
      case .variable(let tag): addVariable(tag, scope)
      case .section(let tag, let nodes): addSection(tag, nodes, scope)
      case .partial(let tag, let indent): include(tag, indent: indent, filling: [], scope)
      case .parent(let tag, let indent, let blocks): include(tag, indent: indent, filling: blocks, scope)
      case .block(let block): add(block, scope)
      }
    }
  }

  // MARK: Text

  private mutating func addText(_ range: Range<Int>, isBeforeTag: Bool, _ scope: Scope) {
    let bytes = library.sources[scope.file].bytes
    guard !scope.indent.isEmpty || scope.margin > 0 else { return emit(Array(bytes[range])) }
    var text: [UInt8] = []
    var margin = 0
    for index in range {
      if Self.startsLine(index, bytes) {
        text += scope.indent
        margin = scope.margin
      }
      margin = margin > 0 && TagScanner.isBlank(bytes[index]) ? margin - 1 : -1
      if margin < 0 { text.append(bytes[index]) }
    }
    if isBeforeTag, Self.startsLine(range.upperBound, bytes) { text += scope.indent }
    emit(text)
  }

  private static func startsLine(_ index: Int, _ bytes: [UInt8]) -> Bool { index == 0 || bytes[index - 1] == 0x0A }

  /// Returns the indentation for what stands as far in as `blanks`.
  private func indent(_ blanks: Range<Int>, _ scope: Scope) -> [UInt8] {
    scope.indent + library.sources[scope.file].bytes[blanks].dropFirst(scope.margin)
  }

  private mutating func emit(_ bytes: [UInt8]) {
    guard !bytes.isEmpty else { return }
    append(surroundings?.text(bytes) ?? bytes)
  }

  private mutating func append(_ text: [UInt8]) {
    operations.append(.text(texts.count..<texts.count + text.count))
    texts += text
  }

  // MARK: Values

  private mutating func addVariable(_ tag: Tag, _ scope: Scope) {
    guard let (path, kind) = resolve(tag, scope) else { return }
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

  private mutating func addSection(_ tag: Tag, _ nodes: [Node], _ outer: Scope) {
    let start = operations.count
    guard let (path, kind) = resolve(tag, outer) else {
      compile(nodes, outer, at: tag)
      // What is unknown is not there.
      if tag.sigil == .section { operations.removeLast(operations.count - start) }
      return
    }
    var scope = outer
    let isInverted = tag.sigil == .inverted
    operations.append(isInverted ? .inverted(path, end: 0) : .section(path, end: 0))
    if !isInverted {
      switch kind {
      case .record(let shape), .list(let shape): scope.enter(shape)
      case .text, .html: scope.item = (path, kind)
      case .flag: break
      }
    }
    compile(nodes, scope, at: tag)
    operations[start] =
      isInverted ? .inverted(path, end: operations.count) : .section(path, end: operations.count)
  }

  private static let stringsPrefix = "strings."

  private func isString(_ tag: Tag) -> Bool {
    surroundings != nil && tag.sigil == .variable && tag.name.hasPrefix(Self.stringsPrefix)
  }

  /// Puts in a text of the theme, with what its `{name}`s stand for here.
  private mutating func addString(_ tag: Tag, _ scope: Scope) {
    let strings = surroundings?.strings ?? [:]
    let name = String(tag.name.dropFirst(Self.stringsPrefix.count))
    guard let string = strings[name] else {
      return report.add(
        TemplateRules.undefinedName, at: tag.range,
        Message(ja: "theme.yaml の strings に '\(name)' がありません", en: "no string of theme.yaml is named '\(name)'"),
        help: (closest(to: name, in: strings.keys.sorted()) ?? strings.keys.sorted().first { $0.hasPrefix(name) }).map {
          Message.meant("strings.\($0)")
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
      addVariable(Tag(sigil: .variable, name: String(inside), range: string.range), scope)
      rest = rest[rest.index(after: inside.endIndex)...]
    }
    emitEscaped(rest)
  }

  private mutating func emitEscaped(_ text: Substring) {
    var bytes: [UInt8] = []
    TemplateSet.escape(Array(text.utf8), &bytes)
    guard !bytes.isEmpty else { return }
    append(bytes)
  }

  // MARK: Other templates

  /// Puts in a template, with what fills its blocks. What is filled from further outside stays so.
  private mutating func include(_ tag: Tag, indent: Range<Int>?, filling blocks: [Block], _ outer: Scope) {
    guard let file = find(tag, outer) else { return }
    var scope = outer
    scope.indent = indent.map { self.indent($0, outer) } ?? []
    scope.margin = 0
    let known = library.blocks[file] ?? []
    for block in blocks where !known.contains(block.name) { reportUnknown(block, in: tag.name, known.sorted()) }
    for block in blocks where outer.fillings.blocks[block.name] == nil {
      scope.fillings.blocks[block.name] = Filling(block: block, file: outer.file, fillings: outer.fillings)
      if scope.fillings.tags.last != tag.range { scope.fillings.tags.append(tag.range) }
    }
    compile(file, named: tag.name, scope, at: tag)
  }

  /// Puts in what fills a block, in the block's place; what it holds by itself where nothing does.
  private mutating func add(_ block: Block, _ outer: Scope) {
    guard let filling = outer.fillings.blocks[block.name] else {
      if block.startsLine, !block.isOnLinesOfItsOwn { emit(indent(block.margin, outer)) }
      return compile(block.nodes, outer, at: block.tag)
    }
    var scope = outer
    scope.file = filling.file
    scope.fillings = filling.fillings
    scope.indent = block.startsLine ? indent(block.margin, outer) : []
    scope.margin = filling.block.isOnLinesOfItsOwn ? filling.block.margin.count : 0
    if !filling.block.isOnLinesOfItsOwn { emit(scope.indent) }
    compile(filling.block.nodes, scope, at: block.tag)
  }

  private mutating func find(_ tag: Tag, _ scope: Scope) -> FileID? {
    if let file = library.find(tag.name, from: scope.file) { return file }
    guard library.files[tag.name] == nil else {
      reportCycle(through: tag.name, at: tag)
      return nil
    }
    let help =
      tag.name.hasPrefix("*")
      ? Message(ja: "名前を値から決めることはできません", en: "a name cannot come from the data")
      : closest(to: tag.name, in: library.files.keys.sorted()).map(Message.meant)
    report.add(
      TemplateRules.missingPartial, at: tag.range,
      tag.sigil == .parent
        ? Message(ja: "元にするテンプレート '\(tag.name)' がありません", en: "there is no template '\(tag.name)' to extend")
        : Message(ja: "部品 '\(tag.name)' がありません", en: "there is no partial '\(tag.name)'"),
      help: help)
    return nil
  }

  private mutating func reportCycle(through name: String, at tag: Tag?) {
    let circle = (chain.map(\.name) + [name]).joined(separator: " → ")
    report.add(
      TemplateRules.cycle, at: tag?.range,
      Message(ja: "テンプレートが自分自身を含んでいます（\(circle)）", en: "a template includes itself: \(circle)"),
      help: Message(ja: "どこかの {{> …}} か {{<…}} を消してください", en: "remove one of these {{> …}} or {{<…}}"))
  }

  private mutating func reportUnknown(_ block: Block, in parent: String, _ known: [String]) {
    let list = known.joined(separator: " ")
    report.add(
      TemplateRules.undefinedName, at: block.tag.range,
      Message(ja: "'\(parent)' に '\(block.name)' というブロックはありません", en: "'\(parent)' has no block '\(block.name)'"),
      help: closest(to: block.name, in: known).map(Message.meant)
        ?? (known.isEmpty ? nil : Message(ja: "使えるブロック: \(list)", en: "its blocks: \(list)")))
  }

  // MARK: Names

  /// Finds a name in the shapes around it, the innermost first.
  private mutating func resolve(_ tag: Tag, _ scope: Scope) -> (Path, ValueKind)? {
    let shapes = scope.shapes
    if tag.name == ".", let item = scope.item { return item }
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
    for (index, part) in parts.enumerated().dropFirst() {
      guard case .record(let shape) = kind, let slot = shape.slot(part) else {
        let lead = parts[..<index].map { $0 + "." }.joined()
        if case .record(let shape) = kind {
          reportUndefined(tag, known: shape.fields.map { lead + $0.name }, part: lead + part)
        } else {
          reportUndefined(tag, known: [])
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
    let near = closest(to: part ?? tag.name, in: known) ?? Self.ownName(for: tag.name, known)
    let isCommand =
      tag.name.contains { " |(\"".contains($0) } || tag.name.hasPrefix(".") && tag.name != "."
      || ["end", "else"].contains(tag.name)
    report.add(
      TemplateRules.undefinedName, at: tag.range,
      Message(ja: "ここで使える値に '\(tag.name)' はありません", en: "nothing here is named '\(tag.name)'"),
      help: near.map(Message.meant)
        ?? (isCommand ? Self.noCommands : nil)
        ?? (known.isEmpty ? nil : Message(ja: "使える値: \(list)", en: "there are: \(list)")))
  }

  /// What to do about the commands and filters of Go's, Jinja's, Liquid's and Tera's templates.
  private static let noCommands = Message(
    ja: "テンプレートは Mustache で、命令はありません。{{#値}} … {{/値}}、{{^値}} … {{/値}}、{{> 部品}} で書いてください",
    en: "templates are Mustache, without commands: {{#value}} … {{/value}}, {{^value}} … {{/value}}, {{> partial}}")

  /// Returns what is called by another name in the templates of MkDocs, Hugo, Jekyll and Zola.
  private static func ownName(for name: String, _ known: [String]) -> String? {
    let others = [
      "config.site_name": "site_title", "config.title": "site_title", "site.title": "site_title",
      "config.site_description": "site_description", "config.description": "site_description",
      "site.description": "site_description", "content": "body", "page.content": "body", "toc": "outline",
      "page.toc": "outline", "page.url": "canonical", "page.canonical_url": "canonical", "permalink": "canonical",
      "base_url": "root", "baseurl": "root", "site.baseurl": "root", "page.previous_page": "previous",
      "page.next_page": "next", "page.date": "updated", "lang": "language",
    ]
    let own = others[name] ?? name.split(separator: ".").last.map(String.init)
    return own.flatMap { known.contains($0) ? $0 : nil }
  }
}
