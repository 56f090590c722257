import Domain
import Marketplaces
import MIME
import Logging
import Store

/// The second half of the out path: what stands in the outbox goes to its marketplace, once, and the agent is told.
///
/// Each post is committed as `sending` before the call and as one of the results after it. Whatever ends in between leaves
/// a post that is looked for before anything is sent again.
public struct OutboxDispatcher: Sendable {
    /// Reason of a post that a person has to look for, because nothing else can.
    static let outcomeUnknown = "outcome-unknown"
    /// Looks after an unclear post, and how much longer than the first the later pauses are.
    private static let readBacks = 3
    private static let laterPauses = 4
    /// Attempts after which a post that surely was not taken is given up.
    private static let longestTry = Duration.seconds(48 * 3600)
    private static let delayNoticeAfter = Duration.seconds(600)

    let context: BridgeContext

    public init(_ context: BridgeContext) { self.context = context }

    /// Works until the task is cancelled. A post that is on its way is finished first.
    public func run() async {
        while !Task.isCancelled {
            do {
                _ = try await pass()
                let next = try await context.store.nextPostTime()
                await context.postsWaiting.wait(atMost: pause(until: next))
            } catch {
                context.note(.error, .storeFailed, ["reason": "\(error)"])
                await context.postsWaiting.wait(atMost: .seconds(5))
            }
        }
    }

    /// Sends and reads back everything that is due now; returns how many entries were dealt with.
    public func pass() async throws -> Int {
        var count = 0
        while !Task.isCancelled, try await shielded({ try await sendNext() }) { count += 1 }
        while !Task.isCancelled, try await shielded({ try await lookForNext() }) { count += 1 }
        return count
    }

    /// False if nothing is due.
    private func sendNext() async throws(StoreError) -> Bool {
        guard let entry = try await context.store.claimPost(at: context.now()) else { return false }
        try await finish(entry, await send(entry))
        return true
    }

    private func lookForNext() async throws(StoreError) -> Bool {
        guard let entry = try await context.store.claimUncertain(at: context.now()) else { return false }
        try await finish(entry, await look(entry))
        return true
    }

    private func pause(until next: Timestamp?) -> Duration {
        guard let next else { return Self.longestPause }
        return max(.milliseconds(10), min(next - context.now(), Self.longestPause))
    }

    /// Other processes release and retry posts, and cannot ring.
    private static let longestPause = Duration.seconds(2)

    // MARK: Sending

    /// What one call, or one look, means for the entry.
    private enum Verdict {
        case confirmed(RemoteMessageID?, Timestamp)
        case refused(String)
        case again(ConnectorError)
        case unclear(String)
        case absent
        /// Nothing can be read back there.
        case needsPerson
        /// Nothing is sent there.
        case shadow
    }

    private func send(_ entry: OutboxEntry) async -> Verdict {
        guard let ticket = try? await context.store.ticket(entry.ticket),
            let account = context.accounts[ticket.marketplace]
        else { return .refused("the marketplace of this ticket is not configured any more") }
        guard !account.isShadow else { return .shadow }
        switch await account.connector.post(post(entry, ticket)) {
        case .accepted(let id, let at): return .confirmed(id, at)
        case .refused(let reason): return .refused(reason)
        case .notSent(let error): return .again(error)
        case .uncertain(let reason): return account.connector.capabilities.readsBack ? .unclear(reason) : .needsPerson
        }
    }

    private func look(_ entry: OutboxEntry) async -> Verdict {
        guard let ticket = try? await context.store.ticket(entry.ticket),
            let account = context.accounts[ticket.marketplace]
        else { return .needsPerson }
        do {
            switch try await account.connector.readBack(post(entry, ticket)) {
            case .found(let id, let at): return .confirmed(id, at)
            case .absent: return .absent
            case .impossible: return .needsPerson
            }
        } catch {
            return .unclear(error.description)
        }
    }

    private func post(_ entry: OutboxEntry, _ ticket: Ticket) -> Post {
        Post(
            thread: entry.thread ?? ticket.thread, order: ticket.order, text: entry.text,
            attachments: entry.attachments, recipients: Post.Recipients(rawValue: entry.recipients) ?? .automatic,
            relay: entry.relay.flatMap(RelayNote.context), intendedAt: entry.intendedAt ?? context.now(),
            lastKnown: entry.lastKnown, key: PostKey(entry, domain: context.settings.domain).text)
    }

