import Markup
import Plain
import Platform
import Source

/// Writes the document of one copy of a sheet.
struct SheetComposer {
  let guide: Guide
  let variant: Variant
  var builder = DocumentBuilder()
  /// What the salesperson says; while it is copied, it has changed places with `builder`.
  var talk = Talk()
  private(set) var isTalking = false
  var drawings: [Drawing] = []
  var report = Report()
  /// The blocks that printed nothing: where they would stand, and whether that is said.
  var vanished: [(node: Int, range: SourceRange, isReported: Bool)] = []

  /// Which of a customer's columns are printed, or decide what is.
  private(set) var columns: Set<CustomerColumn> = []

  init(guide: Guide, variant: Variant) {
    self.guide = guide
    self.variant = variant
  }

  mutating func compose() {
    let document = guide.page(of: variant.sheet).document
    let override = guide.overrides.first {
      $0.sheet.value == variant.sheet.id && $0.industry.value == variant.industry.id
    }
    guard let override else { return copy(0..<document.nodes.count, of: document) }
    // That each finds its section is checked by UnmatchedOverride.
    let replacements = override.document.topSections.filter { $0.title != nil || override.document.hasText($0.nodes) }
    for section in document.topSections {
      if let replacement = replacements.first(where: { $0.title == section.title }) {
        copy(replacement.nodes, of: override.document)
      } else {
        copy(section.nodes, of: document)
      }
    }
  }

  /// Copies a run of nodes, working out what directives and values say. What is `quoted` from a page of the site leaves
  /// its links behind, and its pictures and footnotes, which a sheet has not.
  mutating func copy(_ nodes: Range<Int>, of document: Document, quoted: Bool = false) {
    var open: [(end: Int, isNode: Bool)] = []
    var index = nodes.lowerBound
    while index < nodes.upperBound {
      while let last = open.last, last.end <= index {
        if last.isNode { builder.close() }
        open.removeLast()
      }
      let node = document.nodes[index]
      let end = Int(node.end)
      index += 1
      switch node.kind {
      case .directive:
        let directive = document.directives[Int(node.detail)]
        switch directive.name {
        case .talk where isTalking: open.append((end, false))
        case .talk:
          addTalk(node, index..<end, of: document)
          index = end
        case .when:
          if holds(directive) { open.append((end, false)) } else { index = end }
        case .note, .tip, .important, .warning, .caution, .lead, .columns:
          builder.openCopy(of: node, from: document)
          open.append((end, true))
        case .checklist:
          builder.openCopy(of: node, from: document)
          addChecklist(directive, at: node.range)
          open.append((end, true))
        case .include: break  // reported when the text was read
        case .practice: addPractice(directive, at: node.range)
        case .offers: addOffers(directive, at: node.range)
        case .notice: addNotice(at: node.range)
        case .rules: addRules(directive, at: node.range)
        case .incidents: addIncidents(directive, at: node.range)
        case .resources: addResources(directive, at: node.range)
        case .measures: addMeasures(directive, at: node.range)
        case .roles: addRoles(directive, at: node.range)
        case .figure: addFigure(directive, at: node.range)
        case .qr: addQR(directive, at: node.range)
        case .contact: addContact(at: node.range)
        case .signatures: addSignatures(at: node.range)
        }
      case .value: addValue(document.string(node.text), at: node.range)
      case .text: builder.text(document.string(node.text), at: node.range)
      case .link where quoted: open.append((end, false))
      case .image where quoted, .footnoteReference where quoted, .footnotes where quoted: index = end
      // An address in the text is told by the gate, and once is enough.
      case .link where FlatText(of: index - 1, in: document).hasAddress: open.append((end, false))
      case .link:
        report.add(
          .linkOnSheet, at: node.range,
          Message(ja: "配付資料にリンクは書けません", en: "a sheet cannot have links"),
          help: Message(ja: "「:::qr アドレス 題名」にしてください", en: "make it ':::qr ADDRESS TITLE'"))
        open.append((end, false))
      case .footnotes:
        addFootnotes(node, index..<end, of: document)
        index = end
      case .paragraph, .heading, .quote, .list, .item, .codeBlock, .htmlBlock, .thematicBreak, .table, .row, .cell,
        .softBreak, .lineBreak, .code, .html, .emphasis, .strong, .strikethrough, .ruby, .footnote,
        .footnoteReference, .image, .group, .fixed, .blank, .qr, .figure:
        builder.openCopy(of: node, from: document)
        open.append((end, true))
      }
    }
    for level in open.reversed() where level.isNode { builder.close() }
  }

