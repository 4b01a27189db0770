import NIOCore
import Synchronization

/// What the server tells: the site as it was built last, and what was wrong with the last build.
package final class Preview: Sendable {
  private struct State {
    var site = BuiltSite.nothing
    var number = 0
    var problem: String?
    var waiting: [Int: EventLoopPromise<Void>] = [:]
    var lastWaiter = 0
  }

  private let state = Mutex(State())

  package init() {}

  /// Publishes what a build came to. Where something was wrong, the last good site stays, and its readers are told.
  package func publish(_ site: BuiltSite?, problem: String?) {
    let waiting = state.withLock { state in
      if let site { state.site = site }
      state.problem = problem
      state.number += 1
      defer { state.waiting = [:] }
      return state.waiting.values
    }
    for promise in waiting { promise.succeed() }
  }

  var current: (site: BuiltSite, number: Int, problem: String?) {
    state.withLock { ($0.site, $0.number, $0.problem) }
  }

  /// Lets `promise` succeed when there has been a build after number `since`, or when `limit` has passed.
  func wait(since: Int, _ promise: EventLoopPromise<Void>, limit: TimeAmount) {
    let waiter: Int? = state.withLock { state in
      guard state.number <= since, state.waiting.count < 1_000 else { return nil }
      state.lastWaiter += 1
      state.waiting[state.lastWaiter] = promise
      return state.lastWaiter
    }
    guard let waiter else { return promise.succeed() }
    promise.futureResult.eventLoop.scheduleTask(in: limit) {
      self.state.withLock { $0.waiting.removeValue(forKey: waiter) }?.succeed()
    }
  }
}
