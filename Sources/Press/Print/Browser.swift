package import Platform
import Source

/// The headless browser that prints: which program it is.
package struct Browser: Sendable {
  package let program: String

  /// Finds the browser: the one that `named` says (TEBIKI_BROWSER), else the first that this machine has.
  package static func find(named: String?) throws(FileError) -> Browser {
    if let named {
      guard let program = Program.find(named) else {
        throw FileError(
          path: named,
          message: Message(
            ja: "TEBIKI_BROWSER が指す '\(named)' を実行できません", en: "TEBIKI_BROWSER names '\(named)', which cannot be run"))
      }
      return Browser(program: program)
    }
    for name in candidates {
      if let program = Program.find(name) { return Browser(program: program) }
    }
    throw FileError(
      path: "chromium-headless-shell",
      message: Message(
        ja: "PDF を作るブラウザーが見つかりません。入れ方は「tebiki doctor」で分かります（ほかの場所にあれば TEBIKI_BROWSER で指定します）",
        en:
          "there is no browser that could print: 'tebiki doctor' says how to get one (one elsewhere is named by TEBIKI_BROWSER)"
      ))
  }

  /// The real programs before the scripts that start them: a script would be killed in the browser's stead.
  private static let candidates = [
    "/usr/lib/chromium/chromium-headless-shell", "chromium-headless-shell", "/usr/lib/chromium/chromium", "chromium",
    "chromium-browser", "google-chrome-stable", "google-chrome", "microsoft-edge-stable", "microsoft-edge",
  ]

  /// What tells one browser from another, and an old one from a new: a print is made anew when it changes.
  var identity: String {
    guard let state = FileStates(below: [program]).states.first else { return program }
    return "\(program) \(state.size) \(state.modified / 1_000_000_000)"
  }

  /// What it is started with: offline, without sandbox only as root, without anything that a printer does not need.
  func arguments(profile: String) -> [String] {
    var arguments = [
      "--remote-debugging-pipe", "--user-data-dir=\(profile)", "--disable-gpu", "--no-first-run",
      "--disable-extensions", "--disable-background-networking", "--disable-component-update",
      "--disable-default-apps", "--disable-sync", "--disable-breakpad", "--mute-audio",
      "--host-resolver-rules=MAP * ~NOTFOUND", "--font-render-hinting=none", "--hide-scrollbars",
    ]
    if !program.hasSuffix("headless-shell") { arguments.append("--headless") }
    if Machine.isRoot { arguments.append("--no-sandbox") }
    return arguments
  }
}
