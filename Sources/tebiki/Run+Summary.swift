import Platform
import Press
import Source

extension Run {
  /// `1 page`, `2 pages`, `3 files written`, `4 unchanged`.
  private static func counted(_ count: Int, _ noun: String) -> String {
    let words = noun.split(separator: " ")
    let isNoun = !["unchanged", "removed"].contains(noun)
    return (["\(count)", "\(words[0])\(count == 1 || !isNoun ? "" : "s")"] + words.dropFirst()).joined(separator: " ")
  }

  /// Says how many mistakes there are.
  static func mistakes(_ name: String, _ outcome: Outcome, _ language: Language) -> String {
    let errors = outcome.report.inFileOrder.count { $0.severity == .error }
    let warnings = outcome.report.inFileOrder.count { $0.severity == .warning }
    let kept = name == "build"
    let isByWarnings = errors == 0 && warnings > 0
    let made = outcome.customers.flatMap { $0.total > 0 ? said(of: $0, outcome) : nil }
    return Message(
      ja:
        "エラー \(errors)件、警告 \(warnings)件。\(isByWarnings ? "警告があるため、--strict により失敗としました。" : "")\(kept ? "前回できたものは、そのまま残っています。" : "")\(made?.ja ?? "")\n",
      en:
        "\(counted(errors, "error")), \(counted(warnings, "warning")).\(isByWarnings ? " It failed because of --strict." : "")\(kept ? " The last good output is as it was." : "")\(made?.en ?? "")\n"
    ).text(in: language)
  }

  /// Says how many customers have their sheets, and whose earlier ones are gone.
  private static func said(of customers: CustomerOutcome, _ outcome: Outcome) -> Message {
    let gone = customers.failed.filter { $0.removed > 0 }.map(\.id)
    let names = gone.prefix(10).joined(separator: ", ") + (gone.count > 10 ? " …" : "")
    return Message(
      ja: "お客様\(customers.total)件のうち\(customers.ready)件の資料を作りました（\(places(of: outcome))）。"
        + (gone.isEmpty ? "" : "作れなかったお客様の、前にできていた資料は消しました（\(names)）。"),
      en: " Sheets for \(customers.ready) of \(counted(customers.total, "customer")): \(places(of: outcome))."
        + (gone.isEmpty ? "" : " The earlier sheets of those that failed are removed: \(names)."))
  }

  /// The folders that were written to, as a shell at the current folder has them.
  private static func places(of outcome: Outcome) -> String {
    let here = Machine.currentFolder + "/"
    return outcome.places.map { $0.hasPrefix(here) ? String($0.dropFirst(here.count)) : $0 }.joined(separator: " ")
  }

  /// Says in one line what was done.
  static func summary(_ name: String, _ outcome: Outcome, _ seconds: Double, _ language: Language) -> String {
    let hundredths = Int((seconds * 100).rounded())
    let time = "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
    let things = joined(
      [
        (outcome.customers?.ready ?? 0, Message(ja: "お客様", en: "customer")),
        (outcome.pages, Message(ja: "ページ", en: "page")), (outcome.sheets, Message(ja: "資料", en: "sheet")),
        (outcome.pdfs, Message(ja: "PDF", en: "PDF")),
        (outcome.addresses, Message(ja: "よそのアドレス", en: "other site's address")),
      ])
    let whole = Message(ja: "\(things.ja)（\(time)秒）", en: "\(things.en) (\(time) s)")
    guard let changes = outcome.changes else {
      let warnings = outcome.report.inFileOrder.count { $0.severity == .warning }
      let paper = outcome.isFitChecked ? Message(ja: "紙の上でも", en: ", on paper too") : Message(ja: "", en: "")
      return
        (warnings == 0
        ? Message(ja: "\(paper.ja)問題は見つかりませんでした。\(whole.ja)\n", en: "nothing wrong\(paper.en): \(whole.en)\n")
        : Message(ja: "警告 \(warnings)件。\(whole.ja)\n", en: "\(counted(warnings, "warning")): \(whole.en)\n")).text(
          in: language)
    }
    guard name != "clean" else {
      let left = outcome.leftCustomers
      let kept =
        left == 0
        ? Message(ja: "", en: "")
        : Message(
          ja: "。お客様の資料（customers/、\(left)件）は残してあります",
          en: "; the sheets of \(counted(left, "customer")) in customers/ stay")
      return Message(
        ja: "\(changes.removed)個のファイルを消しました\(kept.ja)\n",
        en: "removed \(counted(changes.removed, "file"))\(kept.en)\n"
      ).text(in: language)
    }
    let work =
      changes.written + changes.removed == 0
      ? Message(ja: "変わったファイルはありません", en: "nothing has changed")
      : joined([
        (changes.written, Message(ja: "書いたファイル", en: "file written")),
        (changes.unchanged, Message(ja: "変わらないもの", en: "unchanged")),
        (changes.removed, Message(ja: "消したもの", en: "removed")),
      ])
    let paper = Self.paper(outcome)
    let places = places(of: outcome)
    let place =
      places.isEmpty ? Message(ja: "", en: "") : Message(ja: "場所は \(places) です。", en: " They are in \(places).")
    let former = former(outcome)
    return Message(
      ja: "\(whole.ja)。\(work.ja)。\(place.ja)\(former.ja)\(paper.ja)\n",
      en: "\(whole.en): \(work.en).\(place.en)\(former.en)\(paper.en)\n"
    ).text(in: language)
  }

  /// Says how many customers' folders are there that the list does not name.
  private static func former(_ outcome: Outcome) -> Message {
    let left = outcome.leftCustomers
    guard left > 0 else { return Message(ja: "", en: "") }
    return Message(
      ja: "ファイルにないお客様のフォルダーが、ほかに\(left)個あります（clean --customers ファイル.csv で消せます）。",
      en:
        " Left from earlier files: \(counted(left, "folder")) ('clean --customers FILE.csv' removes them)."
    )
  }

  /// What is not known of the sheets on paper.
  private static func paper(_ outcome: Outcome) -> Message {
    if outcome.isFitChecked || outcome.sheets == 0 { return Message(ja: "", en: "") }
    let stale = outcome.stalePDFs
    let again = outcome.customers == nil ? "build --pdf" : "handouts --customers … --pdf"
    let gone =
      stale == 0
      ? Message(ja: "", en: "")
      : Message(
        ja: "中身の変わったPDF \(stale)件を外しました（\(again) で作り直せます）。",
        en: " \(counted(stale, "PDF")) of changed sheets taken away ('\(again)' makes them anew).")
    return Message(
      ja: gone.ja + "紙に収まるかは確かめていません（check --fit で分かります）。",
      en: gone.en + " Not tried on paper ('check --fit' does).")
  }

  /// Lists what there is any of.
  private static func joined(_ things: [(count: Int, name: Message)]) -> Message {
    let some = things.filter { $0.count > 0 }
    return Message(
      ja: some.map { "\($0.name.ja) \($0.count)" }.joined(separator: "、"),
      en: some.map { counted($0.count, $0.name.en) }.joined(separator: ", "))
  }
}
