import ArgumentParser
import GuideModel
import Platform
import Press
import Source

struct New: AsyncParsableCommand {
  enum What: String, ExpressibleByArgument, CaseIterable {
    case site, page, practice, measure, resource, industry, incident, sheet, term, theme
  }

  static let configuration = CommandConfiguration(
    abstract: Help.text(
      ja: "説明付きのファイルか、小さなサイト一式を作ります", en: "Writes a ready-to-fill file, or a whole small site."),
    discussion: Help.text(
      ja: """
        キーの説明がすべて書いてあり、そのままで組み立てられます。すでにあるファイルには上書きしません。
        名前は、site ならフォルダー（空か、まだないもの）、page なら content/ からのパス、term なら用語そのもの、ほかは id です。
        theme は、standard をもとにしたテーマのフォルダー themes/名前/ を作ります。
        """,
      en: """
        Every key is explained in it, and it builds as it stands. What is there already is never written over.
        A site is named by its folder, which must be empty or not there yet; a page by its path below content/; a term by \
        itself; everything else by its id.
        A theme is a folder themes/NAME/ that extends the standard theme.
        """,
      examples: [
        "tebiki new site guide",
        "tebiki new site guide --empty",
        "tebiki new industry dentist",
        "tebiki new page parts/checklists/opening",
        "tebiki new term スナップショット",
        "tebiki new theme mine",
      ]))

  @Argument(
    help: .init(ja: "作るもの", en: "What to write.", valueName: "what"))
  var what: What

  @Argument(
    help: .init(
      ja: "名前（site はフォルダー、page はパス、term は用語、ほかは id）",
      en: "Its id; a site's folder; a page's path; the term; the theme's name.", valueName: "name"))
  var name: String

  @Flag(
    help: .init(
      ja: "site だけ: 見本の文章を入れません", en: "Of a site: without the sample texts."))
  var empty = false

  @OptionGroup var options: CommonOptions

  func validate() throws {
    try options.refuseSARIF()
    if empty, what != .site {
      throw Misuse(ja: "--empty は「tebiki new site」のものです", en: "--empty is for 'tebiki new site'")
    }
    if what == .site, options.root != nil {
      throw Misuse(
        ja: "新しいサイトの場所は --root ではなく、「tebiki new site フォルダー」で指定します",
        en: "a new site's place is not said by --root, but by 'tebiki new site DIR'")
    }
  }

  func run() async throws {
    let start = Machine.monotonicSeconds
    let language = options.language
    var outcome = Outcome()
    var written: [String] = []
    var failure: CommandFailure?
    do throws(CommandFailure) {
      written = try await write()
      outcome.add(.init(written: written.count))
    } catch {
      failure = error
    }
    if options.format == .json {
      Console.standardOutput(
        JSON.outcome(
          "new", outcome, ok: failure == nil, failure: failure, seconds: Machine.monotonicSeconds - start, language,
          items: written.map { .object([("file", .string($0))]) }) + "\n")
    } else if failure == nil {
      Console.standardOutput(what == .site ? name + "\n" : written.map { $0 + "\n" }.joined())
      if !options.quiet { Console.standardError(nextSteps.text(in: language)) }
    }
    if let failure { throw Run.failed(failure, language) }
  }

  private func write() async throws(CommandFailure) -> [String] {
    let project = what == .site ? nil : try options.project()
    let today = try options.today()
    do throws(NewFileFailure) {
      guard let project else { return try NewSite(name).write(today: today, empty: empty) }
      if what == .theme { return try project.addTheme(named: name) }
      guard let starter = Starter(rawValue: what.rawValue) else { return [try await project.addTerm(named: name)] }
      return [try await project.add(starter, named: name)]
    } catch {
      switch error {
      case .refused(let message): throw .usage(message)
      case .disk(let error): throw .machine(error)
      }
    }
  }

  /// What to do with what is written.
  private var nextSteps: Message {
    guard what != .theme else {
      return Message(
        ja: "content/site.yaml に「theme: \(name)」と書くと使われます。「tebiki serve --theme \(name)」で見ながら書き換えてください\n",
        en:
          "write 'theme: \(name)' in content/site.yaml to use it; 'tebiki serve --theme \(name)' shows it while you change it\n"
      )
    }
    guard what == .site else {
      return Message(
        ja: "中の説明を読みながら書き換え、「tebiki check」で確かめてください\n",
        en: "fill it in as it explains, then run 'tebiki check'\n")
    }
    let tebiki = Console.invocation.quotedForShell
    let readme =
      empty
      ? Message(ja: "", en: "")
      : Message(ja: "中身の説明は README.md にあります。", en: "; README.md says what is where")
    let change = ["", "."].contains(name) ? "" : "  cd \(name.quotedForShell)\n"
    return Message(
      ja: """
        次は、これを順に打ってください。\(readme.ja)
        \(change)  \(tebiki) serve          # 手元で見る。保存すると、画面も変わります
          \(tebiki) build --pdf    # output/site/ に書き出し、資料を PDF にもする

        """,
      en: """
        Now type these, one after the other\(readme.en).
        \(change)  \(tebiki) serve          # shows it here, and again on every save
          \(tebiki) build --pdf    # into output/site/, the sheets as PDF too

        """)
  }
}
