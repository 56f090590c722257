import Domain

/// Watches one folder over a connection of its own and delivers each mail once, in the order of UIDs.
public struct FolderWatcher: Sendable {
    public let account: IMAPAccount
    public let folder: MailboxName
    public let options: WatchOptions
    private let handler: any FolderHandler

    public init(
        account: IMAPAccount, folder: MailboxName, options: WatchOptions = WatchOptions(), handler: any FolderHandler
    ) {
        self.account = account
        self.folder = folder
        self.options = options
        self.handler = handler
    }

    /// Watches until the task is cancelled, which is no error. Failures of connection and handler are retried for ever.
    public func run() async {}

    /// Delivers what is there, logs out and returns the number of mails. Any failure is thrown.
    @discardableResult
    public func pass() async throws -> Int { throw IMAPError(.unsupported, "not built yet", retry: .later) }

    /// Makes ``run()`` look into the folder now, or try again now if it is waiting after a failure.
    public func wake() {}
}
