import Glibc

/// A program of this machine that is run to its end.
package enum Program {
  /// Which of its outputs is read.
  package enum Output: Int32 {
    case standard = 1
    case errors = 2
  }

  /// Runs a program, looked for in PATH, and returns what it has written; nil where there is no such program.
  ///
  /// - Parameters:
  ///   - settings: The environment that it runs in, as `NAME=value`.
  ///   - input: What it reads.
  ///   - hearing: Told of what it writes, as it does.
  package static func run(
    _ arguments: [String], in settings: [String] = environment, input: [UInt8] = [], reading output: Output = .standard,
    hearing: (ArraySlice<UInt8>) -> Void = { _ in }
  ) throws(FileError) -> (status: Int32, output: [UInt8])? {
    let pipe = try Pipe()
    let standardInput: Int32
    do {
      standardInput = try Self.opened(input)
    } catch {
      pipe.read.close()
      pipe.write.close()
      throw error
    }
    defer { close(standardInput) }
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_adddup2(&actions, standardInput, STDIN_FILENO)
    unsafe posix_spawn_file_actions_adddup2(&actions, pipe.write.number, output.rawValue)
    let other: Output = output == .standard ? .errors : .standard
    unsafe posix_spawn_file_actions_addopen(&actions, other.rawValue, "/dev/null", O_WRONLY, 0)
    var words = unsafe arguments.map { unsafe strdup($0) } + [nil]
    var settings = unsafe settings.map { unsafe strdup($0) } + [nil]
    defer {
      for index in unsafe words.indices { unsafe free(words[index]) }
      for index in unsafe settings.indices { unsafe free(settings[index]) }
    }
    var process: pid_t = 0
    let code = unsafe posix_spawnp(&process, arguments[0], &actions, nil, &words, &settings)
    pipe.write.close()
    defer { pipe.read.close() }
    guard code == 0 else { return nil }
    var written: [UInt8] = []
    while case let chunk = pipe.read.read(), !chunk.isEmpty {
      hearing(chunk[...])
      written += chunk
    }
    var status: Int32 = 0
    while unsafe waitpid(process, &status, 0) < 0, errno == EINTR {}
    return (status, written)
  }

  /// Opens what a program is to read: a file that has no name any more, since a pipe could end our own program where the
  /// other reads nothing.
  private static func opened(_ input: [UInt8]) throws(FileError) -> Int32 {
    let failed = { FileError(path: "tmp", doing: Message(ja: "作業用ファイルを作れません", en: "make a file in"), errno: errno) }
    guard !input.isEmpty else {
      let nothing = unsafe open("/dev/null", O_RDONLY | O_CLOEXEC)
      guard nothing >= 0 else { throw failed() }
      return nothing
    }
    guard let file = unsafe tmpfile() else { throw failed() }
    defer { unsafe fclose(file) }
    let count = unsafe input.withUnsafeBufferPointer { unsafe fwrite($0.baseAddress, 1, $0.count, file) }
    guard count == input.count, unsafe fflush(file) == 0 else { throw failed() }
    unsafe rewind(file)
    let descriptor = unsafe fcntl(fileno(file), F_DUPFD_CLOEXEC, 10)
    guard descriptor >= 0 else { throw failed() }
    return descriptor
  }

  /// Returns the path of a program that can be run, looked for in PATH where it is a mere name.
  package static func find(_ name: String) -> String? {
    func isProgram(_ path: String) -> Bool {
      var info = stat()
      return unsafe stat(path, &info) == 0 && info.st_mode & S_IFMT == S_IFREG && access(path, X_OK) == 0
    }
    if name.contains("/") { return isProgram(name) ? name : nil }
    let path = Machine.environment("PATH") ?? ""
    return path.split(separator: ":").map { "\($0)/\(name)" }.first(where: isProgram)
  }

  /// Our own environment.
  package static var environment: [String] {
    var settings: [String] = []
    var variable = unsafe environ
    while let text = unsafe variable.pointee {
      settings.append(unsafe String(cString: text))
      unsafe variable += 1
    }
    return settings
  }
}
