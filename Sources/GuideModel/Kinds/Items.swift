import Markup
import Platform
package import Source

/// One of the four responsibilities of the guide's 2.1.
package struct Responsibility: GuideItem {
  package let page: Int
  package let id: ID<Responsibility>
}

/// The group of capabilities that a practice belongs to, by the guide's own names.
package enum Capability: String, CaseIterable, Sendable {
  case people, communication, management

  package var name: String {
    switch self {
    case .people: "サービス提案・提供力"
    case .communication: "コミュニケーション力"
    case .management: "マネジメント力"
    }
  }
}

/// A way that vendors meet a responsibility, from the guide's 2.2.
package struct Practice: GuideItem {
  package let page: Int
  package let id: ID<Practice>
  package let capability: Capability
  /// Which responsibilities it serves: this project's own reading of the guide.
  package let responsibilities: [Located<ID<Responsibility>>]
  package let resources: [Located<ID<Resource>>]

  init?(_ fields: inout FieldReader, page: Int, id: String) {
    let capability = fields.choice("capability", Capability.self, required: true)
    self.page = page
    self.id = ID(id)
    responsibilities = fields.references("responsibilities")
    resources = fields.references("resources")
    guard let capability else { return nil }
    self.capability = capability
  }
}

/// Who carries out a measure.
package enum Actor: String, CaseIterable, Sendable { case vendor, customer, both }

/// Something that a customer does or buys.
package struct Measure: GuideItem {
  package enum Cost: String, CaseIterable, Sendable {
    case free, small, quote

    package var name: String {
      switch self {
      case .free: "無料"
      case .small: "少額"
      case .quote: "要見積"
      }
    }
  }

  package enum Contract: String, CaseIterable, Sendable {
    case none, basic, sla
  }

  package let page: Int
  package let id: ID<Measure>
  package let cost: Cost
  /// How much it helps, from 1 to 3: this project's own view.
  package let effect: Int
  package let who: Actor
  /// Whether a maintenance contract holds it; nil where the question does not arise.
  package let inContract: Contract?
  package let resources: [Located<ID<Resource>>]
  /// How it is begun, in one plain sentence.
  package let how: Located<String>?
  /// The trades that it is for; all of them where empty.
  package let industries: [Located<ID<Industry>>]

  init?(_ fields: inout FieldReader, page: Int, id: String) {
    let cost = fields.choice("cost", Cost.self, required: true)
    let effect = fields.number("effect", in: 1...3, required: true)
    let who = fields.choice("who", Actor.self, required: true)
    self.page = page
    self.id = ID(id)
    inContract = fields.choice("in_contract", Contract.self)
    resources = fields.references("resources")
    how = fields.text("how")
    industries = fields.references("industries")
    guard let cost, let effect, let who else { return nil }
    (self.cost, self.effect, self.who) = (cost, effect, who)
  }
}

/// A public resource that the guide names.
package struct Resource: GuideItem {
  package enum Reader: String, CaseIterable, Sendable {
    case customer, vendor

    package var name: String {
      switch self {
      case .customer: "お客様向け"
      case .vendor: "ITベンダー向け"
      }
    }
  }

  package enum Form: String, CaseIterable, Sendable {
    case guideline, guide, report, cases, list, exam, qualification, seminar, contract, service, desk

    package var name: String {
      switch self {
      case .guideline: "ガイドライン"
      case .guide: "手引き"
      case .report: "報告書"
      case .cases: "事例集"
      case .list: "名簿"
      case .exam: "試験"
      case .qualification: "資格"
      case .seminar: "セミナー"
      case .contract: "契約書のひな型"
      case .service: "サービス"
      case .desk: "相談窓口"
      }
    }
  }

  package let page: Int
  package let id: ID<Resource>
  package let url: Located<String>
  package let publisher: String
  package let readers: [Reader]
  package let edition: String?
  package let form: Form?
  /// What it costs; 要確認 where nobody has checked.
  package let cost: String
  package let verified: Located<CalendarDate>?
  package let searchWords: [String]

  init?(_ fields: inout FieldReader, page: Int, id: String) {
    let url = fields.address("url", required: true)
    let publisher = fields.text("publisher", required: true)
    let readers = fields.choices("for", Reader.self, required: true)
    self.page = page
    self.id = ID(id)
    self.readers = readers
    edition = fields.text("edition")?.value
    form = fields.choice("kind", Form.self)
    cost = fields.text("cost")?.value ?? "要確認"
    verified = fields.date("verified")
    searchWords = fields.texts("search_words").map(\.value)
    guard let url, let publisher, !readers.isEmpty else { return nil }
    (self.url, self.publisher) = (url, publisher.value)
  }
}

