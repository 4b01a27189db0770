import Platform
package import Source

extension SourceFile {
  /// Checks that the bytes are UTF-8 without what Tebiki keeps for itself; reports the first byte that is not.
  package func checkEncoding(_ file: FileID, reporting report: inout Report) -> Bool {
    if let mistake = firstInvalidByte {
      report.add(
        MarkupRules.invalidUTF8, at: SourceRange(file: file, start: mistake, end: mistake + 1),
        Message(ja: "UTF-8 として読めないバイトがあります", en: "this byte is not UTF-8"),
        help: Message(ja: "ファイルを UTF-8 で保存し直してください", en: "save the file as UTF-8"))
      return false
    }
    if let mark = firstEmphasisMark {
      report.add(
        MarkupRules.reservedCharacter, at: SourceRange(file: file, start: mark, end: mark + 3),
        Message(
          ja: "使えない文字（U+FDD0〜U+FDD2）があります", en: "a noncharacter of U+FDD0 to U+FDD2 stands here"),
        help: Message(ja: "消してください", en: "remove it"))
      return false
    }
    return true
  }

  /// Splits a text into its front matter, between two lines `---`, and its body.
  package func splitFrontMatter(
    _ file: FileID, reporting report: inout Report
  ) -> (yaml: Range<Int>?, body: Range<Int>) {
    let start = bytes.starts(with: Self.byteOrderMark) ? 3 : 0
    let opening = start..<max(start, line(at: start).upperBound)
    if let (message, help) = foreignRule(opening) {
      report.add(
        MarkupRules.invalidYAML, at: SourceRange(file: file, start: start, end: opening.upperBound), message, help: help
      )
      return (nil, bytes.count..<bytes.count)
    }
    guard isRule(opening) else { return (nil, start..<bytes.count) }
    let first = nextLine(after: opening.upperBound)
    var next = first
    while next < bytes.count {
      let line = line(at: next)
      if isRule(line) { return (first..<next, nextLine(after: line.upperBound)..<bytes.count) }
      next = nextLine(after: line.upperBound)
    }
    report.add(
      MarkupRules.invalidYAML, at: SourceRange(file: file, start: start, end: start + 3),
      Message(ja: "先頭の設定（---）が閉じられていません", en: "the front matter is not closed"),
      help: Message(ja: "終わりに「---」だけの行を書いてください", en: "end it with a line '---'"))
    return (nil, bytes.count..<bytes.count)
  }

  /// Says what is wrong with front matter that stands between lines of other signs; nil where it stands between none.
  private func foreignRule(_ opening: Range<Int>) -> (message: Message, help: Message)? {
    guard let first = bytes[opening].first, first == UInt8(ascii: "+") || first >= 0x80 else { return nil }
    let rule = String(decoding: bytes[opening], as: UTF8.self)
    let isWide = rule.count >= 3 && rule.allSatisfy { "－ー—―─‐".contains($0) }
    guard isWide || rule == "+++" else { return nil }
    var next = nextLine(after: opening.upperBound)
    while next < bytes.count, !bytes[line(at: next)].elementsEqual(bytes[opening]) {
      next = nextLine(after: line(at: next).upperBound)
    }
    guard next < bytes.count else { return nil }
    return isWide
      ? (
        Message(ja: "「\(rule)」は設定の始まりになりません", en: "'\(rule)' begins no front matter"),
        Message(ja: "前後の二行を、半角の「---」にしてください", en: "write '---', of half the width, before and behind it")
      )
      : (
        Message(ja: "TOML の設定（+++）は読めません", en: "front matter in TOML ('+++') is not read"),
        Message(
          ja: "二つの「+++」を「---」に、「キー = 値」を「キー: 値」に直してください",
          en: "write '---' for both '+++', and 'key: value' for 'key = value'")
      )
  }

  private func isRule(_ line: Range<Int>) -> Bool {
    let text = bytes[line]
    return text.starts(with: [0x2D, 0x2D, 0x2D]) && text.dropFirst(3).allSatisfy(\.isBlank)
  }

  private func nextLine(after end: Int) -> Int {
    guard end < bytes.count else { return bytes.count }
    return bytes[end] == 0x0D && end + 1 < bytes.count && bytes[end + 1] == 0x0A ? end + 2 : end + 1
  }

  package var firstInvalidByte: Int? {
    do throws(UTF8.ValidationError) {
      _ = try UTF8Span(validating: bytes.span)
      return nil
    } catch {
      return error.byteOffsets.lowerBound
    }
  }

  private var firstEmphasisMark: Int? {
    var index = 0
    while let lead = bytes[...].place(of: 0xEF, from: index) {
      if EmphasisMarks.isReserved(bytes, at: lead) { return lead }
      index = lead + 1
    }
    return nil
  }
}
