import GuideModel
import Source

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The terminal: results on standard output, everything else on standard error.
enum Console {
  /// Prints a result. One that is lost, on a full disk say, ends the program.
  static func standardOutput(_ text: String) {
    guard let code = write(text, to: STDOUT_FILENO), code != EPIPE else { return }
    let reason = systemErrorMessage(code)
    let message = Message(
      ja: "結果を書き出せません（\(reason.ja)）", en: "cannot write the result: \(reason.en)")
    standardError("tebiki: \(message.text(in: Words.typed.language))\n")
    exit(3)
  }

  static func standardError(_ text: String) { _ = write(text, to: STDERR_FILENO) }

  static func environment(_ name: String) -> String? {
    unsafe getenv(name).map { unsafe String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The language of messages: the one named, else the environment's.
  static func language(_ named: Language?) -> Language {
    if let named { return named }
    let locale = environment("LC_ALL") ?? environment("LC_MESSAGES") ?? environment("LANG") ?? ""
    // Messages are UTF-8: a terminal in EUC-JP or Shift_JIS would show nothing readable.
    let encoding = locale.split(separator: ".").dropFirst().first?.lowercased().replacing("-", with: "")
    return locale.hasPrefix("ja") && [nil, "utf8"].contains(encoding) ? .ja : .en
  }

  /// Whether diagnostics are coloured: on a terminal, unless `NO_COLOR` is set.
  static var hasColors: Bool {
    isatty(STDERR_FILENO) == 1 && environment("NO_COLOR") == nil && environment("TERM") != "dumb"
  }

  /// Whether somebody looks at standard error.
  static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 && environment("TERM") != "dumb" }

  /// How many cells a line of standard error has.
  static var width: Int { width(of: STDERR_FILENO) ?? 100 }

  /// How many cells a line of standard output has, where that is known.
  static var outputWidth: Int? { width(of: STDOUT_FILENO) }

  private static func width(of descriptor: Int32) -> Int? {
    var size = winsize()
    if unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { return Int(size.ws_col) }
    return environment("COLUMNS").flatMap(Int.init)
  }

  /// The day that it is where this machine stands: the zone is that of TZ, or the machine's own.
  static var today: CalendarDate { day(at: time(nil)) }

  /// Returns the local day of a moment given in seconds since 1970.
  static func day(at seconds: Int) -> CalendarDate {
    var moment = time_t(seconds)
    var local = unsafe tm()
    tzset()
    guard unsafe localtime_r(&moment, &local) != nil else { return CalendarDate(secondsSince1970: seconds) }
    return unsafe CalendarDate(secondsSince1970: seconds + local.tm_gmtoff)
  }

  /// Seconds of a clock that never goes back.
  static var monotonicSeconds: Double {
    var now = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &now)
    return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
  }

  static var currentFolder: String { resolvedPath(".") ?? "." }

  /// Where this program lies.
  static var program: String { resolvedPath("/proc/self/exe") ?? resolvedPath(CommandLine.arguments[0]) ?? "" }

  /// What to type to run this program: its name where PATH leads to it, else where it lies.
  static var invocation: String {
    let folders = (environment("PATH") ?? "").split(separator: ":")
    return folders.contains { resolvedPath("\($0)/tebiki") == program } ? "tebiki" : program
  }

  static var processors: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  /// Opens an address in the desktop's browser, where there is one.
  static func open(_ address: String) {
    #if os(macOS)
      let program = "open"
    #else
      let program = "xdg-open"
    #endif
    var arguments = unsafe [strdup(program), strdup(address), nil]
    defer { for index in unsafe arguments.indices { unsafe free(arguments[index]) } }
    var process: pid_t = 0
    unsafe posix_spawnp(&process, program, nil, nil, &arguments, environ)
  }

  static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

  static func isFolder(_ path: String) -> Bool {
    var info = stat()
    return unsafe stat(path, &info) == 0 && info.st_mode & S_IFMT == S_IFDIR
  }

  /// Opens what the caller has closed of standard input, output and errors, so that no file that is written later takes
  /// its number, and its place.
  static func openStandardStreams() {
    var descriptor: Int32 = 0
    while (0...STDERR_FILENO).contains(descriptor) { descriptor = unsafe Glibc.open("/dev/null", O_RDWR) }
    if descriptor > STDERR_FILENO { Glibc.close(descriptor) }
  }

  /// Returns the number of the error that keeps a text from being written.
  private static func write(_ text: String, to descriptor: Int32) -> Int32? {
    let bytes = Array(text.utf8)
    var start = 0
    return unsafe bytes.withUnsafeBytes { buffer -> Int32? in
      while start < buffer.count {
        let count = unsafe Glibc.write(descriptor, buffer.baseAddress! + start, buffer.count - start)
        if count < 0 && errno == EINTR { continue }
        if count <= 0 { return errno }
        start += count
      }
      return nil
    }
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
