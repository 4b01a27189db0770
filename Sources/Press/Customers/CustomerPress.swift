import GuideModel
import Platform
import Source

/// Makes the sheets of customers, a batch at a time, so that memory does not grow with their number.
struct CustomerPress {
  /// How many customers are in memory at once.
  static let batch = 24

  let project: Project
  let guide: Guide
  let theme: Theme
  /// The customers' own folder, which is never below the site.
  let folder: String
  /// Nil where no PDFs are asked for.
  let browser: Browser?

  /// The prints that are in use, by the numbers that their names are.
  private(set) var used: Set<UInt128> = []
  /// The customers' columns that are filled, and those that a sheet says something of.
  private var filled: Set<CustomerColumn> = []
  private var reached: Set<CustomerColumn> = []

  init(project: Project, guide: Guide, theme: Theme, folder: String, browser: Browser?) {
    self.project = project
    self.guide = guide
    self.theme = theme
    self.folder = folder
    self.browser = browser
  }

  private var store: PrintStore { PrintStore(output: project.output, isForCustomers: true) }

  /// What is being done, as it is told.
  var phase: Phase { browser == nil ? .pages : .print }

  /// Removes the prints that were of no use.
  func sweep() { if browser != nil { store.sweep { used.contains($0) } } }

  /// The columns that are filled for nothing.
  var unprinted: Set<CustomerColumn> { filled.subtracting(reached) }

  /// One customer's sheets on their way.
  private struct Order {
    let customer: Customer
    let printables: [Printable]
    let columns: Set<CustomerColumn>
    var report = Report()
  }

  /// What came of a row: the files that are there, or what is wrong.
  struct Result {
    var files: [File] = []
    var isChanged = false
    var report = Report()
    /// What the machine failed at.
    var failure: FileError?

    struct File {
      let sheet: ComposedSheet?
      let path: String
      let print: PrintStore.Kept?
    }
  }

  /// Makes the sheets of a batch. Of a customer with a mistake nothing is made; the others are made.
  mutating func make(
    _ customers: [Customer], done: Int, of total: Int, _ outcome: inout Outcome
  ) async throws(FileError) -> [Result] {
    var orders = await compose(customers)
    let printed = try await print(orders) { [project, phase] printed, documents in
      project.progress(phase, done + customers.count * printed / documents, total)
    }
    var number = 0
    var results: [Result] = []
    for index in orders.indices {
      let order = orders[index]
      let numbers = number..<number + order.printables.count
      number = numbers.upperBound
      for print in numbers { if let report = printed?.reports[print] { orders[index].report.merge(report) } }
      filled.formUnion(order.customer.filledColumns)
      reached.formUnion(order.columns)
      var result = Result(report: report(orders[index]))
      if !numbers.allSatisfy({ printed == nil || printed?.kept[$0] != nil }), !result.report.hasErrors {
        result.failure = printed?.failures.min { $0.path < $1.path }
      }
      if !result.report.hasErrors, result.failure == nil {
        let prints =
          printed.map { printed in numbers.map { printed.kept[$0] } }
          ?? order.printables.map { store.keptPrint(of: $0, below: "\(folder)/\(order.customer.id)", &outcome) }
        try await write(order, prints, &result, &outcome)
      }
      results.append(result)
    }
    for kept in (printed?.kept ?? [:]).values { used.insert(kept.number) }
    project.progress(phase, done + customers.count, total)
    return results
  }

  private func compose(_ customers: [Customer]) async -> [Order] {
    let variants = customers.map { guide.variants(for: $0) }
    let composed = await guide.compose(variants.flatMap(\.self), jobs: project.options.jobs)
    var rest = composed[...]
    let copies = zip(customers, variants).map { customer, variants in
      defer { rest = rest.dropFirst(variants.count) }
      return (customer: customer, own: Array(rest.prefix(variants.count)))
    }
    return await mapInParallel(copies, jobs: project.options.jobs, chunk: 1) { [guide, theme] customer, own in
      let press = SheetPress(guide: guide, theme: theme, sheets: own.map(\.sheet))
      var order = Order(
        customer: customer, printables: press.printables(for: customer),
        columns: Set(own.flatMap(\.sheet.columns)))
      for copy in own { order.report.merge(copy.report) }
      if own.isEmpty {
        order.report.add(
          .emptyBlock, at: customer.range,
          Message(ja: "このお客様に作る資料がありません", en: "there is no sheet for this customer"),
          help: Message(
            ja: "sheets の列と、資料の industries を確かめてください", en: "check the column 'sheets', and the sheets' industries"))
      }
      return order
    }
  }

  private func print(
    _ orders: [Order], _ progress: @escaping @Sendable (_ done: Int, _ total: Int) -> Void
  ) async throws(FileError) -> SheetPrinter.Result? {
    guard let browser else { return nil }
    let printer = SheetPrinter(
      guide: guide, store: store, browser: browser, progress: { progress($1, $2) }, usesStore: project.usesCache)
    return await printer.print(orders.flatMap(\.printables))
  }

  /// Says what is wrong with a customer's sheets, with the customer's id.
  private func report(_ order: Order) -> Report {
    var report = Report()
    var seen: Set<Diagnostic> = []
    for diagnostic in order.report.diagnostics where diagnostic.severity == .error && seen.insert(diagnostic).inserted {
      let id = order.customer.id
      report.add(
        Diagnostic(
          diagnostic.kind, at: diagnostic.range,
          Message(ja: "お客様 '\(id)'：\(diagnostic.message.ja)", en: "customer '\(id)': \(diagnostic.message.en)"),
          help: diagnostic.help, severity: diagnostic.severity))
    }
    return report
  }

  private func write(
    _ order: Order, _ prints: [PrintStore.Kept?], _ result: inout Result, _ outcome: inout Outcome
  ) async throws(FileError) {
    let pages = order.printables.map { OutputFile(path: $0.address, $0.html) }
    let pdfs = zip(order.printables, prints).compactMap { printable, print in
      print.map { OutputFile(path: printable.pdfAddress, copyOf: $0.path) }
    }
    let changes = try await OutputFolder(customer: order.customer.id, below: folder).replace(
      with: pages + pdfs, jobs: 1)
    outcome.add(changes)
    result.isChanged = changes.written + changes.removed > 0
    outcome.sheets += order.printables.count { $0.sheet != nil }
    outcome.pdfs += pdfs.count
    result.files = zip(order.printables, prints).map { printable, print in
      .init(sheet: printable.sheet, path: print == nil ? printable.address : printable.pdfAddress, print: print)
    }
  }
}

extension SheetPress {
  /// A customer's sheets and their pack, by their addresses below the customer's folder. Each is rendered here, once.
  func printables(for customer: Customer) -> [Printable] {
    let records = sheets.map(record)
    let single = zip(sheets, records).map { sheet, record in
      let html = render("sheet", record)
      return Printable(address: "\(sheet.variant.sheet.id).html", html: { html }, sheet: sheet)
    }
    guard let industry = guide.industries[customer.industry], !sheets.isEmpty else { return single }
    let pack = pack(of: records, industry: industry)
    return single + [Printable(address: "pack.html", html: { pack }, sheet: nil)]
  }
}
