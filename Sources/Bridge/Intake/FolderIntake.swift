import Domain
public import IMAPClient
import Logging
import Store
import Synchronization

/// Connects a watched folder with the in path: the position is ours, the server's flags are the agents'.
public struct FolderIntake: FolderHandler {
    let context: BridgeContext
    let account: String
    let folder: String
    private let renumbering = Renumbering()

    public init(_ context: BridgeContext, account: String, folder: String) {
        self.context = context
        self.account = account
        self.folder = folder
    }

    /// The first run only indexes: what lies there already is left alone. A folder that was renumbered since is read from
    /// its start, because nobody can tell what came in between; what is known is recognised as a duplicate.
    public func position(uidValidity: UIDValidity, end: () async throws -> UID) async throws -> UID {
        let known = try await context.store.nextUID(account: account, folder: folder, uidValidity: uidValidity.number)
        if let known { return UID(known) }
        let isRenumbered = try await context.store.folderHistory(account: account, folder: folder).first != nil
        let next = isRenumbered ? UID.first : try await end()
        try await context.store.startFolder(
            account: account, folder: folder, uidValidity: uidValidity.number, next: next.number, at: context.now())
        context.note(
            isRenumbered ? .warning : .info, isRenumbered ? .folderRenumbered : .folderStarted,
            ["mailbox": account, "folder": folder, "next": next.description])
        return next
    }

    /// A restored mailbox. Nobody can tell since when its UIDs name other mails, so all is read again that was read. What is
    /// known is kept under other UIDs: a mail that has one of them now is no known one, and a known one is a duplicate.
    public func wentBack(to next: UID, uidValidity: UIDValidity) async throws -> UID {
        context.lookAhead.forgetAll(of: account, folder: folder)
        let start = try await context.store.rewindFolder(
            account: account, folder: folder, uidValidity: uidValidity.number, to: next.number, at: context.now())
        context.note(.error, .folderWentBack, ["mailbox": account, "folder": folder, "next": String(start)])
        return UID(start)
    }

    /// Large mails of other people's business are not carried over the network.
    public func wantsWhole(_ head: FetchedMail, uidValidity: UIDValidity) async throws -> Bool {
        MailIntake(context).mayConcernUs(
            IncomingMail(
                key: key(head.uid, uidValidity), bytes: head.bytes, receivedAt: head.internalDate ?? context.now(),
                firstTriedAt: context.now(), isTruncated: true))
    }

    /// Those that were not read whole may have to be.
    public func expect(_ mail: FetchedMail, uidValidity: UIDValidity) {
        guard !mail.isTruncated else { return }
        let incoming = incoming(mail, uidValidity)
        context.lookAhead.begin(incoming.key) {
            guard let firstLook = try? await firstLookIfRenumbered(incoming.key.uidValidity) else { return nil }
            guard !firstLook.isAfter(incoming) else { return nil }
            return await Outlook(incoming, context, mayBeKnown: firstLook.time != nil)
        }
    }

    public func receive(_ mail: FetchedMail, uidValidity: UIDValidity) async throws {
        try context.room.check()
        let incoming = incoming(mail, uidValidity)
        defer { context.lookAhead.forget(incoming.key) }
        if try await firstLookIfRenumbered(incoming.key.uidValidity).isAfter(incoming) {
            return try await settle(incoming.key, .ignored, .beforeFirstRun)
        }
        try await context.pulse.during("mail \(incoming.key)") { try await MailIntake(context).receive(incoming) }
        // Of use in a long backlog, which is caught up with late.
        context.meter.mailboxWorks(account, folder, at: context.now())
    }

    public func missing(_ uid: UID, _ reason: MissingMail, uidValidity: UIDValidity) async throws {
        switch reason {
        case .vanished: try await settle(key(uid, uidValidity), .ignored, .vanished)
        case .unreadable(let text):
            context.note(.error, .mailFailed, ["mail": key(uid, uidValidity).description, "reason": text])
            try await settle(key(uid, uidValidity), .quarantined, .unreadable)
        }
    }

