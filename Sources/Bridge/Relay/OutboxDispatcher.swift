import Domain
import Marketplaces
import MIME
import Routing
import Logging
import Store

/// The second half of the out path: what stands in the outbox goes to its marketplace, once, and the agent is told.
///
/// Each post is committed as `sending` before the call and as one of the results after it. Whatever ends in between leaves
/// a post that is looked for before anything is sent again.
public struct OutboxDispatcher: Sendable {
    /// Looks after an unclear post, and how much longer than the first the later pauses are.
    private static let readBacks = 3
    private static let laterPauses = 4
    /// A marketplace that cannot be read for so long will not be waited for silently.
    private static let longestBlindness = Duration.seconds(3600)
    private static let mendingPause = Duration.seconds(300)

    let context: BridgeContext
    let account: Account
    private let bell: Bell

    /// One for each marketplace, so that a silent one holds up nobody but itself.
    public init(_ context: BridgeContext, for account: Account) {
        self.context = context
        self.account = account
        bell = context.postsWaiting[account.name] ?? Bell()
    }

    /// Works until the task is cancelled. A post that is on its way is finished first.
    public func run() async {
        while !Task.isCancelled {
            do {
                _ = try await pass()
                let next = try await context.store.nextPostTime(marketplace: account.name)
                await bell.wait(atMost: pause(until: next))
            } catch {
                context.noteStoreFailure(error)
                await bell.wait(atMost: .seconds(5))
            }
        }
    }

    /// Sends and reads back everything that is due now; returns how many entries were dealt with.
    public func pass() async throws -> Int {
        // Nobody else sends for this marketplace: what is marked as being sent was left behind by a crash or a full disk.
        let recovered = try await context.store.recoverInterruptedPosts(marketplace: account.name, at: context.now())
        if recovered > 0 { context.note(.warning, .postsRecovered, ["count": String(recovered)]) }
        var count = 0
        while !Task.isCancelled, try await begun({ try await sendNext() }) { count += 1 }
        while !Task.isCancelled, try await begun({ try await lookForNext() }) { count += 1 }
        warnOfClocks()
        return count
    }

    /// Clocks that differ make deadlines wrong by as much.
    private func warnOfClocks() {
        guard let seconds = account.differingClock,
            context.meter.mayTell("clocks-differ \(account.name)", at: context.now())
        else { return }
        context.note(
            .warning, .clocksDiffer,
            ["marketplace": account.name.text, "ahead": "\(seconds)"])
    }

    private func begun(_ step: () async throws -> Bool) async throws -> Bool {
        try await context.pulse.during("outbox \(account.name)", step)
    }

    /// False if nothing is due.
    private func sendNext() async throws -> Bool {
        let store = context.store
        let due = try await shielded { [account, context] in
            try await store.claimPost(marketplace: account.name, at: context.now())
        }
        guard let entry = due, let ticket = try await shielded({ try await store.ticket(entry.ticket) }) else {
            return false
        }
        // Whom an acknowledgement was for has been answered meanwhile.
        if entry.isAutomatic, ticket.waitingSince == nil {
            try await store.move(entry.id, from: [.sending], to: .dropped, reason: "answered", at: context.now())
            return true
        }
        let verdict = await outliving(by: Self.lastPatience) { await send(entry, ticket) }
        try await shielded { try await finish(entry, verdict) }
        return true
    }

    private func lookForNext() async throws -> Bool {
        guard let entry = try await context.store.dueUncertain(marketplace: account.name, at: context.now()),
            let ticket = try await context.store.ticket(entry.ticket)
        else { return false }
        let verdict = await outliving(by: Self.lastPatience) { await look(entry, ticket) }
        try await shielded { try await finish(entry, verdict) }
        return true
    }

    /// How long a post may go on when the service has to stop; what is cut off then is looked for later.
    private static let lastPatience = Duration.seconds(3)

    private func pause(until next: Timestamp?) -> Duration {
        guard let next else { return Self.longestPause }
        return max(.milliseconds(10), min(next - context.now(), Self.longestPause))
    }

