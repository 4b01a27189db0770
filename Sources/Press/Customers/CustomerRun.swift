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
  /// Makes customers' sheets: the good rows are written, each customer's folder as a whole; of the bad ones nothing is
  /// left, and they are reported.
  package func makeHandouts(
    for selection: CustomerSelection, pdf: Bool, reporting outcome: inout Outcome
  ) async throws(FileError) {
    outcome.customers = CustomerOutcome()
    outcome.misuse = Self.misuse(ofCustomersFile: selection.file)
    guard outcome.misuse == nil else { return }
    guard let checked = try await check(reporting: &outcome) else { return outcome.keepErrors() }
    guard !outcome.report.hasErrors else { return outcome.keepErrors() }
    var guide = checked.guide
    outcome.pages = 0
    outcome.sheets = 0
    let found = outcome.report
    outcome.report = Report()
    guard let rows = try rows(in: selection.file, &outcome) else { return }
    guide.sources = outcome.sources  // so that what is wrong with a customer's words leads to the row
    outcome.misuse = Self.unknown(
      selection.ids, in: rows.ids, called: rows.idsByName, Message(ja: "お客様", en: "customer"))
    guard outcome.misuse == nil else { return }
    let entries = rows.entries(for: guide) { number, id in
      (selection.ids.isEmpty || selection.ids.contains(id))
        && (selection.shard.map { number % $0.count == $0.number - 1 } ?? true)
    }
    // Nothing is said of sheets that nobody gets.
    let copies = Set(entries.compactMap(\.customer).flatMap { guide.variants(for: $0) }.map(\.name))
    var general = found
    checked.restrict(&general, to: { copies.contains($0.name) })
    outcome.report.merge(general)
    guard !outcome.fails(strictly: isStrict) else { return }
    let folder = "\(output)/customers"
    try FileSystem.makePrivateFolder(folder)
    let lock = try FolderLock(folder, isShared: selection.shard != nil)
    defer { withExtendedLifetime(lock) {} }
    if selection.shard == nil { try OutputFolder.repairCustomers(in: folder) }
    let press = CustomerPress(
      project: self, guide: guide, theme: checked.theme, folder: folder,
      browser: pdf ? try Browser.find(named: browser) : nil)
    outcome.add(.init())
    outcome.places = ["\(folder)/"]
    begin(press.phase, &outcome)
    var run = CustomerRun(
      entries: entries, selection: selection, folder: folder, isJapanese: guide.site.isJapanese, press: press)
    try await run.make(&outcome)
    rows.report(unprinted: run.press.unprinted, &outcome.report)
    let known = rows.folders
    outcome.leftCustomers = try OutputFolder.customers(in: folder).filter { !known.contains($0.lowercased()) }.count
    if selection.ids.isEmpty, selection.shard == nil { run.press.sweep() }
    outcome.isFitChecked = pdf
  }

  /// Removes the sheets of the customers whom a file does not name, and nothing else. A file with a mistake is none to go by.
  package func cleanCustomers(notIn file: String, reporting outcome: inout Outcome) throws(FileError) {
    outcome.misuse = Self.misuse(ofCustomersFile: file)
    guard outcome.misuse == nil, let rows = try rows(in: file, &outcome), !outcome.report.hasErrors else { return }
    guard !rows.ids.isEmpty else {
      // A list that lost its rows would take everything with it.
      outcome.misuse = Message(
        ja: "'\(file)' にはお客様が一人も書かれていません。何も消しません", en: "'\(file)' names no customer: nothing is removed")
      return
    }
    outcome.add(.init())
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
        outcome.add(.init(removed: try customer.removeOwnedFiles()))
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
    outcome.add(.init(removed: try OutputFolder(output).clean()))
    outcome.leftCustomers = try OutputFolder.customers(in: "\(output)/customers").count
  }

  /// Says why a path is not that of a file that can be read: a slip of whoever typed it, and no failed machine.
  private static func misuse(ofCustomersFile path: String) -> Message? {
    if FileSystem.isFolder(path) {
      return Message(
        ja: "'\(path)' はフォルダーです。その中の CSV ファイルを指定してください", en: "'\(path)' is a folder: name a CSV file in it")
    }
    guard FileSystem.exists(path) else {
      return Message(ja: "お客様のファイル '\(path)' がありません", en: "there is no customers' file '\(path)'")
    }
    guard FileSystem.isReadable(path) else {
      return Message(
        ja: "お客様のファイル '\(path)' を読む権限がありません", en: "the customers' file '\(path)' may not be read by this user")
    }
    return nil
  }

  /// Returns a text in UTF-16 with its byte-order mark, which Excel's 'Unicode text' is, as UTF-8; all others as they are.
  private static func decodingUTF16(_ bytes: [UInt8]) -> [UInt8] {
    let isLittle = bytes.starts(with: [0xFF, 0xFE])
    guard isLittle || bytes.starts(with: [0xFE, 0xFF]), bytes.count.isMultiple(of: 2) else { return bytes }
    let units = stride(from: 2, to: bytes.count, by: 2).map { index in
      let (one, other) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
      return isLittle ? other << 8 | one : one << 8 | other
    }
    return Array(String(decoding: units, as: UTF16.self).utf8)
  }

  /// Reads the rows of a customers' file, which may be in UTF-8 or as Excel in Japan saves it.
  private func rows(in path: String, _ outcome: inout Outcome) throws(FileError) -> CustomerRows? {
    var shown = path
    if let full = resolvedPath(path), let top = resolvedPath(root), full.hasPrefix("\(top)/") {
      shown = String(full.dropFirst(top.count + 1))
    }
    var source = SourceFile(path: shown, bytes: Self.decodingUTF16(try readFile(path, allowingStreams: true)))
    if source.firstInvalidByte != nil, let bytes = decodingCP932(source.bytes) {
      source = SourceFile(path: shown, bytes: bytes)
    }
    let file = outcome.sources.add(source)
    guard source.checkEncoding(file, reporting: &outcome.report) else { return nil }
    return CustomerRows(source, file, reporting: &outcome.report)
  }
}

