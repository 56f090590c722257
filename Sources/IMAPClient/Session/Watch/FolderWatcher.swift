/// Watches one folder over a connection of its own and delivers each mail once, in the order of UIDs.
public struct FolderWatcher: Sendable {
    public let account: IMAPAccount
    public let folder: MailboxName
    public let options: WatchOptions
    let handler: any FolderHandler
    let signal = WakeSignal()
    let open: @Sendable () async throws(IMAPError) -> IMAPSession

    public init(
        account: IMAPAccount, folder: MailboxName, options: WatchOptions = WatchOptions(), handler: any FolderHandler
    ) {
        self.init(account: account, folder: folder, options: options, handler: handler) { () async throws(IMAPError) in
            try await account.connect()
        }
    }

    /// For tests: `open` makes the sessions.
    init(
        account: IMAPAccount, folder: MailboxName, options: WatchOptions, handler: any FolderHandler,
        open: @escaping @Sendable () async throws(IMAPError) -> IMAPSession
    ) {
        self.account = account
        self.folder = folder
        self.options = options
        self.handler = handler
        self.open = open
    }

    /// Watches until the task is cancelled, which is no error. Failures of connection and handler are retried for ever.
    public func run() async {
        var watch = watch
        await watch.run()
    }

    /// Delivers what is there, logs out and returns the number of mails. Any failure is thrown.
    @discardableResult
    public func pass() async throws -> Int {
        var watch = watch
        return try await watch.single()
    }

    private var watch: MailboxWatch {
        MailboxWatch(
            [WatchedFolder(.written(folder), handler: handler)], of: account, options: options, signal: signal,
            open: open)
    }

    /// Makes ``run()`` look into the folder now, or try again now if it is waiting after a failure.
    public func wake() { signal.wake() }
}
