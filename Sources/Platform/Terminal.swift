import Glibc

/// The terminal that this process was started from.
package enum Terminal {
  /// Whether somebody looks at standard error.
  package static var isWatched: Bool { isatty(STDERR_FILENO) == 1 && Machine.environment("TERM") != "dumb" }

  /// Whether what is written to standard error is coloured: on a terminal, unless `NO_COLOR` is set.
  package static var hasColors: Bool { isWatched && Machine.environment("NO_COLOR") == nil }

  /// How many cells a line of standard error has.
  package static var width: Int { width(of: .standardError) ?? 100 }

  /// How many cells a line of standard output has, where that is known.
  package static var outputWidth: Int? { width(of: .standardOutput) }

  private static func width(of descriptor: Descriptor) -> Int? {
    var size = winsize()
    if unsafe ioctl(descriptor.number, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { return Int(size.ws_col) }
    return Machine.environment("COLUMNS").flatMap(Int.init)
  }

  /// Opens what the caller has closed of standard input, output and errors, so that no file that is written later takes
  /// its number, and its place.
  package static func openStandardStreams() {
    var descriptor: Int32 = 0
    while (0...STDERR_FILENO).contains(descriptor) { descriptor = unsafe Glibc.open("/dev/null", O_RDWR) }
    if descriptor > STDERR_FILENO { Descriptor(descriptor).close() }
  }

  /// Opens an address in the desktop's browser, where there is one.
  package static func open(_ address: String) {
    let program = "xdg-open"
    var arguments = unsafe [strdup(program), strdup(address), nil]
    defer { for index in unsafe arguments.indices { unsafe free(arguments[index]) } }
    var process: pid_t = 0
    unsafe posix_spawnp(&process, program, nil, nil, &arguments, environ)
  }
}
