/// Says that the machine failed: a file that cannot be read, a folder that cannot be written, a full disk.
package struct FileError: Error, Sendable {
  package let path: String
  package let message: Message

  package init(path: String, message: Message) {
    self.path = path
    self.message = message
  }

  /// Describes a failed system call by its `errno`; `action` is 「…できません」 in Japanese, and what cannot be done in English.
  package init(path: String, doing action: Message, errno code: Int32) {
    let reason = systemErrorMessage(code)
    self.init(
      path: path,
      message: Message(ja: "\(action.ja): \(path)（\(reason.ja)）", en: "cannot \(action.en) \(path): \(reason.en)"))
  }
}
