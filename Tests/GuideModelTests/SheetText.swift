import Markup
import Source
import Testing

@testable import GuideModel

/// A sheet as one trade gets it, in one line a block.
struct SheetText {
  /// Texts as they are printed: `#` before a heading's, `|` before a block's, 【name】, ＿ for a blank.
  var text: String
  /// What was found, as `name 'marked'`.
  var findings: [String]
  /// The texts that it was made from, below `content/`.
  var madeFrom: [String]

  /// Composes `body` for a trade; with `file`, that sheet of the project instead.
  init(
    _ body: String, for industry: String = "clinic", _ more: [String: String] = [:]
  ) async throws {
    var changes = more
    changes["handouts/s.md"] = "---\ntitle: 資料\naudience: executive\n---\n\(body)"
    let (guide, read, sources) = await Project.read(changes)
    let found = try #require(guide)
    var report = Report()
    let sheets = await found.composeSheets(reporting: &report)
    let sheet = try #require(sheets.first { $0.variant.industry.id.name == industry })
    findings = read.inFileOrder.map { diagnostic in
      guard let range = diagnostic.range else { return diagnostic.kind.name }
      return "\(diagnostic.kind.name) '\(String(decoding: sources[range.file].bytes[range.bytes], as: UTF8.self))'"
    }
    madeFrom = sheet.madeFrom.map { String(sources[$0].path.dropFirst("content/".count)) }
    text = Self.text(of: sheet.document)
  }

  static func text(of document: Document) -> String {
    var text: [UInt8] = []
    for node in document.nodes {
      switch node.kind {
      case .text, .fixed(.wording), .ruby, .code: text += document.bytes(node.text)
      case .fixed(.name): text += Array("【".utf8) + document.bytes(node.text) + Array("】".utf8)
      case .blank: text += Array("＿".utf8)
      case .heading: text += Array("#".utf8)
      case .paragraph, .cell, .row: text += Array("|".utf8)
      default: break
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
