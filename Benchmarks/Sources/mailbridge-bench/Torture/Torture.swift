import Glibc
import LocalServers

/// The service is killed at random moments while questions and answers flow; then it is left alone, and what lies where
/// is compared with what was written.
struct Torture {
    let program: String
    let settings: Settings
    /// Milliseconds that a service lives before it is killed.
    private static let life = 20...1500
    private static let longestSettling = Duration.seconds(240)

    /// False on any loss or double.
    func run() async throws -> Bool {
        let seed = UInt64(settings["SEED", default: Int.random(in: 1...999_999)])
        let kills = settings["KILLS", default: 100]
        let questions = settings["NOTIFICATIONS", default: 200]
        let replies = settings["REPLIES", default: 100]
        say("torture: \(kills) kills, \(questions) notifications, \(replies) replies, SEED=\(seed)")
        let place = try await Place(program: program)
        let ledger = Ledger()
        // The first run only indexes: the traffic begins after it.
        let first = try await ServiceProcess.connected(place, log: "service.log")
        first.kill(SIGKILL)
        try await first.waitForEnd()

        let began = wallTime()
        let span = Double(kills) * Double(Self.life.lowerBound + Self.life.upperBound) / 2000
        async let buyers: Void = Buyers(
            place: place, ledger: ledger, count: questions, span: span * 0.95, seed: seed &+ 1
        ).write()
        async let agent: Void = SupportAgent(place: place, ledger: ledger, count: replies, seed: seed &+ 2).work()
        try await kill(kills, seed: seed, place)
        let flowing = wallTime() - began
        let repliedMeanwhile = await ledger.replies.count
        let last = try ServiceProcess(place)
        let client = try await place.mailClient()
        let oracle = Oracle(place: place, ledger: ledger, client: client)
        do {
            try await buyers
            try await agent
        } catch {
            throw BenchError("\(error)\n\(readText(last.log).suffix(3000))")
        }
        let settling = wallTime()
        var finding = try await settle(oracle, last)
        let settled = wallTime() - settling
        // Whatever is to be doubled needs time, too.
        try await Task.sleep(for: .seconds(settings["QUIET", default: 10]))
        finding = try await oracle.look()
        let audit = try await place.run(["audit", "--online"])
        let memory = last.memory()
        last.kill(SIGTERM)
        try await last.waitForEnd()
        await place.sandbox.stop()

        say(
            """
            \(kills) kills in \(decimal(flowing)) s, \(repliedMeanwhile) of \(replies) replies before the last; \
            settled \(decimal(settled)) s after the last mail
            questions \(questions), ticket mails \(finding.ticketMails); replies \(replies), posts \(finding.posts), \
            asked about at Amazon \(finding.asked.count), receipts \(finding.receipts)
            originals moved \(finding.originalsMoved), left in the inbox \(finding.originalsLeft) \
            (second copies); service \(decimal(memory)) MB
            audit --online: \(audit.text.split(separator: "\n").last ?? "") (exit \(audit.status))
            lost \(finding.lost.count), doubled \(finding.doubled.count), otherwise wrong \(finding.wrong.count)
            """)
        for line in finding.lost + finding.doubled + finding.wrong { say("  \(line)") }
        let isClean = finding.isClean && audit.status == 0
        if !isClean {
            place.directory.keep()
            say("kept: \(place.directory.path) (service.log, mailbridge.db); again with SEED=\(seed)")
            if audit.status != 0 { say(audit.text) }
        }
        return isClean
    }

    private func kill(_ count: Int, seed: UInt64, _ place: Place) async throws {
        var numbers = SeededNumbers(seed: seed)
        for _ in 0..<count {
            let service = try ServiceProcess(place)
            try await Task.sleep(for: .milliseconds(Int.random(in: Self.life, using: &numbers)))
            try service.check()
            service.kill(SIGKILL)
            try await service.waitForEnd()
        }
    }

    /// Waits until nothing is missing, or for as long as anything may take.
    private func settle(_ oracle: Oracle, _ service: ServiceProcess) async throws -> Oracle.Finding {
        let end = wallTime() + Double(Self.longestSettling.components.seconds)
        while true {
            try service.check()
            let finding = try await oracle.look()
            if finding.isComplete || wallTime() > end { return finding }
            try await Task.sleep(for: .milliseconds(500))
        }
    }
}
