import ArgumentParser
import GuideModel
import Platform
import Press
import Source

struct Handouts: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: Help.text(
      ja: "資料だけ、またはその一部を作ります。お客様のファイルがあれば、名前入りで作ります",
      en: "Makes the sheets alone, or a part of them; with a customers' file, sheets with their names on."),
    discussion: Help.text(
      ja: """
        お客様の資料は output/customers/ID/ に入り、その隣に summary.csv ができます。
        """,
      en: """
        With customers they go into output/customers/ID/, with a summary.csv beside them.
        """,
      examples: [
        "tebiki handouts --industry clinic --pdf",
        "tebiki handouts --industry clinic --sheet briefing",
        "tebiki handouts --customers customers.csv --pdf",
        "tebiki handouts --customers customers.csv --pdf --shard 1/4",
      ]))

  @Option(
    help: .init(
      ja: "この業種だけ（何度でも指定できます）", en: "Only this trade; may be given several times.", valueName: "id"),
    completion: Completion.industries)
  var industry: [String] = []

  @Option(
    help: .init(
      ja: "この資料だけ（何度でも指定できます）", en: "Only this sheet; may be given several times.", valueName: "id"),
    completion: Completion.sheets)
  var sheet: [String] = []

  @Option(
    help: .init(
      ja: "お客様のファイル（CSV。UTF-8 でも Excel のシフトJIS でも）",
      en: "Sheets with the names of a file's customers, in UTF-8 or CP932.", valueName: "file.csv"),
    completion: .file(extensions: ["csv"]))
  var customers: String?

  @Option(
    help: .init(
      ja: "ファイルの中の、このお客様だけ（何度でも指定できます）",
      en: "Only this customer of the file; may be given several times.", valueName: "id"))
  var customer: [String] = []

  @Flag(help: .init(ja: "PDF も作ります", en: "Print PDFs too."))
  var pdf = false

  @Option(
    help: .init(
      ja: "お客様を N 組に分けた K 組目だけ（何台かで手分けするとき）",
      en: "Every Nth customer from the Kth on, for many machines.", valueName: "k/n"))
  var shard: String?

  @OptionGroup var options: CommonOptions

  func validate() throws {
    try options.refuseSARIF()
    if customers?.isEmpty == true {
      throw Misuse(ja: "'--customers' の値がありません", en: "'--customers' has no value")
    }
    if customers == nil, !customer.isEmpty || shard != nil {
      throw Misuse(
        ja: "--customer と --shard には、--customers ファイル.csv が要ります",
        en: "--customer and --shard need --customers FILE.csv")
    }
    if customers != nil, !industry.isEmpty || !sheet.isEmpty {
      throw Misuse(
        ja: "お客様ごとの業種と資料は、ファイルの列 industry と sheets に書きます。--industry と --sheet は外してください",
        en:
          "each customer's industry and sheets stand in the file's columns 'industry' and 'sheets': leave out --industry and --sheet"
      )
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