    /// Other processes release and retry posts, and cannot ring.
    private static let longestPause = Duration.seconds(2)

    // MARK: Sending

    /// What one call, or one look, means for the entry.
    enum Verdict {
        /// `text` as it stands there; nil if it was not read back.
        case confirmed(RemoteMessageID?, Timestamp, text: String?, endsWait: Bool)
        /// An action; in the marketplace's words.
        case done(note: String?)
        /// An action that the marketplace works on under this name.
        case pending(handle: String)
        case refused(String)
        case again(ConnectorError)
        /// `looks` have been made that showed nothing.
        case unclear(String, looks: Int)
        case absent
        /// Nothing can be read back there.
        case needsPerson
        /// Nothing is sent there.
        case shadow
    }

    private func send(_ entry: OutboxEntry, _ ticket: Ticket) async -> Verdict {
        guard !account.isShadow else { return .shadow }
        if entry.task != nil { return await act(entry, ticket) }
        if let verdict = await lookBehind(entry, ticket) { return verdict }
        switch await account.connector.post(post(entry, ticket)) {
        case .accepted(let id, let at, let text): return await confirmed(entry, ticket, id, at, text)
        case .refused(let reason): return .refused(reason)
        case .notSent(let error): return .again(error)
        case .uncertain(let reason):
            return account.connector.capabilities.readsBack ? .unclear(reason, looks: 0) : .needsPerson
        }
    }

    /// What was ever in doubt is looked for before it is sent: it may have come to light since, as when the marketplace shows
    /// its messages late. Nil if it is to be sent.
    private func lookBehind(_ entry: OutboxEntry, _ ticket: Ticket) async -> Verdict? {
        guard entry.doubtedAt != nil, account.connector.capabilities.readsBack else { return nil }
        do {
            switch try await readBack(entry, ticket) {
            case .found(let id, let at, let text): return await confirmed(entry, ticket, id, at, text)
            case .absent: return nil
            case .impossible: return entry.isVouchedFor ? nil : .needsPerson
            }
        } catch let error as ConnectorError {
            return error.mayPass ? .again(error) : .needsPerson
        } catch {
            return .again(ConnectorError(.unavailable, "\(error)", retry: .later))
        }
    }

    private func readBack(_ entry: OutboxEntry, _ ticket: Ticket) async throws -> ReadBack {
        var post = post(entry, ticket)
        post.known = entry.earlierMessages(among: try await context.store.messages(of: ticket.id))
        return try await account.connector.readBack(post)
    }

    private func look(_ entry: OutboxEntry, _ ticket: Ticket) async -> Verdict {
        if entry.task != nil { return await lookAtAction(entry, ticket) }
        do {
            switch try await readBack(entry, ticket) {
            case .found(let id, let at, let text): return await confirmed(entry, ticket, id, at, text)
            case .absent: return .absent
            case .impossible: return .needsPerson
            }
        } catch {
            return .unclear("\(error)", looks: entry.readBacks)
        }
    }

    private func confirmed(
        _ entry: OutboxEntry, _ ticket: Ticket, _ id: RemoteMessageID?, _ at: Timestamp, _ text: String?
    ) async -> Verdict {
        var text = text
        if text == nil, entry.relay == nil, let id {
            // A new conversation is none of those that the ticket knows.
            text = await ReceiptReading(account: account)
                .text(of: id, thread: entry.opening == nil ? entry.thread ?? ticket.thread : nil, order: ticket.order)
        }
        return .confirmed(id, at, text: text, endsWait: await reachesBuyer(entry, ticket))
    }

    private func post(_ entry: OutboxEntry, _ ticket: Ticket) -> Post {
        Post(
            thread: entry.opening == nil ? entry.thread ?? ticket.thread : nil, order: ticket.order, text: entry.text,
            attachments: entry.attachments, recipients: Post.Recipients(rawValue: entry.recipients) ?? .automatic,
            answering: entry.answering,
            opening: entry.opening.map { Post.Opening(topic: $0.isEmpty ? nil : $0) },
            relay: entry.relay.flatMap(RelayNote.context),
            intendedAt: intended(entry),
            lastKnown: entry.lastKnown, key: PostKey(entry, domain: context.settings.domain).text)
    }

