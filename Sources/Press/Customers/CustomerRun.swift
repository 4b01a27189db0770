import GuideModel
import Markup
package import Platform
import Source

/// Which of the customers in a file are made.
package struct CustomerSelection: Sendable {
  package var file: String
  /// Their ids; all of them where empty.
  package var ids: [String]
  /// Every Nth, from the Kth on.
  package var shard: Shard?

  package struct Shard: Sendable {
    package let number: Int
    package let count: Int

    /// Reads `K/N`, K from 1 to N.
    package init?(_ text: String) {
      let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
      guard parts.count == 2, let number = parts[0], let count = parts[1], (1...100_000).contains(count),
        (1...count).contains(number)
      else { return nil }
      (self.number, self.count) = (number, count)
    }
  }

  package init(file: String, ids: [String], shard: Shard?) {
    self.file = file
    self.ids = ids
    self.shard = shard
  }
}

extension Project {
  /// Makes customers' sheets: the good rows are written, each customer's folder as a whole, and the bad ones reported.
  package func makeHandouts(
    for selection: CustomerSelection, pdf: Bool, reporting outcome: inout Outcome
  ) async throws(FileError) {
    guard let checked = try await check(reporting: &outcome), !outcome.fails(strictly: isStrict) else { return }
    var (guide, theme) = (checked.guide, checked.theme)
    outcome.pages = 0
    outcome.sheets = 0
    guard let rows = try rows(in: selection.file, &outcome) else { return }
    guide.sources = outcome.sources  // so that what is wrong with a customer's words leads to the row
    outcome.misuse = Self.unknown(
      selection.ids, in: rows.ids, called: rows.idsByName, Message(ja: "お客様", en: "customer"))
    guard outcome.misuse == nil else { return }
    var asked = 0
    let chosen = rows.customers(for: guide, reporting: &outcome.report) { number, id in
      let isChosen =
        (selection.ids.isEmpty || selection.ids.contains(id))
        && (selection.shard.map { number % $0.count == $0.number - 1 } ?? true)
      if isChosen { asked += 1 }
      return isChosen
    }
    let folder = "\(output)/customers"
    try FileSystem.makePrivateFolder(folder)
    let lock = try FolderLock(folder, isShared: selection.shard != nil)
    defer { withExtendedLifetime(lock) {} }
    if selection.shard == nil { try OutputFolder.repairCustomers(in: folder) }
    var press = CustomerPress(
      project: self, guide: guide, theme: theme, folder: folder, browser: pdf ? try Browser.find(named: browser) : nil)
    var summary = CustomerSummary(isFirst: selection.shard.map { $0.number == 1 } ?? true)
    outcome.changes = .init()
    outcome.places = ["\(folder)/"]
    begin(press.phase, &outcome)
    outcome.customers = (made: 0, all: asked)
    for start in stride(from: 0, to: chosen.count, by: CustomerPress.batch) {
      let batch = Array(chosen[start..<min(start + CustomerPress.batch, chosen.count)])
      try await press.make(batch, done: start, of: chosen.count, &summary, &outcome)
    }
    rows.report(unprinted: press.unprinted, &outcome.report)
    let known = rows.folders
    outcome.leftCustomers = try OutputFolder.customers(in: folder).filter { !known.contains($0.lowercased()) }.count
    let name = selection.shard.map { "summary-\($0.number)-of-\($0.count).csv" } ?? "summary.csv"
    if selection.ids.isEmpty { try FileSystem.replace("\(folder)/\(name)", with: summary.bytes) }
    if selection.ids.isEmpty, selection.shard == nil { press.sweep() }
    outcome.isFitChecked = pdf
  }

  /// Removes the sheets of the customers whom a file does not name, and nothing else. A file with a mistake is none to go by.
  package func cleanCustomers(notIn file: String, reporting outcome: inout Outcome) throws(FileError) {
    guard let rows = try rows(in: file, &outcome), !outcome.report.hasErrors else { return }
    guard !rows.ids.isEmpty else {
      // A list that lost its rows would take everything with it.
      outcome.misuse = Message(
        ja: "'\(file)' にはお客様が一人も書かれていません。何も消しません", en: "'\(file)' names no customer: nothing is removed")
      return
    }
    outcome.changes = .init()
    let folder = "\(output)/customers"
    guard FileSystem.exists(folder) else { return }
    let lock = try FolderLock(folder)
    defer { withExtendedLifetime(lock) {} }
    try OutputFolder.repairCustomers(in: folder)
    let known = rows.folders
    var used: Set<UInt128> = []
    for id in try OutputFolder.customers(in: folder) {
      let customer = OutputFolder(customer: id, below: folder)
      guard known.contains(id.lowercased()) else {
        outcome.changes?.removed += try customer.removeOwnedFiles()
        continue
      }
      for path in try customer.ownedFiles() where path.hasSuffix(".html") {
        used.insert(PrintStore.number(of: try readFile("\(customer.site)/\(path)")))
      }
    }
    PrintStore(output: output, isForCustomers: true).sweep { used.contains($0) }
  }

  /// Removes what builds have written of the site; customers' sheets stay, and are counted.
  package func clean(reporting outcome: inout Outcome) throws(FileError) {
    outcome.changes = .init()
    outcome.changes?.removed = try OutputFolder(output).clean()
    outcome.leftCustomers = try OutputFolder.customers(in: "\(output)/customers").count
  }

  /// Reads the rows of a customers' file, which may be in UTF-8 or as Excel in Japan saves it.
  private func rows(in path: String, _ outcome: inout Outcome) throws(FileError) -> CustomerRows? {
    var shown = path
    if let full = resolvedPath(path), let top = resolvedPath(root), full.hasPrefix("\(top)/") {
      shown = String(full.dropFirst(top.count + 1))
    }
    var source = SourceFile(path: shown, bytes: try readFile(path, allowingStreams: true))
    if source.firstInvalidByte != nil, let bytes = decodingCP932(source.bytes) {
      source = SourceFile(path: shown, bytes: bytes)
    }
    let file = outcome.sources.add(source)
    guard source.checkEncoding(file, reporting: &outcome.report) else { return nil }
    return CustomerRows(source, file, reporting: &outcome.report)
  }
}
