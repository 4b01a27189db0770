package import GuideModel
package import Markup
import Platform
package import Source

/// One Markdown text as HTML: links stay as they are written, values come from a guide where one is given.
package enum HTMLFragment {
  package static func render(
    _ source: SourceFile, _ file: FileID = FileID(0), as dialect: Dialect, guide: Guide? = nil,
    reporting report: inout Report
  ) -> [UInt8] {
    guard source.checkEncoding(file, reporting: &report) else { return [] }
    let body =
      dialect == .commonMark ? 0..<source.bytes.count : source.splitFrontMatter(file, reporting: &report).body
    var document = Document(parsing: body, of: source, file: file, as: dialect, reporting: &report)
    if let guide, let expanded = guide.fragments.expand(document) {
      document = expanded.document
      report.merge(expanded.report)
    }
    document.giveWay(to: guide?.reservedIDs ?? ReservedIDs(), reporting: &report)
    if let guide {
      UnknownValue.check(document, of: guide, reporting: &report)
      FigureTexts.check(document, of: guide, reporting: &report)
    }
    if dialect != .commonMark { reportHarmful(document, &report) }
    var output: [UInt8] = []
    HTMLWriter.write(
      document,
      .init(
        rawHTML: dialect == .commonMark ? .verbatim : guide?.site.allowsRawHTML == true ? .kept : .shown,
        isPage: dialect == .tebiki,
        address: { document.address(ofLink: $0) },
        figure: { guide?.html(of: $0, for: nil) ?? [] }, value: { guide?.text(of: $0) }),
      into: &output)
    return output
  }

  /// Reports the addresses that are left out, for they carry programs or pages in themselves.
  private static func reportHarmful(_ document: Document, _ report: inout Report) {
    for node in document.nodes where node.kind == .link || node.kind == .image {
      let address = document.bytes(document.links[Int(node.detail)].destination)
      guard !HTML.isHarmless(address: address) else { continue }
      let scheme = String(decoding: address.prefix { $0 != UInt8(ascii: ":") }, as: UTF8.self)
      report.add(
        .brokenLink, at: node.range,
        Message(ja: "'\(scheme)' で始まるアドレスは使えません", en: "addresses that begin with '\(scheme)' are refused"),
        help: Message(ja: "使えるのは https:、http:、mailto:、tel: です", en: "what is taken: https:, http:, mailto:, tel:"))
    }
  }
}

extension Document {
  /// A link's address as it is written; one to a heading whose id is another leads to that.
  fileprivate func address(ofLink number: Int) -> [UInt8] {
    let written = bytes(links[number].destination)
    let heading = headings.first { heading in
      heading.wantedID.map { written.first == UInt8(ascii: "#") && bytes($0).elementsEqual(written.dropFirst()) }
        ?? false
    }
    return heading.map { Array("#".utf8) + bytes($0.id) } ?? Array(written)
  }
}