/// Something that happened in a company of a trade, or was made up to teach.
package struct Incident: GuideItem {
  package struct Step: Sendable {
    package let when: Located<String>
    package let what: Located<String>
  }

  package struct Origin: Sendable {
    package let title: String
    package let publisher: String
    package let date: CalendarDate
    package let url: Located<String>
  }

  package let page: Int
  package let id: ID<Incident>
  package let industries: [Located<ID<Industry>>]
  /// Where it was reported; nil for one that is made up, which is printed as such.
  package let origin: Origin?
  /// How it came in.
  package let entrance: Located<String>
  /// What stopped or was lost.
  package let effect: Located<String>
  package let daysStopped: Int?
  package let timeline: [Step]
  package let lesson: Located<String>?

  init?(_ fields: inout FieldReader, page: Int, id: String) {
    let industries: [Located<ID<Industry>>] = fields.references("industries", required: true)
    let isFictional = fields.flag("fictional", required: true)
    let entrance = fields.text("entrance", required: true)
    let effect = fields.text("effect", required: true)
    self.page = page
    self.id = ID(id)
    self.industries = industries
    daysStopped = fields.number("days_stopped", in: 0...3650)
    timeline = fields.mappings("timeline", of: Message(ja: "経過の一行", en: "step of a timeline")).compactMap { step in
      var step = step
      let when = step.text("when", required: true)
      let what = step.text("what", required: true)
      step.finish()
      fields.merge(step)
      guard let when, let what else { return nil }
      return Step(when: when, what: what)
    }
    lesson = fields.text("lesson")
    origin = Self.origin(&fields, required: isFictional == false)
    guard let isFictional, let entrance, let effect, isFictional || origin != nil else { return nil }
    (self.entrance, self.effect) = (entrance, effect)
  }

  private static func origin(_ fields: inout FieldReader, required: Bool) -> Origin? {
    guard let node = fields.value("source", required: required) else { return nil }
    var source = FieldReader(node, of: Message(ja: "出典", en: "source"), at: node.range)
    let title = source.text("title", required: true)
    let publisher = source.text("publisher", required: true)
    let date = source.date("date", required: true)
    let url = source.address("url", required: true)
    source.finish()
    fields.merge(source)
    guard let title, let publisher, let date, let url else { return nil }
    return Origin(title: title.value, publisher: publisher.value, date: date.value, url: url)
  }
}

/// What a vendor tells its customers in one month.
package struct Notice: GuideItem {
  package let page: Int
  package let id: ID<Notice>
  package let date: CalendarDate
  package let update: [Located<String>]
  package let nearMiss: Located<String>?
  package let done: [Located<String>]
  package let industries: [Located<ID<Industry>>]

  init?(_ fields: inout FieldReader, page: Int, id: String) {
    let date = fields.date("date", required: true)
    self.page = page
    self.id = ID(id)
    update = fields.texts("update")
    nearMiss = fields.text("near_miss")
    done = fields.texts("done")
    industries = fields.references("industries")
    guard let date else { return nil }
    if update.isEmpty, nearMiss == nil, done.isEmpty {
      fields.missing(
        "update", at: date.range,
        Message(ja: "update、near_miss、done のどれかを書いてください", en: "write one of 'update', 'near_miss', 'done'"))
    }
    self.date = date.value
  }
}

/// A printable sheet: one text that is tailored to every trade.
package struct Sheet: GuideItem {
  package enum Audience: String, CaseIterable, Sendable { case executive, contact, staff, sales }

  package let page: Int
  package let id: ID<Sheet>
  package let audience: Audience
  /// How many A4 pages it promises to fit on.
  package let pages: Int
  /// The trades that it is made for; all of them where empty.
  package let industries: [Located<ID<Industry>>]
  package let validMonths: Int?

  init?(_ fields: inout FieldReader, page: Int, id: String) {
    let audience = fields.choice("audience", Audience.self, required: true)
    self.page = page
    self.id = ID(id)
    pages = fields.number("pages", in: 1...2) ?? 1
    industries = fields.references("industries")
    validMonths = fields.number("valid_months", in: 1...120)
    guard let audience else { return nil }
    self.audience = audience
  }
}
