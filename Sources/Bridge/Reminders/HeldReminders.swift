import Domain
import Logging
import MIME
import Replies
import Store

/// Reminds agents of answers that wait for their word, and says it louder once little time is left. Each reminder is
/// committed together with its mark, so that it comes once whatever ends in between. Nothing is sent by itself.
public struct HeldReminders: Sendable {
    let context: BridgeContext
    private let bell = Bell()

    public init(_ context: BridgeContext) { self.context = context }

    /// Works until the task is cancelled.
    public func run() async {
        while !Task.isCancelled {
            do {
                try await pass()
            } catch {
                context.noteStoreFailure(error)
            }
            await bell.wait(atMost: Self.pause)
        }
    }

    private static let pause = Duration.seconds(5)

    /// Writes every reminder that is due; returns how many.
    @discardableResult
    public func pass() async throws -> Int {
        var count = 0
        try await forget()
        for held in try await context.store.heldAnswers() where try await remind(held) { count += 1 }
        if count > 0 { context.ticketMailsWaiting.ring() }
        return count
    }

    /// Questions about money whose code ran out long ago are withdrawn: until then a late `ok` learns why it is none.
    private func forget() async throws {
        let now = context.now()
        for entry in try await context.store.outbox(states: [.held], limit: 1000)
        where entry.reason == HoldCause.confirmAction.rawValue {
            guard let request = try await context.store.moneyRequest(outbox: entry.id), request.step != .done,
                request.expiresAt < now - Self.memory
            else { continue }
            let isInDoubt = entry.moneyMayHaveMoved
            try await context.store.move(
                entry.id, from: [.held], to: isInDoubt ? .held : .dropped,
                reason: isInDoubt ? OutboxEntry.outcomeUnknown : "expired", at: now)
            try await context.store.record(
                JournalEntry(
                    at: now, event: Event.moneyRefused.rawValue, ticket: entry.ticket, outbox: entry.id,
                    detail: "expired"))
        }
    }

    private static let memory = Duration.seconds(86_400)

    private func remind(_ held: HeldAnswer) async throws -> Bool {
        let entry = held.entry
        // What an admin or the trial mode holds waits for no agent.
        guard !["admin", "shadow"].contains(entry.reason), let ticket = try await context.store.ticket(entry.ticket),
            let account = context.accounts[ticket.marketplace], !account.isShadow
        else { return false }
        let now = context.now()
        let reminder = HeldReminder(heldAt: entry.updatedAt, deadline: ticket.deadline)
        guard let stage = reminder.stage(at: now) ?? (isUnknown(entry) ? .half : nil),
            !held.reminders.contains(HeldReminder.Stage.late.rawValue),
            !held.reminders.contains(stage.rawValue)
        else { return false }
        let event: Event = stage == .late ? .heldEscalated : .heldReminded
        let isNew = try await context.store.remind(
            of: entry, stage: stage.rawValue, mails: try mails(entry, ticket, account, stage),
            journal: JournalEntry(
                at: now, event: event.rawValue, ticket: ticket.id, outbox: entry.id, detail: entry.reason), at: now)
        guard isNew else { return false }
        context.note(
            stage == .late ? .warning : .info, event, ticket: ticket.id, outbox: entry.id,
            ["reason": entry.reason ?? "", "since": entry.updatedAt.description])
        return true
    }

    /// Held as the service began on a restored store: nobody has told its agent yet.
    private func isUnknown(_ entry: OutboxEntry) -> Bool {
        guard let start = context.restored?.startedAt else { return false }
        return entry.reason == HoldCause.restoredStore.rawValue && entry.doubtedAt == start && entry.updatedAt == start
    }

    private func mails(
        _ entry: OutboxEntry, _ ticket: Ticket, _ account: Account, _ stage: HeldReminder.Stage
    ) throws(WriteError) -> [NewTicketMail] {
        let agent = context.settings.agent(at: entry.agent)
        let folder = context.folder(of: ticket)
        let name = agent?.identity.name ?? entry.agent
        let composer = context.composer(account, ticket, answering: entry)
        var mails = [
            try composer.heldReminder(
                entry, name: ticket.owner ?? name, isUrgent: stage == .late,
                mayHaveGoneOut: context.mayHaveGoneOut(entry, askedAt: nil), folder: folder)
        ]
        if stage == .late {
            mails.append(try context.composer(account, ticket).heldEscalation(entry, name: name, folder: folder))
        }
        return mails
    }
}