    // MARK: Deciding

    private func finish(_ entry: OutboxEntry, _ verdict: Verdict) async throws(StoreError) {
        guard let ticket = try await context.store.ticket(entry.ticket) else { return }
        let outcome: PostOutcome
        let report = PostReport(context, ticket)
        do {
            switch verdict {
            case .confirmed(let id, let at): outcome = try report.confirmed(entry, id, at)
            case .refused(let reason): outcome = try report.failed(entry, reason)
            case .again(let error): outcome = try again(entry, report, error)
            case .unclear(let reason): outcome = try unclear(entry, report, reason)
            case .absent: outcome = try absent(entry, report)
            case .needsPerson: outcome = try report.needsPerson(entry)
            case .shadow: outcome = try report.shadowed(entry)
            }
        } catch {
            // The report could not be written as a mail; the result must be kept all the same.
            context.note(.error, .postHeld, ticket: ticket.id, outbox: entry.id, ["reason": error.description])
            outcome = PostOutcome(entry: entry.id, result: .held(reason: "report: \(error.description)"))
        }
        try await context.store.finish(outcome, at: context.now())
        note(entry, outcome)
        context.ticketMailsWaiting.ring()
    }

    /// Surely not taken: again later, until the agent has to take over.
    private func again(
        _ entry: OutboxEntry, _ report: PostReport, _ error: ConnectorError
    ) throws(WriteError) -> PostOutcome {
        let age = context.now() - entry.createdAt
        guard error.retry != .never || error.kind == .credentials, age < Self.longestTry else {
            return try report.failed(entry, error.description)
        }
        let until = context.now() + RetrySchedule.posts.delay(after: entry.attempts, advice: error.retry)
        let isLate = age > Self.delayNoticeAfter || error.kind == .credentials || error.kind == .forbidden
        return try report.postponed(entry, until: until, reason: error.description, tellsAgent: isLate)
    }

    private func unclear(
        _ entry: OutboxEntry, _ report: PostReport, _ reason: String
    ) throws(WriteError) -> PostOutcome {
        // A marketplace that cannot be read for an hour will not be waited for silently.
        if context.now() - (entry.intendedAt ?? entry.createdAt) > .seconds(3600) {
            return try report.needsPerson(entry)
        }
        return report.uncertain(entry, until: context.now() + pause(after: entry.readBacks), reason: reason)
    }

    /// Not there: looked for again, then sent once more; if that gets lost too, a person decides.
    private func absent(_ entry: OutboxEntry, _ report: PostReport) throws(WriteError) -> PostOutcome {
        let reason = "not found at the marketplace after \(entry.readBacks) looks"
        guard entry.readBacks >= Self.readBacks else {
            return report.uncertain(entry, until: context.now() + pause(after: entry.readBacks), reason: reason)
        }
        guard entry.attempts < 2 else { return try report.needsPerson(entry) }
        return try report.postponed(entry, until: context.now(), reason: reason, tellsAgent: false)
    }

    private func pause(after looks: Int) -> Duration {
        looks == 0 ? context.settings.readBackDelay : context.settings.readBackDelay * Self.laterPauses
    }

    private func note(_ entry: OutboxEntry, _ outcome: PostOutcome) {
        var values = ["attempt": String(entry.attempts)]
        let event: Event
        switch outcome.result {
        case .confirmed(let id, _):
            event = .postConfirmed
            values["remote"] = id?.text
        case .failed(let reason): (event, values["reason"]) = (.postRefused, reason)
        case .postponed(_, let reason): (event, values["reason"]) = (.postPostponed, reason)
        case .uncertain(_, let reason): (event, values["reason"]) = (.postUncertain, reason)
        case .held(let reason): (event, values["reason"]) = (.postHeld, reason)
        }
        context.note(
            event == .postConfirmed ? .info : .warning, event, ticket: entry.ticket, outbox: entry.id, values)
    }
}
