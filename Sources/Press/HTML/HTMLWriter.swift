package import Markup
package import Plain
import Platform
package import Source

/// Writes a document as HTML, in one pass over its nodes.
package struct HTMLWriter {
  /// What becomes of raw HTML in a text.
  package enum RawHTML: Sendable {
    /// Its characters are shown; comments are dropped.
    case shown
    /// It is written as it is; comments are dropped.
    case kept
    /// It is written as it is, comments too: CommonMark.
    case verbatim
  }

  /// What depends on where the HTML is used.
  package struct Setting {
    package var rawHTML: RawHTML
    /// Returns a link's address as it is written in the page; nil for one that leads nowhere.
    package var address: (_ link: Int) -> [UInt8]?
    /// Returns the size of a picture, where its file says one.
    package var imageSize: (_ link: Int) -> ImageSize?
    /// Returns the HTML of a drawing.
    package var drawing: (_ index: Int) -> [UInt8]
    /// Returns the HTML of the figure that a page's `:::figure` names.
    package var figure: (_ directive: Directive) -> [UInt8]
    /// Returns what a `{{path}}` says; nil prints it as it is written.
    package var value: (_ path: String) -> String?
    /// Whether headings get ids, and tables a frame that scrolls.
    package var isPage: Bool
    /// Whether what is put in by itself is Japanese; else it is English.
    package var isJapanese: Bool
    /// Whether boxes get names, and code that may scroll is reached by the keyboard: more than GFM's own HTML has.
    package var isForBrowsers: Bool
    /// What stands before every id, where several texts share a page.
    package var idPrefix: String
    /// How many levels headings go down.
    package var headingShift: UInt8
    /// The terms that are linked to the glossary, in the document's order.
    package var terms: [TermMark]
    /// Returns the address of a term's entry, and what it means.
    package var term: (_ term: Int) -> (href: String, note: String)

    package init(
      rawHTML: RawHTML, isPage: Bool, isJapanese: Bool = true, isForBrowsers: Bool = false, idPrefix: String = "",
      headingShift: UInt8 = 0,
      address: @escaping (Int) -> [UInt8]?,
      imageSize: @escaping (Int) -> ImageSize? = { _ in nil }, drawing: @escaping (Int) -> [UInt8] = { _ in [] },
      figure: @escaping (Directive) -> [UInt8] = { _ in [] }, value: @escaping (String) -> String? = { _ in nil },
      terms: [TermMark] = [],
      term: @escaping (Int) -> (href: String, note: String) = { _ in ("", "") }
    ) {
      self.rawHTML = rawHTML
      self.isPage = isPage
      self.isJapanese = isJapanese
      self.isForBrowsers = isForBrowsers
      self.idPrefix = idPrefix
      self.headingShift = headingShift
      self.address = address
      self.imageSize = imageSize
      self.drawing = drawing
      self.figure = figure
      self.value = value
      self.terms = terms
      self.term = term
    }
  }

  private let document: Document
  private let setting: Setting
  private var open: [(node: Node, end: Int)] = []
  /// How often each footnote has been referred to so far.
  private var referencesSeen: [Int: Int] = [:]
  /// Whether the cell that is open heads a column and says nothing: then it is no heading.
  private var isEmptyHeading = false
  /// Whether the footnote that is open has its way back.
  private var hasWayBack = false
  /// Whether a picture stands further above.
  private var hasPicture = false
  /// The next of `setting.terms`.
  private var nextTerm = 0

  /// Appends the HTML of `document`.
  package static func write(_ document: Document, _ setting: Setting, into output: inout [UInt8]) {
    var writer = HTMLWriter(document: document, setting: setting)
    writer.write(into: &output)
  }

  private init(document: Document, setting: Setting) {
    self.document = document
    self.setting = setting
  }

  private mutating func write(into output: inout [UInt8]) {
    var index = 0
    while index < document.nodes.count {
      while let last = open.last, last.end <= index { leave(&output) }
      let node = document.nodes[index]
      if case .image = node.kind {
        writeImage(index, node, &output)
        index = Int(node.end)
        continue
      }
      enter(node, index, &output)
      if Int(node.end) > index + 1 || node.kind.isContainer {
        open.append((node, Int(node.end)))
      }
      index += 1
    }
    while !open.isEmpty { leave(&output) }
  }

  // MARK: Entering

  private mutating func enter(_ node: Node, _ index: Int, _ output: inout [UInt8]) {
    switch node.kind {
    case .paragraph:
      guard !isInTightList else { return }
      newLine(&output)
      output.append("<p>")
    case .heading(let level):
      newLine(&output)
      output.append("<h")
      output.append(UInt8(ascii: "0") + min(6, level + setting.headingShift))
      if setting.isPage {
        output.append(" id=\"")
        HTML.escape(setting.idPrefix, into: &output)
        HTML.escape(document.bytes(document.headings[Int(node.detail)].id), into: &output)
        output.append("\"")
      }
      output.append(">")
    case .quote:
      newLine(&output)
      output.append("<blockquote>\n")
    case .list(let ordered, _):
      newLine(&output)
      guard ordered else { return output.append("<ul>\n") }
      guard node.detail != 1 else { return output.append("<ol>\n") }
      output.append("<ol start=\"")
      output.append(number: Int(node.detail))
      output.append("\">\n")
    case .item:
      newLine(&output)
      switch TaskState(rawValue: node.detail) {
      case .open: enterTask(isDone: false, &output)
      case .done: enterTask(isDone: true, &output)
      case .none?, nil: output.append("<li>")
      }
    case .codeBlock: writeCodeBlock(node, &output)
    case .htmlBlock:
      if setting.rawHTML != .verbatim, isComment(node) { return }
      newLine(&output)
      if setting.rawHTML == .shown { output.append("<p>") }
      writeRaw(node, &output)
      if setting.rawHTML == .shown { output.append("</p>") }
      newLine(&output)
    case .thematicBreak:
      newLine(&output)
      output.append(isInColumns ? "</div>\n<div>\n" : "<hr />\n")
    case .table:
      newLine(&output)
      if setting.isPage { output.append("<div class=\"table\" tabindex=\"0\">") }
      output.append("<table>\n")
    case .row(let isHeader): enterRow(isHeader, index, &output)
    case .cell(let alignment):
      isEmptyHeading = setting.isForBrowsers && isInHeader && Int(node.end) == index + 1
      output.append(isInHeader && !isEmptyHeading ? "<th" : "<td")
      switch alignment {
      case .none: output.append(">")
      case .left: output.append(" class=\"left\">")
      case .center: output.append(" class=\"center\">")
      case .right: output.append(" class=\"right\">")
      }
    case .directive: enterDirective(document.directives[Int(node.detail)], node, &output)
    case .group(let group):
      newLine(&output)
      output.append("<div class=\"")
      output.append(contentsOf: group.rawValue.utf8)
      output.append("\">\n")
    case .text: writeText(node, index, &output)
    case .fixed(.wording), .fixed(.code): HTML.escape(document.bytes(node.text), into: &output)
    case .fixed(.name):
      output.append("<span class=\"name\">")
      HTML.escape(document.bytes(node.text), into: &output)
      output.append("</span>")
    case .softBreak(let joins): if !joins { output.append("\n") }
    case .lineBreak: output.append("<br />\n")
    case .code:
      output.append("<code>")
      HTML.escape(document.bytes(node.text), into: &output)
      output.append("</code>")
    case .html: writeRaw(node, &output)
    case .emphasis: output.append("<em>")
    case .strong: output.append("<strong>")
    case .strikethrough: output.append("<del>")
    case .link: enterLink(node, index, &output)
    case .image: break
    case .value: writeValue(node, &output)
    case .ruby: writeRuby(node, &output)
    case .footnoteReference: writeReference(node, &output)
    case .footnotes:
      newLine(&output)
      output.append("<section class=\"footnotes\" aria-label=\"")
      output.append(contentsOf: (setting.isJapanese ? "脚注" : "Footnotes").utf8)
      output.append("\">\n<ol>\n")
    case .footnote:
      hasWayBack = false
      newLine(&output)
      output.append("<li id=\"")
      HTML.escape(setting.idPrefix, into: &output)
      output.append("fn-")
      output.append(number: Int(node.detail) + 1)
      output.append("\">\n")
    case .blank: writeBlank(node, &output)
    case .qr: QRCode.appendSVG(of: document.bytes(node.text), to: &output)
    case .figure:
      newLine(&output)
      output.append(contentsOf: setting.drawing(Int(node.detail)))
    }
  }

  private func enterTask(isDone: Bool, _ output: inout [UInt8]) {
    output.append("<li class=\"task\"><input type=\"checkbox\"")
    if isDone { output.append(" checked=\"\"") }
    output.append(" disabled=\"\"")
    if setting.isForBrowsers {
      output.append(" aria-label=\"")
      let name = setting.isJapanese ? (isDone ? "済み" : "まだ") : (isDone ? "Done" : "To do")
      output.append(contentsOf: name.utf8)
      output.append("\"")
    }
    output.append(" /> ")
  }

  /// Writes a text, with the terms that are marked in it as links.
  private mutating func writeText(_ node: Node, _ index: Int, _ output: inout [UInt8]) {
    var done = Int(node.text.start)
    while nextTerm < setting.terms.count, setting.terms[nextTerm].node <= index {
      let mark = setting.terms[nextTerm]
      nextTerm += 1
      guard mark.node == index, mark.bytes.lowerBound >= done else { continue }
      HTML.escape(document.bytes(Span(done..<mark.bytes.lowerBound)), into: &output)
      let (href, note) = setting.term(mark.term)
      output.append("<a class=\"term\" href=\"")
      HTML.escape(href, into: &output)
      output.append("\" data-note=\"")
      HTML.escape(note, into: &output)
      output.append("\">")
      HTML.escape(document.bytes(Span(mark.bytes)), into: &output)
      output.append("</a>")
      done = mark.bytes.upperBound
    }
    HTML.escape(document.bytes(Span(done..<Int(node.text.end))), into: &output)
  }

  private func enterRow(_ isHeader: Bool, _ index: Int, _ output: inout [UInt8]) {
    let isFirst = open.last.map { $0.node.kind == .table && document.nodes[index - 1].kind == .table } ?? false
    if isHeader {
      output.append("<thead>\n")
    } else if isFirst || isAfterHeader(index) {
      output.append("<tbody>\n")
    }
    output.append("<tr>\n")
  }

  /// Whether the row at `index` follows its table's header row.
  private func isAfterHeader(_ index: Int) -> Bool {
    guard let table = open.last, table.node.kind == .table else { return false }
    var header = index - 1
    while header >= 0 {
      if case .row(let isHeader) = document.nodes[header].kind { return isHeader }
      header -= 1
    }
    return false
  }

  private func enterDirective(_ directive: Directive, _ node: Node, _ output: inout [UInt8]) {
    newLine(&output)
    if directive.name == .figure { return output.append(contentsOf: setting.figure(directive)) }
    switch directive.name {
    case .note, .tip, .important, .warning, .caution:
      output.append("<aside class=\"callout ")
      output.append(contentsOf: directive.name.rawValue.utf8)
      output.append("\">\n<p class=\"callout-title\">")
      let title =
        directive.title.isEmpty ? directive.name.standardTitle(inJapanese: setting.isJapanese) : directive.title
      writeTitle(title, &output)
      output.append("</p>\n")
    case .columns: output.append("<div class=\"columns\"><div>\n")
    case .when, .lead, .checklist, .talk, .incidents, .resources, .measures, .roles, .figure, .qr, .contact,
      .signatures, .include, .practice, .offers, .notice, .rules:
      output.append("<div class=\"")
      output.append(contentsOf: directive.name.rawValue.utf8)
      output.append("\">\n")
    }
  }

  /// Writes a call-out's title, whose emphasis and code are marked up as a heading's are.
  private func writeTitle(_ title: String, _ output: inout [UInt8]) {
    guard title.utf8.contains(where: { "`*_~\\&<[{!".utf8.contains($0) }) || title.contains("://") else {
      return HTML.escape(title, into: &output)
    }
    let document = Document(parsingLine: title)
    var setting = setting
    setting.terms = []
    setting.address = { link in
      let destination = document.bytes(document.links[link].destination)
      return ["https://", "http://", "mailto:"].contains { destination.starts(with: $0.utf8) }
        ? Array(destination) : nil
    }
    setting.imageSize = { _ in nil }
    HTMLWriter.write(document, setting, into: &output)
  }

  private func enterLink(_ node: Node, _ index: Int, _ output: inout [UInt8]) {
    let link = document.links[Int(node.detail)]
    // Print styles put a link's address behind it, unless it is there.
    output.append(setting.isForBrowsers && saysItsAddress(index, link) ? "<a class=\"bare\" href=\"" : "<a href=\"")
    writeAddress(node, &output)
    if !link.title.isEmpty {
      output.append("\" title=\"")
      HTML.escape(document.bytes(link.title), into: &output)
    }
    output.append("\">")
  }

  /// Whether the text of a link to another site says where it leads.
  private func saysItsAddress(_ index: Int, _ link: Link) -> Bool {
    let destination = document.bytes(link.destination)
    guard destination.starts(with: "http".utf8) else { return false }
    let address = WebAddress.essence(of: destination)
    let text = WebAddress.essence(of: document.plainText(of: index)[...])
    guard !address.isEmpty, let end = text[...].end(of: String(decoding: address, as: UTF8.self), from: 0) else {
      return false
    }
    let behind = text[end...].first == UInt8(ascii: "/") ? text[(end + 1)...] : text[end...]
    return behind.first.map(WebAddress.goesOn) != true
  }

  /// Writes a link's address; one that carries a program is left out, but for plain CommonMark, which keeps all.
  private func writeAddress(_ node: Node, _ output: inout [UInt8]) {
    guard let address = setting.address(Int(node.detail)) else { return }
    guard setting.rawHTML == .verbatim || HTML.isHarmless(address: address) else { return }
    HTML.escapeAddress(address, into: &output)
  }

  private mutating func writeImage(_ index: Int, _ node: Node, _ output: inout [UInt8]) {
    let link = document.links[Int(node.detail)]
    output.append("<img src=\"")
    writeAddress(node, &output)
    output.append("\" alt=\"")
    HTML.escape(document.plainText(of: index)[...], into: &output)
    if !link.title.isEmpty {
      output.append("\" title=\"")
      HTML.escape(document.bytes(link.title), into: &output)
    }
    if let size = setting.imageSize(Int(node.detail)) {
      output.append(contentsOf: "\" width=\"\(size.width)\" height=\"\(size.height)".utf8)
      // The first one is likely to be seen at once, and should not wait.
      if hasPicture { output.append("\" loading=\"lazy\" decoding=\"async") }
      hasPicture = true
    }
    output.append("\" />")
  }

  private func writeCodeBlock(_ node: Node, _ output: inout [UInt8]) {
    newLine(&output)
    let info = document.bytes(document.infos[Int(node.detail)])
    let language = info.prefix { $0 != 0x20 && $0 != 0x09 }
    output.append(setting.isForBrowsers ? "<pre tabindex=\"0\">" : "<pre>")
    if language.isEmpty {
      output.append("<code>")
    } else {
      output.append("<code class=\"language-")
      HTML.escape(language, into: &output)
      output.append("\">")
    }
    HTML.escape(document.bytes(node.text), into: &output)
    output.append("</code></pre>\n")
  }

  private func writeRaw(_ node: Node, _ output: inout [UInt8]) {
    let html = document.bytes(node.text)
    guard setting.rawHTML != .verbatim else { return output.append(contentsOf: html) }
    var rest = setting.rawHTML == .shown && html.last == 0x0A ? html.dropLast() : html
    var text: [UInt8] = []
    while let inside = rest.end(of: "<!--", from: rest.startIndex), let end = rest.end(of: "-->", from: inside - 2) {
      text += rest[..<(inside - 4)]
      rest = rest[end...]
    }
    text += rest
    if !setting.idPrefix.isEmpty { text = prefixingIDs(in: text) }
    guard setting.rawHTML == .kept else { return HTML.escape(text[...], into: &output) }
    text = HTML.withoutPrograms(text)
    // Only now, for a comment that goes can leave a tag behind.
    var done = 0
    for tag in ForbiddenTags.find(in: text[...]) {
      output += text[done..<tag.start]
      output.append("&lt;")
      done = tag.start + 1
    }
    output += text[done...]
  }

  /// Puts `idPrefix` before the ids that raw HTML gives, and before those that it refers to.
  private func prefixingIDs(in html: [UInt8]) -> [UInt8] {
    var prefixed: [UInt8] = []
    var done = 0
    for attribute in HTMLAttribute.find(in: html[...]) {
      let isLink = attribute.name == "href" && html[attribute.value].first == UInt8(ascii: "#")
      let isReference = ["for", "aria-labelledby", "aria-describedby", "aria-controls"].contains(attribute.name)
      guard attribute.isAnchor || isReference || isLink, !attribute.value.isEmpty else { continue }
      let start = attribute.value.lowerBound + (isLink ? 1 : 0)
      prefixed += html[done..<start] + Array(setting.idPrefix.utf8)
      done = start
    }
    return prefixed + html[done...]
  }

  private func isComment(_ node: Node) -> Bool { document.bytes(node.text).starts(with: "<!--".utf8) }

  private func writeValue(_ node: Node, _ output: inout [UInt8]) {
    let path = document.string(node.text)
    if let value = setting.value(path) {
      HTML.escape(value, into: &output)
    } else {
      output.append("{{")
      HTML.escape(path, into: &output)
      output.append("}}")
    }
  }

  /// Writes a ruled blank; one for something about the customer says what, so that assets/sheet.js can fill it in.
  private func writeBlank(_ node: Node, _ output: inout [UInt8]) {
    let path = document.bytes(node.text)
    let isCustomers = path.starts(with: "customer.".utf8)
    output.append("<span class=\"blank\"")
    if isCustomers {
      output.append(" data-customer=\"")
      HTML.escape(path.dropFirst("customer.".utf8.count), into: &output)
      output.append("\"")
    }
    output.append("></span>")
  }

  private func writeRuby(_ node: Node, _ output: inout [UInt8]) {
    output.append("<ruby>")
    HTML.escape(document.bytes(node.text), into: &output)
    output.append("<rp>（</rp><rt>")
    HTML.escape(document.bytes(document.readings[Int(node.detail)]), into: &output)
    output.append("</rt><rp>）</rp></ruby>")
  }

  /// Writes a reference to a footnote; the second one and later have ids of their own to come back to.
  private mutating func writeReference(_ node: Node, _ output: inout [UInt8]) {
    let number = Int(node.detail) + 1
    referencesSeen[number, default: 0] += 1
    output.append("<sup class=\"footnote\"><a id=\"")
    appendReferenceID(number, occurrence: referencesSeen[number] ?? 1, &output)
    output.append("\" href=\"#")
    HTML.escape(setting.idPrefix, into: &output)
    output.append("fn-")
    output.append(number: number)
    output.append("\">")
    output.append(number: number)
    output.append("</a></sup>")
  }

  /// Writes the links from a footnote back to where it is referred to.
  private mutating func writeWayBack(of footnote: Node, _ output: inout [UInt8]) {
    hasWayBack = true
    let number = Int(footnote.detail) + 1
    for occurrence in 1...max(1, document.footnotes[number - 1].references) {
      output.append(" <a class=\"footnote-back\" href=\"#")
      appendReferenceID(number, occurrence: occurrence, &output)
      output.append("\" aria-label=\"")
      output.append(contentsOf: (setting.isJapanese ? "本文へ戻る" : "Back to the text").utf8)
      output.append("\">↩</a>")
    }
  }

  private func appendReferenceID(_ number: Int, occurrence: Int, _ output: inout [UInt8]) {
    HTML.escape(setting.idPrefix, into: &output)
    output.append("fnref-")
    output.append(number: number)
    guard occurrence > 1 else { return }
    output.append("-")
    output.append(number: occurrence)
  }

  // MARK: Leaving

  private mutating func leave(_ output: inout [UInt8]) {
    guard let (node, end) = open.popLast() else { return }
    switch node.kind {
    case .paragraph:
      if let last = open.last, last.node.kind == .footnote, last.end == end { writeWayBack(of: last.node, &output) }
      if !isInTightList { output.append("</p>\n") }
    case .heading(let level):
      output.append("</h")
      output.append(UInt8(ascii: "0") + min(6, level + setting.headingShift))
      output.append(">\n")
    case .quote:
      newLine(&output)
      output.append("</blockquote>\n")
    case .list(let ordered, _): output.append(ordered ? "</ol>\n" : "</ul>\n")
    case .item: output.append("</li>\n")
    case .table: output.append(setting.isPage ? "</table></div>\n" : "</table>\n")
    case .row(let isHeader):
      output.append("</tr>\n")
      let isLast = open.last.map { $0.end == end } ?? true
      if isHeader { output.append("</thead>\n") } else if isLast { output.append("</tbody>\n") }
    case .cell:
      output.append(isInHeader && !isEmptyHeading ? "</th>\n" : "</td>\n")
      isEmptyHeading = false
    case .directive: leaveDirective(document.directives[Int(node.detail)], &output)
    case .group:
      newLine(&output)
      output.append("</div>\n")
    case .emphasis: output.append("</em>")
    case .strong: output.append("</strong>")
    case .strikethrough: output.append("</del>")
    case .footnotes: output.append("</ol>\n</section>\n")
    case .footnote:
      newLine(&output)
      if !hasWayBack {  // the text ends in a list, a table, code
        writeWayBack(of: node, &output)
        newLine(&output)
      }
      output.append("</li>\n")
    case .link: output.append("</a>")
    case .codeBlock, .htmlBlock, .thematicBreak, .text, .softBreak, .lineBreak, .code, .html, .image, .value, .ruby,
      .footnoteReference, .fixed, .blank, .qr, .figure:
      break
    }
  }

  private func leaveDirective(_ directive: Directive, _ output: inout [UInt8]) {
    if directive.name == .figure { return }
    newLine(&output)
    switch directive.name {
    case .note, .tip, .important, .warning, .caution: output.append("</aside>\n")
    case .columns: output.append("</div></div>\n")
    case .when, .lead, .checklist, .talk, .incidents, .resources, .measures, .roles, .figure, .qr, .contact,
      .signatures, .include, .practice, .offers, .notice, .rules:
      output.append("</div>\n")
    }
  }

  // MARK: Where the writer stands

  private var isInHeader: Bool { open.last?.node.kind == .row(isHeader: true) }

  private var isInTightList: Bool {
    guard open.count >= 2, open[open.count - 1].node.kind == .item,
      case .list(_, tight: true) = open[open.count - 2].node.kind
    else { return false }
    return true
  }

  /// Whether the innermost open node is a `:::columns`, in which a rule parts the columns.
  private var isInColumns: Bool {
    guard let node = open.last?.node, node.kind == .directive else { return false }
    return document.directives[Int(node.detail)].name == .columns
  }

  private func newLine(_ output: inout [UInt8]) {
    if let last = output.last, last != 0x0A { output.append(0x0A) }
  }
}

extension Node.Kind {
  /// Whether it has an end to be written even where it has no children.
  fileprivate var isContainer: Bool {
    switch self {
    case .paragraph, .heading, .quote, .list, .item, .footnotes, .footnote, .table, .row, .cell, .directive, .emphasis,
      .strong, .strikethrough, .link, .group:
      true
    case .codeBlock, .htmlBlock, .thematicBreak, .text, .softBreak, .lineBreak, .code, .html, .image, .value, .ruby,
      .footnoteReference, .fixed, .blank, .qr, .figure:
      false
    }
  }
}

extension Directive.Name {
  /// The title of a call-out that has none of its own.
  fileprivate func standardTitle(inJapanese isJapanese: Bool) -> String {
    switch self {
    case .note: isJapanese ? "補足" : "Note"
    case .tip: isJapanese ? "ヒント" : "Tip"
    case .important: isJapanese ? "重要" : "Important"
    case .warning: isJapanese ? "注意" : "Warning"
    case .caution: isJapanese ? "警告" : "Caution"
    case .when, .lead, .checklist, .columns, .talk, .incidents, .resources, .measures, .roles, .figure, .qr, .contact,
      .signatures, .include, .practice, .offers, .notice, .rules:
      ""
    }
  }
}
