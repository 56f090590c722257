import Domain
import Marketplaces
import MIME
import Replies
import Logging
public import Store

/// The in path, from top to bottom: a mail comes in, gets exactly one outcome, and everything that follows from it is
/// committed together with that outcome.
public struct MailIntake: Sendable {
    let context: BridgeContext

    public init(_ context: BridgeContext) { self.context = context }

    /// Durable when it returns. Throws only if the store cannot take it; then the mail was not seen.
    public func receive(_ mail: IncomingMail) async throws(StoreError) {
        if let known = try await context.store.outcome(of: mail.key), known.kind != .pending { return }
        guard try await isBearable(mail.key) else {
            // It ended the process each time: nothing of it is read any more.
            try await commit(.quarantined(mail, .notProcessed, Fingerprint.unread))
            return
        }
        try await settle(mail)
        context.inHand.putDown(mail.key)
    }

    /// Whether the mail ended no more processes than it may.
    private func isBearable(_ mail: MailKey) async throws(StoreError) -> Bool {
        guard context.inHand.take(mail) else { return true }
        do {
            if try await context.store.takeInHand(mail) <= Self.longestPatience { return true }
        } catch {
            context.inHand.putDown(mail)
            throw error
        }
        // Asked about again, should it come again.
        context.inHand.putDown(mail)
        return false
    }

    private func settle(_ mail: IncomingMail) async throws(StoreError) {
        var outlook = await context.lookAhead.take(mail.key)
        let message = outlook?.message ?? Message(parsing: mail.bytes)
        let fingerprint = Fingerprint(message)
        do {
            for _ in 0..<Self.longestContest {
                // Asked each time: the ticket may have changed because of a copy.
                if let first = try await duplicate(of: mail, fingerprint) {
                    context.note(.debug, .mailIgnored, ["mail": mail.key.description, "same-as": first.description])
                    try await commit(.ignored(mail, .duplicate, fingerprint))
                    return
                }
                if try await commit(try await decide(mail, message, fingerprint, outlook)) { return }
                outlook = nil
            }
            try await postpone(
                mail, fingerprint, because: ConnectorError(.unavailable, "the ticket keeps changing", retry: .later))
        } catch let error as StoreError {
            throw error
        } catch let error as ConnectorError {
            try await postpone(mail, fingerprint, because: error)
        } catch {
            try await setAside(mail, fingerprint, because: error)
        }
    }

    private func duplicate(of mail: IncomingMail, _ fingerprint: Fingerprint) async throws(StoreError) -> MailKey? {
        guard let id = fingerprint.messageID else { return nil }
        return try await context.store.duplicate(of: mail.key, messageID: id, contentHash: fingerprint.contentHash)
    }

    /// Whether anything in the beginning of a mail speaks for one of the two paths.
    func mayConcernUs(_ beginning: IncomingMail) -> Bool {
        let message = Message(parsing: beginning.bytes)
        let standing = context.recognisers[beginning.key.account]?.recognise(message).standing
        return standing == .proven || standing == .unproven || message.report != nil
            || context.settings.addressing.evidence(in: message) != .none
    }

    /// How often a decision is made anew because its ticket changed meanwhile.
    private static let longestContest = 5

    /// How often a mail may end the process before it is set aside unread.
    private static let longestPatience = 3

    /// Which of the two paths a mail belongs to. A proven marketplace decides first: what it forwards may quote our tokens.
    private func decide(
        _ mail: IncomingMail, _ message: Message, _ fingerprint: Fingerprint, _ outlook: Outlook?
    ) async throws -> Intake {
        let recognition = outlook?.recognition ?? context.recognisers[mail.key.account]?.recognise(message)
        if let recognition, recognition.standing == .proven {
            return try await NotificationIntake(context, outlook).decide(mail, message, recognition, fingerprint)
        }
        if let bounce = try await BounceIntake(context).decide(mail, message, fingerprint) { return bounce }
        let evidence = context.settings.addressing.evidence(in: message)
        if evidence != .none {
            return try await ReplyIntake(context).decide(mail, message, evidence, fingerprint)
        }
        guard let recognition, recognition.standing == .unproven else {
            if let lost = try await LostReply(context).decide(mail, message, fingerprint) { return lost }
            // Nobody can tell what it is: it came while a mailbox of another name was configured.
            guard context.settings.mailbox(mail.key.account) != nil else {
                return .quarantined(mail, .noMailbox, fingerprint)
            }
            // What a mail server handed over lies nowhere else.
            return mail.key.isOnServer
                ? .ignored(mail, .notAMarketplaceMail, fingerprint)
                : .quarantined(mail, .notAMarketplaceMail, fingerprint)
        }
        return .quarantined(mail, .unprovenMarketplace, fingerprint)
    }

    /// The marketplace cannot be asked now: the mail is kept, and asked about again.
    private func postpone(
        _ mail: IncomingMail, _ fingerprint: Fingerprint, because error: ConnectorError
    ) async throws(StoreError) {
        var intake = Intake(
            mail: mail.key,
            outcome: Outcome(
                .pending, reason: error.kind.rawValue, messageID: fingerprint.messageID,
                contentHash: fingerprint.contentHash))
        intake.raw = mail.bytes
        intake.isTruncated = mail.isTruncated
        try await commit(intake)
        let delay = RetrySchedule.spool.delay(after: mail.attempts + 1, advice: error.retry)
        try await context.store.postpone(mail.key, until: context.now() + delay, error: error.description)
        context.note(.warning, .mailPostponed, ["mail": mail.key.description, "reason": error.description])
    }

