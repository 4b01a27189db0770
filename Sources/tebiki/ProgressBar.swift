import Press
import Source

/// A bar on the terminal while sheets are printed: how many, and how long it will still take. It is gone when they are.
enum ProgressBar {
  /// Returns what is told of each print; it does nothing where standard error is no terminal.
  static func progress(isShown: Bool, _ language: Language) -> PrintProgress {
    guard isShown, Console.isTerminal else { return { _, _ in } }
    let start = Console.monotonicSeconds
    return { done, total in
      guard done < total else { return Console.standardError("\r\u{1B}[K") }
      let passed = Console.monotonicSeconds - start
      let left = passed / Double(max(done, 1)) * Double(total - done)
      guard passed > 1 else { return }
      let filled = 24 * done / total
      let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 24 - filled)
      let seconds = Int(left.rounded(.up))
      let text = Message(ja: "\(done)/\(total)　あと約\(seconds)秒", en: "\(done)/\(total), about \(seconds) s left")
      Console.standardError("\r\u{1B}[K\(bar) \(text.text(in: language))")
    }
  }
}
