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
    private let line: ChannelLine

    private init(_ login: MailLogin.Outcome, on thread: ChannelThread) {
        loginLines = login.lines
        line = ChannelLine(login.handle, on: thread)
    }

    deinit { line.close() }

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

    /// How a wait for bytes ended.
    public enum Taken: Sendable {
        /// At least one.
        case bytes([UInt8])
        case timeout
        /// ``interrupt()`` was called.
        case interrupted
        case cancelled
        /// Nothing more will come; nil is a regular end of the stream.
        case ended(TransportError?)
    }

    /// Sends all of `bytes`; returns when the operating system has taken the last of them.
    ///
    /// Sends are made in the order of the calls. A send that is cancelled before its first byte went out is withdrawn;
    /// later it still goes out whole, and the error says ``TransportError/requestWasSent``.
    ///
    /// - Parameter stallLimit: The connection counts as dead when the system takes no byte for so long.
    /// - Parameter heedsCancellation: False to send although the task is cancelled, for a last word.
    public func send(
        _ bytes: [UInt8], stallLimit: Duration? = nil, heedsCancellation: Bool = true
    ) async throws(TransportError) {
        if bytes.isEmpty { return }
        let content = OutgoingBytes(bytes)
        let number = line.number()
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                line.send(
                    number, content, stallLimit: stallLimit, heedsCancellation: heedsCancellation, continuation)
            }
        } onCancel: {
            if heedsCancellation { line.cancelSend(number) }
        }
        try result.get()
    }

    /// The next bytes, at least one; empty at the end of the stream and from then on. Only one call at a time.
    ///
    /// A cancelled call loses no bytes.
    public func receive() async throws(TransportError) -> [UInt8] {
        while true {
            switch await take(until: nil) {
            case .bytes(let bytes): return bytes
            case .ended(nil): return []
            case .ended(let error?): throw error
            case .cancelled: throw .cancelled()
            case .timeout, .interrupted: continue
            }
        }
    }

    /// The next bytes, or why there are none. Only one call at a time; none loses bytes.
    ///
    /// - Parameter expected: How many bytes the peer is sure to send, as far as is known. Above 64 KB the wait may be
    ///   drawn out by 20 ms until many have come, so that a long transfer is not taken in small bites.
    /// - Parameter heedsCancellation: False to wait although the task is cancelled, for an answer that must be seen.
    public func take(
        until deadline: ContinuousClock.Instant?, expected: Int = 0, heedsCancellation: Bool = true
    ) async -> Taken {
        let number = line.number()
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                line.take(
                    number, until: deadline, expected: expected, heedsCancellation: heedsCancellation, continuation)
            }
        } onCancel: {
            if heedsCancellation { line.cancelTake(number) }
        }
    }

    /// Ends the ``take(until:expected:heedsCancellation:)`` under way, or else the next one that would wait.
    public func interrupt() { line.interrupt() }

    /// Forgets an ``interrupt()`` that has not ended a wait.
    public func clearInterrupt() { line.clearInterrupt() }

    /// Closes the connection at once, without LOGOUT; calls under way end with ``TransportError/Kind/closed``.
    public func close() { line.close() }

    /// For tests: sends that have not gone out.
    var sendsUnderWay: Int { line.sendsUnderWay }

    /// For tests: somebody waits for bytes.
    var hasReceiver: Bool { line.hasReceiver }
}
