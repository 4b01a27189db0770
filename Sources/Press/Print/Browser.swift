package import Source

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

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
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
  ]

  /// What tells one browser from another, and an old one from a new: a print is made anew when it changes.
  var identity: String {
    var info = stat()
    guard unsafe stat(program, &info) == 0 else { return program }
    return "\(program) \(info.st_size) \(info.st_mtim.tv_sec)"
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
    if geteuid() == 0 { arguments.append("--no-sandbox") }
    return arguments
  }
}

/// A running browser, with the two pipes that it is spoken to by. It ends when this is let go.
final class BrowserProcess: Sendable {
  /// What the browser reads.
  let input: Int32
  /// What it writes; whoever reads it closes it.
  let output: Int32
  private let process: pid_t
  private let profile: String

  /// Starts a browser.
  init(_ browser: Browser) throws(FileError) {
    // A browser that is killed must not kill its printer.
    signal(SIGPIPE, SIG_IGN)
    profile = try Self.makeProfile()
    let (toBrowser, fromBrowser) = (try Pipe(), try Pipe())
    var actions = unsafe posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    unsafe posix_spawn_file_actions_init(&actions)
    unsafe posix_spawnattr_init(&attributes)
    defer {
      unsafe posix_spawn_file_actions_destroy(&actions)
      unsafe posix_spawnattr_destroy(&attributes)
    }
    for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] {
      unsafe posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0)
    }
    unsafe posix_spawn_file_actions_adddup2(&actions, toBrowser.read, 3)
    unsafe posix_spawn_file_actions_adddup2(&actions, fromBrowser.write, 4)
    // A group of its own, so that its helpers end with it.
    unsafe posix_spawnattr_setpgroup(&attributes, 0)
    var defaults = sigset_t()
    unsafe sigemptyset(&defaults)
    unsafe sigaddset(&defaults, SIGPIPE)
    unsafe posix_spawnattr_setsigdefault(&attributes, &defaults)
    var nothing = sigset_t()  // the threads of our own runtime block signals that should end a browser
    unsafe sigemptyset(&nothing)
    unsafe posix_spawnattr_setsigmask(&attributes, &nothing)
    unsafe posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
    var arguments = unsafe ([browser.program] + browser.arguments(profile: profile)).map { unsafe strdup($0) } + [nil]
    defer { for index in unsafe arguments.indices { unsafe free(arguments[index]) } }
    var started: pid_t = 0
    let code = unsafe posix_spawn(&started, browser.program, &actions, &attributes, &arguments, environ)
    close(toBrowser.read)
    close(fromBrowser.write)
    input = toBrowser.write
    output = fromBrowser.read
    process = started
    guard code == 0 else {
      close(input)
      close(output)
      throw FileError(path: browser.program, doing: Message(ja: "起動できません", en: "start"), errno: code)
    }
  }

  deinit {
    close(input)
    if process > 0 {
      kill(-process, SIGKILL)
      var status: Int32 = 0
      unsafe waitpid(process, &status, 0)
    }
    try? FileSystem.remove(profile)
  }

  /// A folder for what the browser keeps, which goes with it: a desktop's own profile is never touched.
  private static func makeProfile() throws(FileError) -> String {
    let parent = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
    // What a killed run has left behind goes first.
    for name in (try? FileSystem.names(in: parent)) ?? [] where name.hasPrefix("tebiki-browser-") {
      let owner = name.split(separator: "-").dropFirst(2).first.flatMap { pid_t($0) }
      if let owner, kill(owner, 0) != 0, errno == ESRCH { try? FileSystem.remove("\(parent)/\(name)") }
    }
    var template = Array("\(parent)/tebiki-browser-\(getpid())-XXXXXX".utf8CString)
    guard unsafe mkdtemp(&template) != nil else {
      throw FileError(path: parent, doing: Message(ja: "作業用フォルダーを作れません", en: "make a folder in"), errno: errno)
    }
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
