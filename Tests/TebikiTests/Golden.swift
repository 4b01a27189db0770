import Foundation
import Testing

/// A recorded text: `Golden/NAME.txt` beside this file. `TEBIKI_RECORD=1` writes it anew, and fails the run.
func expectGolden(_ name: String, _ text: String) throws {
  try expectRecorded("Tests/TebikiTests/Golden/\(name).txt", text)
}

/// A recorded text at a path below the checkout. `TEBIKI_RECORD=1` writes it anew, and fails the run.
func expectRecorded(_ path: String, _ text: String) throws {
  let file = checkout.appendingPathComponent(path)
  if ProcessInfo.processInfo.environment["TEBIKI_RECORD"] != nil {
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
    Issue.record("\(path) is written anew")
  }
  let recorded = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
  let (old, new) = (recorded.components(separatedBy: "\n"), text.components(separatedBy: "\n"))
  let first = zip(old, new).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? min(old.count, new.count)
  #expect(
    recorded == text,
    """
    \(path), line \(first + 1); look at the difference, then run again with TEBIKI_RECORD=1
    was: \(old.dropFirst(first).first ?? "(the end)")
    is:  \(new.dropFirst(first).first ?? "(the end)")
    """)
}

/// The folder that this checkout is.
let checkout = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()
