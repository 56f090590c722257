import ArgumentParser
import Bridge
import Configuration
import Domain
import Marketplaces
import Store

struct QueueCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "queue", abstract: "Look at answers on their way to the marketplaces, and act on them.",
        subcommands: [
            QueueListCommand.self, QueueShowCommand.self, QueueRetryCommand.self, QueueHoldCommand.self,
            QueueReleaseCommand.self, QueueDropCommand.self, QueueFlushCommand.self,
        ])
}

struct QueueListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Answers that are not finished, oldest first.",
        discussion: "Columns: entry, ticket, state, attempts, next attempt, reason.")

    @OptionGroup var store: StoreOption
    @Flag(help: "Finished ones too.") var all = false
    @Option(help: "How many at most, from 1 on.") var limit = ListLimit(1000)

    func run() async throws {
        try await reportingErrors {
            let entries = try await store.open().outbox(states: all ? OutboxState.allCases : nil, limit: limit.rows)
            for entry in entries {
                if store.json {
                    try sayJSON(ShownPost(entry, withText: false))
                } else {
                    sayRow([
                        String(entry.id), entry.ticket.description, entry.state.rawValue, String(entry.attempts),
                        entry.nextAttempt.description, entry.reason ?? "-",
                    ])
                }
            }
        }
    }
}

struct QueueShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "One answer, with the text that the buyer would read.")

    @OptionGroup var store: StoreOption
    @Argument(help: "Number of the entry.") var entry: Int64

    func run() async throws {
        try await reportingErrors {
            let store = try self.store.open()
            guard let found = try await store.outboxEntry(entry) else {
                complain("no entry \(entry) in the queue")
                throw ExitStatus.badData
            }
            try await store.noteView("queue show", ticket: found.ticket, outbox: found.id)
            let shown = ShownPost(found, withText: true)
            guard !self.store.json else { return try sayJSON(shown) }
            say("entry \(shown.entry): \(shown.state), ticket \(shown.ticket), \(shown.attempts) attempts")
            sayLine("  agent         \(shown.agent)")
            sayLine("  reason        \(shown.reason ?? "-")")
            say("  next attempt  \(shown.nextAttempt)")
            sayLine("  remote        \(shown.remote ?? "-")")
            sayLine("  attachments   \(shown.attachments.isEmpty ? "-" : shown.attachments.joined(separator: ", "))")
            say(found.text)
        }
    }
}

/// Takes entries from one state to another.
protocol QueueAction: AsyncParsableCommand {
    static var action: QueueChange { get }
    var store: StoreOption { get }
    var entries: [Chosen] { get }
    /// Throws if the entry must stay where it is; returns what is said of it in the journal.
    func permitted(_ entry: OutboxEntry, in tickets: any TicketStore) async throws -> String?
}

extension TicketStore {
    /// The outbox's entries in these states.
    func posts(in states: [OutboxState]) async throws -> [PostStanding] {
        let begin = Timestamp(milliseconds: 0)
        return try await queuedPosts(failedSince: begin, limit: .max).filter { states.contains($0.state) }
    }
}

extension StoreOption {
    /// Says what became of an entry of the outbox.
    fileprivate func show(_ entry: Int64, in store: any TicketStore) async throws {
        guard let found = try await store.outboxEntry(entry) else { return }
        if json {
            try sayJSON(ShownPost(found, withText: false))
        } else {
            say("entry \(entry): \(found.state.rawValue)")
        }
    }
}

extension QueueAction {
    func permitted(_ entry: OutboxEntry, in tickets: any TicketStore) async throws -> String? { nil }

    func run() async throws {
        try await reportingErrors {
            let store = try self.store.open()
            guard let numbers = Chosen.numbers(entries) else {
                return try await applyToAll(store.posts(in: Self.action.statesOfAll), in: store)
            }
            for entry in numbers { try await apply(to: entry, in: store) }
        }
    }

    func validate() throws { try Chosen.check(entries) }

