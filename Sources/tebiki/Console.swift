import Platform

/// What the commands write: results on standard output, everything else on standard error.
enum Console {
  /// Prints a result. One that is lost, on a full disk say, ends the program.
  static func standardOutput(_ text: String) {
    guard let code = Descriptor.standardOutput.write(text.utf8), !Descriptor.isBrokenPipe(code) else { return }
    let reason = systemErrorMessage(code)
    let message = Message(
      ja: "結果を書き出せません（\(reason.ja)）", en: "cannot write the result: \(reason.en)")
    standardError("tebiki: \(message.text(in: Words.typed.language))\n")
    Machine.exit(3)
  }

  static func standardError(_ text: String) { _ = Descriptor.standardError.write(text.utf8) }

  /// The language of messages: the one named, else the environment's.
  static func language(_ named: Language?) -> Language {
    if let named { return named }
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap(Machine.environment).first ?? ""
    // Messages are UTF-8: a terminal in EUC-JP or Shift_JIS would show nothing readable.
    let encoding = locale.split(separator: ".").dropFirst().first?.lowercased().replacing("-", with: "")
    return locale.hasPrefix("ja") && [nil, "utf8"].contains(encoding) ? .ja : .en
  }

  /// What to type to run this program: its name where PATH leads to it, else where it lies.
  static var invocation: String {
    let folders = (Machine.environment("PATH") ?? "").split(separator: ":")
    return folders.contains { resolvedPath("\($0)/tebiki") == Machine.program } ? "tebiki" : Machine.program
  }
}

extension String {
  /// The text as one word of a shell.
  var quotedForShell: String {
    let isPlain = unicodeScalars.allSatisfy { scalar in
      scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        || "-_./+:,@%".unicodeScalars.contains(scalar)
    }
    return isPlain && !isEmpty ? self : "'" + replacing("'", with: "'\\''") + "'"
  }
}
