import Glibc
import Synchronization
import LocalServers

/// `mailbridge serve` as a process of its own.
final class ServiceProcess: Sendable {
    private let process: ChildProcess
    let log: String

    /// Starts it and returns at once. `log` gets what it says, below that of runs before.
    init(_ place: Place, log name: String = "service.log") throws {
        log = "\(place.directory.path)/\(name)"
        process = try ChildProcess(place.program, ["serve", "--config", place.configuration], log: log)
    }

    deinit { kill(SIGKILL) }

    /// Starts it with a log of its own and waits until it is connected to the mailbox.
    static func connected(_ place: Place, log: String) async throws -> ServiceProcess {
        let service = try ServiceProcess(place, log: log)
        try await eventually("the service is connected") {
            try service.check()
            return readText(service.log).contains("mail-connected")
        }
        return service
    }

    /// Throws if it has ended.
    func check() throws {
        if process.hasEnded { throw BenchError("the service ended by itself:\n\(readText(log).suffix(2000))") }
    }

    func kill(_ signal: Int32) { _ = Glibc.kill(process.pid, signal) }

    func waitForEnd() async throws {
        try await eventually("the service ends") { process.hasEnded }
    }

    /// Resident memory in MB (10^6 bytes): now, or at its highest.
    func memory(_ name: String = "VmRSS") -> Double {
        let line = readText("/proc/\(process.pid)/status").split(separator: "\n").first { $0.hasPrefix("\(name):") }
        let kibibytes = line?.split { !$0.isNumber }.first.flatMap { Double($0) }
        return (kibibytes ?? .nan) * 1024 / 1e6
    }

    /// Seconds of processor time so far, in user and in kernel mode.
    var processorTime: (user: Double, kernel: Double) {
        let fields = readText("/proc/\(process.pid)/stat").split(separator: ")").last?.split(separator: " ") ?? []
        guard fields.count > 12, let user = Double(fields[11]), let kernel = Double(fields[12]) else {
            return (.nan, .nan)
        }
        let ticks = Double(sysconf(Int32(_SC_CLK_TCK)))
        return (user / ticks, kernel / ticks)
    }
}
