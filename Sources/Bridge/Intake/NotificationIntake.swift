import Digests
import Domain
import Marketplaces
import MIME
import Replies
import Logging
import Routing
import Store

/// A marketplace's mail becomes a ticket, or joins one.
///
/// Where the marketplace can be read, the mail is only the wake-up call: what it says of itself is used to find the
/// conversation, and if the API stays silent for too long, to keep the agents informed.
struct NotificationIntake: Sendable {
    let context: BridgeContext
    /// What was found while the mail waited for its turn.
    private let outlook: Outlook?

    init(_ context: BridgeContext, _ outlook: Outlook? = nil) {
        self.context = context
        self.outlook = outlook
    }

    func decide(
        _ mail: IncomingMail, _ message: Message, _ recognition: Recognition, _ fingerprint: Fingerprint
    ) async throws -> Intake {
        guard let account = recognition.marketplace.flatMap({ context.accounts[$0] }) else {
            return .quarantined(mail, .noAccount, fingerprint)
        }
        if recognition.kind == .ownCopy {
            return try await OwnCopyIntake(context, account).decide(mail, message, recognition, fingerprint)
        }
        if let route = ignoring(mail, message, recognition, account) {
            let outcome = Outcome(
                .ignored, reason: "route:\(route)", messageID: fingerprint.messageID,
                contentHash: fingerprint.contentHash)
            return Intake(mail: mail.key, outcome: outcome)
        }
        let conversations = try await conversations(account, mail, message, recognition)
        let opened = try await openTicket(account, conversations, recognition, fingerprint)
        guard let (ticket, version) = try await context.store.snapshot(of: opened.id) else {
            throw StoreError(.notFound, "no ticket \(opened.id)")
        }
        let news = try await news(ticket, account, conversations, mail, message, recognition, fingerprint)
        if !conversations.isEmpty, news.messages.isEmpty, mayBeAhead(mail, message, recognition) {
            throw Self.notShownYet
        }
        var intake = try await intake(mail, ticket, account, news, recognition, fingerprint)
        // An answer that is confirmed meanwhile would get its wait back.
        intake.requires = version
        return intake
    }

    /// The route that leaves this mail alone, by what the mail says of itself. Never for what may be a buyer's.
    private func ignoring(
        _ mail: IncomingMail, _ message: Message, _ recognition: Recognition, _ account: Account
    ) -> String? {
        guard context.router.mayIgnore, !recognition.kind.isOfConversation else { return nil }
        var subject = RouteSubject(
            marketplace: account.name, kind: recognition.kind, order: recognition.order,
            subject: message.subject ?? "", text: recognition.text ?? message.displayText)
        subject.at = writtenAt(message, mail)
        return context.router.decide(subject).ignoredBy
    }

    // MARK: Reading

    /// Nothing if the marketplace has no API, does not know the conversation, or was silent for too long.
    private func conversations(
        _ account: Account, _ mail: IncomingMail, _ message: Message, _ recognition: Recognition
    ) async throws -> [Conversation] {
        guard let keys = keys(account, mail, message, recognition) else { return [] }
        do {
            let found: [Conversation]
            if let known = outlook?.conversations {
                found = try known.get()
            } else {
                found = try await account.connector.conversations(for: keys)
            }
            context.meter.answers(account.name)
            guard isBehind(found, keys, recognition), mail.attempts < Self.looks else {
                var kept: [Conversation] = []
                for shown in found { kept.append(try await context.withoutErased(shown, at: account.name)) }
                return kept
            }
            throw Self.notShownYet
        } catch let error as ConnectorError {
            context.meter.note(error, at: account.name, now: context.now())
            if isPatient(mail), error.retry != .never || error.kind == .credentials { throw error }
            context.note(.error, .mailFailed, ["mail": mail.key.description, "reason": error.description])
            return []
        }
    }

