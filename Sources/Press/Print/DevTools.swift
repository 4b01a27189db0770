import Dispatch
import FoundationEssentials
import Platform
import Source

/// Why the browser did not do what it was asked.
enum BrowserError: Error, Sendable {
  /// It has ended: killed, or it could not start.
  case ended
  /// The tab's own process has ended.
  case tabEnded
  /// No answer came in time.
  case late(method: String)
  /// It refused.
  case refused(method: String, reason: String)

  /// What went wrong, in words.
  var message: Message {
    switch self {
    case .ended: Message(ja: "ブラウザーが終了しました", en: "the browser has ended")
    case .tabEnded: Message(ja: "ブラウザーの表示用プロセスが終了しました", en: "the browser's renderer has ended")
    case .late(let method): Message(ja: "ブラウザーが \(method) に答えません", en: "the browser did not answer \(method)")
    case .refused(let method, let reason):
      Message(ja: "ブラウザーが \(method) を受け付けません（\(reason)）", en: "the browser refused \(method): \(reason)")
    }
  }
}

/// Speaks to a browser over its DevTools pipe: JSON messages, each ended by a NUL.
///
/// Source: Chrome DevTools Protocol, `--remote-debugging-pipe`.
actor DevTools {
  private struct Waiting {
    let continuation: CheckedContinuation<[UInt8], any Error>
    let session: String?
    let timer: Task<Void, Never>
  }

  private let process: ChildProcess
  /// What the browser keeps lies here: a desktop's own profile is never touched.
  private let profile: TemporaryFolder
  private var waiting: [Int: Waiting] = [:]
  private var lastID = 0
  private var hasEnded = false

  /// Starts a browser and listens to it.
  init(_ browser: Browser) throws(FileError) {
    let profile = try TemporaryFolder(named: "tebiki-browser")
    let process = try ChildProcess(
      browser.program, browser.arguments(profile: profile.path), reading: 3, writing: 4)
    (self.process, self.profile) = (process, profile)
    let messages = Self.messages(from: process.output)
    Task { [weak self] in
      for await message in messages { await self?.receive(message) }
      await self?.end()
    }
  }

  /// Reads messages until the browser ends, on a thread of its own, and closes the descriptor then.
  private static func messages(from output: Descriptor) -> AsyncStream<[UInt8]> {
    let (messages, sender) = AsyncStream<[UInt8]>.makeStream()
    DispatchQueue(label: "tebiki.browser").async {
      var cutter = MessageCutter()
      while case let chunk = output.read(), !chunk.isEmpty {
        for message in cutter.messages(endingIn: chunk) { sender.yield(message) }
      }
      output.close()
      sender.finish()
    }
    return messages
  }

  /// Asks for something, and waits for the answer at most `seconds`.
  func call<Parameters: Encodable & Sendable, Result: Decodable & Sendable>(
    _ method: String, _ parameters: Parameters, session: String? = nil, seconds: Double = 30, as type: Result.Type
  ) async throws -> Result {
    guard !hasEnded else { throw BrowserError.ended }
    lastID += 1
    let id = lastID
    let request = Request(id: id, method: method, params: parameters, sessionId: session)
    let bytes = try JSONEncoder().encode(request) + [0]
    let answer = try await withCheckedThrowingContinuation { continuation in
      let timer = Task { [weak self] in
        try? await Task.sleep(for: .seconds(seconds))
        if !Task.isCancelled { await self?.fail(id, .late(method: method)) }
      }
      waiting[id] = Waiting(continuation: continuation, session: session, timer: timer)
      if process.input.write(bytes) != nil { end() }
    }
    let reply = try JSONDecoder().decode(Reply<Result>.self, from: Data(answer))
    guard let result = reply.result else {
      throw BrowserError.refused(method: method, reason: reply.error?.message ?? "no result")
    }
    return result
  }

  /// Asks for something that has no answer of interest.
  func tell(_ method: String, _ parameters: some Encodable & Sendable, session: String?) async throws {
    _ = try await call(method, parameters, session: session, as: Nothing.self)
  }

  private func receive(_ message: [UInt8]) {
    guard let head = try? JSONDecoder().decode(Head.self, from: Data(message)) else { return }
    if let id = head.id {
      guard let entry = waiting.removeValue(forKey: id) else { return }
      entry.timer.cancel()
      entry.continuation.resume(returning: message)
    } else if head.method == "Inspector.targetCrashed" {
      for (id, entry) in waiting where entry.session == head.sessionId { fail(id, .tabEnded) }
    }
  }

  private func fail(_ id: Int, _ error: BrowserError) {
    guard let entry = waiting.removeValue(forKey: id) else { return }
    entry.timer.cancel()
    entry.continuation.resume(throwing: error)
  }

  private func end() {
    hasEnded = true
    for id in waiting.keys { fail(id, .ended) }
  }
}

// MARK: - The messages

/// Cuts what comes out of the pipe into messages, each ended by a NUL, wherever its chunks begin and end.
struct MessageCutter {
  /// The beginning of a message whose end has not come yet.
  private var partial: [UInt8] = []

  /// Returns the messages that end in `chunk`, which follows the chunks before it.
  mutating func messages(endingIn chunk: [UInt8]) -> [[UInt8]] {
    var messages: [[UInt8]] = []
    var start = chunk.startIndex
    while let end = chunk[start...].firstIndex(of: 0) {
      messages.append(partial + chunk[start..<end])
      partial = []
      start = end + 1
    }
    partial += chunk[start...]
    return messages
  }
}

struct Nothing: Codable, Sendable {}

private struct Request<Parameters: Encodable>: Encodable {
  let id: Int
  let method: String
  let params: Parameters
  let sessionId: String?
}

private struct Head: Decodable {
  let id: Int?
  let method: String?
  let sessionId: String?
}

private struct Reply<Result: Decodable>: Decodable {
  struct Failure: Decodable { let message: String }

  let result: Result?
  let error: Failure?
}
