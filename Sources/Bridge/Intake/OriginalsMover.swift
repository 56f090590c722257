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
        while !Task.isCancelled {
            do {
                let start = ContinuousClock.now
                let isDone = try await pass()
                // Nobody waits for it, and a command moves many as easily as one.
                await rest(9, atMost: .seconds(2), since: start)
                await context.movesWaiting.wait(atMost: isDone ? .seconds(300) : .seconds(30))
            } catch {
                context.noteStoreFailure(error)
                await context.movesWaiting.wait(atMost: .seconds(30))
            }
        }
    }

    /// False if something is left to be tried again.
    public func pass() async throws(StoreError) -> Bool {
        var isDone = true
        for (account, connection) in connections {
            let moves = try await context.store.pendingMoves(account: account)
            for (errand, group) in Dictionary(grouping: moves, by: Errand.init) {
                isDone = try await move(group.map(\.mail), errand, over: connection) && isDone
            }
        }
        return isDone
    }

    /// Mails that can be moved by one command.
    private struct Errand: Hashable {
        var folder: String
        var uidValidity: UInt32
        var target: String

        init(_ move: PendingMove) {
            folder = move.mail.folder
            uidValidity = move.mail.uidValidity
            target = move.target
        }
    }

    private func move(
        _ mails: [MailKey], _ errand: Errand, over connection: MailboxConnection
    ) async throws(StoreError) -> Bool {
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
            return false
        }
        try await context.store.moved(mails)
        return true
    }
}