    /// A mail that breaks us is tried three times in all and then kept for a person; the next mail goes on.
    private func setAside(
        _ mail: IncomingMail, _ fingerprint: Fingerprint, because error: any Error
    ) async throws(StoreError) {
        context.note(.error, .mailFailed, ["mail": mail.key.description, "reason": "\(type(of: error)): \(error)"])
        guard mail.attempts < 2 else {
            try await commit(.quarantined(mail, .notProcessed, fingerprint))
            return
        }
        try await postpone(
            mail, fingerprint, because: ConnectorError(.protocolViolation, "\(type(of: error))", retry: .later))
    }

    /// A stranger must not be able to fill the disk: beyond a limit the quarantine names a mail without its content, which
    /// lies in the mailbox still.
    private func bounded(_ intake: Intake) async throws(StoreError) -> Intake {
        guard intake.mail.isOnServer, intake.outcome.kind == .quarantined, let raw = intake.raw,
            ![IntakeRule.noAccount.rawValue, IntakeRule.noMailbox.rawValue, IntakeRule.notProcessed.rawValue].contains(
                intake.outcome.reason),
            try await context.store.setAsideSize() + raw.count > context.settings.quarantineLimit
        else { return intake }
        var bounded = intake
        bounded.raw = []
        bounded.outcome.reason = "\(IntakeRule.quarantineFull.rawValue): \(intake.outcome.reason)"
        return bounded
    }

    /// False, and nothing written, if the decision was made on a ticket that changed meanwhile.
    @discardableResult
    private func commit(_ intake: Intake) async throws(StoreError) -> Bool {
        let intake = try await bounded(intake)
        let receipt = try await context.store.commit(intake, at: context.now())
        guard !receipt.isStale else { return false }
        guard receipt.isNew, intake.outcome.kind != .pending else { return true }
        let outcome = intake.outcome
        context.meter.count(outcome.kind, in: intake.mail.account)
        var values = ["mail": intake.mail.description, "reason": outcome.reason]
        if receipt.newMessages > 0 { values["messages"] = String(receipt.newMessages) }
        context.note(
            outcome.kind == .quarantined ? .warning : .info, Event(intake), ticket: outcome.ticket,
            outbox: receipt.outbox, values)
        if outcome.reason.hasPrefix(IntakeRule.quarantineFull.rawValue) {
            context.note(.error, .quarantineFull, ["mail": intake.mail.description])
        }
        context.noteAlarms(intake.journal, kind: intake.alarm)
        if outcome.moveTo != nil { context.movesWaiting.ring() }
        context.ticketMailsWaiting.ring()
        if intake.alarm != nil { context.teamWatch.ring() }
        if intake.changesOutbox {
            for bell in context.postsWaiting.values { bell.ring() }
        }
        return true
    }
}

/// Why a mail is left alone or set aside; the names are stable and stand in `audit`.
enum IntakeRule: String {
    case duplicate
    case notAMarketplaceMail = "not-a-marketplace-mail"
    case unprovenMarketplace = "unproven-marketplace"
    case notProcessed = "not-processed"
    case unknownToken = "unknown-token"
    case severalTickets = "several-tickets"
    /// An agent's answer that names no ticket; the agent was told.
    case lostTicket = "reply-without-ticket"
    case unprovenSender = "unproven-sender"
    case ownCopyWithoutTicket = "own-copy-without-ticket"
    case noAccount = "marketplace-not-configured"
    case noMailbox = "mailbox-not-configured"
    /// Older than the first look at a folder that was renumbered since.
    case beforeFirstRun = "before-first-run"
    /// The server named it, but it was gone before it could be read.
    case vanished
    /// The server has it, but cannot give it.
    case unreadable
    /// A reply above the size limit was not read whole, so nothing of it is sent.
    case tooLarge = "too-large"
    /// Mails that were set aside take all the room that they may; this one lies in the mailbox only.
    case quarantineFull = "quarantine-full"
    /// Somebody put a mail of their own into a folder where ticket mails mean something.
    case notATicketMail = "not-a-ticket-mail"
    /// A ticket mail lies where its ticket stands.
    case noGesture = "no-gesture"
    /// More mails of one agent to one ticket than anybody writes by hand.
    case tooManyMails = "too-many-mails"
}

extension Intake {
    static func ignored(_ mail: IncomingMail, _ rule: IntakeRule, _ fingerprint: Fingerprint) -> Intake {
        Intake(
            mail: mail.key,
            outcome: Outcome(
                .ignored, reason: rule.rawValue, messageID: fingerprint.messageID,
                contentHash: fingerprint.contentHash))
    }

    static func quarantined(
        _ mail: IncomingMail, _ rule: IntakeRule, _ fingerprint: Fingerprint, detail: String? = nil
    ) -> Intake {
        let reason = detail.map { "\(rule.rawValue): \($0)" } ?? rule.rawValue
        var intake = Intake(
            mail: mail.key,
            outcome: Outcome(
                .quarantined, reason: reason, messageID: fingerprint.messageID, contentHash: fingerprint.contentHash))
        intake.raw = mail.bytes
        intake.isTruncated = mail.isTruncated
        return intake
    }
}

extension Event {
    /// What became of the mail; of a reply, what became of the answer.
    init(_ intake: Intake) {
        let journalled = intake.journal.lazy.compactMap { Event(rawValue: $0.event) }.first { !$0.isAlarm }
        self =
            switch intake.outcome.kind {
            case .ticket: .ticketOpened
            case .update: journalled ?? .ticketUpdated
            case .notice: .noticeReceived
            case .reply: journalled ?? .replyQueued
            case .command: journalled ?? .noteAdded
            case .ignored: .mailIgnored
            case .quarantined: .mailQuarantined
            case .pending: .mailPostponed
            }
    }
}