    /// What the marketplace can be asked for; nil if there is nothing.
    func keys(
        _ account: Account, _ mail: IncomingMail, _ message: Message, _ recognition: Recognition
    ) -> ConversationKeys? {
        guard account.connector.capabilities.readsThreads, recognition.order != nil || recognition.thread != nil else {
            return nil
        }
        return ConversationKeys(
            thread: recognition.thread, order: recognition.order, notifiedAt: notifiedAt(message, mail))
    }

    private func isPatient(_ mail: IncomingMail) -> Bool {
        context.now() - mail.firstTriedAt < context.settings.apiPatience
    }

    /// Whether a mail announces a message that the marketplace's API does not show yet.
    private func isBehind(
        _ conversations: [Conversation], _ keys: ConversationKeys, _ recognition: Recognition
    ) -> Bool {
        guard recognition.kind.announcesMessage, let notified = keys.notifiedAt else { return false }
        return !conversations.contains { conversation in
            conversation.messages.contains { $0.role != .seller && $0.createdAt >= notified - Self.clockMargin }
        }
    }

    /// Whether a mail without news may be ahead of the API. It tells of a buyer's message, all that the API shows is known,
    /// and by time alone what is known from minutes before looks like what the mail tells of. A mail of earlier, such as a
    /// backlog's, is not: its message came with another's look.
    private func mayBeAhead(_ mail: IncomingMail, _ message: Message, _ recognition: Recognition) -> Bool {
        recognition.kind.announcesMessage && mail.attempts < Self.looks
            && context.now() - notifiedAt(message, mail) < context.settings.apiPatience
    }

    private func notifiedAt(_ message: Message, _ mail: IncomingMail) -> Timestamp {
        message.date.map { Timestamp(seconds: $0.secondsSinceEpoch) } ?? mail.receivedAt
    }

    private static let notShownYet = ConnectorError(
        .notFound, "the conversation does not show the news yet", retry: .later)

    /// Looks that are worth making before a mail without news counts as such.
    private static let looks = 3
    /// How far the clocks of mail and marketplace may be apart.
    private static let clockMargin = Duration.seconds(600)

    private func openTicket(
        _ account: Account, _ conversations: [Conversation], _ recognition: Recognition, _ fingerprint: Fingerprint
    ) async throws -> Ticket {
        let first = conversations.first
        let fallback = recognition.relayAddress.map { "alias:\($0.withoutDetail.text.lowercased())" }
        return try await context.openTicket(
            account, order: first?.order ?? recognition.order, thread: first?.thread ?? recognition.thread,
            fallback: fallback ?? fingerprint.remoteID)
    }

    /// What this mail and the conversation behind it add to the ticket.
    private func news(
        _ ticket: Ticket, _ account: Account, _ conversations: [Conversation], _ mail: IncomingMail,
        _ message: Message, _ recognition: Recognition, _ fingerprint: Fingerprint
    ) async throws -> News {
        let known = try await context.store.messages(of: ticket.id)
        let rules = account.rules(of: ticket, at: context.now())
        guard conversations.isEmpty else {
            let fresh = recognition.kind.announcesMessage ? writtenAt(message, mail) - Self.clockMargin : nil
            let entries = try await context.store.outbox(of: ticket.id)
            let beside = AnswersInFlight(conversations, history: known, entries: entries, rules: rules)
            return News(
                beside.conversations, known: beside.known, history: known, of: ticket, fresh: fresh,
                answers: beside.answers, prompt: account.answeringMachine, counts: rules.counts)
        }
        let relay = RelayNote(message, recognition)
        let own = ConversationMessage(
            id: RemoteMessageID(fingerprint.remoteID),
            role: recognition.kind.announcesMessage ? .buyer : .system,
            authorName: recognition.buyerName, text: recognition.text ?? message.displayText,
            createdAt: writtenAt(message, mail))
        return News(
            mail: own, attachments: mail.isTruncated ? [] : attachments(of: message),
            missing: mail.isTruncated ? message.attachments.map { message.fileName(of: $0) } : [],
            relay: try relay?.json(),
            thread: recognition.thread, subject: message.subject, order: recognition.order,
            known: Set(known.map(\.remoteID)), history: known, of: ticket, prompt: account.answeringMachine,
            counts: rules.counts)
    }

