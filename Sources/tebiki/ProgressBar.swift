import Dispatch
import Platform
import Press
import Source
import Synchronization

/// A line on the terminal while something takes longer than a second: what goes on, how much of it is done, and how long
/// it will still take. It is gone when the work is.
final class ProgressBar: Sendable {
  private struct State {
    /// What goes on; nil while nothing does.
    var work: (phase: Phase, done: Int, total: Int, since: Double)?
    /// When the first of the work began.
    var start = 0.0
    var isDrawn = false
    var isWaiting = false
  }

  private let state = Mutex(State())
  private let language: Language
  private let isShown: Bool
  /// Its own, for the work keeps every other thread busy.
  private let queue = DispatchQueue(label: "progress")

  init(isShown: Bool, _ language: Language) {
    self.language = language
    self.isShown = isShown && Terminal.isWatched
  }

  /// What the work tells of itself to.
  var progress: Progress {
    guard isShown else { return { _, _, _ in } }
    return { [self] phase, done, total in note(phase, done, total) }
  }

  private func note(_ phase: Phase, _ done: Int, _ total: Int) {
    let now = Machine.monotonicSeconds
    let begins = state.withLock { state in
      if state.work == nil { state.start = now }
      if let work = state.work, work.phase == phase {
        // Workers tell of what they have done in any order.
        state.work = (phase, max(done, work.done), total, work.since)
      } else {
        state.work = (phase, done, total, now)
      }
      defer { state.isWaiting = true }
      return !state.isWaiting
    }
    if begins { wait() }
  }

  /// Draws the line again and again while there is work.
  private func wait() {
    queue.asyncAfter(deadline: .now() + .milliseconds(200)) { [weak self] in
      if self?.draw() == true { self?.wait() }
    }
  }

  /// Takes the line away until more work is told of.
  func end() {
    state.withLock { state in
      if state.isDrawn { Console.standardError(Self.blank) }
      state.work = nil
      state.isDrawn = false
    }
  }

  /// Draws the line where the work has taken a second; returns whether there is any.
  private func draw() -> Bool {
    let now = Machine.monotonicSeconds
    return state.withLock { state in
      guard let work = state.work else {
        state.isWaiting = false
        return false
      }
      guard now - state.start >= 1 else { return true }
      state.isDrawn = true
      let line = Self.line(
        work.phase, done: work.done, total: work.total, seconds: now - work.since, width: Terminal.width, language)
      Console.standardError(Self.blank + line)
      return true
    }
  }

  private static let blank = "\r\u{1B}[K"

  /// Returns the line, which is never wider than the terminal: less and less is said where there is less room.
  static func line(
    _ phase: Phase, done: Int, total: Int, seconds: Double, width: Int, _ language: Language
  ) -> String {
    let name = phase.name.text(in: language)
    guard total > 0 else { return "\(name)…".fitting(width - 1) }
    let count = "\(done)/\(total)"
    let left = done == 0 ? nil : Int((seconds / Double(done) * Double(total - done)).rounded(.up))
    let time = left.map { Message(ja: " 残り約\($0)秒", en: ", about \($0) s left").text(in: language) } ?? ""
    // In ASCII, for there are terminals on which a block is as wide as two letters.
    let room = min(24, width - 1 - "\(name) [] \(count)\(time)".displayWidth)
    guard room >= 4 else { return "\(name) \(count)\(time)".fitting(width - 1) }
    let filled = room * done / total
    let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: room - filled)
    return "\(name) [\(bar)] \(count)\(time)"
  }
}

extension StringProtocol {
  /// How many cells of a terminal the text takes.
  var displayWidth: Int { unicodeScalars.reduce(0) { $0 + $1.displayWidth } }
}

extension String {
  /// The text, cut where it would take more than some cells.
  func fitting(_ cells: Int) -> String {
    var width = 0
    let kept = unicodeScalars.prefix { scalar in
      width += scalar.displayWidth
      return width <= cells
    }
    return String(String.UnicodeScalarView(kept))
  }
}
