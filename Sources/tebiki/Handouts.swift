import ArgumentParser
import GuideModel
import Press
import Source

struct Handouts: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Makes the sheets alone, or a part of them; with a customers' file, sheets with their names on.",
    discussion: """
      With customers they go into output/customers/ID/, with a summary.csv beside them.

      EXAMPLES
        tebiki handouts --industry clinic --pdf
        tebiki handouts --industry clinic --sheet briefing
        tebiki handouts --customers customers.csv --pdf
        tebiki handouts --customers customers.csv --pdf --shard 1/4
      """)

  @Option(
    help: ArgumentHelp("Only this trade; may be given several times.", valueName: "id"),
    completion: Completion.industries)
  var industry: [String] = []

  @Option(
    help: ArgumentHelp("Only this sheet; may be given several times.", valueName: "id"), completion: Completion.sheets)
  var sheet: [String] = []

  @Option(
    help: ArgumentHelp("Sheets with the names of a file's customers, in UTF-8 or CP932.", valueName: "file.csv"),
    completion: .file(extensions: ["csv"]))
  var customers: String?

  @Option(help: ArgumentHelp("Only this customer of the file; may be given several times.", valueName: "id"))
  var customer: [String] = []

  @Flag(help: "Print PDFs too.")
  var pdf = false

  @Option(help: ArgumentHelp("Every Nth customer from the Kth on, for many machines.", valueName: "k/n"))
  var shard: String?

  @OptionGroup var options: CommonOptions

  func validate() throws {
    try options.refuseSARIF()
    if customers == nil, !customer.isEmpty || shard != nil {
      throw Misuse(
        ja: "--customer と --shard には、--customers ファイル.csv が要ります",
        en: "--customer and --shard need --customers FILE.csv")
    }
    if customers != nil, !industry.isEmpty || !sheet.isEmpty {
      throw Misuse(
        ja: "お客様ごとの業種と資料は、ファイルに書いてあります。--industry と --sheet は外してください",
        en: "the file says each customer's industry and sheets: leave out --industry and --sheet")
    }
    if let shard, CustomerSelection.Shard(shard) == nil {
      throw Misuse(
        ja: "--shard は K/N の形で、K は 1 から N までです: '\(shard)'",
        en: "--shard is K/N, with K from 1 to N: '\(shard)'")
    }
  }

  func run() async throws {
    try await Run.command("handouts", options) { [self] (project, outcome) throws(FileError) in
      if let customers {
        let selection = CustomerSelection(
          file: customers, ids: customer, shard: shard.flatMap(CustomerSelection.Shard.init))
        try await project.makeHandouts(for: selection, pdf: pdf, reporting: &outcome)
      } else {
        try await project.makeHandouts(industries: industry, sheets: sheet, pdf: pdf, reporting: &outcome)
      }
    }
  }
}
