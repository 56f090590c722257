import Domain
public import IMAPClient
import Logging
import Routing
import Store

/// Keeps the mails of tickets where the tickets stand: in the folder of their state, and with keywords that say it. A mail
/// that an agent took somewhere else is left there.
public struct TicketFiling: Sendable {
    /// Tickets that changed before the service was started are looked at as far back.
    private static let lookBack = Duration.seconds(7 * 86_400)
    private static let pause = Duration.seconds(15)
    /// Tickets that are looked at in one round; of more, those that changed first, and the most urgent.
    private static let most = 500

    let context: BridgeContext
    let connections: [String: MailboxConnection]

    public init(_ context: BridgeContext, connections: [String: MailboxConnection]) {
        self.context = context
        self.connections = connections
    }

    /// What is known from one round to the next.
    struct Memory {
        var since: Timestamp
        var problems: Set<TicketID> = []
    }

    private var filing: TicketingSettings.Filing { context.settings.filing }

    /// Works until the task is cancelled.
    public func run() async {
        guard filing.files || filing.gestures else { return }
        var memory = Memory(since: context.now() - Self.lookBack)
        if !filing.gestures { await makeFolders() }
        while !Task.isCancelled {
            let start = ContinuousClock.now
            do {
                try await pass(&memory)
            } catch {
                context.noteStoreFailure(error)
            }
            // A round looks at many tickets, and every ticket mail rings.
            await rest(9, atMost: Self.pause, since: start)
            await context.filingWaiting.wait(atMost: Self.pause)
        }
    }

    /// Agents can only drop mails into folders that are there, and only those can be watched.
    public func makeFolders() async {
        guard let connection = connections[context.settings.ticketMailbox] else { return }
        let watched = filing.gestures ? context.router.folders.values.map(\.description) : []
        for folder in Set(filing.ownFolders + watched).sorted() {
            do {
                try await connection.create(try await connection.mailbox(named: folder))
            } catch {
                context.note(.warning, .moveFailed, ["reason": error.description])
            }
        }
    }

    func pass(_ memory: inout Memory) async throws(StoreError) {
        let unsettled = try await settleMoves()
        guard filing.files else { return }
        let now = context.now()
        let day = context.settings.team.hours.day(of: now)
        let endOfDay = now + .seconds(86_400 - day.second)
        let changed = try await context.store.ticketsChanged(since: memory.since, limit: Self.most)
        let problems = try await context.store.ticketsWithProblems()
        var tickets = changed + (try await context.store.openTickets(after: nil, limit: Self.most))
        for id in problems.symmetricDifference(memory.problems) {
            if let ticket = try await context.store.ticket(id) { tickets.append(ticket) }
        }
        let wishes = tickets.reduce(into: [TicketID: FilingPlan.Wish]()) { wishes, ticket in
            let shelf = TicketShelf(ticket, hasProblem: problems.contains(ticket.id), endOfDay: endOfDay)
            wishes[ticket.id] = FilingPlan.Wish(
                folder: filing.byState ? filing.folders[shelf] ?? context.folder(of: ticket) : nil,
                keywords: filing.keywords ? StateKeywords.of(ticket, endOfDay: endOfDay, at: now) : nil)
        }
        let plan = FilingPlan(try await placedMails(of: wishes, without: unsettled), wishes)
        var keywords: [Int64: [String]] = [:]
        for (mark, mails) in plan.marks {
            // A mail gets several marks: each is noted beside what those before it left.
            let current = mails.map { mail in
                var mail = mail
                mail.keywords = keywords[mail.id] ?? mail.keywords
                return mail
            }
            for mail in try await carryOut(mark, current) { keywords[mail.id] = mail.keywords }
        }
        // Marks are made first: a mail that was moved has another UID.
        let shown =
            plan.marks.isEmpty
            ? plan
            : FilingPlan(try await placedMails(of: wishes, without: unsettled), wishes)
        for (move, mails) in shown.moves { try await carryOut(move, mails) }
        memory.problems = problems
        // The same moment is looked at again: more may have changed in it.
        memory.since = changed.count == Self.most ? changed.last?.updatedAt ?? memory.since : now - .seconds(60)
    }

    private func placedMails(
        of wishes: [TicketID: FilingPlan.Wish], without unsettled: Set<Int64>
    ) async throws(StoreError) -> [PlacedMail] {
        try await context.store.placedMails(of: Array(wishes.keys)).filter { !unsettled.contains($0.id) }
    }