    /// The mail's own date, if it is plausible beside its arrival (clocks.md §3).
    private func writtenAt(_ message: Message, _ mail: IncomingMail) -> Timestamp {
        guard let date = message.date else { return mail.receivedAt }
        let written = Timestamp(seconds: date.secondsSinceEpoch)
        let age = mail.receivedAt - written
        return age <= .seconds(48 * 3600) && age >= .seconds(-300) ? written : mail.receivedAt
    }

    private func attachments(of message: Message) -> [Attachment] {
        message.attachments.map { part in
            Attachment(name: message.fileName(of: part), type: part.type, bytes: message.content(of: part))
        }
    }

    // MARK: Writing

    private func intake(
        _ mail: IncomingMail, _ ticket: Ticket, _ account: Account, _ news: News, _ recognition: Recognition,
        _ fingerprint: Fingerprint
    ) async throws -> Intake {
        let isNewTicket = news.history.isEmpty
        var outcome = Outcome(
            isNewTicket ? .ticket : .update,
            reason: news.messages.isEmpty ? "nothing-new" : recognition.kind.rawValue, ticket: ticket.id,
            messageID: fingerprint.messageID, contentHash: fingerprint.contentHash,
            moveTo: context.settings.originals(for: mail.key))
        if isNewTicket, news.waitingSince == nil, recognition.kind != .buyerMessage { outcome.kind = .notice }
        var intake = Intake(mail: mail.key, outcome: outcome)

        var filing = NewsFiling(context, account, ticket, kind: recognition.kind)
        filing.buyerName = recognition.buyerName
        filing.text = recognition.text
        filing.noReplyLink = recognition.noReplyLink
        filing.isPatient = isPatient(mail)
        filing.foundOrder = outlook?.order
        filing.deadline = recognition.details.deadline?.time(writtenAt: mail.receivedAt)
        let filed = try await filing.file(news)
        intake.ticketUpdate = filed.update
        intake.messages = filed.messages
        intake.journal = filed.journal
        if recognition.kind.isAlarm || !filed.route.alarms.isEmpty, !news.messages.isEmpty {
            intake.alarm = recognition.kind
        }
        if isNewTicket, recognition.kind == .buyerMessage, !filed.route.isHeld {
            let first = FirstReply(context, account, filed.ticket, order: filed.order)
            intake.outbox = await first.entry(filed.messages)
        }
        if recognition.kind == .undelivered { try await addBounce(to: &intake, filed.ticket, account) }
        try await holdAnswers(news, &intake, filed.ticket, account)
        return intake
    }

    /// What the conversation shows of an answer that was given in the portal holds those that wait to go out.
    private func holdAnswers(_ news: News, _ intake: inout Intake, _ ticket: Ticket, _ account: Account) async throws {
        guard let newest = news.answersByHand(prompt: account.answeringMachine).last else { return }
        let entries = try await context.store.outbox(of: ticket.id)
        let held = try AnsweredElsewhere(context, account, ticket)
            .hold(entries, in: newest.thread, name: newest.message.id.text)
        intake.outboxChanges += held.changes
        intake.ticketMails += held.mails
    }

    /// The marketplace says that our last answer did not get through: the agent is told, and the wait runs again.
    private func addBounce(
        to intake: inout Intake, _ ticket: Ticket, _ account: Account
    ) async throws {
        let entries = try await context.store.outbox(of: ticket.id)
        guard let last = entries.last(where: { $0.task == nil && ($0.state == .confirmed || $0.isInDoubt) }) else {
            return
        }
        try await Bounce(context, account, ticket).takeBack(last, in: &intake)
    }
}

extension Recognition.Deadline {
    /// Days count from the mail's arrival.
    func time(writtenAt arrival: Timestamp) -> Timestamp {
        switch self {
        case .at(let time): time
        case .within(let days): arrival + .seconds(Int64(clamping: days) * 86_400)
        }
    }
}
