public import Domain

/// The command connection of one account: made when first needed, made anew when it breaks, shared by any number of
/// tasks, whose operations it carries out one after the other.
///
/// Folders are named in each call, since several tasks work in several folders. UIDs are always given with the
/// UIDVALIDITY that they belong to; if the folder has another one the call fails with
/// ``IMAPError/Kind/uidValidityChanged`` and does nothing.
public actor MailboxConnection {
    public let account: IMAPAccount

    public init(account: IMAPAccount) { self.account = account }

    /// Adds a mail to a folder, exactly once if `messageID` (without angle brackets) is its Message-ID: when the answer
    /// is lost the folder is searched for it before anything is sent again.
    public func append(
        _ message: [UInt8], messageID: String?, to mailbox: MailboxName, flags: [Flag] = [], date: Timestamp? = nil
    ) async throws(IMAPError) -> AppendResult { throw unbuilt() }

    /// Mails whose Message-ID is `messageID`, given without angle brackets.
    public func find(messageID: String, in mailbox: MailboxName) async throws(IMAPError) -> FoundMails {
        throw unbuilt()
    }

    @discardableResult
    public func move(
        _ uids: UIDSet, in mailbox: MailboxName, uidValidity: UIDValidity, to target: MailboxName
    ) async throws(IMAPError) -> CopiedUIDs? { throw unbuilt() }

    /// Returns the flags that the folder does not keep; they were not sent.
    @discardableResult
    public func add(
        _ flags: [Flag], to uids: UIDSet, in mailbox: MailboxName, uidValidity: UIDValidity
    ) async throws(IMAPError) -> [Flag] { throw unbuilt() }

    @discardableResult
    public func remove(
        _ flags: [Flag], from uids: UIDSet, in mailbox: MailboxName, uidValidity: UIDValidity
    ) async throws(IMAPError) -> [Flag] { throw unbuilt() }

    /// Mails of a folder in the order of UIDs; for looking at single ones again.
    public func fetch(
        _ uids: UIDSet, in mailbox: MailboxName, uidValidity: UIDValidity
    ) async throws(IMAPError) -> [FetchedItem] { throw unbuilt() }

    /// Creates a folder and all levels above it, and subscribes to it. An existing folder is success.
    public func create(_ mailbox: MailboxName) async throws(IMAPError) { throw unbuilt() }

    /// The full name of a folder whose levels are `path`, with this server's prefix and separator.
    public func mailbox(path: [String]) async throws(IMAPError) -> MailboxName { throw unbuilt() }

    public func list() async throws(IMAPError) -> [ListedMailbox] { throw unbuilt() }

    public func status(_ mailbox: MailboxName) async throws(IMAPError) -> MailboxStatus { throw unbuilt() }

    /// What the server can do; connects if need be.
    public func capabilities() async throws(IMAPError) -> Capabilities { throw unbuilt() }

    /// Logs out. A later call connects again.
    public func close() async {}
}

private func unbuilt() -> IMAPError { IMAPError(.unsupported, "not built yet", retry: .later) }
