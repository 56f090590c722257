import Domain
public import IMAPClient
import Logging
import MIME
import Replies
import Store

/// Takes what agents do with ticket mails as the command that means the same: whoever can move them may answer them.
public struct GestureIntake: FolderHandler {
    private let intake: FolderIntake
    private var context: BridgeContext { intake.context }
    /// How often a decision is made anew because its ticket changed meanwhile.
    private static let longestContest = 5

    public init(_ context: BridgeContext, account: String, folder: String) {
        intake = FolderIntake(context, account: account, folder: folder)
    }

    public func position(uidValidity: UIDValidity, end: () async throws -> UID) async throws -> UID {
        try await intake.position(uidValidity: uidValidity, end: end)
    }

    public func wentBack(to next: UID, uidValidity: UIDValidity) async throws -> UID {
        try await intake.wentBack(to: next, uidValidity: uidValidity)
    }

    /// The header names the mail.
    public func wantsWhole(_ head: FetchedMail, uidValidity: UIDValidity) async throws -> Bool { false }

    public func missing(_ uid: UID, _ reason: MissingMail, uidValidity: UIDValidity) async throws {
        // Another client took it away again, or it cannot be read: nobody loses a mail by that.
        try await intake.missing(uid, .vanished, uidValidity: uidValidity)
    }

    public func event(_ event: WatchEvent) async { await intake.event(event) }

    public func receive(_ mail: FetchedMail, uidValidity: UIDValidity) async throws {
        let key = MailKey(
            account: intake.account, folder: intake.folder, uidValidity: uidValidity.number, uid: mail.uid.number)
        let message = Message(parsing: mail.bytes)
        let incoming = IncomingMail(
            key: key, bytes: mail.bytes, receivedAt: context.now(), firstTriedAt: context.now(), isTruncated: true)
        guard try await context.store.outcome(of: key) == nil else { return }
        // Asked first: the bridge ends a move of its own when it notes the mail's new place.
        let target: String? =
            if let id = message.messageID { try await context.store.moveTarget(ofMail: id) } else { nil }
        guard let id = message.messageID, let known = try await context.store.ticketMail(messageID: id),
            known.mailbox == intake.account
        else { return try await leave(incoming, .notATicketMail, message) }
        guard target != intake.folder else {
            try await note(known, key)
            return try await leave(incoming, .noGesture, message)
        }
        for _ in 0..<Self.longestContest {
            guard let (ticket, version) = try await context.store.snapshot(of: try await whole(known.ticket)),
                let account = context.accounts[ticket.marketplace],
                let gesture = MailGesture(
                    ticket, in: intake.folder, from: known.folder, context.settings.filing),
                let agent = agent(of: ticket)
            else {
                try await note(known, key)
                return try await leave(incoming, .noGesture, message)
            }
            var decided = try await decide(gesture, by: agent, account, ticket, known, incoming)
            decided.requires = version
            let receipt = try await context.store.commit(decided, at: context.now())
            guard !receipt.isStale else { continue }
            try await note(known, key)
            guard decided.outcome.kind == .command else { return }
            context.note(
                .info, .gestureMade, ticket: ticket.id, outbox: receipt.outbox, ["gesture": gesture.rawValue])
            context.ticketMailsWaiting.ring()
            context.filingWaiting.ring()
            context.postsWaiting[account.name]?.ring()
            return
        }
        throw StoreError(.busy, "the ticket keeps changing", retry: .later)
    }

    private func decide(
        _ gesture: MailGesture, by agent: TicketingSettings.Agent, _ account: Account, _ ticket: Ticket,
        _ known: TicketMail, _ mail: IncomingMail
    ) async throws -> Intake {
        // The command is read as if the agent had answered the mail with it, so that both ways are one.
        // Not named as the bridge's own mails are: those are never read as an agent's.
        let id = "gesture-\(mail.key.uidValidity).\(mail.key.uid)@\(context.settings.domain)"
        let words = Message(
            parsing: Array(
                "From: <\(agent.address)>\r\nMessage-ID: <\(id)>\r\nIn-Reply-To: <\(known.messageID)>\r\n\r\n\(gesture.command)\r\n"
                    .utf8))
        let reply = try await ReplyReader(context, account, ticket).read(words, of: agent)
        let desk = ReplyDesk(context, account, ticket, mail, Fingerprint(words))
        guard let command = reply.commands.first, case .known(let name) = command.name else {
            return .ignored(mail, .noGesture, Fingerprint(words))
        }
        var intake = try await ActionDesk(desk, reply).decide(command, name)
        intake.journal.append(desk.journal(.gestureMade, gesture.rawValue))
        return intake
    }

    /// In whose name it is done: nobody can tell who moved a mail in a mailbox that several read.
    private func agent(of ticket: Ticket) -> TicketingSettings.Agent? {
        let able = context.settings.agents.filter { $0.answers(at: ticket.marketplace) }
        return able.first { $0.identity.name == ticket.owner }
            ?? able.first { $0.identity.name == context.settings.team.lead } ?? able.first
    }

    private func whole(_ ticket: TicketID) async throws(StoreError) -> TicketID {
        try await context.store.ticket(ticket)?.mergedInto ?? ticket
    }

    private func note(_ mail: TicketMail, _ key: MailKey) async throws(StoreError) {
        let was = PlacedMail(
            id: mail.id, ticket: mail.ticket, mailbox: mail.mailbox, folder: mail.folder,
            uidValidity: mail.uidValidity, uid: mail.uid, keywords: mail.keywords)
        try await context.store.refile([
            Refiling(was) { now in
                now.folder = key.folder
                now.uidValidity = key.uidValidity
                now.uid = key.uid
            }
        ])
    }

    private func leave(_ mail: IncomingMail, _ rule: IntakeRule, _ message: Message) async throws(StoreError) {
        let ignored = Intake.ignored(mail, rule, Fingerprint(message))
        guard try await context.store.commit(ignored, at: context.now()).isNew else { return }
        context.note(.info, .mailIgnored, ["mail": mail.key.description, "reason": rule.rawValue])
    }
}