    private func apply(to entry: Int64, in store: any TicketStore) async throws {
        let known = try await store.outboxEntry(entry)
        let remark: String? = if let known { try await permitted(known, in: store) } else { nil }
        try await Self.action.apply(to: entry, in: store, remark: remark, by: Caller.text, at: systemTime())
        try await self.store.show(entry, in: store)
    }

    /// One that has to stay where it is does not keep the others.
    private func applyToAll(_ posts: [PostStanding], in store: any TicketStore) async throws {
        var areAllDone = true
        var passedOver: [Int64] = []
        for post in posts {
            do {
                if let known = try await store.outboxEntry(post.entry), Self.action.passesOver(known) {
                    passedOver.append(post.entry)
                    continue
                }
                try await apply(to: post.entry, in: store)
            } catch let error as StoreError where [.wrongState, .notFound].contains(error.kind) {
                complain("entry \(post.entry): \(error.detail)")
                areAllDone = false
            } catch let code as ExitCode where code == ExitStatus.finding {
                areAllDone = false
            }
        }
        if !passedOver.isEmpty {
            let numbers = passedOver.map(String.init).joined(separator: ", ")
            complain(
                "\(passedOver.count) left as they are, since they may have gone out: \(numbers). Look in the portal whether "
                    + "they stand there, then name them")
        }
        guard areAllDone else { throw ExitStatus.finding }
    }
}

struct QueueRetryCommand: QueueAction {
    static let configuration = CommandConfiguration(
        commandName: "retry", abstract: "Try waiting or failed answers now.",
        discussion: """
            An uncertain answer is not resent by this: look in the portal first, then use release or drop. Where the \
            marketplace cannot be read, a retried answer that did arrive before would be read twice by the buyer. \
            Failed ones are tried by number only, and not if the buyer has been answered since.
            """)
    static let action = QueueChange.retry

    @OptionGroup var store: StoreOption
    @Argument(help: "Numbers of entries, or ALL.") var entries: [Chosen]
}

struct QueueHoldCommand: QueueAction {
    static let configuration = CommandConfiguration(
        commandName: "hold", abstract: "Keep answers from being sent until they are released.")
    static let action = QueueChange.hold

    @OptionGroup var store: StoreOption
    @Argument(help: "Numbers of entries, or ALL.") var entries: [Chosen]
}

struct QueueDropCommand: QueueAction {
    static let configuration = CommandConfiguration(
        commandName: "drop", abstract: "Give answers up; they stay on record but are never sent.",
        discussion: """
            ALL leaves out what may have gone out already, and says how many that are: such an answer is looked for until \
            it is known, and given up by its number only.
            """)
    static let action = QueueChange.drop

    @OptionGroup var store: StoreOption
    @Argument(help: "Numbers of entries, or ALL.") var entries: [Chosen]
}

struct QueueFlushCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "flush", abstract: "Try now what waits for another try.",
        discussion: """
            For when a marketplace, or the network, is back. Answers in their grace period keep it, and what is held stays \
            held.
            """)

    @OptionGroup var store: StoreOption
    @Argument(help: "Only answers of this marketplace.") var marketplace: String?

    func run() async throws {
        try await reportingErrors {
            let names = try self.store.config.check().offline.marketplaces.map(\.name.text)
            if let marketplace, !names.contains(marketplace) {
                complain("no marketplace \(marketplace); there are \(names.joined(separator: ", "))")
                throw ExitStatus.badData
            }
            let store = try self.store.open()
            for post in try await store.posts(in: [.queued])
            where post.attempts > 0 && (marketplace ?? post.marketplace.text) == post.marketplace.text {
                do {
                    try await QueueChange.retry.apply(
                        to: post.entry, in: store, by: Caller.text, at: systemTime())
                    try await self.store.show(post.entry, in: store)
                } catch let error as StoreError where error.kind == .wrongState {
                    // The service was faster.
                    complain("entry \(post.entry): \(error.detail)")
                }
            }
        }
    }
}
