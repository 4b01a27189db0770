import Markup
import Platform
package import Source

/// A trade: what it holds, what it runs on, and what stops when that does. One file gives all of its sheets.
package struct Industry: GuideItem {
  /// Something that stands still, and how soon.
  package struct Stop: Sendable {
    package enum Within: String, CaseIterable, Sendable { case hour, day, week }

    package let within: Within?
    package let what: Located<String>
  }

  /// A rule in force for the trade, with its source.
  package struct Rule: Sendable {
    package let name: Located<String>
    package let url: Located<String>
    package let verified: Located<CalendarDate>
  }

  package let page: Int
  package let id: ID<Industry>
  package let name: Located<String>
  /// The division letter of 日本標準産業分類.
  package let jsic: String?
  /// What its boss is called: 社長, 院長先生.
  package let head: Located<String>
  /// Whom it serves: お客様, 患者さん.
  package let clients: Located<String>
  package let data: [Located<String>]
  package let systems: [Located<String>]
  package let stops: [Stop]
  package let place: Located<String>?
  package let you: Located<String>?
  package let staff: Located<String>?
  package let season: Located<String>?
  package let rules: [Rule]
  /// Everyday words of the trade.
  package let vocabulary: [Located<String>]
  /// Phrases and their wording in this trade.
  package let words: [(phrase: Located<String>, wording: Located<String>)]

  init?(_ fields: inout FieldReader, page: Int, id: String) {
    let name = fields.text("name", required: true)
    let head = fields.text("head", required: true)
    let clients = fields.text("clients", required: true)
    self.page = page
    self.id = ID(id)
    jsic = Self.division(&fields)
    data = fields.texts("data", required: true)
    systems = fields.texts("systems", required: true)
    stops = Self.stops(&fields)
    place = fields.text("place")
    you = fields.text("you")
    staff = fields.text("staff")
    season = fields.text("season")
    rules = Self.rules(&fields)
    vocabulary = fields.texts("vocabulary")
    words = Self.words(&fields)
    guard let name, let head, let clients else { return nil }
    (self.name, self.head, self.clients) = (name, head, clients)
  }

  private static func division(_ fields: inout FieldReader) -> String? {
    guard let letter = fields.text("jsic") else { return nil }
    if letter.value.utf8.count == 1, ("A"..."T").contains(letter.value) { return letter.value }
    fields.bad(letter.range, "jsic", Message(ja: "日本標準産業分類の大分類の英字（A〜T）", en: "a division letter of JSIC (A to T)"))
    return nil
  }

  private static func stops(_ fields: inout FieldReader) -> [Stop] {
    fields.items("stops", required: true).compactMap { node in
      if let what = fields.text(of: node, "stops") { return Stop(within: nil, what: what) }
      var stop = FieldReader(node, of: Message(ja: "止まるもの", en: "stop"), at: node.range)
      let within = stop.choice("within", Stop.Within.self, required: true)
      let what = stop.text("what", required: true)
      stop.finish()
      fields.merge(stop)
      guard let within, let what else { return nil }
      return Stop(within: within, what: what)
    }
  }

  private static func rules(_ fields: inout FieldReader) -> [Rule] {
    fields.mappings("rules", of: Message(ja: "決まり", en: "rule")).compactMap { rule in
      var rule = rule
      let name = rule.text("name", required: true)
      let url = rule.address("url", required: true)
      let verified = rule.date("verified", required: true)
      rule.finish()
      fields.merge(rule)
      guard let name, let url, let verified else { return nil }
      return Rule(name: name, url: url, verified: verified)
    }
  }

  private static func words(_ fields: inout FieldReader) -> [(phrase: Located<String>, wording: Located<String>)] {
    guard let node = fields.value("words") else { return [] }
    guard case .mapping(let entries) = node.content else {
      fields.bad(node, "words", Message(ja: "「言葉: 言い換え」の並び", en: "a list of 'phrase: wording'"))
      return []
    }
    return entries.compactMap { entry in
      guard let wording = fields.text(of: entry.value, entry.key.value), !entry.key.value.isEmpty else {
        fields.bad(entry.value, "words", Message(ja: "「言葉: 言い換え」の並び", en: "a list of 'phrase: wording'"))
        return nil
      }
      return (entry.key, wording)
    }
  }
}
