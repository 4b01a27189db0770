/// For whom a page is written.
package enum Role: String, CaseIterable, Sendable {
  case sales, engineer, manager, risk

  package var name: String {
    switch self {
    case .sales: "営業"
    case .engineer: "開発・運用"
    case .manager: "経営"
    case .risk: "リスク管理"
    }
  }
}