    /// Looks for mails whose move was interrupted, by the process's end or the connection's, before anything is noted of it:
    /// they lie where they were to go, or still where they were. Returns those that cannot be looked for now.
    private func settleMoves() async throws(StoreError) -> Set<Int64> {
        var unsettled: Set<Int64> = []
        for move in try await context.store.begunMoves() {
            do {
                guard let connection = connections[move.mail.mailbox] else {
                    unsettled.insert(move.mail.id)
                    continue
                }
                let folder = try await connection.mailbox(named: move.folder)
                if let found = try await connection.appended(messageID: move.messageID, in: folder) {
                    try await context.store.refile([
                        Refiling(move.mail) { mail in
                            mail.folder = move.folder
                            mail.uidValidity = found.uidValidity?.number
                            mail.uid = found.uid?.number
                        }
                    ])
                }
            } catch let error as StoreError {
                throw error
            } catch {
                unsettled.insert(move.mail.id)
                context.note(.warning, .moveFailed, ["reason": "\(error)"])
                continue
            }
            // Also where the place was noted meanwhile by whoever saw it there.
            try await context.store.abandonMoves(of: [move.mail])
        }
        return unsettled
    }

    /// Returns the mails as they are now; none if nothing was done.
    private func carryOut(
        _ mark: FilingPlan.Mark, _ mails: [PlacedMail]
    ) async throws(StoreError) -> [PlacedMail] {
        guard let connection = connections[mark.place.mailbox], let flag = Flag(mark.keyword) else { return [] }
        let uids = UIDSet(mails.compactMap { $0.uid.map { UID($0) } })
        do {
            let folder = try await connection.mailbox(named: mark.place.folder)
            let validity = UIDValidity(mark.place.uidValidity)
            if mark.isAdded {
                try await connection.add([flag], to: uids, in: folder, uidValidity: validity)
            } else {
                try await connection.remove([flag], from: uids, in: folder, uidValidity: validity)
            }
        } catch {
            if isGone(error) {
                try await forget(mails)
            } else {
                context.note(.warning, .moveFailed, ["reason": error.description])
            }
            return []
        }
        let changes = mails.map { mail in
            Refiling(mail) { mail in
                mail.keywords.removeAll { $0 == mark.keyword }
                if mark.isAdded { mail.keywords.append(mark.keyword) }
            }
        }
        try await context.store.refile(changes)
        return changes.map(\.now)
    }

    private func carryOut(_ move: FilingPlan.Move, _ mails: [PlacedMail]) async throws(StoreError) {
        guard let connection = connections[move.from.mailbox] else { return }
        let moved: CopiedUIDs?
        try await context.store.begin(moving: mails, to: move.folder)
        do {
            moved = try await connection.move(
                UIDSet(mails.compactMap { $0.uid.map { UID($0) } }),
                in: try await connection.mailbox(named: move.from.folder),
                uidValidity: UIDValidity(move.from.uidValidity),
                to: try await connection.mailbox(named: move.folder))
        } catch {
            guard !isGone(error) else { return try await forget(mails) }
            // What may have happened is looked for in the next round.
            if !error.mayHaveTakenEffect { try await context.store.abandonMoves(of: mails) }
            return context.note(.warning, .moveFailed, ["reason": error.description])
        }
        try await context.store.refile(
            mails.map { mail in
                Refiling(mail) { mail in
                    // One that did not come along was taken away by an agent. A server that tells nothing is asked no more.
                    mail.uid = moved.flatMap { moved in mail.uid.flatMap { moved.destination(of: UID($0))?.number } }
                    if moved == nil || mail.uid != nil { mail.folder = move.folder }
                    if let moved, mail.uid != nil { mail.uidValidity = moved.uidValidity.number }
                }
            })
        context.note(.debug, .originalsMoved, ["count": String(mails.count)])
    }

    /// The folder was removed or renumbered: these UIDs name nothing any more.
    private func isGone(_ error: IMAPError) -> Bool { [.uidValidityChanged, .noSuchFolder].contains(error.kind) }

    private func forget(_ mails: [PlacedMail]) async throws(StoreError) {
        try await context.store.refile(mails.map { mail in Refiling(mail) { $0.uid = nil } })
    }
}
