import Domain
public import IMAPClient
import Logging
public import Store

/// Takes mails that were dealt with out of the watched folder, after their outcome is committed.
public struct OriginalsMover: Sendable {
    let context: BridgeContext
    let connections: [String: MailboxConnection]

    public init(_ context: BridgeContext, connections: [String: MailboxConnection]) {
        self.context = context
        self.connections = connections
    }

    /// Works until the task is cancelled. What a crash left behind is taken up at the start.
    public func run() async {
        var rests = Rests()
        while !Task.isCancelled {
            do {
                let start = ContinuousClock.now
                try await pass(&rests)
                // Nobody waits for it, and a command moves many as easily as one.
                await rest(9, atMost: .seconds(2), since: start)
                await context.movesWaiting.wait(atMost: rests.pause(at: context.now()))
            } catch {
                context.noteStoreFailure(error)
                await context.movesWaiting.wait(atMost: .seconds(30))
            }
        }
    }

    /// Tries each move once.
    public func pass() async throws(StoreError) {
        var rests = Rests()
        try await pass(&rests)
    }

    /// Tries what does not rest.
    func pass(_ rests: inout Rests) async throws(StoreError) {
        rests.isCutOff = false
        var waiting: Set<Errand> = []
        for (account, connection) in connections {
            let moves = try await context.store.pendingMoves(account: account)
            for (errand, group) in Dictionary(grouping: moves, by: Errand.init) {
                waiting.insert(errand)
                guard !rests.includes(errand, at: context.now()) else { continue }
                rests.note(try await move(group.map(\.mail), errand, over: connection), errand, at: context.now())
            }
        }
        rests.forgetAll(but: waiting)
    }

    /// Mails that can be moved by one command.
    struct Errand: Hashable {
        var account: String
        var folder: String
        var uidValidity: UInt32
        var target: String

        init(_ move: PendingMove) {
            account = move.mail.account
            folder = move.mail.folder
            uidValidity = move.mail.uidValidity
            target = move.target
        }
    }

    /// Returns why the mails are to be tried again; nil if they are not.
    private func move(
        _ mails: [MailKey], _ errand: Errand, over connection: MailboxConnection
    ) async throws(StoreError) -> IMAPError? {
        do {
            let source = try await connection.folder(MailboxName(errand.folder))
            let target = try await connection.mailbox(named: errand.target)
            let uids = UIDSet(mails.map { UID($0.uid) })
            try await connection.move(
                uids, in: source, uidValidity: UIDValidity(errand.uidValidity), to: target)
            context.note(.debug, .originalsMoved, ["count": String(mails.count)])
        } catch let error where error.kind == .uidValidityChanged {
            // The folder was renumbered: these UIDs name nothing any more.
            context.note(.warning, .moveFailed, ["reason": error.description])
        } catch {
            context.note(.warning, .moveFailed, ["reason": error.description])
            return error
        }
        try await context.store.moved(mails)
        return nil
    }
}
