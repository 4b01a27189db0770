import Plain
import Platform
import Source

extension Guide {
  /// Reports the phrases of each trade's `words` that nothing says any more: none of its sheets, and no measure or
  /// incident that these could pull in.
  func reportUnusedWordings(of sheets: [ComposedSheet], _ report: inout Report) {
    for industry in industries {
      let own = sheets.filter { $0.variant.industry.id == industry.id }
      guard !own.isEmpty else { continue }
      var used = own.reduce(into: Set<Int>()) { $0.formUnion($1.wordings) }
      if used.count < industry.words.count { used.formUnion(wordings(ofTextsFor: industry)) }
      for (index, word) in industry.words.enumerated() where !used.contains(index) {
        report.add(
          .unusedWording, at: word.phrase.range,
          Message(
            ja: "「\(word.phrase.value)」は、業種 '\(industry.id)' のどの資料にも出てきません",
            en: "'\(word.phrase.value)' is on no sheet of the industry '\(industry.id)'"),
          help: Message(
            ja: "対策や資料の文が変わっていないかを確かめ、いまの文に合わせるか、消してください",
            en: "see whether a measure or a sheet was reworded; mend the phrase, or remove it"))
      }
    }
  }

  /// Returns which of a trade's phrases its measures and incidents say, whether or not a sheet has them today.
  private func wordings(ofTextsFor industry: Industry) -> Set<Int> {
    var texts: [Located<String>?] = []
    func addTitle(of item: some GuideItem) {
      let page = page(of: item)
      texts.append(page.titleRange.map { Located(page.title, at: $0) })
    }
    for measure in measures
    where measure.industries.isEmpty || measure.industries.contains(where: { $0.value == industry.id }) {
      addTitle(of: measure)
      texts.append(measure.how)
    }
    for incident in incidents where incident.industries.contains(where: { $0.value == industry.id }) {
      addTitle(of: incident)
      texts += [incident.effect, incident.lesson] + incident.timeline.map(\.what)
    }
    var wording = Wording(lexicon(for: industry), language, sources)
    for case let text? in texts { _ = wording.apply(toLabel: text) }
    return wording.appliedWords
  }
}
