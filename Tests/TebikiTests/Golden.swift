import Foundation
import Testing

/// A recorded text: `Golden/NAME.txt` beside this file. `TEBIKI_RECORD=1` writes it anew, and fails the run.
func expectGolden(_ name: String, _ text: String) throws {
  let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Golden/\(name).txt")
  if ProcessInfo.processInfo.environment["TEBIKI_RECORD"] != nil {
    try Data(text.utf8).write(to: file)
    Issue.record("Golden/\(name).txt is written anew")
  }
  let recorded = try String(contentsOf: file, encoding: .utf8)
  let (old, new) = (recorded.components(separatedBy: "\n"), text.components(separatedBy: "\n"))
  let first = zip(old, new).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? min(old.count, new.count)
  #expect(
    recorded == text,
    """
    Golden/\(name).txt, line \(first + 1); look at the difference, then run again with TEBIKI_RECORD=1
    was: \(old.dropFirst(first).first ?? "(the end)")
    is:  \(new.dropFirst(first).first ?? "(the end)")
    """)
}
