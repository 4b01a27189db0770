import GuideModel
import Source

/// The table of what was made for whom, for a spreadsheet: a byte-order mark, CRLF, and no cell that is a formula.
///
/// Of several shards only the first has the mark and the head, so that their files can be put one behind the other.
struct CustomerSummary {
  private(set) var bytes: [UInt8]

  init(isFirst: Bool) {
    bytes = isFirst ? SourceFile.byteOrderMark + Array("customer,sheet,file,pages,fill,hash\r\n".utf8) : []
  }

  /// Adds a line for one file; pages and fill are known where it was printed.
  mutating func add(_ printable: Printable, _ print: PrintStore.Kept?, of customer: Customer) {
    let file = print == nil ? printable.address : printable.pdfAddress
    let cells = [
      customer.id, printable.sheet?.variant.sheet.id.name ?? "pack", "\(customer.id)/\(file)",
      print.map { String($0.pages) } ?? "", print.flatMap { printable.sheet == nil ? nil : String($0.fill) } ?? "",
      PrintStore.key(of: printable.html()),
    ]
    bytes += Array((cells.map(Self.escaped).joined(separator: ",") + "\r\n").utf8)
  }

  /// A cell as RFC 4180 writes it. What a spreadsheet would take for a formula gets an apostrophe.
  static func escaped(_ cell: String) -> String {
    let isFormula = cell.first.map { "=+-@\t\r".contains($0) } ?? false
    let text = isFormula ? "'\(cell)" : cell
    guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}
