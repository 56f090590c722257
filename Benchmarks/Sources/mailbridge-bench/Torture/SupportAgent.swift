import LocalServers
import MIME
import Sandbox

/// The agent: reads the ticket mails over IMAP and answers some of them, once each.
struct SupportAgent {
    let place: Place
    let ledger: Ledger
    /// Replies to write in all.
    let count: Int
    let seed: UInt64

    /// Returns when all replies are on their way, or when the task is cancelled.
    func work() async throws {
        var numbers = SeededNumbers(seed: seed)
        let client = try await place.mailClient()
        var next: [String: UInt32] = [:]
        var open: [(mail: Message, question: String)] = []
        var written = 0
        while written < count {
            try Task.checkCancellation()
            for folder in try await offPool({ try client.folders(below: Place.tickets) }) {
                let from = next[folder] ?? 1
                let mails = try await offPool { try client.mails(in: folder, from: from) }
                for mail in mails {
                    next[folder] = max(next[folder] ?? 1, mail.uid + 1)
                    let message = Message(parsing: mail.bytes)
                    guard let question = message.broughtQuestion else { continue }
                    open.append((message, question))
                }
            }
            // Not all are answered, and not in their order.
            while written < count, !open.isEmpty {
                let (mail, question) = open.remove(at: Int.random(in: 0..<open.count, using: &numbers))
                guard Int.random(in: 0..<100, using: &numbers) < 70 else { continue }
                try await answer(mail, question, number: written, &numbers)
                written += 1
            }
            try await Task.sleep(for: .milliseconds(100))
        }
    }

    private func answer(
        _ mail: Message, _ question: String, number: Int, _ numbers: inout SeededNumbers
    ) async throws {
        try await Task.sleep(for: .milliseconds(Int.random(in: 0...400, using: &numbers)))
        let text = "Guten Tag,\n\nIhr Paket ist unterwegs, Vorgang \(marker("r", number)).\n\nViele Grüße\nAnna"
        let client = AgentMail.Client.allCases.randomElement(using: &numbers) ?? .plain
        let reply = AgentMail(text, answering: mail, client: client, number: "reply-\(number)")
        await ledger.add(
            Ledger.Reply(marker: marker("r", number), messageID: reply.messageID, question: question, text: text))
        try await place.deliver(reply.bytes)
        await ledger.delivered(reply.messageID)
        if Int.random(in: 0..<100, using: &numbers) < 5 {
            try await place.deliver(reply.bytes)
            await ledger.delivered(reply.messageID)
        }
    }
}

extension Message {
    var ticketMailKind: String { header.text("x-mailbridge-kind") ?? "" }

    /// The question that a ticket mail brings: the first that it shows, as earlier ones stand below it.
    var broughtQuestion: String? {
        ticketMailKind == "message" ? markers("q", in: body.text ?? "").first : nil
    }
}
