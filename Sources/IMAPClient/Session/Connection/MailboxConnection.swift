import Domain

/// The command connection of one account: made when first needed, made anew when it breaks, shared by any number of
/// tasks, whose operations it carries out one after the other.
///
/// Folders are named in each call, since several tasks work in several folders. UIDs are always given with the
/// UIDVALIDITY that they belong to; if the folder has another one the call fails with
/// ``IMAPError/Kind/uidValidityChanged`` and does nothing.
public actor MailboxConnection {
    public nonisolated let account: IMAPAccount

    private let open: @Sendable () async throws(IMAPError) -> IMAPSession
    private var session: IMAPSession?
    private var lastUse = ContinuousClock.now
    private var turns = Turns()
    /// A server that asked to be left alone is left alone, however often we are called.
    private var closed: (until: ContinuousClock.Instant, by: IMAPError)?

    public init(account: IMAPAccount) {
        self.account = account
        open = { () async throws(IMAPError) in try await account.connect() }
    }

    /// For tests: `open` makes the sessions.
    init(account: IMAPAccount, open: @escaping @Sendable () async throws(IMAPError) -> IMAPSession) {
        self.account = account
        self.open = open
    }

    /// Mails whose Message-ID is `messageID`, given without angle brackets.
    public func find(messageID: String, in mailbox: MailboxName) async throws(IMAPError) -> FoundMails {
        try await repeatable { session throws(IMAPError) in try await session.find(messageID: messageID, in: mailbox) }
    }

    /// Moves mails to `target`, which is created if it is missing. Returns where they went, if the server tells; UIDs that
    /// are gone are no error.
    @discardableResult
    public func move(
        _ uids: UIDSet, in mailbox: MailboxName, uidValidity: UIDValidity, to target: MailboxName
    ) async throws(IMAPError) -> CopiedUIDs? {
        try await inTurn { () async throws(IMAPError) in
            try await creating(target) { session throws(IMAPError) in
                try await Self.select(mailbox, uidValidity, in: session)
                return try await session.move(uids, to: target)
            }
        }
    }

    /// Takes mails out for good; false if this server can only mark them as deleted. UIDs that are gone are no error.
    public func delete(
        _ uids: UIDSet, in mailbox: MailboxName, uidValidity: UIDValidity
    ) async throws(IMAPError) -> Bool {
        try await repeatable { session throws(IMAPError) in
            try await Self.select(mailbox, uidValidity, in: session)
            return try await session.delete(uids)
        }
    }

    /// Returns the flags that the folder does not keep; they were not sent.
    @discardableResult
    public func add(
        _ flags: [Flag], to uids: UIDSet, in mailbox: MailboxName, uidValidity: UIDValidity
    ) async throws(IMAPError) -> [Flag] {
        try await repeatable { session throws(IMAPError) in
            try await Self.select(mailbox, uidValidity, in: session)
            return try await session.add(flags, to: uids)
        }
    }

    @discardableResult
    public func remove(
        _ flags: [Flag], from uids: UIDSet, in mailbox: MailboxName, uidValidity: UIDValidity
    ) async throws(IMAPError) -> [Flag] {
        try await repeatable { session throws(IMAPError) in
            try await Self.select(mailbox, uidValidity, in: session)
            return try await session.remove(flags, from: uids)
        }
    }

    /// Mails of a folder in the order of UIDs; for looking at a few again (at most 1000), since all are held in memory.
    public func fetch(
        _ uids: UIDSet, in mailbox: MailboxName, uidValidity: UIDValidity
    ) async throws(IMAPError) -> [FetchedItem] {
        try await repeatable { session throws(IMAPError) in
            guard uids.count <= 1000 else { throw IMAPError(.unsupported, "too many mails at once", retry: .never) }
            try await Self.select(mailbox, uidValidity, in: session)
            return try await session.fetchAll(Array(uids.uids))
        }
    }

    /// Creates a folder and all levels above it, and subscribes to it. An existing folder is success.
    public func create(_ mailbox: MailboxName) async throws(IMAPError) {
        try await repeatable { session throws(IMAPError) in try await session.create(mailbox) }
    }

    /// The full name of a folder whose levels are `path`, with this server's prefix and separator.
    public func mailbox(path: [String]) async throws(IMAPError) -> MailboxName {
        try await repeatable { session throws(IMAPError) in try await session.mailbox(path: path) }
    }

    /// The folder that `written` means, as ``IMAPSession/folder(_:)`` has it.
    public func folder(_ written: MailboxName) async throws(IMAPError) -> MailboxName {
        try await repeatable { session throws(IMAPError) in try await session.folder(written) }
    }

    public func list() async throws(IMAPError) -> [ListedMailbox] {
        try await repeatable { session throws(IMAPError) in try await session.list() }
    }

    public func status(_ mailbox: MailboxName) async throws(IMAPError) -> MailboxStatus {
        try await repeatable { session throws(IMAPError) in try await session.status(mailbox) }
    }

    /// What the server can do; connects if need be.
    public func capabilities() async throws(IMAPError) -> Capabilities {
        try await repeatable { session throws(IMAPError) in await session.capabilities }
    }

    /// Logs out. A later call connects again.
    public func close() async {
        if !turns.takeIfFree() { await withCheckedContinuation { turns.enqueue($0) } }
        defer { turns.pass() }
        await session?.logout()
        session = nil
    }
}

