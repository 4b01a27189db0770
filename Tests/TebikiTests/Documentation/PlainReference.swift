import Source

@testable import Plain

/// The rules of plain language and what they allow, as a table.
enum PlainReference {
  static var rules: String {
    var text = "| 規則 | 番号 | ページ | 資料 |\n| --- | --- | --- | --- |\n"
    for rule in PlainRule.allCases {
      let limits = rule.standardLimits
      text += "| `\(rule.rawValue)` | \(rule.kind.code) | \(name(of: limits.site)) | \(name(of: limits.sheets)) |\n"
    }
    return text
  }

  private static func name(of limits: RuleLimits.Limits) -> String {
    let parts = [("ヒント", limits.hint), ("警告", limits.warning), ("エラー", limits.error)].compactMap { name, limit in
      limit.map { $0 == 0 ? name : "\(Int($0))を超えると\(name)" }
    }
    return parts.isEmpty ? "見ない" : parts.joined(separator: "、")
  }
}
