import Platform
import Source

/// A table that is no CSV file: its cells stand between other signs, or it is a spreadsheet's own file.
enum ForeignTable {
  case separated(by: Character)
  case workbook

  static let kind = Diagnostic.Kind(
    "T532", "not-csv", .error,
    Message(
      ja: """
        お客様のファイルが、「,」で区切った CSV ではありません。Excel では「名前を付けて保存」で「CSV UTF-8（コンマ区切り）」を選びます。\
        「;」などで区切ったままにするなら、一行目に「sep=;」と書いてください。
        """,
      en: """
        A customers' file is no CSV file with a ',' between its cells. In Excel choose 'Save as' and 'CSV UTF-8 (comma \
        delimited)'. To keep another sign between the cells, write it in a first line: 'sep=;'.
        """))

  /// Returns nil for what reads as CSV.
  init?(_ source: SourceFile) {
    // A workbook is a ZIP archive, that of Excel 97 a compound file.
    if source.bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) || source.bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
      self = .workbook
      return
    }
    let lines = String(decoding: source.bytes, as: UTF8.self).split(omittingEmptySubsequences: true) { $0.isNewline }
    guard let head = lines.first(where: { !$0.trimmed.isEmpty }), CSV.separator(named: head) == nil else { return nil }
    func cells(_ separator: Character) -> [String] {
      head.split(separator: separator, omittingEmptySubsequences: false).map { cell in
        String(cell.filter { $0 != "\"" && $0 != "\u{FEFF}" })
      }
    }
    let commas = cells(",")
    let known = CustomerColumns.known(among: commas)
    let others = ["\t", ";", "；", "，", "、", "|"] as [Character]
    let best = others.map { (sign: $0, known: CustomerColumns.known(among: cells($0)), count: cells($0).count) }
      .max { ($0.known, $0.count) < ($1.known, $1.count) }
    guard let best, best.count > 1, best.known > known || known == 0 && commas.count == 1 else { return nil }
    self = .separated(by: best.sign)
  }

  func diagnostic(at range: SourceRange) -> Diagnostic {
    let save = Message(
      ja: "Excel の「名前を付けて保存」で「CSV UTF-8（コンマ区切り）」を選んでください",
      en: "choose 'CSV UTF-8 (comma delimited)' in Excel's 'Save as'")
    switch self {
    case .workbook:
      return Diagnostic(
        Self.kind, at: nil,
        Message(
          ja: "お客様のファイルが Excel のブック（.xlsx など）で、CSV ではありません",
          en: "the customers' file is a workbook (.xlsx or the like), and no CSV file"),
        help: save)
    case .separated(let sign):
      let isTab = sign == "\t"
      let name =
        isTab
        ? Message(ja: "タブ（TSV）", en: "tabs (TSV)") : Message(ja: "「\(sign)」", en: "'\(sign)'")
      let way = sign.isASCII && !isTab
      return Diagnostic(
        Self.kind, at: range,
        Message(
          ja: "セルの区切りが「,」ではなく、\(name.ja)です", en: "the cells stand between \(name.en), and not between ','"),
        help: Message(
          ja: save.ja + (way ? "。このまま使うなら、一行目に「sep=\(sign)」と書きます" : ""),
          en: save.en + (way ? "; to keep them so, write 'sep=\(sign)' in a first line" : "")))
    }
  }
}

extension SourceFile {
  /// Up to where the first line that says something goes.
  var lengthOfFirstLine: Int {
    let start = bytes.firstIndex { !$0.isLineEnd } ?? 0
    return bytes[start...].firstIndex { $0.isLineEnd } ?? bytes.count
  }
}
