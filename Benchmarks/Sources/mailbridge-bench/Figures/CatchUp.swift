import Glibc
import Sandbox
import LocalServers

/// A service that was away: notifications wait in the mailbox when it comes back.
struct CatchUp {
    let place: Place
    /// Mails a second (peers.md R12).
    static let limit = 50.0

    /// - Parameter memory: what the service may take at most, in MB; nil = no matter
    func measure(waiting: Int, memory: Double? = nil) async throws -> [Row] {
        let client = try await place.mailClient()
        let before = try await ticketMails(client)
        var written = Progress("written", of: waiting)
        for number in 0..<waiting {
            written.show(number)
            _ = try await place.sandbox.write(
                BuyerMessage(
                    marketplace: SandboxMarketplace.allCases[number % 3], language: "de", name: "Zofia Wiśniewska",
                    text: "Guten Tag, es fehlt eine Schraube. Frage Nummer \(number)."))
        }
        written.show(waiting)
        let began = wallTime()
        let service = try await ServiceProcess.connected(place, log: "catch-up.log")
        let connected = wallTime()
        var brought = Progress("brought to the agents", of: waiting)
        // Looks are work for the mail server that is measured.
        let pause = waiting > 1000 ? Duration.milliseconds(250) : .milliseconds(5)
        try await eventually("all ticket mails are there", within: .seconds(300 + waiting / 10), every: pause) {
            try service.check()
            let count = try await ticketMails(client) - before
            brought.show(count)
            return count >= waiting
        }
        let done = wallTime()
        let now = service.processorTime
        try await eventually("the inbox is empty", within: .seconds(30 + waiting / 50), every: pause) {
            try await offPool { try client.status("INBOX").messages == 0 }
        }
        let moved = wallTime()
        let highest = service.memory("VmHWM")
        service.kill(SIGTERM)
        try await service.waitForEnd()
        let rate = Double(waiting) / (done - began)
        var row = Row("catch-up of \(waiting) waiting notifications", "\(decimal(rate)) /s")
        row.detail = "\(decimal(done - began, 2)) s, start \(decimal(connected - began, 2)) s of it"
        row.seconds = done - began
        row.require(rate >= Self.limit, ">= 50 /s")
        var moving = Row(
            "  all originals moved", "\(decimal(moved - began, 2)) s", detail: "highest memory \(decimal(highest)) MB")
        if let memory { moving.require(highest <= memory, "<= \(decimal(memory)) MB") }
        return [
            row,
            Row(
                "  processor time of the service", "\(decimal(now.user + now.kernel, 2)) s",
                detail: "user \(decimal(now.user, 2)) s, kernel \(decimal(now.kernel, 2)) s"),
            moving,
        ]
    }

    private func ticketMails(_ client: MailClient) async throws -> Int {
        try await offPool {
            try SandboxMarketplace.allCases.reduce(0) { try $0 + client.status(Place.folder($1)).messages }
        }
    }
}
