import Domain
import MIME
import Sandbox
import LocalServers

/// How long a question takes to the agent, and an answer to the marketplace, beside what the mail server itself takes to
/// announce the same mail to an idling client.
struct RoundTrips {
    let place: Place
    let service: ServiceProcess
    /// What the bridge may take beyond the mail server's announcement, in seconds.
    static let limit = 0.2

    private struct Times {
        var announcedQuestion = Samples()
        var ticketMail = Samples()
        var ticketMailShare = Samples()
        var announcedReply = Samples()
        var accepted = Samples()
        var acceptedShare = Samples()
        var receipt = Samples()
    }

    func measure(samples: Int) async throws -> [Row] {
        let idle = try await place.mailClient(Place.agent)
        let look = try await place.mailClient()
        try await offPool { try idle.startIdling(in: "INBOX") }
        var all: [SandboxMarketplace: Times] = [:]
        for number in 0..<samples {
            for marketplace in SandboxMarketplace.allCases {
                try await measure(
                    number, marketplace, idle: idle, look: look, into: &all[marketplace, default: Times()])
                try service.check()
            }
        }
        return SandboxMarketplace.allCases.flatMap { marketplace in
            rows(marketplace.rawValue, all[marketplace] ?? Times())
        }
    }

    private func rows(_ name: String, _ times: Times) -> [Row] {
        [
            Row("\(name): question announced by the mail server", times.announcedQuestion),
            Row("\(name): ticket mail in the agents' folder", times.ticketMail),
            Row("\(name):   the bridge's share", times.ticketMailShare, limit: Self.limit),
            Row("\(name): reply announced by the mail server", times.announcedReply),
            Row("\(name): reply accepted by the marketplace", times.accepted),
            Row("\(name):   the bridge's share", times.acceptedShare, limit: Self.limit),
            Row("\(name): receipt in the folder after acceptance", times.receipt),
        ]
    }

    private func measure(
        _ number: Int, _ marketplace: SandboxMarketplace, idle: MailClient, look: MailClient, into times: inout Times
    ) async throws {
        let folder = Place.folder(marketplace)
        let (inbox, before) = try await offPool { (try look.status("INBOX"), try look.status(folder)) }

        // The question.
        async let appended = uid(after: before, in: folder, look)
        let receipt = try await place.sandbox.write(
            BuyerMessage(
                marketplace: marketplace, language: "de", name: "Jörg Müller",
                text: "Guten Tag, wann kommt mein Paket? Frage Nummer \(number)."))
        let asked = wallTime()
        let announced = try await announcement(of: place.sandbox.mails().last?.bytes ?? [], to: idle)
        let (seen, uid) = try await appended
        times.announcedQuestion.add(announced)
        times.ticketMail.add(seen - asked)
        times.ticketMailShare.add(seen - asked - announced)

        // The answer.
        let mails = try await offPool { try look.mails(in: folder, from: UInt32(uid)) }
        guard let ticketMail = mails.first.map({ Message(parsing: $0.bytes) }) else {
            throw BenchError("the ticket mail vanished")
        }
        let text = "Guten Tag, Ihr Paket kommt morgen an. Antwort Nummer \(number).\n\nViele Grüße\nAnna"
        let reply = AgentMail(text, answering: ticketMail, client: .plain, number: "\(marketplace)-\(number)")
        let settled = try await offPool { try look.status(folder) }
        async let receiptAppended = self.uid(after: settled, in: folder, look)
        try await place.deliver(reply.bytes)
        let answered = wallTime()
        let replyAnnounced = try await announcement(of: reply.bytes, to: idle)
        let (receiptSeen, _) = try await receiptAppended
        let accepted = try await acceptance(of: receipt, at: marketplace)
        times.announcedReply.add(replyAnnounced)
        times.accepted.add(accepted - answered)
        times.acceptedShare.add(accepted - answered - replyAnnounced)
        times.receipt.add(receiptSeen - accepted)

        // The next round starts from rest: originals have left the inbox, Amazon's copy of the answer too.
        let arrived = inbox.uidNext + (marketplace == .amazon ? 3 : 2)
        try await eventually("the inbox is at rest") {
            let now = try await offPool { try look.status("INBOX") }
            return now.messages == 0 && now.uidNext >= arrived
        }
    }

    /// How long the mail server takes to announce the same mail to a client that idles on another mailbox. In the service's
    /// own, the mail may be moved away before a second client hears of it.
    private func announcement(of mail: [UInt8], to idle: MailClient) async throws -> Double {
        try await place.deliver(mail, to: Place.agent)
        let delivered = wallTime()
        return try await offPool { try idle.waitForAnnouncement() } - delivered
    }

    /// When a mail joined the folder, and its UID; looks every few milliseconds.
    private func uid(
        after before: MailClient.Status, in folder: String, _ client: MailClient
    ) async throws -> (time: Double, uid: Int) {
        try await eventually("a mail in \(folder)") {
            try await offPool { try client.status(folder).uidNext } > before.uidNext
        }
        return (wallTime(), before.uidNext)
    }

    private func acceptance(of receipt: BuyerReceipt, at marketplace: SandboxMarketplace) async throws -> Double {
        let conversation = await place.sandbox.conversations().first {
            $0.marketplace == marketplace && $0.id == receipt.conversation
        }
        guard let message = conversation?.messages.last(where: { $0.role == .seller }) else {
            throw BenchError("the answer does not stand at \(marketplace)")
        }
        return Double(message.sent.milliseconds) / 1000
    }
}
