import Digests
import Domain
import Logging
import MIME
import Marketplaces
import Store

/// Compares a marketplace's own list of conversations with the tickets: what no mail announced becomes news, what was
/// answered in the portal stops the clock and shows in the agents' thread. Each such gap is counted.
public struct Sweep: Sendable {
    /// What one look found.
    public struct Report: Sendable, Hashable {
        /// Conversations that the list named.
        public var listed = 0
        public var newTickets = 0
        /// Messages that no mail had announced.
        public var missedMessages = 0
        /// Answers that were given in the portal.
        public var portalAnswers = 0
        /// Tickets whose wait the marketplace sees otherwise than we did.
        public var changedWaits = 0
        /// Tickets that changed here while the marketplace was asked.
        public var overtaken = 0

        public init() {}
    }

    /// The list may show a change late, and clocks differ: each look begins so much before the one before it began.
    private static let overlap = Duration.seconds(600)
    /// A mail about a message this young may still be on its way; the next look will see it again.
    private static let mailPatience = Duration.seconds(300)

    let context: BridgeContext
    let account: Account

    public init(_ context: BridgeContext, for account: Account) {
        self.context = context
        self.account = account
    }

    /// Works until the task is cancelled; does nothing where there is no list to look at.
    public func run() async {
        guard let pause = account.sweep else { return }
        while !Task.isCancelled {
            var rest = pause
            do {
                try await pass()
            } catch let error as ConnectorError {
                context.note(
                    .warning, .sweepFailed, ["marketplace": account.name.text, "reason": error.description])
                if case .after(let least) = error.retry { rest = max(rest, least) }
            } catch {
                context.note(.error, .storeFailed, ["reason": "\(error)"])
            }
            try? await Task.sleep(for: rest)
        }
    }

    /// One look. The first one only marks the time: what is older than the bridge stays where it is.
    ///
    /// - Throws: ``ConnectorError`` if the list, or a conversation that may be read later, cannot be read; the next look
    ///   then begins where this one did.
    @discardableResult
    public func pass() async throws -> Report {
        let start = context.now()
        var report = Report()
        guard let since = try await context.store.sweepStart(marketplace: account.name) else {
            try await context.store.swept(marketplace: account.name, since: start, at: start)
            return report
        }
        var fault: ConnectorError?
        for change in try await account.connector.changes(since: since - Self.overlap) {
            report.listed += 1
            do {
                guard let conversation = try await conversation(change) else { continue }
                try await compare(conversation, change, since: since, &report)
            } catch let error as ConnectorError where ![.credentials, .rateLimited].contains(error.kind) {
                // One conversation must not hide the others; the next look begins where this one did.
                fault = fault ?? error
            } catch let error as WriteError {
                context.note(
                    .error, .sweepFailed, ["marketplace": account.name.text, "reason": error.description])
            }
        }
        if let fault { throw fault }
        let next = report.overtaken == 0 ? start : since
        try await context.store.swept(marketplace: account.name, since: next, at: context.now())
        note(report)
        return report
    }

    /// Nil if it is gone, or can never be read.
    private func conversation(_ change: ConversationChange) async throws -> Conversation? {
        if let conversation = change.conversation { return conversation }
        if let changedAt = change.changedAt, try await isKnown(change, until: changedAt) { return nil }
        do {
            let found = try await account.connector.conversations(
                for: ConversationKeys(thread: change.thread, order: change.order, notifiedAt: change.changedAt))
            let fitting = found.filter { $0.thread == change.thread }
            return fitting.first { $0.order == change.order } ?? fitting.first
        } catch {
            guard error.retry == .never, error.kind != .credentials else { throw error }
            context.note(
                .warning, .sweepFailed, ["marketplace": account.name.text, "reason": error.description])
            return nil
        }
    }

    /// Whether the ticket already holds a message as new as the change, so that the conversation need not be read.
    private func isKnown(_ change: ConversationChange, until changedAt: Timestamp) async throws -> Bool {
        guard
            let ticket = try await context.store.ticket(
                marketplace: account.name, order: change.order, thread: change.thread)
        else { return false }
        let messages = try await context.store.messages(of: ticket.id)
        return messages.contains { $0.thread == change.thread && $0.createdAt >= changedAt }
    }

    private func compare(
        _ conversation: Conversation, _ change: ConversationChange, since: Timestamp, _ report: inout Report
    ) async throws {
        let store = context.store
        let order = conversation.order ?? change.order
        var ticket = try await store.ticket(marketplace: account.name, order: order, thread: conversation.thread)
        // A thread that is known for another order is another conversation.
        if let known = ticket?.order, let order, known != order { ticket = nil }
        var version: TicketVersion?
        if let known = ticket {
            version = try await store.version(of: known.id)
            ticket = try await store.ticket(known.id)
        }
        var history: [TicketMessage] = []
        var entries: [OutboxEntry] = []
        if let ticket {
            history = try await store.messages(of: ticket.id)
            entries = try await store.outbox(of: ticket.id)
        }
        let gap = SweepGap(conversation, ticket: ticket, history: history, entries: entries, since: since)
        guard !gap.isEmpty, !gap.isYoung(at: context.now(), patience: Self.mailPatience) else { return }
        var owner = ticket
        if owner == nil {
            owner = try await store.openTicket(
                marketplace: account.name, order: order, thread: conversation.thread, fallback: "",
                token: base32(randomBytes(16)), at: context.now())
            report.newTickets += 1
        }
        guard let owner else { return }
        let unchanged = if let version { version } else { try await store.version(of: owner.id) }
        let filed = try await NewsFiling(context, account, owner, kind: .buyerMessage).file(gap.news)
        let detail = "missed \(gap.missed), portal \(gap.portalAnswers)"
        var finding = SweepFinding(
            ticket: owner.id, requires: unchanged, messages: filed.messages,
            ticketUpdate: gap.closing(filed.update),
            journal: [
                JournalEntry(at: context.now(), event: Event.sweepFound.rawValue, ticket: owner.id, detail: detail)
            ])
        if gap.portalAnswers > 0, let newest = gap.news.messages.last(where: { $0.message.role == .seller }) {
            (finding.outboxChanges, finding.ticketMails) = try AnsweredElsewhere(context, account, owner)
                .hold(entries, in: conversation.thread, name: newest.message.id.text)
        }
        // An answer that was confirmed meanwhile would get its wait back: the next look compares again.
        guard try await store.commit(finding, at: context.now()) != nil else {
            report.overtaken += 1
            return
        }
        context.ticketMailsWaiting.ring()
        report.missedMessages += gap.missed
        report.portalAnswers += gap.portalAnswers
        if gap.missed == 0, gap.portalAnswers == 0 { report.changedWaits += 1 }
        context.note(.info, .sweepFound, ticket: owner.id, ["marketplace": account.name.text, "gap": detail])
    }

    private func note(_ report: Report) {
        context.note(
            report.missedMessages > 0 ? .warning : .debug, .sweepFinished,
            [
                "marketplace": account.name.text, "listed": String(report.listed),
                "new-tickets": String(report.newTickets), "missed": String(report.missedMessages),
                "portal-answers": String(report.portalAnswers), "changed-waits": String(report.changedWaits),
            ])
    }
}
