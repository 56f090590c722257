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

    /// What is looked at again after a clock was set back.
    private static let longestLead = Duration.seconds(86_400)

    /// So many conversations are not refused by chance, if all are.
    private static let fewest = 3

    /// A look that a forbidden conversation keeps where it is names more and more lines: after this time it goes on without.
    private static let longestFault = Duration.seconds(48 * 3600)

    let context: BridgeContext
    let account: Account

    public init(_ context: BridgeContext, for account: Account) {
        self.context = context
        self.account = account
    }

    /// Works until the task is cancelled; does nothing where there is no list to look at.
    public func run() async {
        guard let pause = account.sweep else { return }
        let bell = context.sweepsWaiting[account.name] ?? Bell()
        while !Task.isCancelled {
            var rest = pause
            do {
                try await pass()
            } catch let error as ConnectorError {
                context.meter.marketplaceFails(account.name, error.description)
                context.meter.note(error, at: account.name, now: context.now())
                context.note(
                    .warning, .sweepFailed, ["marketplace": account.name.text, "reason": error.description])
                rest = max(rest, error.retry.leastWait ?? .zero)
            } catch {
                context.noteStoreFailure(error)
            }
            await bell.wait(atMost: rest)
        }
    }

    /// Parts of one list at most, each with ten conversations or more: what no list has that ever ends.
    private static let mostParts = 20_000

    /// One look. The first one only marks the time: what is older than the bridge stays where it is.
    ///
    /// However long the list is, it is read to its end, part by part, before the start moves: a part that was never seen
    /// would never be asked for again.
    ///
    /// - Throws: ``ConnectorError`` if the list, or a conversation that may be read later, cannot be read; the next look
    ///   then begins where this one did.
    @discardableResult
    public func pass() async throws -> Report {
        let start = context.now()
        var report = Report()
        guard let noted = try await context.store.sweepStart(marketplace: account.name) else {
            try await context.store.swept(marketplace: account.name, since: start, at: start)
            return report
        }
        // What lies ahead was noted by a clock that was ahead; ``ClockWatch`` may come after this look.
        let since = noted > start ? start - Self.longestLead : noted
        var fault: ConnectorError?
        var reads = Reads()
        var position: String?
        // Hashes of what was seen, since lists move while they are read; two that are equal by chance cost one look.
        var seen: Set<Int> = []
        for number in 1... {
            let part = try await account.connector.changes(since: since - Self.overlap, from: position)
            for change in part.changes where seen.insert(change.line.hashValue).inserted {
                report.listed += 1
                if let error = try await take(change, since: since, &reads, &report) { fault = fault ?? error }
            }
            guard let next = part.next else { break }
            guard next != position, number < Self.mostParts else {
                throw ConnectorError(.protocolViolation, "the list of conversations does not end", retry: .later)
            }
            position = next
        }
        if let fault = fault ?? reads.fault(since: since, at: context.now()) { throw fault }
        let next = report.overtaken == 0 ? start : since
        try await context.store.swept(marketplace: account.name, since: next, at: context.now())
        note(report)
        return report
    }

    /// Returns the error of a conversation that cannot be read now: it must not hide the others.
    private func take(
        _ change: ConversationChange, since: Timestamp, _ reads: inout Reads, _ report: inout Report
    ) async throws -> ConnectorError? {
        do {
            guard let conversation = try await conversation(change, since: since, &reads) else { return nil }
            try await compare(conversation, change, since: since, &report)
        } catch let error as ConnectorError where ![.credentials, .rateLimited].contains(error.kind) {
            return error
        } catch let error as WriteError {
            context.note(.error, .sweepFailed, ["marketplace": account.name.text, "reason": error.description])
        }
        return nil
    }

    /// What asking for the conversations of one look came to.
    private struct Reads {
        var number = 0
        /// Each of the conversation alone, as far as it goes by itself.
        var refusals: [ConnectorError] = []

        /// All refused, and more than chance would have it: then it is of none of them, but of how the marketplace is asked,
        /// such as after a change of its interface. What is gone may be gone.
        func fault(since: Timestamp, at now: Timestamp) -> ConnectorError? {
            guard number >= Sweep.fewest, refusals.count == number else { return nil }
            let told = refusals.first { $0.kind != .notFound } ?? refusals.first
            guard let told, told.kind != .notFound || now - since <= Sweep.longestFault else { return nil }
            return ConnectorError(
                told.kind, "each of \(number) conversations is refused: \(told.detail)", status: told.status,
                retry: .later)
        }
    }

    /// Nil if it is gone, or if it is of this conversation alone that it cannot be read: the others must not wait for it. What
    /// may be wrong with the account or the connection heals, and this conversation is still to be read then.
    private func conversation(
        _ change: ConversationChange, since: Timestamp, _ reads: inout Reads
    ) async throws -> Conversation? {
        if let conversation = change.conversation { return conversation }
        if let changedAt = change.changedAt, try await isKnown(change, until: changedAt) { return nil }
        reads.number += 1
        do {
            let found = try await account.connector.conversations(
                for: ConversationKeys(thread: change.thread, order: change.order, notifiedAt: change.changedAt))
            let fitting = found.filter { $0.thread == change.thread }
            return fitting.first { $0.order == change.order } ?? fitting.first
        } catch {
            let isLasting = error.kind == .forbidden && context.now() - since > Self.longestFault
            guard error.isOfWhatIsAsked || isLasting else { throw error }
            if error.isOfWhatIsAsked { reads.refusals.append(error) }
            context.note(
                .warning, .sweepFailed, ["marketplace": account.name.text, "reason": error.description])
            return nil
        }
    }

    /// Whether the conversation was read when it showed a message as new as the change, so that it need not be read again.
    /// An answer of ours and a mail came to the ticket without such a look: behind them may stand what nobody saw.
    private func isKnown(_ change: ConversationChange, until changedAt: Timestamp) async throws -> Bool {
        guard
            let ticket = try await context.store.ticket(
                marketplace: account.name, order: change.order, thread: change.thread)
        else { return false }
        let messages = try await context.store.messages(of: ticket.id)
        return messages.contains {
            [.api, .history].contains($0.source) && $0.thread == change.thread && $0.createdAt >= changedAt
        }
    }

    private func compare(
        _ shown: Conversation, _ change: ConversationChange, since: Timestamp, _ report: inout Report
    ) async throws {
        let store = context.store
        let conversation = try await context.withoutErased(shown, at: account.name)
        let order = conversation.order ?? change.order
        var ticket = try await store.ticket(marketplace: account.name, order: order, thread: conversation.thread)
        // A thread that is known for another order is another conversation.
        if let known = ticket?.order, let order, known != order { ticket = nil }
        var version: TicketVersion?
        if let known = ticket, let found = try await store.snapshot(of: known.id) { (ticket, version) = found }
        var history: [TicketMessage] = []
        var entries: [OutboxEntry] = []
        if let ticket {
            history = try await store.messages(of: ticket.id)
            entries = try await store.outbox(of: ticket.id)
        }
        let now = context.now()
        let gap = SweepGap(
            conversation, ticket: ticket, history: history, entries: entries, since: since,
            prompt: account.answeringMachine, rules: account.rules(of: ticket, at: now))
        guard !gap.isEmpty, !gap.isYoung(at: now, patience: Self.mailPatience) else { return }
        var owner = ticket
        if owner == nil {
            owner = try await context.openTicket(
                account, order: order, thread: conversation.thread, fallback: "")
            report.newTickets += 1
        }
        guard let owner else { return }
        let unchanged = if let version { version } else { try await store.version(of: owner.id) }
        let filed = try await NewsFiling(context, account, owner, kind: .buyerMessage).file(gap.news)
        let machine = gap.machineAnswers > 0 ? ", automatic \(gap.machineAnswers)" : ""
        let detail = "missed \(gap.missed), portal \(gap.portalAnswers)\(machine)"
        var finding = SweepFinding(
            ticket: owner.id, requires: unchanged, messages: filed.messages,
            ticketUpdate: gap.closing(filed.update),
            journal: [
                JournalEntry(at: context.now(), event: Event.sweepFound.rawValue, ticket: owner.id, detail: detail)
            ] + filed.journal)
        if gap.portalAnswers > 0, let newest = gap.newestByHand {
            (finding.outboxChanges, finding.ticketMails) = try AnsweredElsewhere(context, account, owner)
                .hold(entries, in: conversation.thread, name: newest.text)
        }
        // An answer that was confirmed meanwhile would get its wait back: the next look compares again.
        guard try await store.commit(finding, at: context.now()) != nil else {
            report.overtaken += 1
            return
        }
        context.ticketMailsWaiting.ring()
        context.noteAlarms(filed.journal, kind: .buyerMessage)
        report.missedMessages += gap.missed
        report.portalAnswers += gap.portalAnswers
        if gap.missed == 0, gap.portalAnswers == 0, gap.changesWait { report.changedWaits += 1 }
        context.note(.info, .sweepFound, ticket: owner.id, ["marketplace": account.name.text, "gap": detail])
    }

    private func note(_ report: Report) {
        context.meter.count(report, at: account.name)
        context.meter.marketplaceWorks(account.name, at: context.now())
        context.note(
            report.missedMessages > 0 ? .warning : .debug, .sweepFinished,
            [
                "marketplace": account.name.text, "listed": String(report.listed),
                "new-tickets": String(report.newTickets), "missed": String(report.missedMessages),
                "portal-answers": String(report.portalAnswers), "changed-waits": String(report.changedWaits),
            ])
    }
}

extension ConversationChange {
    /// What tells one line of a list from another, without the conversation itself.
    fileprivate var line: ConversationChange {
        ConversationChange(thread: thread, order: order, changedAt: changedAt)
    }
}
