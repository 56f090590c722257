import Domain
public import IMAPClient
import Logging
import Store

/// The last step of both paths: what waits in the store is written into the agents' mailbox, each mail once.
public struct TicketMailDispatcher: Sendable {
    let context: BridgeContext
    let connections: [String: MailboxConnection]

    /// - Parameter connections: one per `[[mailbox]]`, by its name
    public init(_ context: BridgeContext, connections: [String: MailboxConnection]) {
        self.context = context
        self.connections = connections
    }

    /// Works until the task is cancelled.
    public func run() async {
        while !Task.isCancelled {
            do {
                _ = try await pass()
                let next = try await context.store.nextTicketMailTime()
                let pause = next.map { max(.milliseconds(10), min($0 - context.now(), .seconds(60))) } ?? .seconds(60)
                await context.ticketMailsWaiting.wait(atMost: pause)
            } catch {
                context.note(.error, .storeFailed, ["reason": "\(error)"])
                await context.ticketMailsWaiting.wait(atMost: .seconds(5))
            }
        }
    }

    /// Writes everything that is due now; returns how many mails got there.
    public func pass() async throws -> Int {
        var count = 0
        while !Task.isCancelled, let mail = try await context.store.claimTicketMail(at: context.now()) {
            if try await shielded({ try await write(mail) }) { count += 1 }
        }
        return count
    }

    private func write(_ mail: TicketMail) async throws(StoreError) -> Bool {
        guard let connection = connections[mail.mailbox], let raw = mail.raw else {
            try await postpone(mail, "mailbox \(mail.mailbox) is not configured", .later, isCertain: true)
            return false
        }
        do {
            let folder = try await connection.mailbox(path: mail.folder.split(separator: "/").map(String.init))
            let result = try await append(mail, raw, to: folder, over: connection)
            if mail.kind == .receipt { await markAnswered(mail, over: connection) }
            try await context.store.appended(
                mail.id, uidValidity: result.uidValidity?.number, uid: result.uid?.number, at: context.now())
            context.note(.info, .ticketMailAppended, ticket: mail.ticket, ["kind": mail.kind.rawValue])
            return true
        } catch let error as StoreError {
            throw error
        } catch let error as IMAPError {
            try await postpone(mail, error.description, error.retry, isCertain: !error.mayHaveTakenEffect)
            return false
        } catch {
            try await postpone(mail, "\(type(of: error))", .later, isCertain: false)
            return false
        }
    }

    /// A mail that may lie there from an interrupted attempt is looked for first.
    private func append(
        _ mail: TicketMail, _ raw: [UInt8], to folder: MailboxName, over connection: MailboxConnection
    ) async throws -> AppendResult {
        if mail.isInDoubt, let uid = try await found(mail, in: folder, over: connection) { return uid }
        // A missing folder is made; one that keeps no keywords gets the mail without them.
        return try await connection.append(
            raw, messageID: mail.messageID, to: folder, flags: mail.keywords.compactMap { Flag($0) })
    }

    private func found(
        _ mail: TicketMail, in folder: MailboxName, over connection: MailboxConnection
    ) async throws -> AppendResult? {
        do {
            let found = try await connection.find(messageID: mail.messageID, in: folder)
            return found.uids.first.map { AppendResult(uidValidity: found.uidValidity, uid: $0) }
        } catch {
            // Where there is no folder, there is no mail either.
            guard error.kind == .noSuchFolder else { throw error }
            return nil
        }
    }

    /// The answered ticket mail shows the agent's client that it was answered. A comfort: a failure costs nothing else.
    private func markAnswered(_ receipt: TicketMail, over connection: MailboxConnection) async {
        do {
            guard let outbox = receipt.outbox, let entry = try await context.store.outboxEntry(outbox),
                let answered = entry.answeredMessageID,
                let mail = try await context.store.ticketMail(messageID: answered), let uid = mail.uid,
                let validity = mail.uidValidity
            else { return }
            let folder = try await connection.mailbox(path: mail.folder.split(separator: "/").map(String.init))
            try await connection.add(
                [.answered], to: UIDSet([UID(uid)]), in: folder, uidValidity: UIDValidity(validity))
        } catch {
            context.note(.debug, .ticketMailPostponed, ticket: receipt.ticket, ["reason": "answered flag: \(error)"])
        }
    }

    private func postpone(
        _ mail: TicketMail, _ reason: String, _ advice: RetryAdvice, isCertain: Bool
    ) async throws(StoreError) {
        let delay = RetrySchedule.ticketMails.delay(after: mail.attempts, advice: advice)
        try await context.store.postponeTicketMail(mail.id, until: context.now() + delay, certain: isCertain)
        context.note(.warning, .ticketMailPostponed, ticket: mail.ticket, ["reason": reason])
    }
}
