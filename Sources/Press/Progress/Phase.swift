package import Platform
import Source
import Synchronization

/// A part of the work, as it is shown and timed.
package enum Phase: Sendable {
  case compare, read, reread, model, git, check, sheets, theme, print, pages, search, publish, web

  package var name: Message {
    switch self {
    case .compare: Message(ja: "前回との比較", en: "look for changes")
    case .read: Message(ja: "読み込み", en: "read")
    case .reread: Message(ja: "読み直し", en: "reread")
    case .model: Message(ja: "組み立て", en: "model")
    case .git: Message(ja: "git への問い合わせ", en: "git")
    case .check: Message(ja: "確認", en: "check")
    case .sheets: Message(ja: "資料の書き分け", en: "sheets")
    case .theme: Message(ja: "テーマ", en: "theme")
    case .print: Message(ja: "印刷", en: "print")
    case .pages: Message(ja: "ページの書き出し", en: "render and write")
    case .search: Message(ja: "検索の準備", en: "search")
    case .publish: Message(ja: "公開", en: "publish")
    case .web: Message(ja: "よそのサイトへの問い合わせ", en: "ask other sites")
    }
  }
}

/// Told which part of the work goes on, and how many of how many things it has done; of none where it does not count.
package typealias Progress = @Sendable (_ phase: Phase, _ done: Int, _ total: Int) -> Void

/// Counts what several workers get done.
final class Tally: Sendable {
  private let done = Atomic(0)
  private let phase: Phase
  private let total: Int
  private let progress: Progress

  init(_ phase: Phase, of total: Int, _ progress: @escaping Progress) {
    (self.phase, self.total, self.progress) = (phase, total, progress)
  }

  /// Notes that one thing more is done.
  func count() { progress(phase, done.wrappingAdd(1, ordering: .relaxed).newValue, total) }
}
