import Glibc
import Sandbox
import LocalServers

/// All figures of one run, printed as one table.
struct Figures {
    let program: String
    let settings: Settings

    func run() async throws {
        let samples = settings["SAMPLES", default: 15]
        var rows = [Row("program size", size(of: program))]
        say("measuring \(program): \(samples) questions and answers at each of three marketplaces")
        var failed: [String] = []
        let place = try await Place(program: program)
        if settings["KEEP", default: 0] > 0 {
            place.directory.keep()
            say("kept: \(place.directory.path)")
        }
        rows += try await Resources(place: place).beforeWork(idleSeconds: settings["IDLE", default: 20])
        let service = try await ServiceProcess.connected(place, log: "work.log")
        do {
            rows += try await RoundTrips(place: place, service: service).measure(samples: samples)
        } catch {
            throw BenchError("\(error)\n\(readText(service.log).suffix(3000))")
        }
        rows += try await Resources(place: place).afterWork(service, tickets: samples * 3)
        service.kill(SIGTERM)
        try await service.waitForEnd()
        rows += try await CatchUp(place: place).measure(waiting: settings["WAITING", default: 300])
        let audit = try await place.run(["audit", "--online"])
        if audit.status != 0 { failed.append("audit:\n\(audit.text)") }
        await place.sandbox.stop()

        say("")
        Row.print(rows)
        failed += rows.filter { $0.verdict == .missed }.map { "\($0.name): \($0.value), not \($0.target)" }
        if !failed.isEmpty { throw BenchError("missed:\n\(failed.joined(separator: "\n"))") }
    }

    private func size(of path: String) -> String {
        var facts = stat()
        guard stat(path, &facts) == 0 else { return "-" }
        return "\(decimal(Double(facts.st_size) / 1e6)) MB"
    }
}
