import Glibc

/// A program that goes on running, and is spoken to through two pipes. It ends when this is let go, with all that it has
/// started.
package final class ChildProcess: Sendable {
  /// What the program reads.
  package let input: Descriptor
  /// What the program writes; whoever reads it closes it.
  package let output: Descriptor
  private let process: pid_t

  /// Starts a program, which reads from one descriptor of its own and writes to another; its standard streams lead nowhere.
  package init(
    _ program: String, _ arguments: [String], reading inputNumber: Int32, writing outputNumber: Int32
  ) throws(FileError) {
    // A program that is killed must not kill the one that writes to it.
    signal(SIGPIPE, SIG_IGN)
    let (toProgram, fromProgram) = (try Pipe(), try Pipe())
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
    unsafe posix_spawn_file_actions_adddup2(&actions, toProgram.read.number, inputNumber)
    unsafe posix_spawn_file_actions_adddup2(&actions, fromProgram.write.number, outputNumber)
    // A group of its own, so that what it starts ends with it.
    unsafe posix_spawnattr_setpgroup(&attributes, 0)
    var defaults = sigset_t()
    unsafe sigemptyset(&defaults)
    unsafe sigaddset(&defaults, SIGPIPE)
    unsafe posix_spawnattr_setsigdefault(&attributes, &defaults)
    var nothing = sigset_t()  // the threads of Swift's runtime block signals that should end the program
    unsafe sigemptyset(&nothing)
    unsafe posix_spawnattr_setsigmask(&attributes, &nothing)
    unsafe posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
    var words = unsafe ([program] + arguments).map { unsafe strdup($0) } + [nil]
    defer { for index in unsafe words.indices { unsafe free(words[index]) } }
    var started: pid_t = 0
    let code = unsafe posix_spawn(&started, program, &actions, &attributes, &words, environ)
    toProgram.read.close()
    fromProgram.write.close()
    (input, output, process) = (toProgram.write, fromProgram.read, started)
    guard code == 0 else {
      input.close()
      output.close()
      throw FileError(path: program, doing: Message(ja: "起動できません", en: "start"), errno: code)
    }
  }

  deinit {
    input.close()
    guard process > 0 else { return }
    kill(-process, SIGKILL)
    var status: Int32 = 0
    unsafe waitpid(process, &status, 0)
  }
}
