import Markup
import Plain
import Platform
import Source

// What a sheet takes from the vendor's own work: a practice, what it sells, what it tells its customers this month; and
// the rules of the reader's trade.
extension SheetComposer {
  /// Adds a section of a practice, or its description. The section's heading is left to the sheet.
  mutating func addPractice(_ directive: Directive, at range: SourceRange) {
    guard directive.words.count == 1, let id = directive.words.first else {
      return report.add(
        .badValue, at: directive.words.dropFirst().first?.range ?? range,
        Message(ja: "「:::practice」には id を一つ書きます", en: "':::practice' takes one id"),
        help: Message(
          ja: "例: :::practice \(guide.practices.ids.first?.name ?? "ID") section=見出し",
          en: "such as :::practice \(guide.practices.ids.first?.name ?? "ID") section=HEADING"))
    }
    guard let practice = named(id, in: guide.practices, .practice)?.first else { return }
    let page = guide.page(of: practice)
    guard let heading = directive.argument("section") else {
      guard let description = page.description else {
        return reportEmpty(Message(ja: "説明", en: "description"), at: id.range)
      }
      return paragraph(description, at: page.descriptionRange ?? range)
    }
    let sections = page.document.sections
    guard let section = sections.first(where: { $0.title == heading.value }) else {
      let near = closest(to: heading.value, in: sections.map(\.title))
      let list = sections.map(\.title).joined(separator: "、")
      return report.add(
        .brokenReference, at: heading.range,
        Message(
          ja: "プラクティス '\(practice.id)' に見出し '\(heading.value)' はありません",
          en: "the practice '\(practice.id)' has no heading '\(heading.value)'"),
        help: near.map(Message.meant)
          ?? Message(ja: "ある見出し: \(list)", en: "there are: \(list)"))
    }
    guard !section.nodes.isEmpty else { return reportEmpty(Message(ja: "本文", en: "text"), at: heading.range) }
    page.document.checkCustomers(in: section.nodes, of: guide, &report)
    copy(section.nodes, of: page.document, quoted: true)
  }

  /// What the reader is shown of what the vendor sells.
  var offers: [Vendor.Offer] {
    guard let chosen = variant.customer?.offers, !chosen.isEmpty else { return guide.vendor.offers }
    return guide.vendor.offers.filter { chosen.contains($0.id) }
  }

  /// Adds what the vendor sells: name, price, what it is for, and the measures that it meets. Nothing where it sells
  /// nothing.
  mutating func addOffers(_ directive: Directive, at range: SourceRange) {
    var chosen = offers
    if let ids = directive.argument("ids") {
      let known = guide.vendor.offers.map(\.id)
      let wanted = names(ids)
      for id in wanted where !known.contains(id) {
        let near = closest(to: id, in: known)
        report.add(
          .brokenReference, at: ids.range,
          Message(ja: "商品 '\(id)' がありません", en: "no offer '\(id)'"),
          help: near.map(Message.meant)
            ?? Message(ja: "商品は vendor.yaml の offers に書きます", en: "offers are written in vendor.yaml"))
      }
      if !wanted.contains(where: known.contains) { return }  // each has been reported
      chosen = wanted.compactMap { id in chosen.first { $0.id == id } }
    }
    guard !chosen.isEmpty else { return vanish(at: range, isReported: true) }
    use(.offers)
    let limit = limit(directive) ?? chosen.count
    group(.offers, at: range) { composer in
      composer.builder.open(.list(ordered: false, tight: false), at: range)
      for offer in chosen.prefix(limit) { composer.add(offer) }
      composer.builder.close()
    }
  }

  private mutating func add(_ offer: Vendor.Offer) {
    let place = offer.name.range
    builder.open(.item, at: place)
    builder.open(.paragraph, at: place)
    builder.open(.strong, at: place)
    addName(offer.name.value, at: place)
    builder.close()
    builder.close()
    if let price = offer.price { group(.meta, at: place) { $0.paragraph(price.value, at: price.range) } }
    if let plain = offer.plain { paragraph(plain.value, at: plain.range) }
    let measures = offer.measures.compactMap { guide.measures[$0.value] }
    if !measures.isEmpty {
      group(.mark, at: place) { composer in
        composer.builder.open(.paragraph, at: place)
        composer.builder.text("役立つ備え：", at: place)
        for (number, measure) in measures.enumerated() {
          if number > 0 { composer.builder.text("、", at: place) }
          let page = composer.guide.page(of: measure)
          composer.builder.text(page.title, at: page.titleRange ?? place)
        }
        composer.builder.close()
      }
    }
    builder.close()
  }

