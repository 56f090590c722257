import ArgumentParser
import Bridge
import Configuration
import Digests
import Domain
import Marketplaces
import Routing
import Store

struct TicketCloseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "close", abstract: "Closes a ticket here.",
        discussion: """
            The marketplace does not learn of it; an agent's #close tells it where that is possible. A new message of the \
            buyer opens the ticket again.
            """)

    @OptionGroup var store: StoreOption
    @Flag(help: "Although the marketplace waits for an answer.") var force = false
    @Argument(help: "Number of the ticket.") var ticket: Int64

    func run() async throws {
        try await reportingErrors {
            let store = try self.store.open()
            let known = try await store.one(ticket)
            guard let (found, version) = try await store.snapshot(of: known.id) else { return }
            if let deadline = found.deadline, !force {
                throw StoreError(
                    .wrongState,
                    "the marketplace waits for an answer until \(deadline); close it with --force if it needs none")
            }
            let unfinished = try await store.outbox(of: found.id).filter {
                ![.confirmed, .failed, .dropped].contains($0.state)
            }
            guard unfinished.isEmpty else {
                let entries = unfinished.map { "\($0.id) (\($0.state.rawValue))" }.joined(separator: ", ")
                throw StoreError(.wrongState, "answers wait in the queue: \(entries); release or drop them first")
            }
            let closed = TicketUpdate(state: .closed, waitingSince: .some(nil), deadline: .some(nil))
            try await store.edit(
                found, closed, .ticketClosed, "by the administrator", by: Caller.text, requires: version,
                at: systemTime())
            try await self.store.show(found.id, "is closed", in: store)
        }
    }
}

struct TicketReopenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reopen", abstract: "Opens a closed or pending ticket again, here.",
        discussion: """
            If a close or "no reply needed" ended the buyer's wait, it runs again as it did, with the same deadline. \
            Otherwise no clock starts: the marketplace counts from the buyer's messages.
            """)

    @OptionGroup var store: StoreOption
    @Argument(help: "Number of the ticket.") var ticket: Int64

    func run() async throws {
        try await reportingErrors {
            let store = try self.store.open()
            let found = try await store.one(ticket)
            try await store.edit(
                found, .reopened, .ticketReopened, "by the administrator", by: Caller.text, at: systemTime())
            try await self.store.show(found.id, "is open", in: store)
        }
    }
}

struct TicketAssignCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assign", abstract: "Gives a ticket to an agent.")

    @OptionGroup var store: StoreOption
    @Argument(help: "Number of the ticket.") var ticket: Int64
    @Argument(help: "Name of the agent.") var agent: String

    func run() async throws {
        try await reportingErrors {
            let agents = try store.config.check().offline.agents
            let store = try self.store.open()
            let found = try await store.one(ticket)
            let able = agents.filter { $0.marketplaces?.contains(found.marketplace) ?? true }
            guard let owner = able.first(where: { $0.name == agent }) else {
                complain(
                    "\(agent) does not answer at \(found.marketplace); these do: "
                        + able.map(\.name).joined(separator: ", "))
                throw ExitStatus.badData
            }
            var update = TicketUpdate(owner: owner.name)
            update.takenBy = owner.name
            try await store.edit(found, update, .ticketAssigned, owner.name, by: Caller.text, at: systemTime())
            try await self.store.show(found.id, "belongs to \(owner.name)", in: store)
        }
    }
}

struct TicketMergeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge", abstract: "Makes a ticket part of another.",
        discussion: """
            For one conversation that came in as two tickets. Replies to the mails of both belong to INTO from then on, \
            and each goes to the thread that it answers. `ticket split TICKET` takes it back.
            """)

    @OptionGroup var store: StoreOption
    @Argument(help: "Number of the ticket that goes.") var ticket: Int64
    @Argument(help: "Number of the ticket that stays.") var into: Int64

    func run() async throws {
        try await reportingErrors {
            let store = try self.store.open()
            try await store.merge(TicketID(ticket), into: TicketID(into), at: systemTime())
            try await store.record(
                JournalEntry(
                    at: systemTime(), event: Event.ticketMerged.rawValue, ticket: TicketID(into),
                    detail: "ticket \(ticket)", user: Caller.text))
            try await self.store.show(TicketID(ticket), "is part of ticket \(into)", in: store)
        }
    }
}

struct TicketSplitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "split", abstract: "Takes back a merge, or makes a thread a ticket of its own.",
        discussion: """
            Without --thread, TICKET is one that was merged: it stands by itself again. With --thread, what was written \
            in that thread leaves TICKET for a new one, and so does what will be. `ticket show --json` names the threads.
            """)

    @OptionGroup var store: StoreOption
    @Option(help: "The marketplace's id of the thread.") var thread: String?
    @Argument(help: "Number of the ticket.") var ticket: Int64

    func run() async throws {
        try await reportingErrors {
            let configuration = try store.config.check().offline
            let store = try self.store.open()
            let now = systemTime()
            let found = try await store.one(ticket)
            let whole = try await store.snapshot(of: found.mergedInto ?? found.id)
            guard let (whole, version) = whole else { throw StoreError(.notFound, "no ticket \(ticket)") }
            let messages = try await store.messages(of: whole.id)
            let clock = whole.clock.flatMap { configuration.clocks[$0] } ?? configuration.clock(of: whole.marketplace)
            let rules = clock?.rules(inForceAt: whole.waitingSince ?? now)
            let counts = { (answer: TicketMessage) in rules?.counts(answer) ?? true }
            let prompt = configuration.marketplaces.first { $0.name == whole.marketplace }?.answeringMachine
            let parts = { (leaves: (TicketMessage) -> Bool) in
                TicketParts(whole, messages, leaves: leaves, prompt: prompt, counts: counts) { since in
                    try? clock?.rules(inForceAt: since).deadline(from: since)
                }
            }
            let part: TicketID
            if let thread = thread.map({ ThreadID($0) }) {
                guard messages.contains(where: { $0.thread == thread }),
                    messages.contains(where: { $0.thread != thread })
                else { throw StoreError(.wrongState, "ticket \(ticket) has not both thread \(thread) and another") }
                let parts = parts { $0.thread == thread }
                part =
                    try await store.split(
                        thread, off: whole.id, token: base32(randomBytes(16)), own: parts.own, rest: parts.rest,
                        requires: version, at: now
                    ).id
            } else {
                guard found.mergedInto != nil else {
                    throw StoreError(.wrongState, "ticket \(ticket) is part of no other; name a thread with --thread")
                }
                let parts = parts { $0.belongs(to: found) }
                try await store.unmerge(found.id, own: parts.own, rest: parts.rest, requires: version, at: now)
                part = found.id
            }
            try await store.record(
                JournalEntry(
                    at: now, event: Event.ticketSplit.rawValue, ticket: part, detail: "from ticket \(whole.id)",
                    user: Caller.text))
            try await self.store.show(part, "stands by itself", in: store)
        }
    }
}
