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
                context.noteStoreFailure(error)
                await context.ticketMailsWaiting.wait(atMost: .seconds(5))
            }
        }
    }

    /// Mails that are written with one command where the server can.
    private static let together = 100

    /// Writes everything that is due now; returns how many mails got there.
    public func pass() async throws -> Int {
        var count = 0
        while !Task.isCancelled {
            let start = ContinuousClock.now
            let mails = try await context.store.claimTicketMails(at: context.now(), limit: Self.together)
            if mails.isEmpty { break }
            count += try await context.pulse.during("ticket-mails") {
                try await shielded { try await write(try await said(mails)) }
            }
            // In a backlog one comes after the other: many with one command cost the server little more than one.
            if mails.count < Self.together { await rest(4, atMost: .milliseconds(500), since: start) }
        }
        return count
    }

    /// The mails without the receipts that a keyword has replaced.
    private func said(_ mails: [TicketMail]) async throws(StoreError) -> [TicketMail] {
        var rest: [TicketMail] = []
        for mail in mails {
            guard mail.isQuiet, let connection = connections[mail.mailbox],
                await isSaidByKeyword(mail, over: connection)
            else {
                rest.append(mail)
                continue
            }
            try await context.store.appended([AppendedMail(mail.id)], at: context.now())
            context.note(.info, .ticketMailAppended, ticket: mail.ticket, ["kind": "keyword"])
        }
        return rest
    }

    /// Writes mails of one folder, in their order. Returns how many got there.
    private func write(_ mails: [TicketMail]) async throws(StoreError) -> Int {
        guard let first = mails.first else { return 0 }
        guard let connection = connections[first.mailbox] else {
            for mail in mails {
                try await postpone(mail, "mailbox \(mail.mailbox) is not configured", .later, isCertain: true)
            }
            return 0
        }
        let outcomes: [AppendOutcome]
        do {
            let folder = try await connection.mailbox(named: first.folder)
            outcomes = await append(mails, to: folder, over: connection)
        } catch {
            outcomes = mails.map { _ in .failure(error) }
        }
        var appended: [(mail: TicketMail, place: AppendedMail)] = []
        for (mail, outcome) in zip(mails, outcomes) {
            switch outcome {
            case .success(let result):
                if mail.kind == .receipt { await markAnswered(mail, over: connection) }
                let place = AppendedMail(mail.id, uidValidity: result.uidValidity?.number, uid: result.uid?.number)
                appended.append((mail, place))
            case .failure(let error):
                try await postpone(mail, error.description, error.retry, isCertain: !error.mayHaveTakenEffect)
            }
        }
        try await context.store.appended(appended.map(\.place), at: context.now())
        for (mail, _) in appended {
            context.note(.info, .ticketMailAppended, ticket: mail.ticket, ["kind": mail.kind.rawValue])
        }
        if !appended.isEmpty { context.filingWaiting.ring() }
        return appended.count
    }

    /// Mails that may lie there from an interrupted attempt are looked for first. A missing folder is made; one that refuses
    /// keywords gets the mails without them.
    private func append(
        _ mails: [TicketMail], to folder: MailboxName, over connection: MailboxConnection
    ) async -> [AppendOutcome] {
        var outcomes: [AppendOutcome?] = []
        for mail in mails {
            guard mail.raw != nil else {
                outcomes.append(.failure(IMAPError(.unsupported, "its text is gone from the store", retry: .never)))
                continue
            }
            do throws(IMAPError) {
                outcomes.append(
                    mail.isInDoubt
                        ? try await connection.appended(messageID: mail.messageID, in: folder).map { .success($0) }
                        : nil)
            } catch {
                outcomes.append(.failure(error))
            }
        }
        let open = mails.indices.filter { outcomes[$0] == nil }
        for (place, outcome) in zip(open, await connection.append(open.map { outgoing(mails[$0]) }, to: folder)) {
            outcomes[place] = outcome
            guard case .failure(let error) = outcome, !error.mayHaveTakenEffect,
                let plainer = await plainer(mails[place], than: error)
            else { continue }
            outcomes[place] = await connection.append([plainer], to: folder)[0]
        }
        return outcomes.compactMap { $0 }
    }

    /// Better without its files, or without its keywords, than not at all; nil if that would not help.
    private func plainer(_ mail: TicketMail, than error: IMAPError) async -> OutgoingMail? {
        switch error.kind {
        case .tooLarge: return await lighter(mail).map(outgoing)
        case .refused:
            var plain = outgoing(mail)
            guard !plain.flags.isEmpty else { return nil }
            plain.flags = []
            return plain
        default: return nil
        }
    }

    private func outgoing(_ mail: TicketMail) -> OutgoingMail {
        OutgoingMail(mail.raw ?? [], messageID: mail.messageID, flags: mail.keywords.compactMap { Flag($0) })
    }

    /// The mail without its files, in the language of its ticket; the store has it before anybody sees it.
    private func lighter(_ mail: TicketMail) async -> TicketMail? {
        do {
            guard let ticket = try await context.store.ticket(mail.ticket),
                let account = context.accounts[ticket.marketplace],
                let lighter = context.composer(account, ticket).lighter(mail)
            else { return nil }
            try await context.store.rewrite(lighter)
            context.note(.warning, .ticketMailWithoutFiles, ticket: mail.ticket)
            return lighter
        } catch {
            context.noteStoreFailure(error)
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
            let folder = try await connection.mailbox(named: mail.folder)
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