    /// When sending was committed to, no later than the marketplace's clock may have shown.
    func intended(_ entry: OutboxEntry) -> Timestamp {
        (entry.intendedAt ?? context.now()) - account.clocksCompared.greatestLead
    }

    /// Whether the buyer reads it: an answer to the operator alone ends nobody's wait. Where it cannot be asked now, the
    /// answer counts, as nearly all go to the buyer.
    private func reachesBuyer(_ entry: OutboxEntry, _ ticket: Ticket) async -> Bool {
        do {
            return try await account.connector.reachesBuyer(post(entry, ticket))
        } catch {
            context.note(.info, .postConfirmed, ticket: ticket.id, outbox: entry.id, ["readers": error.description])
            return true
        }
    }

    // MARK: Deciding

    /// Worked out again if the ticket changed meanwhile: what the buyer wrote just now is still to be answered.
    private func finish(_ entry: OutboxEntry, _ verdict: Verdict) async throws(StoreError) {
        let store = context.store
        var outcome: PostOutcome
        var record: PostRecord
        repeat {
            guard let (ticket, version) = try await store.snapshot(of: entry.ticket) else { return }
            outcome = self.outcome(of: verdict, entry, ticket, try await store.messages(of: ticket.id))
            outcome.requires = version
            record = try await store.finish(outcome, at: context.now())
        } while record == .stale
        // Dropped, erased or proven by a copy while it was looked for.
        guard record == .written else { return }
        note(entry, outcome)
        context.ticketMailsWaiting.ring()
        context.filingWaiting.ring()
    }

    private func outcome(
        of verdict: Verdict, _ entry: OutboxEntry, _ ticket: Ticket, _ messages: [TicketMessage]
    ) -> PostOutcome {
        let report = PostReport(context, account, ticket)
        switch verdict {
        case .confirmed(let id, let at, let text, let endsWait):
            let rules = account.rules(of: ticket, at: at)
            guard endsWait, rules.counts(entry) else {
                return report.confirmed(entry, id, at, text: text, rest: nil, messages)
            }
            let rest = TicketWait(
                of: ticket, among: messages, answers: [.init(thread: entry.thread ?? ticket.thread, at: at)],
                prompt: account.answeringMachine, counts: rules.counts)
            return report.confirmed(entry, id, at, text: text, rest: rest, messages)
        case .done(let note): return report.done(entry, note, messages)
        case .pending(let handle): return pending(entry, report, handle)
        case .refused(let reason): return refused(entry, report, reason)
        case .again(let error): return again(entry, report, error)
        case .unclear(let reason, let looks): return unclear(entry, report, reason, looks: looks)
        case .absent: return absent(entry, report)
        case .needsPerson: return report.needsPerson(entry)
        case .shadow: return report.shadowed(entry)
        }
    }

    /// Surely not taken: again later, until the agent has to take over.
    private func again(_ entry: OutboxEntry, _ report: PostReport, _ error: ConnectorError) -> PostOutcome {
        context.meter.note(error, at: account.name, now: context.now())
        guard error.mayPass else { return refused(entry, report, error.description) }
        // Time alone does not help: somebody has to mend it.
        let isToMend = error.retry == .never || error.kind == .credentials
        var delay = RetrySchedule.posts.delay(after: entry.attempts, advice: error.retry)
        // Knocking on with a key that was refused locks accounts.
        if isToMend { delay = max(delay, Self.mendingPause) }
        let now = context.now()
        let patience = PostPatience(
            begun: max(entry.intendedAt ?? entry.createdAt, entry.resumedAt ?? entry.createdAt),
            deadline: report.ticket.deadline,
            canBeHandedOver: entry.task == nil && !entry.isAutomatic)
        switch patience.verdict(next: now + delay, isToMend: isToMend, at: now) {
        case .giveUp: return refused(entry, report, error.description)
        case .handOver: return report.handedOver(entry, reason: error.description)
        case .tell: return report.postponed(entry, until: now + delay, reason: error.description, tellsAgent: true)
        case .wait: return report.postponed(entry, until: now + delay, reason: error.description, tellsAgent: false)
        }
    }