  /// Copies a `:::talk` to where the salesperson reads it, beside the block that it follows.
  private mutating func addTalk(_ node: Node, _ nodes: Range<Int>, of document: Document) {
    speak(behind: builder.document.topBlocks) { composer in
      composer.builder.openCopy(of: node, from: document)
      composer.copy(nodes, of: document)
      composer.builder.close()
    }
  }

  /// Adds one block to what the salesperson says.
  private mutating func speak(behind place: Int, _ add: (inout SheetComposer) -> Void) {
    talk.places.append(place)
    swap(&builder, &talk.builder)
    isTalking = true
    add(&self)
    isTalking = false
    swap(&builder, &talk.builder)
  }

  /// Copies the footnotes, each to where it is referred to; those of what was left out are left out too.
  private mutating func addFootnotes(_ node: Node, _ nodes: Range<Int>, of document: Document) {
    func footnotes(of reader: Document, but other: Document = Document()) -> [Range<Int>] {
      nodes.filter { index in
        guard document.nodes[index].kind == .footnote else { return false }
        let label = document.footnotes[Int(document.nodes[index].detail)].label
        return reader.footnotes.contains { $0.label == label } && !other.footnotes.contains { $0.label == label }
      }.map { $0..<Int(document.nodes[$0].end) }
    }
    func add(_ footnotes: [Range<Int>], to composer: inout SheetComposer) {
      composer.builder.openCopy(of: node, from: document)
      for footnote in footnotes { composer.copy(footnote, of: document) }
      composer.builder.close()
    }
    let printed = footnotes(of: builder.document)
    let spoken = footnotes(of: talk.builder.document, but: builder.document)
    if !printed.isEmpty { add(printed, to: &self) }
    if !spoken.isEmpty { speak(behind: .max) { add(spoken, to: &$0) } }
  }

  /// Adds a name, which nobody looks through for terms.
  mutating func addName(_ text: String, at range: SourceRange) {
    builder.leaf(.fixed(.name), builder.span(text.utf8), at: range)
  }

  /// Notes that a customer's column is printed, or decides what is. What the salesperson says is not on paper.
  mutating func use(_ column: CustomerColumn) {
    if !isTalking { columns.insert(column) }
  }

  private mutating func addValue(_ path: String, at range: SourceRange) {
    if path == "customer.note" { use(.note) }
    switch guide.value(path, for: variant) {
    case .text(let text, let origin): builder.text(text, at: origin ?? range)
    case .name(let name, let origin): addName(name, at: origin ?? range)
    case .list(let texts):
      for (number, text) in texts.enumerated() {
        if number > 0 { builder.text("、", at: range) }
        builder.text(text.value, at: text.range)
      }
    case .blank: builder.leaf(.blank, builder.span(path.utf8), at: range)
    case .unknown: reportUnknownValue(path, at: range, &report)
    }
  }

  // MARK: Conditions

  private mutating func holds(_ directive: Directive) -> Bool {
    var holds = true
    for argument in directive.arguments {
      let choices = names(argument.value)
      let value: String
      switch argument.key.value {
      case "industry", "not-industry":
        guide.industries.check(
          choices.map { Located(ID<Industry>($0), at: argument.value.range) }, .industry, reporting: &report)
        let isNamed = choices.contains(variant.industry.id.name)
        holds = holds && (argument.key.value == "industry" ? isNamed : !isNamed)
        continue
      case "audience": value = check(choices, argument, Sheet.Audience.self, variant.sheet.audience)
      case "contract":
        use(.contract)
        value = check(choices, argument, Contract.self, variant.contract)
      case "customer": value = check(choices, argument, YesNo.self, variant.customer == nil ? .no : .yes)
      default: continue  // reported when the text was read
      }
      holds = holds && choices.contains(value)
    }
    return holds
  }

