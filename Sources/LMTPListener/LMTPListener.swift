public import LMTP
public import LocalListener
import NIOCore

/// Takes mails from an MTA over LMTP (RFC 2033), at a Unix socket or over loopback TCP.
///
/// It only moves bytes: what is said is decided by ``LMTPSession``, what becomes of a mail by `store`.
public struct LMTPListener: Sendable {
    let settings: ListenerSettings
    let host: LMTPHost
    let store: @Sendable (HandedMail) async -> HandOver

    /// - Parameters:
    ///   - settings: After `idleTimeout` without a word from the peer its dialogue ends.
    ///   - store: Returns ``HandOver/stored`` only for what survives a loss of power. It is waited for at the end too.
    public init(
        settings: ListenerSettings, host: LMTPHost, store: @escaping @Sendable (HandedMail) async -> HandOver
    ) {
        self.settings = settings
        self.host = host
        self.store = store
    }

    /// Works until the task is cancelled; a mail that is being stored is answered first.
    ///
    /// - Parameter ready: Told once where mails are taken, with the port that a port of 0 became.
    public func run(ready: @Sendable (String) -> Void = { _ in }) async throws(ListenerError) {
        let limit = TimeAmount.nanoseconds(Int64(settings.idleTimeout / .nanoseconds(1)))
        try await LocalListener(settings: settings) { channel, admission, done in
            var session = LMTPSession(host: host)
            switch admission {
            case .welcome: break
            case .tooMany: session.end(.tooManyConnections)
            case .stopping: session.end(.stopping)
            }
            try channel.pipeline.syncOperations.addHandlers(
                IdleStateHandler(readTimeout: limit), LMTPHandler(session, done: done, store: store))
        }.run(ready: ready)
    }
}
