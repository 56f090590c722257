import Glibc
import TestSupport

/// `mailbridge serve` as a process of its own, which ends with this object and with the test process.
final class Service: Sendable {
    let log: String
    private let place: String
    private let shell: ChildProcess

    /// Starts the service, where files would be open to all and core dumps allowed, in the directory of its log. The shell
    /// around it kills it when the test is gone, and keeps its exit status.
    init(_ program: [String], configuration: String, log: String, number: Int) throws {
        self.log = log
        place = "\(log).\(number)"
        let script = """
            place=$1 log=$2; shift 2
            exec 3<&0
            cd "${log%/*}"
            umask 0
            ulimit -c unlimited 2>/dev/null
            "$@" </dev/null >>"$log" 2>&1 3<&- &
            child=$!
            echo $child >"$place.tmp"; mv "$place.tmp" "$place.pid"
            ( read -r _ <&3; kill -KILL $child 2>/dev/null ) &
            wait $child
            echo $? >"$place.tmp"; mv "$place.tmp" "$place.status"
            kill $! 2>/dev/null
            """
        shell = try ChildProcess(
            "sh", ["-c", script, "sh", place, log] + program + ["serve", "--config", configuration], log: "/dev/null")
    }

    /// Everything that it and its predecessors wrote.
    var text: String { readText(log) }

    /// Nil while it runs. A signal's number is told as 128 + number, as shells do.
    var exitStatus: Int32? { Int32(readText("\(place).status").prefix { $0 != "\n" }) }

    /// Log lines that carry `event`, and all of `words`.
    func events(_ event: String, _ words: String...) -> [Substring] {
        text.split(separator: "\n").filter { line in
            line.split(separator: " ").dropFirst(2).first.map { $0 == event } ?? false
                && words.allSatisfy { line.contains($0) }
        }
    }

    /// Waits until the log has `count` lines of `event` with all of `words`.
    func wait(
        for event: String, _ words: String..., count: Int = 1, within limit: Duration = .seconds(60)
    ) async throws {
        try await eventually("\(count) × \(event) \(words.joined(separator: " "))", within: limit) {
            try check()
            return events(event).filter { line in words.allSatisfy { line.contains($0) } }.count >= count
        }
    }

    /// Throws if it has ended by itself.
    func check() throws {
        if let exitStatus { throw SupportError("the service ended with \(exitStatus)") }
    }

    func send(_ signal: Int32) async throws {
        try await eventually("the service has started") { pid != nil }
        if let pid { kill(pid, signal) }
    }

    /// Sends `signal` and returns the exit status and how long the service took.
    @discardableResult
    func end(_ signal: Int32 = SIGTERM, within limit: Duration = .seconds(30)) async throws -> (
        status: Int32, time: Duration
    ) {
        let start = ContinuousClock.now
        try await send(signal)
        try await eventually("the service ends", within: limit) { exitStatus != nil }
        return (exitStatus ?? -1, ContinuousClock.now - start)
    }

    /// Nil before it has started.
    var pid: pid_t? { pid_t(readText("\(place).pid").prefix { $0 != "\n" }) }
}
