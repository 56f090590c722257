import Glibc
import LocalServers
import Sandbox

/// A long absence: how the service takes a large backlog, beside what a client that does nothing else gets out of the mail server.
struct Backlog {
    let program: String
    let waiting: Int
    /// What each call to a marketplace takes beside.
    let latency: Duration
    static let memory = 150.0
    /// Of the rate that fetching each mail and appending one for it allow.
    static let share = 0.8
    private static let sample = 2_000
    private static let group = 100

    func run() async throws {
        let place = try await Place(program: program)
        // The first look only marks the end of the mailbox.
        let first = try await ServiceProcess.connected(place, log: "first.log")
        first.kill(SIGTERM)
        try await first.waitForEnd()
        if latency > .zero {
            for marketplace in [SandboxFault.Place.mirakl, .kaufland, .amazon] {
                var fault = SandboxFault(marketplace, "*", .slow)
                fault.delay = latency
                fault.times = .max
                await place.sandbox.add(fault)
            }
        }
        say("measuring \(program): a backlog of \(waiting) notifications")
        var rows = try await CatchUp(place: place).measure(waiting: waiting, memory: Self.memory)
        let allowed = try await allowedRate(place)
        rows[0].require(
            Double(waiting) / rows[0].seconds >= allowed * Self.share,
            ">= \(decimal(allowed * Self.share)) /s, 80 % of what the server allows")
        let audit = try await place.run(["audit", "--online"])
        await place.sandbox.stop()
        say("")
        Row.print(rows)
        if audit.status != 0 { throw BenchError("audit:\n\(audit.text)") }
        if rows.contains(where: { $0.verdict == .missed }) { throw BenchError("missed") }
    }

    /// Mails a second of a client that fetches each and appends one for it, and looks at none.
    private func allowedRate(_ place: Place) async throws -> Double {
        let client = try await place.mailClient()
        return try await offPool {
            let began = wallTime()
            let fetched = try client.mails(in: Place.originals).count
            let read = wallTime()
            let mails = try client.mails(in: Place.folder(.mirakl)).prefix(Self.sample).map(\.bytes)
            try client.create("Bench")
            let start = wallTime()
            for first in stride(from: 0, to: mails.count, by: Self.group) {
                try client.append(mails[first..<min(mails.count, first + Self.group)], to: "Bench")
            }
            let written = wallTime()
            return 1 / ((read - began) / Double(fetched) + (written - start) / Double(mails.count))
        }
    }
}
