import Platform
import Source

/// What earlier runs have printed, by what was printed: an unchanged sheet is not printed again.
///
/// Only prints that passed every check are kept. Customers' names are in some of them, so nobody else may read it.
struct PrintStore: Sendable {
  let folder: String

  /// A print that is kept.
  struct Kept: Sendable {
    let key: String
    let path: String
    let pages: Int
    /// How much of the paper's room for text is used, in percent.
    let fill: Int

    /// The name as the number that it is.
    var number: UInt128 { PrintStore.number(ofKey: key) }
  }

  /// The store of the site's sheets, or of the customers', which a build of the site does not sweep.
  init(output: String, isForCustomers: Bool = false) {
    folder = "\(output)/.cache/\(isForCustomers ? "customers" : "prints")"
  }

  /// The name of a document's print.
  static func key(of html: [UInt8]) -> String {
    var digest = Digest()
    digest.add(html)
    return digest.text
  }

  /// The same name as the number that it is.
  static func number(of html: [UInt8]) -> UInt128 { number(ofKey: key(of: html)) }

  private static func number(ofKey key: String) -> UInt128 { UInt128(key, radix: 16) ?? 0 }

  /// Returns the print of that name, where it is kept and was made by `browser`; by any browser where none is named.
  func find(_ key: String, by browser: Browser? = nil) -> Kept? {
    let path = "\(folder)/\(key).pdf"
    guard FileSystem.exists(path), let facts = try? readFile("\(folder)/\(key).fit") else { return nil }
    let parts = String(decoding: facts, as: UTF8.self).split(separator: " ", maxSplits: 2)
    guard parts.count == 3, let pages = Int(parts[0]), let fill = Int(parts[1]) else { return nil }
    if let browser, parts[2] != browser.identity { return nil }
    return Kept(key: key, path: path, pages: pages, fill: fill)
  }

  /// Keeps a print. The facts come last: without them it is not found.
  func keep(_ pdf: PDFBytes, fill: Int, by browser: Browser, as key: String) throws(FileError) -> Kept {
    try FileSystem.makePrivateFolder(folder)
    let path = "\(folder)/\(key).pdf"
    // Two customers of one name have the same sheet, and another run may be printing it too.
    let temporary = "\(folder)/\(key).\(UInt64.random(in: 0...UInt64.max)).new"
    try FileSystem.replace(path, with: pdf.bytes, by: temporary, isSafe: true)
    try FileSystem.replace(
      "\(folder)/\(key).fit", with: Array("\(pdf.pages) \(fill) \(browser.identity)".utf8), by: temporary)
    return Kept(key: key, path: path, pages: pdf.pages, fill: fill)
  }

  /// Removes every print that is of no use, and what killed runs have left half done.
  func sweep(isUsed: (UInt128) -> Bool) {
    for name in (try? FileSystem.names(in: folder)) ?? [] {
      let number = UInt128(name.prefix { $0 != "." }, radix: 16)
      if name.hasSuffix(".new") || !(number.map(isUsed) ?? false) { try? FileSystem.remove("\(folder)/\(name)") }
    }
  }
}