  private enum YesNo: String, CaseIterable { case yes, no }

  private mutating func check<Choice: RawRepresentable<String> & CaseIterable>(
    _ choices: [String], _ argument: Directive.Argument, _ type: Choice.Type, _ actual: Choice
  ) -> String {
    check(argument.value.map { _ in choices }, of: argument.key.value, among: type.allCases.map(\.rawValue))
    return actual.rawValue
  }

  /// Reports the choices of an argument that are none of `names`.
  mutating func check(_ choices: Located<[String]>, of key: String, among names: [String]) {
    for choice in choices.value where !names.contains(choice) {
      report.add(
        .badValue, at: choices.range,
        Message(
          ja: "'\(key)' に '\(choice)' という値はありません（\(names.joined(separator: ", "))）",
          en: "'\(key)' is one of \(names.joined(separator: ", ")), not '\(choice)'"),
        help: closest(to: choice, in: names).map(Message.meant))
    }
  }
}

/// Reports a `{{path}}` that stands for nothing.
func reportUnknownValue(_ path: String, at range: SourceRange, _ report: inout Report) {
  let near = path.hasPrefix("page.") ? nil : closest(to: path, in: Guide.valuePaths)
  report.add(
    .unknownValue, at: range,
    Message(ja: "値 '\(path)' はありません", en: "there is no value '\(path)'"),
    help: near.map(Message.meant) ?? foreignValueHelp(path)
      ?? Message(
        ja: "使える値: \(Guide.valuePaths.joined(separator: " "))",
        en: "there are: \(Guide.valuePaths.joined(separator: " "))"))
}

/// Says what to do about the templates of other tools: Go's (`.Site.Title`, `range .Pages`), Jinja's, Liquid's, Tera's.
private func foreignValueHelp(_ path: String) -> Message? {
  if ["baseurl", "base_url", "relurl", "absurl", "get_url"].contains(where: path.lowercased().contains) {
    return Message(
      ja: "消してください。リンクは、アドレスではなく、ファイルに向けて書きます", en: "remove it: links lead to files, not to addresses")
  }
  let isCommand = path.contains { " |(\"'".contains($0) } || path.hasPrefix(".") || path.hasPrefix("page.")
  guard isCommand || ["end", "else", "toc", "config", "section"].contains(String(path.prefix { $0 != "." })) else {
    return nil
  }
  return Message(
    ja: "本文に書けるのは値の名前だけで、テンプレートの命令は書けません。消すか、文字として見せるなら「`」で囲んでください",
    en: "a text has names of values alone, and no commands of a template: remove it, or put it between '`' to show it")
}

extension Document {
  /// A heading with what follows it up to the next heading of the same or a higher level.
  struct TopSection {
    /// Nil for what stands before the first heading.
    var title: String?
    var nodes: Range<Int>
  }

  /// The document cut at its headings of level 2 (and 1).
  var topSections: [TopSection] {
    var sections: [TopSection] = []
    var index = 0
    while index < nodes.count {
      let node = nodes[index]
      if case .heading(let level) = node.kind, level <= 2 {
        sections.append(
          TopSection(title: String(decoding: plainText(of: index), as: UTF8.self), nodes: index..<Int(node.end)))
      } else if sections.isEmpty {
        sections.append(TopSection(title: nil, nodes: index..<Int(node.end)))
      } else {
        sections[sections.count - 1].nodes = sections[sections.count - 1].nodes.lowerBound..<Int(node.end)
      }
      index = Int(node.end)
    }
    return sections
  }
}