  /// Adds the newest notice on or before the build's date that is for the trade.
  mutating func addNotice(at range: SourceRange) {
    let fitting = guide.notices.filter { notice in
      notice.date <= guide.today
        && (notice.industries.isEmpty || notice.industries.contains { $0.value == variant.industry.id })
    }
    // Of one day, that which names the trade; then the last by its id.
    let newest = fitting.max {
      ($0.date, $0.industries.isEmpty ? 0 : 1, $0.id.name) < ($1.date, $1.industries.isEmpty ? 0 : 1, $1.id.name)
    }
    guard let newest else {
      return report.add(
        .emptyBlock, at: range,
        Message(
          ja: "業種 '\(variant.industry.id)' へのお知らせが、\(guide.today.iso) までに一つもありません",
          en: "no notice for the industry '\(variant.industry.id)' on or before \(guide.today.iso)"),
        help: Message(
          ja: "content/notices/ に「YYYY-MM.md」を書いてください", en: "write content/notices/YYYY-MM.md"))
    }
    let place = guide.page(of: newest).titleRange ?? range
    group(.notice, at: range) { composer in
      composer.group(.mark, at: place) { $0.paragraph("\(newest.date.japanese)のお知らせ", at: place) }
      composer.addList("更新をお願いするもの", newest.update, in: .checklist, at: range)
      if let nearMiss = newest.nearMiss {
        composer.heading("もう少しで起きるところだったこと", at: range)
        composer.paragraph(nearMiss.value, at: nearMiss.range)
      }
      composer.addList("当社がしたこと", newest.done, in: nil, at: range)
    }
  }

  private mutating func addList(
    _ title: String, _ items: [Located<String>], in container: Directive.Name?, at range: SourceRange
  ) {
    guard !items.isEmpty else { return }
    heading(title, at: range)
    if let container { builder.openDirective(Directive(name: container), at: range) }
    builder.open(.list(ordered: false, tight: true), at: range)
    for item in items {
      builder.open(.item, at: item.range)
      paragraph(item.value, at: item.range)
      builder.close()
    }
    builder.close()
    if container != nil { builder.close() }
  }

  private mutating func heading(_ title: String, at range: SourceRange) {
    builder.openHeading(level: 3, at: range)
    builder.text(title, at: range)
    builder.close()
  }

  /// Adds the rules of the trade, each with a code of where it stands and the day on which that was looked up. Nothing
  /// where the trade has none.
  mutating func addRules(_ directive: Directive, at range: SourceRange) {
    let rules = variant.industry.rules
    guard !rules.isEmpty else { return vanish(at: range, isReported: false) }
    let limit = limit(directive) ?? rules.count
    group(.resources, at: range) { composer in
      for rule in rules.prefix(limit) {
        composer.group(.resource, at: rule.url.range) { composer in
          composer.builder.leaf(.qr, composer.builder.span(rule.url.value.utf8), at: rule.url.range)
          composer.builder.openHeading(level: 3, at: rule.name.range)
          composer.addName(rule.name.value, at: rule.name.range)
          composer.builder.close()
          composer.group(.meta, at: rule.verified.range) {
            $0.paragraph("\(rule.verified.value.japanese)に確かめました", at: rule.verified.range)
          }
        }
      }
    }
  }
}

extension Document {
  /// Its headings with what follows each up to the next of the same or a higher level, the heading itself left out.
  fileprivate var sections: [(title: String, nodes: Range<Int>)] {
    var sections: [(title: String, nodes: Range<Int>)] = []
    var index = 0
    while index < nodes.count {
      if case .heading(let level) = nodes[index].kind {
        var end = Int(nodes[index].end)
        while end < nodes.count, !endsSection(ofLevel: level, at: end) { end = Int(nodes[end].end) }
        let title = String(decoding: plainText(of: index), as: UTF8.self)
        sections.append((title, Int(nodes[index].end)..<end))
      }
      index = Int(nodes[index].end)
    }
    return sections
  }

  private func endsSection(ofLevel level: UInt8, at index: Int) -> Bool {
    switch nodes[index].kind {
    case .heading(let next): next <= level
    case .footnotes: true
    default: false
    }
  }
}
