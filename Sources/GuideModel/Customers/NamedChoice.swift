import Plain

/// The one of several items that a text in a spreadsheet means: by its id, by what it is called, or by a part of that
/// which no other one has.
enum NamedChoice: Equatable {
  case one(String)
  /// Several are called so; their ids.
  case several([String])
  case none

  init(_ text: String, among called: [(id: String, names: [String])]) {
    if called.contains(where: { $0.id == text }) {
      self = .one(text)
      return
    }
    let key = Self.key(text)
    let readings: [(id: String, names: [[UInt32]])] = called.map { ($0.id, $0.names.map(Self.key)) }
    let ways: [((id: String, names: [[UInt32]])) -> Bool] = [
      { Self.key($0.id) == key },
      { $0.names.contains(key) },
      // One character is a part of almost everything.
      { item in key.count > 1 && item.names.contains { Self.contains($0, key) } },
    ]
    for fits in ways {
      let ids = readings.filter(fits).map(\.id)
      guard !ids.isEmpty, !key.isEmpty else { continue }
      self = ids.count == 1 ? .one(ids[0]) : .several(ids)
      return
    }
    self = .none
  }

  /// The text as it is compared: widths, capitals and blanks make no difference.
  static func key(_ text: String) -> [UInt32] {
    SpellingKey(text.unicodeScalars.filter { !$0.properties.isWhitespace }.map(\.value)).scalars
  }

  private static func contains(_ text: [UInt32], _ part: [UInt32]) -> Bool {
    guard part.count <= text.count else { return false }
    return (0...(text.count - part.count)).contains { text[$0...].starts(with: part) }
  }
}

extension Contract {
  /// The contract that a cell means, by its name or as people write it in Japanese.
  init?(meantBy text: String) {
    let word = String(String.UnicodeScalarView(NamedChoice.key(text).compactMap(Unicode.Scalar.init)))
    if let contract = Self(rawValue: word) {
      self = contract
      return
    }
    let words: [Self: [String]] = [
      .none: [
        "なし", "無し", "無", "ナシ", "未契約", "契約なし", "契約無し", "契約無", "保守なし", "保守契約なし", "保守無し", "保守契約無し", "いいえ", "no", "×", "✕",
        "x", "-", "ー", "0",
      ],
      .spot: ["スポット", "スポット契約", "都度", "都度契約", "単発", "その都度", "スポット対応", "都度対応"],
      .maintenance: [
        "保守", "保守契約", "保守あり", "保守有り", "保守契約あり", "保守契約有り", "あり", "有り", "有", "アリ", "契約あり", "契約有り", "契約有", "契約中", "契約済",
        "契約済み", "はい", "yes", "○", "〇", "◯", "1", "月額", "月額契約", "定額", "年間保守", "年間契約",
      ],
      .sla: ["sla契約", "slaあり", "sla付き", "sla付", "sla保守", "保守sla", "保守(sla)", "保守・sla", "品質保証契約"],
    ]
    let keys = words.mapValues { $0.map(NamedChoice.key) }
    guard let contract = keys.first(where: { $0.value.contains(NamedChoice.key(text)) })?.key else { return nil }
    self = contract
  }
}

extension StringProtocol {
  /// The text without blanks around it.
  var trimmed: SubSequence {
    guard let start = firstIndex(where: { !$0.isWhitespace }), let end = lastIndex(where: { !$0.isWhitespace }) else {
      return self[endIndex...]
    }
    return self[start...end]
  }
}