extension Variant {
  /// A name that a customer's copy and the site's share.
  fileprivate var name: [String] { [sheet.id.name, industry.id.name] }
}

/// A run over a customers' file.
private struct CustomerRun {
  let entries: [CustomerEntry]
  let selection: CustomerSelection
  let folder: String
  let isJapanese: Bool
  var press: CustomerPress
  /// The lines of the rows that were asked for, by their numbers.
  private var lines: [Int: [String]] = [:]

  init(
    entries: [CustomerEntry], selection: CustomerSelection, folder: String, isJapanese: Bool, press: CustomerPress
  ) {
    self.entries = entries
    self.selection = selection
    self.folder = folder
    self.isJapanese = isJapanese
    self.press = press
  }

  /// Makes the rows that are asked for, a batch at a time. The list is written whatever the machine fails at.
  mutating func make(_ outcome: inout Outcome) async throws(FileError) {
    let chosen = entries.indices.filter { entries[$0].isChosen }
    outcome.customers?.total = chosen.count
    try removeOtherSpellings(chosen)
    for number in chosen where entries[number].customer == nil {
      try fail(number, entries[number].report, nil, &outcome)
    }
    let good = chosen.filter { entries[$0].customer != nil }
    var failure: FileError?
    do throws(FileError) {
      for start in stride(from: 0, to: good.count, by: CustomerPress.batch) where failure == nil {
        let batch = Array(good[start..<min(start + CustomerPress.batch, good.count)])
        let results = try await press.make(
          batch.compactMap { entries[$0].customer }, done: start, of: good.count, &outcome)
        for (number, result) in zip(batch, results) where result.report.hasErrors || result.failure != nil {
          try fail(number, result.report, result.failure, &outcome)
          if failure == nil { failure = result.failure }
        }
        note(zip(batch, results).filter { !$1.report.hasErrors && $1.failure == nil }, &outcome)
      }
    } catch {
      failure = error
    }
    try writeList()
    if let failure { throw failure }
  }

  /// Removes folders whose names are those of customers but for capitals: two spellings of an id are one customer.
  private func removeOtherSpellings(_ chosen: [Int]) throws(FileError) {
    let ids = Dictionary(
      chosen.filter { entries[$0].ownsFolder }.map { (entries[$0].id.lowercased(), entries[$0].id) },
      uniquingKeysWith: { first, _ in first })
    for name in try OutputFolder.customers(in: folder) {
      if let id = ids[name.lowercased()], id != name {
        _ = try OutputFolder(customer: name, below: folder).removeOwnedFiles()
      }
    }
  }

