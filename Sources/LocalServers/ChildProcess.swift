public import Glibc

/// A child process that ends with this object, and also when the test process dies in whatever way: its standard input
/// is a pipe whose only other end is here, and it must end at the end of that input.
///
/// It inherits no other descriptor, so that no connection of another test stays open because of it.
public final class ChildProcess: Sendable {
    public let pid: pid_t
    private let lifeLine: Int32

    /// Starts `command` (searched in PATH); its output goes to the file `log`.
    public init(_ command: String, _ arguments: [String], log: String) throws {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw SupportError("pipe: \(errnoText())") }
        closeOnExec(ends[0])
        closeOnExec(ends[1])
        do {
            pid = try spawn(command, arguments, input: ends[0], log: log)
        } catch {
            close(ends[0])
            close(ends[1])
            throw error
        }
        close(ends[0])
        lifeLine = ends[1]
    }

    deinit {
        close(lifeLine)
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0, errno == EINTR {}
    }

    /// Writes a line to the standard input of the process.
    public func tell(_ line: String) throws {
        let bytes = Array("\(line)\n".utf8)
        guard !hasEnded, write(lifeLine, bytes, bytes.count) == bytes.count else {
            throw SupportError("process \(pid) cannot be told “\(line)”")
        }
    }

    /// True from the end of the process on.
    public var hasEnded: Bool { ChildProcess.hasEnded(pid) }

    /// True if there is no such process or only its unclaimed exit status is left.
    static func hasEnded(_ pid: pid_t) -> Bool {
        let status = readText("/proc/\(pid)/stat")
        guard let name = status.lastIndex(of: ")") else { return true }
        return status[name...].dropFirst(2).first == "Z"
    }
}

/// Runs a command to its end and returns its exit status; output goes to `log`.
@discardableResult
public func run(_ command: String, _ arguments: [String], log: String = "/dev/null") throws -> Int32 {
    let pid = try spawn(command, arguments, input: nil, log: log)
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0 {
        guard errno == EINTR else { throw SupportError("waitpid: \(errnoText())") }
    }
    return status
}

/// The full path of a command in PATH or in the administrator's directories, which ordinary users' PATH lacks.
public func find(command: String) -> String? {
    if command.contains("/") { return access(command, X_OK) == 0 ? command : nil }
    let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
    return (path.split(separator: ":").map(String.init) + ["/usr/sbin", "/usr/local/sbin"])
        .map { "\($0)/\(command)" }.first { access($0, X_OK) == 0 }
}

private func spawn(_ command: String, _ arguments: [String], input: Int32?, log: String) throws -> pid_t {
    guard let path = find(command: command) else { throw SupportError("\(command) is not installed") }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if let input {
        posix_spawn_file_actions_adddup2(&actions, input, 0)
    } else {
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    }
    posix_spawn_file_actions_addopen(&actions, 1, log, O_WRONLY | O_CREAT | O_APPEND, 0o644)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    // Descriptors that are opened between this look and the fork are few; closing one that is not open does no harm.
    for descriptor in 3..<(highestDescriptor() + 64) { posix_spawn_file_actions_addclose(&actions, descriptor) }
    // The threads of Swift's pool block signals, and children inherit that.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    // In a process group of its own, a child learns of the end of the tests by its input alone, and not from an interrupt
    // or a time limit that is sent to the whole group, which would keep it from cleaning up.
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP))
    var words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) }
    defer { words.forEach { free($0) } }
    words.append(nil)
    var pid: pid_t = 0
    let fault = posix_spawn(&pid, path, &actions, &attributes, words, environ)
    guard fault == 0 else { throw SupportError("\(path): \(String(cString: strerror(fault)))") }
    return pid
}

private func highestDescriptor() -> Int32 {
    guard let listing = opendir("/proc/self/fd") else { return 1024 }
    defer { closedir(listing) }
    var highest: Int32 = 3
    while let entry = readdir(listing) {
        let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        highest = max(highest, Int32(name) ?? 0)
    }
    return highest
}

/// Keeps a descriptor out of the programs that this process starts.
func closeOnExec(_ descriptor: Int32) { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
