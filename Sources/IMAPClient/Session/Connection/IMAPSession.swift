public import Transport

/// One IMAP connection. Commands of several tasks are carried out one after the other.
///
/// When the connection breaks, every later call fails with the error that broke it; make a new session then.
public actor IMAPSession {
    /// As last told by the server.
    public internal(set) var capabilities = Capabilities()
    /// The open folder, as it was when it was opened.
    public internal(set) var selected: SelectedMailbox?
    /// Texts that the server wants a human to see (`[ALERT]`), oldest first, the last ten.
    public internal(set) var alerts: [String] = []
    /// Why the connection can no longer be used; nil as long as it can.
    public internal(set) var failure: IMAPError?

    let options: IMAPOptions
    let link: Link
    var parser: ResponseParser
    /// Received and not yet looked at.
    var responses: [Response] = []
    var nextResponse = 0
    var lastTag = 0
    var flow = AnswerFlow()
    var malformedInARow = 0
    /// The first line that could not be read, until it is told of: one says enough of a server.
    var unreadable: TraceLine?
    var hasUnreadable = false
    var unknownTags = 0
    /// How many messages the open folder has, kept up to date by what the server announces.
    var messageCount: UInt32 = 0
    /// The server announced new messages since they were last asked for.
    var hasNews = false
    var isWoken = false
    /// LOGOUT was sent, so BYE is what we want.
    var isLeaving = false
    var personalNamespace: Namespaces.Namespace?
    /// Of folders that were asked.
    var appendLimits: [MailboxName: UInt64?] = [:]
    /// Extensions that are switched on (RFC 5161), in upper case.
    var enabled: Set<String> = []
    /// Folders that are not open and have mails from this UID on, as the server announced by itself.
    var announced: [MailboxName: MailboxStatus] = [:]
    /// NOTIFY stands: news of folders that are not open are announced.
    var isNotified = false
    var turns = Turns()

    /// Of a channel that has logged in.
    ///
    /// - Parameter account: Its name, for the trace.
    init(_ channel: any ByteChannel, options: IMAPOptions, account: String = "imap") {
        self.options = options
        link = Link(channel)
        parser = ResponseParser(limits: options.limits)
        parser.transcript.listener = options.trace?.listener(of: account)
    }

    deinit { link.close() }

    /// Connects, logs in and learns the capabilities.
    public static func connect(
        _ server: MailServer, credentials: MailCredentials, options: IMAPOptions = IMAPOptions(),
        account: String = "imap"
    ) async throws(IMAPError) -> IMAPSession {
        let channel: MailChannel
        do throws(TransportError) {
            channel = try await MailChannel.open(server, credentials: credentials, timeout: options.connectTimeout)
        } catch {
            throw IMAPError(error)
        }
        let session = IMAPSession(channel, options: options, account: account)
        await session.note(channel.loginLines)
        try await session.start(LoginLines(channel.loginLines))
        return session
    }

    /// Must be the first call.
    func start(_ login: LoginLines) async throws(IMAPError) {
        alerts = login.alerts
        try await synchronise()
        if let known = login.capabilities {
            capabilities = known
        } else {
            try await run(.capability, timeout: options.commandTimeout)
        }
        try await enableExtensions()
        if capabilities.contains("ID"), let client = options.clientID {
            // Some servers refuse to work before they are told, and none may refuse this; so its outcome is no matter.
            _ = try await answer(
                to: .id([("name", client.name), ("version", client.version)]), timeout: options.commandTimeout)
        }
    }

    func note(_ loginLines: [String]) {
        for line in loginLines { parser.transcript.note(server: Array(line.utf8)) }
    }

    /// The last lines that were said, oldest first, without contents of mails and without secrets.
    public var transcript: [TraceLine] { parser.transcript.lines }

    /// The first line that could not be read, masked as in ``transcript``; nil if there was none or it was told already.
    func takeUnreadable() -> TraceLine? {
        defer { unreadable = nil }
        return unreadable
    }

    /// Asks the server for nothing; it may use the occasion to announce what is new.
    public func noop() async throws(IMAPError) {
        try await inTurn { () async throws(IMAPError) in try await run(.noop, timeout: options.commandTimeout) }
    }

    /// Says goodbye within ``IMAPOptions/logoutTimeout`` and closes the connection in any case.
    public func logout() async {
        if !turns.takeIfFree() { await withCheckedContinuation { turns.enqueue($0) } }
        defer { turns.pass() }
        if failure == nil {
            let deadline = ContinuousClock.now + options.logoutTimeout
            _ = try? await sayGoodbye(until: deadline)
        }
        fail(IMAPError(.network, "logged out"))
    }

    /// Makes an ``idle(for:)`` under way return, or else the next one.
    func wake() {
        isWoken = true
        link.interrupt()
    }
}
