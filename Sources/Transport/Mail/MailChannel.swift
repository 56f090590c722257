import Domain

/// An IMAP connection after login as a channel of bytes.
///
/// libcurl connects, does TLS and logs in; after that every byte is the caller's. **The caller's first command must be a
/// tagged NOOP, and it must discard everything up to the line that starts with that tag:** what the server sent in
/// one piece with its last login line stays inside libcurl, so that the first bytes here may be the rest of a torn line.
/// Tags `A001`… were used by the login; choose another letter.
///
/// A login has a thread of its own while it lasts; after that all channels of the process share one. There are no
/// timeouts after the login: bound the waiting task.
public final class MailChannel: Sendable {
    /// The server's lines of the login phase without line ends: greeting, CAPABILITY, tagged answers, SASL challenges.
    public let loginLines: [String]
    private let queue = ChannelQueue()
    private let thread: ChannelThread
    private let id: UInt64

    private init(_ login: MailLogin.Outcome, on thread: ChannelThread) {
        loginLines = login.lines
        self.thread = thread
        id = thread.attach(login.handle, queue)
    }

    deinit { thread.detach(id) }

    /// Connects and logs in within `timeout`.
    ///
    /// Cancelling the task ends the attempt within a second. Errors have ``TransportError/requestWasSent`` false.
    public static func open(
        _ server: MailServer, credentials: MailCredentials, timeout: Duration = .seconds(30)
    ) async throws(TransportError) -> MailChannel {
        try await open(MailLogin(dialect: .imap, server: server, credentials: credentials, timeout: timeout))
    }

    static func open(_ login: MailLogin) async throws(TransportError) -> MailChannel {
        guard let thread = ChannelThread.shared else {
            throw TransportError(.unavailable, "no thread or descriptor left", retry: .later)
        }
        return MailChannel(try await login.run(), on: thread)
    }

    /// Sends all of `bytes`; returns when the operating system has taken the last of them.
    ///
    /// Sends are made in the order of the calls. A send that is cancelled before its first byte went out is withdrawn;
    /// later it still goes out whole, and the error says ``TransportError/requestWasSent``.
    public func send(_ bytes: [UInt8]) async throws(TransportError) {
        if bytes.isEmpty { return }
        let content = OutgoingBytes(bytes)
        let ticket = queue.ticket()
        let result: ChannelQueue.Sent = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                if queue.send(content, ticket, continuation) == .yes { thread.advance(id) }
            }
        } onCancel: {
            queue.cancelSend(ticket)
        }
        try result.get()
    }

    /// The next bytes, at least one; empty at the end of the stream and from then on. Only one call at a time.
    ///
    /// A cancelled call loses no bytes.
    public func receive() async throws(TransportError) -> [UInt8] {
        let ticket = queue.ticket()
        let result: ChannelQueue.Received = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                if queue.receive(ticket, continuation) == .yes { thread.advance(id) }
            }
        } onCancel: {
            queue.cancelReceive(ticket)
        }
        return try result.get()
    }

    /// Closes the connection at once, without LOGOUT; calls under way end with ``TransportError/Kind/closed``.
    public func close() {
        queue.close()
        thread.detach(id)
    }

    /// For tests: sends that have not gone out.
    var sendsUnderWay: Int { queue.sendsUnderWay }

    /// For tests: somebody waits for bytes.
    var hasReceiver: Bool { queue.hasReceiver }
}