    public func event(_ event: WatchEvent) async {
        let place = ["mailbox": account, "folder": folder]
        switch event {
        case .connected(_, let next):
            // No proof that mails can be read: that shows when it has caught up.
            context.note(.info, .mailConnected, place.merging(["next": next.description]) { first, _ in first })
            // What a lost connection left undone can be taken up now.
            context.movesWaiting.ring()
            context.ticketMailsWaiting.ring()
        case .disconnected(let error, let pause):
            context.lookAhead.forgetAll(of: account, folder: folder)
            context.meter.mailboxFails(account, folder, error.description, at: context.now())
            if error.kind == .credentials {
                context.meter.note(.credentials, at: .mailbox(account), now: context.now())
            }
            let values = ["reason": error.description, "retry_ms": String(pause.milliseconds)]
            context.note(.warning, .mailDisconnected, place.merging(values) { first, _ in first })
        case .wentWrong(let lines):
            for line in lines {
                context.note(.warning, .imapTrace, place.merging(["line": line.description]) { first, _ in first })
            }
        case .handlerFailed(let uid, let error, let pause):
            let values = ["uid": uid.description, "reason": "\(error)", "retry_ms": String(pause.milliseconds)]
            context.note(.error, .mailFailed, place.merging(values) { first, _ in first })
        case .caughtUp: context.meter.mailboxWorks(account, folder, at: context.now())
        case .waiting(let isIdle): context.meter.mailboxWorks(account, folder, at: context.now(), isIdle: isIdle)
        }
    }

    private func incoming(_ mail: FetchedMail, _ uidValidity: UIDValidity) -> IncomingMail {
        IncomingMail(
            key: key(mail.uid, uidValidity), bytes: mail.bytes, receivedAt: mail.internalDate ?? context.now(),
            firstTriedAt: context.now(), isTruncated: mail.isTruncated)
    }

    private func key(_ uid: UID, _ uidValidity: UIDValidity) -> MailKey {
        MailKey(account: account, folder: folder, uidValidity: uidValidity.number, uid: uid.number)
    }

    /// When the folder was first looked at, if it had other numbers then: only such a folder is read from its start.
    private func firstLookIfRenumbered(_ uidValidity: UInt32) async throws -> FirstLook {
        if let known = renumbering.known(uidValidity) { return known }
        let first = try await context.store.folderHistory(account: account, folder: folder).first
        let found = FirstLook(
            uidValidity: uidValidity, time: first?.uidValidity == uidValidity ? nil : first?.startedAt)
        renumbering.keep(found)
        return found
    }

    private func settle(_ mail: MailKey, _ kind: Outcome.Kind, _ rule: IntakeRule) async throws {
        var intake = Intake(
            mail: mail, outcome: Outcome(kind, reason: rule.rawValue, messageID: nil, contentHash: ""))
        if kind == .quarantined { intake.raw = [] }
        if try await context.store.commit(intake, at: context.now()).isNew { context.meter.count(kind, in: account) }
    }
}

/// Of a folder with these numbers: when it was first looked at with others; nil if it never was.
private struct FirstLook {
    var uidValidity: UInt32
    var time: Timestamp?

    /// Mails that are older were never ours.
    func isAfter(_ mail: IncomingMail) -> Bool { time.map { mail.receivedAt < $0 } ?? false }
}

/// The newest ``FirstLook``: it never changes as long as the numbers stay, and would be asked for twice a mail.
private final class Renumbering: Sendable {
    private let newest = Mutex<FirstLook?>(nil)

    func known(_ uidValidity: UInt32) -> FirstLook? {
        newest.withLock { $0?.uidValidity == uidValidity ? $0 : nil }
    }

    func keep(_ look: FirstLook) { newest.withLock { $0 = look } }
}
