/// Takes what a ``MailboxWatcher`` finds in one folder. Its calls never overlap.
public protocol FolderHandler: Sendable {
    /// The first UID not seen yet under this UIDVALIDITY.
    ///
    /// Asked after each SELECT. For a folder or UIDVALIDITY never seen, return `end`, which asks the server, to leave what
    /// lies there alone, or ``UID/first`` to take everything.
    func position(uidValidity: UIDValidity, end: () async throws -> UID) async throws -> UID

    /// The folder was put back: the next mail gets the UID `next`, below the position, so that mails may have come meanwhile
    /// under UIDs that were those of others. Returns from where to read again.
    func wentBack(to next: UID, uidValidity: UIDValidity) async throws -> UID

    /// Whether to fetch all of a mail above ``IMAPOptions/wholeMail``, of which `head` is the beginning. If not, that is what
    /// ``receive(_:uidValidity:)`` gets. Errors as there.
    func wantsWhole(_ head: FetchedMail, uidValidity: UIDValidity) async throws -> Bool

    /// A mail is here and those before it, and its turn to be received comes: soon, late, or if the connection breaks, not
    /// at all. Time to begin with what can be prepared; returns at once. Not told of every mail.
    func expect(_ mail: FetchedMail, uidValidity: UIDValidity)

    /// Called in the order of UIDs. The mail is settled when this returns; an error stops the pass, and the same mail
    /// comes again after a back-off.
    func receive(_ mail: FetchedMail, uidValidity: UIDValidity) async throws

    /// Called in the order of UIDs, in place of ``receive(_:uidValidity:)``, for a UID that the server named but gave no
    /// mail for, so that no UID stays without an outcome. Errors as there.
    func missing(_ uid: UID, _ reason: MissingMail, uidValidity: UIDValidity) async throws

    /// For log, metrics and health.
    func event(_ event: WatchEvent) async
}

extension FolderHandler {
    public func expect(_ mail: FetchedMail, uidValidity: UIDValidity) {}

    public func wentBack(to next: UID, uidValidity: UIDValidity) async throws -> UID { next }

    public func wantsWhole(_ head: FetchedMail, uidValidity: UIDValidity) async throws -> Bool { true }
}

/// What happens to a watched folder.
public enum WatchEvent: Sendable {
    /// Logged in and the folder selected. `next` is the first UID that will be delivered.
    case connected(SelectedMailbox, next: UID)
    /// Everything up to `next` (exclusive) is settled; `delivered` mails in this pass.
    case caughtUp(next: UID, delivered: Int)
    /// The server answered, and it is waited for news, by IDLE or by looking every now and then. Told again after each look
    /// and each IDLE, so that a quiet folder is known to be watched.
    case waiting(idle: Bool)
    /// The handler threw at this UID.
    case handlerFailed(UID, any Error, retryIn: Duration)
    /// The server said something that it should not have said; the last lines until then.
    case wentWrong([TraceLine])
    /// The connection is gone or could not be made.
    case disconnected(IMAPError, retryIn: Duration)
}
