import Domain

/// An IMAP connection after login as a channel of bytes.
///
/// libcurl connects, does TLS and logs in; after that every byte is the caller's. **The caller's first command must be a
/// tagged NOOP, and it must discard everything up to the line that starts with that tag:** what the server sent in
/// one piece with its last login line stays inside libcurl, so that the first bytes here may be the rest of a torn line.
/// Tags `A001`… were used by the login; choose another letter.
public final class MailChannel: Sendable {
    /// The server's lines of the login phase without line ends: greeting, CAPABILITY, tagged answers, SASL challenges.
    public let loginLines: [String]

    init(loginLines: [String]) { self.loginLines = loginLines }

    /// Connects and logs in within `timeout`.
    ///
    /// Cancelling the task ends the attempt within a second. Errors have ``TransportError/requestWasSent`` false.
    public static func open(
        _ server: MailServer, credentials: MailCredentials, timeout: Duration = .seconds(30)
    ) async throws(TransportError) -> MailChannel {
        throw TransportError(.closed, "not built yet", retry: .later)
    }

    /// Sends all of `bytes`; returns when the operating system has taken the last of them.
    ///
    /// Sends are made in the order of the calls. A send that is cancelled before its first byte went out is withdrawn;
    /// later it still goes out whole, and the error says ``TransportError/requestWasSent``.
    public func send(_ bytes: [UInt8]) async throws(TransportError) {
        throw TransportError(.closed, "not built yet", retry: .later)
    }

    /// The next bytes, at least one; empty at the end of the stream and from then on. Only one call at a time.
    ///
    /// A cancelled call loses no bytes.
    public func receive() async throws(TransportError) -> [UInt8] {
        throw TransportError(.closed, "not built yet", retry: .later)
    }

    /// Closes the connection at once, without LOGOUT; calls under way end with ``TransportError/Kind/closed``.
    public func close() {}
}
