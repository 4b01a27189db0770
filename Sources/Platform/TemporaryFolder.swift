import Glibc

/// A folder of this process alone, which is removed when it is let go.
package final class TemporaryFolder: Sendable {
  package let path: String

  /// Makes a folder in TMPDIR. Those of the same name that killed processes have left behind are removed.
  package init(named name: String) throws(FileError) {
    let parent = Machine.environment("TMPDIR") ?? "/tmp"
    for left in (try? FileSystem.names(in: parent)) ?? [] where left.hasPrefix("\(name)-") {
      let owner = left.dropFirst(name.count + 1).split(separator: "-").first.flatMap { pid_t($0) }
      if let owner, kill(owner, 0) != 0, errno == ESRCH { try? FileSystem.remove("\(parent)/\(left)") }
    }
    var template = Array("\(parent)/\(name)-\(getpid())-XXXXXX".utf8CString)
    guard unsafe mkdtemp(&template) != nil else {
      throw FileError(path: parent, doing: Message(ja: "作業用フォルダーを作れません", en: "make a folder in"), errno: errno)
    }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { try? FileSystem.remove(path) }
}
