/// Watches several folders of one account: over one connection where the server announces news of folders that are not open
/// (NOTIFY, RFC 5465), else over one connection for each.
public struct MailboxWatcher: Sendable {
    public let account: IMAPAccount
    private let folders: [WatchedName]
    private let handlers: [any FolderHandler]
    private let options: WatchOptions
    private let open: @Sendable () async throws(IMAPError) -> IMAPSession
    private let signals: [WakeSignal]

    /// - Parameter folders: Each once, in the order in which they are looked at.
    public init(
        account: IMAPAccount, folders: [(name: WatchedName, handler: any FolderHandler)],
        options: WatchOptions = WatchOptions()
    ) {
        self.account = account
        self.folders = folders.map(\.name)
        self.options = options
        handlers = folders.map(\.handler)
        open = { () async throws(IMAPError) in try await account.connect() }
        signals = folders.map { _ in WakeSignal() }
    }

    /// Folders named as the server spells them.
    public init(
        account: IMAPAccount, folders: [(name: MailboxName, handler: any FolderHandler)],
        options: WatchOptions = WatchOptions()
    ) {
        self.init(account: account, folders: folders.map { (.written($0.name), $0.handler) }, options: options)
    }

    /// Watches until the task is cancelled, which is no error. Failures of connection and handlers are retried for ever.
    public func run() async {
        guard let first = signals.first else { return }
        var shared = watch(folders.indices, first)
        await shared.run()
        guard shared.mustSplit else { return }
        await withTaskGroup { group in
            for place in folders.indices {
                group.addTask {
                    var single = watch(place..<(place + 1), signals[place])
                    await single.run()
                }
            }
        }
    }

    /// Delivers what is there in all folders, logs out and returns the number of mails. Any failure is thrown.
    @discardableResult
    public func pass() async throws -> Int {
        guard let first = signals.first else { return 0 }
        var watch = watch(folders.indices, first)
        return try await watch.single()
    }

    /// Makes ``run()`` look into all folders now, or try again now if it is waiting after a failure.
    public func wake() {
        for signal in signals { signal.wake() }
    }

    private func watch(_ places: Range<Int>, _ signal: WakeSignal) -> MailboxWatch {
        MailboxWatch(
            places.map { WatchedFolder(folders[$0], handler: handlers[$0]) }, of: account, options: options,
            signal: signal,
            open: open)
    }
}
