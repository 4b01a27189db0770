import Glibc

/// What the system says of this process and its machine.
package enum Machine {
  /// Returns a variable of the environment; nil where it is not set, or empty.
  package static func environment(_ name: String) -> String? {
    unsafe getenv(name).map { unsafe String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
  }

  package static var currentFolder: String { resolvedPath(".") ?? "." }

  /// Where this program lies.
  package static var program: String { resolvedPath("/proc/self/exe") ?? resolvedPath(CommandLine.arguments[0]) ?? "" }

  package static var processors: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  /// The number of this process.
  package static var processNumber: Int { Int(getpid()) }

  package static var isRoot: Bool { geteuid() == 0 }

  /// Seconds since 1970 in Universal Time.
  package static var secondsSince1970: Int { time(nil) }

  /// Returns how far the local time is ahead of Universal Time at a moment, in seconds; the zone is that of TZ, or the
  /// machine's own.
  ///
  /// - Parameter seconds: The moment, in seconds since 1970.
  package static func secondsAheadOfUniversalTime(at seconds: Int) -> Int {
    var moment = time_t(seconds)
    var local = unsafe tm()
    tzset()
    guard unsafe localtime_r(&moment, &local) != nil else { return 0 }
    return unsafe local.tm_gmtoff
  }

  /// Seconds of a clock that never goes back.
  package static var monotonicSeconds: Double {
    var now = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &now)
    return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
  }

  /// Lets this process have as many files open as the system permits.
  package static func allowManyOpenFiles() {
    var limit = rlimit()
    let files = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    guard unsafe getrlimit(files, &limit) == 0 else { return }
    limit.rlim_cur = min(limit.rlim_max, 65_536)
    _ = unsafe setrlimit(files, &limit)
  }

  /// Ends this process.
  package static func exit(_ status: Int32) -> Never { Glibc.exit(status) }
}
