public import Domain
import FlyingSocks
import Glibc

/// Strict local stand-ins for the marketplaces, the seller's mail host and the internet behind it, with a page on
/// which a person writes as the buyer and sees the answer arrive.
///
/// Everything listens on 127.0.0.1 and lives in memory; a stopped sandbox cannot be started again.
public actor Sandbox {
    private let options: SandboxOptions
    private let clock: @Sendable () -> Timestamp
    private var running: Running?
    private var exchange: Exchange
    private var hasQuit = false
    private var waiters: [Int: CheckedContinuation<Void, Never>] = [:]
    private var lastWaiter = 0

    private struct Running {
        var web: WebServer
        var tasks: [Task<Void, Never>]
    }

    /// Ports, once started; 0 before.
    public private(set) var httpPort: UInt16 = 0
    public private(set) var smtpPort: UInt16 = 0

    public init(options: SandboxOptions) {
        self.init(options: options, clock: systemTime)
    }

    /// - Parameter clock: what the marketplaces take for the time.
    public init(options: SandboxOptions, clock: @escaping @Sendable () -> Timestamp) {
        self.options = options
        self.clock = clock
        exchange = Exchange(options: options, pool: nil, clock: clock)
    }

    /// Binds both ports and serves; throws ``SandboxError`` where one is taken.
    public func start() async throws {
        guard running == nil else { return }
        // A peer that went away must show as an error of write, not end the process.
        signal(SIGPIPE, SIG_IGN)
        let pool = SocketPool.make()
        try await pool.prepare()
        let poolTask = Task { _ = try? await pool.run() }
        let exchange = Exchange(options: options, pool: pool, clock: clock)
        self.exchange = exchange
        do {
            let host = SMTPHost(
                name: options.authservID, accounts: options.accounts, sizeLimit: options.mailSizeLimit,
                trustsXCLIENT: options.trustsXCLIENT)
            let mail = try MailServer(port: options.smtpPort, host: host, exchange: exchange, pool: pool)
            let mailTask = Task { await mail.run() }
            do {
                let control = ControlAPI(exchange: exchange) { [weak self] in await self?.quit() }
                let web = try WebServer(port: options.httpPort) { await control.outcome(of: $0) }
                let webTask = Task { _ = try? await web.run() }
                running = Running(web: web, tasks: [webTask, mailTask, poolTask])
                httpPort = try await web.port()
                smtpPort = mail.port
            } catch {
                mailTask.cancel()
                throw error
            }
        } catch {
            running = nil
            poolTask.cancel()
            throw error as? SandboxError ?? SandboxError(.portTaken, "HTTP port \(options.httpPort): \(error)")
        }
    }

    /// Closes every connection.
    public func stop() async {
        guard let running else { return }
        self.running = nil
        await running.web.stop()
        for task in running.tasks { task.cancel() }
        for task in running.tasks { await task.value }
        quit()
    }

    /// Returns when somebody asked for the end with `POST /sandbox/quit`, or stopped the sandbox, or when the
    /// task is cancelled.
    public func waitUntilQuit() async {
        guard !hasQuit, !Task.isCancelled else { return }
        lastWaiter += 1
        let number = lastWaiter
        await withTaskCancellationHandler {
            await withCheckedContinuation { waiters[number] = $0 }
        } onCancel: {
            Task { await stopWaiting(number) }
        }
    }

    private func stopWaiting(_ number: Int) { waiters.removeValue(forKey: number)?.resume() }

    private func quit() {
        hasQuit = true
        for waiter in waiters.values { waiter.resume() }
        waiters = [:]
    }

    /// `url` of a Mirakl account; operations follow as `/api/…`.
    public var miraklURL: String { "\(pageURL)mirakl" }
    /// `url` of a Kaufland account, with its version; operations follow as `/tickets…`.
    public var kauflandURL: String { "\(pageURL)kaufland/v2" }
    /// `url` of an Amazon account; operations follow as `/orders/2026-01-01/…`.
    public var amazonURL: String { "\(pageURL)amazon" }
    /// Where Amazon's access tokens come from.
    public var tokenURL: String { "\(pageURL)amazon/auth/o2/token" }
    /// Keys and values of the `[[marketplace]]` that a stand-in is; its address first.
    public func settings(of marketplace: SandboxMarketplace) async -> [(key: String, value: String)] {
        await exchange.settings(of: marketplace, base: "\(pageURL)\(marketplace.rawValue)")
    }
    /// The page, with a slash at the end.
    public var pageURL: String { "http://127.0.0.1:\(httpPort)/" }

    /// Writes as the buyer and sends the seller the marketplace's notification mail.
    ///
    /// The message stands in the conversation even when the mail could not be delivered; then it throws.
    @discardableResult
    public func write(_ message: BuyerMessage) async throws -> BuyerReceipt {
        try await exchange.write(message)
    }

    /// Every conversation, newest activity first.
    public func conversations() async -> [SandboxConversation] { await exchange.conversations }

    /// Bytes of an attachment, whoever sent it.
    public func attachment(_ id: String, at marketplace: SandboxMarketplace) async -> [UInt8]? {
        await exchange.attachment(id, at: marketplace)?.bytes
    }

    /// Mails that passed through, oldest first.
    public func mails() async -> [SandboxMail] { await exchange.mails }

    /// What each operation was asked.
    public func counts() async -> [SandboxCount] { await exchange.allCounts }

    /// Answers of the seller that stand in conversations.
    public func postCount(_ marketplace: SandboxMarketplace) async -> Int { await exchange.postCount(marketplace) }

    public func add(_ fault: SandboxFault) async { await exchange.add(fault) }
    public func clearFaults() async { await exchange.clearFaults() }
}

/// The system's time; this is the one place of the module that reads it.
@Sendable private func systemTime() -> Timestamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
}
