import LocalServers
import MIME
import Sandbox

/// Compares what buyers and agent did with what mailbox and marketplaces hold. It asks neither the bridge nor its store.
struct Oracle {
    let place: Place
    let ledger: Ledger
    let client: MailClient

    struct Finding: Sendable {
        var lost: [String] = []
        var doubled: [String] = []
        var wrong: [String] = []
        /// Replies that do not stand there, of which the agent was told and asked.
        var asked: [String] = []
        var ticketMails = 0
        var posts = 0
        var receipts = 0
        var originalsMoved = 0
        var originalsLeft = 0

        var isClean: Bool { lost.isEmpty && doubled.isEmpty && wrong.isEmpty }
        /// Whether waiting longer can help.
        var isComplete: Bool { lost.isEmpty && wrong.isEmpty }
    }

    func look() async throws -> Finding {
        let client = client
        let (ticketMails, left, moved) = try await offPool { () throws -> ([Message], [String], [String]) in
            let folders = try client.folders(below: Place.tickets)
            let mails = try folders.flatMap { try client.mails(in: $0) }.map { Message(parsing: $0.bytes) }
            return (mails, try Self.messageIDs("INBOX", client), try Self.messageIDs(Place.originals, client))
        }
        let conversations = await place.sandbox.conversations()
        let (questions, replies) = (await ledger.questions, await ledger.replies)
        var finding = Finding()
        compare(questions, ticketMails, &finding)
        compare(replies, questions, conversations, ticketMails, &finding)
        await compareOriginals(left: left, moved: moved, &finding)
        for (id, count) in counts(ticketMails.compactMap(\.messageID)) where count > 1 {
            finding.doubled.append("mail \(id) lies in the agents' folders \(count) times")
        }
        return finding
    }

    private static func messageIDs(_ folder: String, _ client: MailClient) throws -> [String] {
        guard try client.status(folder).messages > 0 else { return [] }
        return try client.mails(in: folder).compactMap { Message(parsing: $0.bytes).messageID }
    }

    /// Each question in exactly one ticket mail.
    private func compare(_ questions: [Ledger.Question], _ mails: [Message], _ finding: inout Finding) {
        let brought = counts(mails.compactMap(\.broughtQuestion))
        finding.ticketMails = brought.values.reduce(0, +)
        for question in questions {
            let count = brought[question.marker] ?? 0
            let name = "question \(question.marker) (\(question.marketplace))"
            if count == 0 { finding.lost.append("\(name) is in no ticket mail") }
            if count > 1 { finding.doubled.append("\(name) is in \(count) ticket mails") }
        }
    }

    /// Each reply once in the conversation of its question, and one receipt; where nothing can be read back, a question
    /// to the agent may take its place.
    private func compare(
        _ replies: [Ledger.Reply], _ questions: [Ledger.Question], _ conversations: [SandboxConversation],
        _ mails: [Message], _ finding: inout Finding
    ) {
        var standing: [String: [String]] = [:]
        for conversation in conversations {
            for message in conversation.messages where message.role == .seller {
                for found in markers("r", in: message.text) { standing[found, default: []].append(conversation.id) }
            }
        }
        let home = Dictionary(questions.map { ($0.marker, $0) }) { first, _ in first }
        let receipts = reports(in: mails) { $0 == "receipt" }
        let told = reports(in: mails) { $0 != "receipt" && $0 != "message" }
        for reply in replies {
            let question = home[reply.question]
            let places = standing[reply.marker] ?? []
            let name = "reply \(reply.marker) (\(question.map { "\($0.marketplace)" } ?? "?"))"
            finding.posts += places.count
            finding.receipts += receipts[reply.marker] ?? 0
            if places.count > 1 { finding.doubled.append("\(name) stands there \(places.count) times") }
            if places.contains(where: { $0 != question?.conversation }) {
                finding.doubled.append("\(name) stands in a conversation that it does not answer")
            }
            let isTold = (told[reply.marker] ?? 0) > 0
            if places.isEmpty {
                if receipts[reply.marker] != nil {
                    finding.lost.append("\(name) does not stand there, but has a receipt")
                } else if !isTold {
                    finding.lost.append("\(name) does not stand there, and nobody was told")
                } else if question?.marketplace == .amazon {
                    finding.asked.append(reply.marker)
                } else {
                    finding.lost.append("\(name) does not stand there; the agent was told")
                }
            } else if (receipts[reply.marker] ?? 0) == 0, !isTold {
                finding.wrong.append("\(name) has no receipt")
            }
            if (receipts[reply.marker] ?? 0) > 1 {
                finding.doubled.append("\(name) has \(receipts[reply.marker] ?? 0) receipts")
            }
        }
    }

    /// How many mails of a kind show each reply's text.
    private func reports(in mails: [Message], kind: (String) -> Bool) -> [String: Int] {
        counts(
            mails.filter { kind($0.ticketMailKind) }.compactMap { markers("r", in: $0.body.text ?? "").first })
    }

    /// Each original is there as often as it was delivered, moved or not.
    private func compareOriginals(left: [String], moved: [String], _ finding: inout Finding) async {
        let (left, moved) = (counts(left), counts(moved))
        finding.originalsLeft = left.values.reduce(0, +)
        finding.originalsMoved = moved.values.reduce(0, +)
        for (id, count) in await ledger.deliveries {
            let found = (left[id] ?? 0) + (moved[id] ?? 0)
            if found < count { finding.lost.append("original \(id): \(found) of \(count) are left") }
            if found > count { finding.doubled.append("original \(id) is there \(found) times instead of \(count)") }
            if (moved[id] ?? 0) == 0 { finding.wrong.append("original \(id) still lies in the inbox") }
        }
    }

    private func counts(_ names: [String]) -> [String: Int] {
        Dictionary(names.map { ($0, 1) }, uniquingKeysWith: +)
    }
}