extension MailboxConnection {
    /// How long a connection may have rested before it is tried with NOOP; servers close idle ones without a word.
    private static let restTime: Duration = .seconds(20)

    /// Does `body`, and once more after creating `mailbox` if that is what was missing.
    private func creating<Result: Sendable>(
        _ mailbox: MailboxName, _ body: (IMAPSession) async throws(IMAPError) -> Result
    ) async throws(IMAPError) -> Result {
        do throws(IMAPError) {
            return try await use(body)
        } catch {
            guard error.code?.name == "TRYCREATE" else { throw error }
            return try await use { session throws(IMAPError) in
                try await session.create(mailbox)
                return try await body(session)
            }
        }
    }

    /// Opens `mailbox` unless it is open.
    private static func select(
        _ mailbox: MailboxName, _ validity: UIDValidity, in session: IMAPSession
    ) async throws(IMAPError) {
        let open = await session.selected
        let folder = open?.name == mailbox ? open : nil
        let selected: SelectedMailbox
        if let folder {
            // A server need not act on mails that it has not announced here yet, and announces them with an answer.
            try await session.noop()
            selected = folder
        } else {
            selected = try await session.select(mailbox)
        }
        guard selected.uidValidity == validity else {
            let detail = "\(mailbox): UIDVALIDITY is \(selected.uidValidity), not \(validity)"
            throw IMAPError(.uidValidityChanged, detail, retry: .never)
        }
    }

    /// For what may be done twice without harm: done once more if the connection breaks.
    private func repeatable<Result: Sendable>(
        _ body: (IMAPSession) async throws(IMAPError) -> Result
    ) async throws(IMAPError) -> Result {
        try await inTurn { () async throws(IMAPError) in
            do throws(IMAPError) {
                return try await use(body)
            } catch {
                guard error.kind == .network, !Task.isCancelled else { throw error }
                return try await use(body)
            }
        }
    }

    func inTurn<Result: Sendable>(
        _ body: () async throws(IMAPError) -> Result
    ) async throws(IMAPError) -> Result {
        if !turns.takeIfFree() { await withCheckedContinuation { turns.enqueue($0) } }
        defer { turns.pass() }
        if Task.isCancelled { throw IMAPError(.cancelled, "cancelled before anything was sent") }
        return try await body()
    }

    func use<Result: Sendable>(
        _ body: (IMAPSession) async throws(IMAPError) -> Result
    ) async throws(IMAPError) -> Result {
        let session = try await liveSession()
        defer { lastUse = .now }
        do throws(IMAPError) {
            return try await body(session)
        } catch {
            await account.heed(error)
            throw error
        }
    }

    private func liveSession() async throws(IMAPError) -> IMAPSession {
        if let session, await session.failure == nil {
            if ContinuousClock.now - lastUse < Self.restTime { return session }
            do throws(IMAPError) {
                try await session.noop()
                return session
            } catch {
                if error.kind == .cancelled { throw error }
            }
        }
        session = nil
        if let closed, closed.until > .now { throw closed.by }
        do throws(IMAPError) {
            let session = try await open()
            self.session = session
            closed = nil
            return session
        } catch {
            if case .after(let pause) = error.retry { closed = (.now + pause, error) }
            throw error
        }
    }
}
