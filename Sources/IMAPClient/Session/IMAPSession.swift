public import Domain
public import Transport

/// One IMAP connection. Commands of several tasks are carried out one after the other.
///
/// When the connection breaks, every later call fails with a ``IMAPError/Kind/network`` error; make a new session then.
public actor IMAPSession {
    /// As last told by the server.
    public private(set) var capabilities = Capabilities()
    public private(set) var selected: SelectedMailbox?

    init() {}

    /// Connects, logs in and learns the capabilities.
    public static func connect(
        _ server: MailServer, credentials: MailCredentials, options: IMAPOptions = IMAPOptions()
    ) async throws(IMAPError) -> IMAPSession { throw unbuilt() }

    @discardableResult
    public func select(_ mailbox: MailboxName, readOnly: Bool = false) async throws(IMAPError) -> SelectedMailbox {
        throw unbuilt()
    }

    /// The UIDs at and above `uid` in the selected folder, ascending.
    public func uids(from uid: UID) async throws(IMAPError) -> [UID] { throw unbuilt() }

    /// Fetches mails of the selected folder without setting `\Seen` and hands them over in the order of UIDs.
    ///
    /// `deliver` may take its time: no more than a few batches are held meanwhile. It must not call this session. Its
    /// errors end the fetch and are thrown on as they are; all others are ``IMAPError``.
    public func fetch(_ uids: UIDSet, deliver: (FetchedItem) async throws -> Void) async throws { throw unbuilt() }

    /// Adds a mail to a folder. The error's ``IMAPError/mayHaveTakenEffect`` says whether to look for it first.
    public func append(
        _ message: [UInt8], to mailbox: MailboxName, flags: [Flag] = [], date: Timestamp? = nil
    ) async throws(IMAPError) -> AppendResult { throw unbuilt() }

    /// Mails whose Message-ID is `messageID`, given without angle brackets. Selects the folder.
    public func find(messageID: String, in mailbox: MailboxName) async throws(IMAPError) -> FoundMails {
        throw unbuilt()
    }

    /// Moves mails out of the selected folder: MOVE, or else COPY, `\Deleted` and UID EXPUNGE of just these. Without
    /// UIDPLUS they are only marked `\Deleted`, because a plain EXPUNGE would also remove the user's own deletions.
    @discardableResult
    public func move(_ uids: UIDSet, to mailbox: MailboxName) async throws(IMAPError) -> CopiedUIDs? {
        throw unbuilt()
    }

    /// Returns the flags that the folder does not keep; they were not sent.
    @discardableResult
    public func add(_ flags: [Flag], to uids: UIDSet) async throws(IMAPError) -> [Flag] { throw unbuilt() }

    @discardableResult
    public func remove(_ flags: [Flag], from uids: UIDSet) async throws(IMAPError) -> [Flag] { throw unbuilt() }

    /// Creates a folder and all levels above it, and subscribes to it. An existing folder is success.
    public func create(_ mailbox: MailboxName) async throws(IMAPError) { throw unbuilt() }

    /// The full name of a folder whose levels are `path`, with this server's prefix and separator.
    public func mailbox(path: [String]) async throws(IMAPError) -> MailboxName { throw unbuilt() }

    public func list() async throws(IMAPError) -> [ListedMailbox] { throw unbuilt() }

    public func status(_ mailbox: MailboxName) async throws(IMAPError) -> MailboxStatus { throw unbuilt() }

    public func noop() async throws(IMAPError) { throw unbuilt() }

    /// Says goodbye within ``IMAPOptions/logoutTimeout`` and closes the connection in any case.
    public func logout() async {}
}

private func unbuilt() -> IMAPError { IMAPError(.unsupported, "not built yet", retry: .later) }
