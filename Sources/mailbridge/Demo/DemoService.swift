import Glibc
import LocalServers

/// The service, started as a process of its own, as systemd would.
final class DemoService: Sendable {
    /// This program.
    static let program = "/proc/self/exe"

    private let process: ChildProcess
    private let log: String

    private init(process: ChildProcess, log: String) {
        self.process = process
        self.log = log
    }

    /// Returns once it waits for mail.
    static func start(_ place: DemoPlace) async throws -> DemoService {
        let service = DemoService(
            process: try ChildProcess(program, ["serve", "--config", place.configuration], log: place.log),
            log: place.log)
        do {
            try await eventually("the service is connected") {
                try service.check()
                return readText(place.log).contains("mail-connected")
            }
        } catch {
            service.stop()
            throw SupportError("\(error)\n\(readText(place.log))")
        }
        return service
    }

    /// Throws if it has ended.
    func check() throws {
        if process.hasEnded { throw SupportError("the service ended by itself") }
    }

    func stop() { kill(process.pid, SIGTERM) }
}