  /// Notes that nothing was made of a row, and removes what an earlier run has made of it: it would pass for current.
  private mutating func fail(
    _ number: Int, _ report: Report, _ failure: FileError?, _ outcome: inout Outcome
  ) throws(FileError) {
    let entry = entries[number]
    var removed = 0
    if entry.ownsFolder { removed = try OutputFolder(customer: entry.id, below: folder).removeOwnedFiles() }
    outcome.report.merge(report)
    outcome.add(.init(removed: removed))
    var names: [String] = []
    for error in report.inFileOrder where error.severity == .error && !names.contains(error.kind.name) {
      names.append(error.kind.name)
    }
    var positions = Positions(in: outcome.sources)
    outcome.customers?.failed.append(
      .init(id: entry.id, line: positions.place(of: entry.range).start.line, names: names, removed: removed))
    let reasons =
      (report.inFileOrder.filter { $0.severity == .error }.map(\.message) + [failure?.message].compactMap(\.self))
      .map { isJapanese ? $0.ja : $0.en }
    lines[number] = [
      CustomerSummary.line(
        [entry.id, entry.name, entry.industry] + Array(repeating: "", count: 8)
          + [CustomerSummary.State.failed.rawValue, reasons.joined(separator: isJapanese ? "／" : "; ")])
    ]
  }

  /// Notes what there is now of some rows.
  private mutating func note(_ done: [(number: Int, result: CustomerPress.Result)], _ outcome: inout Outcome) {
    let paths = done.flatMap { number, result in result.files.map { "\(folder)/\(entries[number].id)/\($0.path)" } }
    var digests = Digests.sha256(of: paths)[...]
    for (number, result) in done {
      guard let customer = entries[number].customer else { continue }
      if result.isChanged { outcome.customers?.made += 1 } else { outcome.customers?.unchanged += 1 }
      let state: CustomerSummary.State = result.isChanged ? .made : .unchanged
      lines[number] = result.files.map { file in
        let digest = digests.popFirst() ?? nil
        return CustomerSummary.line([
          customer.id, customer.name.value, customer.industry.name, file.sheet?.variant.sheet.id.name ?? "pack",
          file.sheet?.title ?? "", file.sheet.map { edition(of: $0) } ?? "", (customer.date ?? press.guide.today).iso,
          "\(customer.id)/\(file.path)", file.print.map { String($0.pages) } ?? "",
          file.print.flatMap { file.sheet == nil ? nil : String($0.fill) } ?? "", digest ?? "", state.rawValue, "",
        ])
      }
    }
  }

  /// Writes the list: all rows anew, or those of the run beside those of earlier ones.
  private func writeList() throws(FileError) {
    let isWhole = selection.ids.isEmpty
    let shard = selection.shard
    let path = "\(folder)/\(shard.map { "summary-\($0.number)-of-\($0.count).csv" } ?? "summary.csv")"
    let isFirst = shard.map { $0.number == 1 } ?? true
    let others = try FileSystem.names(in: folder).filter(Self.isShardsList).sorted()
    var summary = CustomerSummary()
    if !isWhole || lines.count < entries.count(where: \.isChosen) {
      if FileSystem.isFile(path) { summary.read(try readFile(path), isFirst: isFirst) }
      for name in others where shard == nil {
        summary.read(try readFile("\(folder)/\(name)"), isFirst: name.hasPrefix("summary-1-of-"))
      }
    }
    summary.set(
      lines.keys.sorted().flatMap { number in (lines[number] ?? []).map { (entries[number].id, $0) } })
    try FileSystem.replace(
      path, with: summary.bytes(ids: entries.map(\.id), isFirst: isFirst, keepsOthers: !isWhole))
    // Beside a newer list, those of an earlier run's shards would be taken for current.
    for name in others where shard.map({ !name.hasSuffix("-of-\($0.count).csv") }) ?? true {
      try FileSystem.remove("\(folder)/\(name)")
    }
  }

  private static func isShardsList(_ name: String) -> Bool {
    guard name.hasPrefix("summary-"), name.hasSuffix(".csv") else { return false }
    let parts = name.dropFirst("summary-".count).dropLast(".csv".count).split(
      separator: "-", omittingEmptySubsequences: false)
    return parts.count == 3 && Int(parts[0]) != nil && parts[1] == "of" && Int(parts[2]) != nil
  }
}

/// Returns the mark of a sheet's edition, which the list has a column for; empty until editions are marked.
func edition(of sheet: ComposedSheet) -> String { "" }