    /// What may be there all the same must not be called failed: its agent would send it once more.
    private func refused(_ entry: OutboxEntry, _ report: PostReport, _ reason: String) -> PostOutcome {
        entry.mayStandThere ? report.needsPerson(entry, because: reason) : report.failed(entry, reason)
    }

    private func unclear(
        _ entry: OutboxEntry, _ report: PostReport, _ reason: String, looks: Int
    ) -> PostOutcome {
        if let since = entry.unseenSince, context.now() - since > Self.longestBlindness {
            return report.needsPerson(entry)
        }
        return uncertain(entry, report, reason, looks: looks)
    }

    private func uncertain(
        _ entry: OutboxEntry, _ report: PostReport, _ reason: String, looks: Int
    ) -> PostOutcome {
        // What the marketplace said when it took it still holds.
        let reason = entry.wasTaken ? DoubtCode.taken.with(reason) : reason
        return report.uncertain(entry, until: context.now() + pause(after: looks), reason: reason, looks: looks)
    }

    /// Asked for less and less often: marketplaces take seconds or hours.
    private func pending(_ entry: OutboxEntry, _ report: PostReport, _ handle: String) -> PostOutcome {
        let age = entry.uncertainSince.map { context.now() - $0 } ?? .zero
        guard age < PostPatience.longest else { return report.needsPerson(entry) }
        let pause = min(max(context.settings.readBackDelay, age / 4), Self.longestPendingPause)
        // Who has just said ok to asking again hears that it still goes on.
        return report.pending(
            entry, handle: handle, until: context.now() + pause,
            tellsAgent: entry.handle == nil || entry.state == .sending)
    }

    private static let longestPendingPause = Duration.seconds(900)

    /// Not there: looked for again, then sent once more; if that gets lost too, a person decides. So he does at once if the
    /// marketplace said that it took it, since it may only be slow to show it.
    private func absent(_ entry: OutboxEntry, _ report: PostReport) -> PostOutcome {
        let looks = entry.readBacks + 1
        let reason = "not found at the marketplace after \(looks) looks"
        guard looks >= Self.readBacks else { return uncertain(entry, report, reason, looks: looks) }
        // Money goes out once at most without a person's word.
        guard entry.attempts < 2, !entry.movesMoney, !entry.wasTaken else { return report.needsPerson(entry) }
        return report.postponed(entry, until: context.now(), reason: reason, tellsAgent: false)
    }

    private func pause(after looks: Int) -> Duration {
        looks == 0 ? context.settings.readBackDelay : context.settings.readBackDelay * Self.laterPauses
    }

    private func note(_ entry: OutboxEntry, _ outcome: PostOutcome) {
        context.meter.count(outcome.result, of: entry, at: account.name, now: context.now())
        var values = ["attempt": String(entry.attempts)]
        let event: Event
        switch outcome.result {
        case .confirmed(let id, _):
            event = .postConfirmed
            context.meter.marketplaceWorks(account.name, at: context.now())
            values["remote"] = id?.text
        case .failed(let reason): (event, values["reason"]) = (.postRefused, reason)
        case .postponed(_, let reason):
            (event, values["reason"]) = (.postPostponed, reason)
            context.meter.marketplaceFails(account.name, reason)
        case .uncertain(_, let reason, _): (event, values["reason"]) = (.postUncertain, reason)
        case .pending: event = .actionPending
        case .held(let reason): (event, values["reason"]) = (.postHeld, reason)
        }
        context.note(
            [.postConfirmed, .actionPending].contains(event) ? .info : .warning, event, ticket: entry.ticket,
            outbox: entry.id, values)
    }
}
