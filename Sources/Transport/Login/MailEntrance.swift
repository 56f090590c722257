import Domain
import Synchronization

/// The way in to one mail account, shared by all its connections. It keeps wrong credentials from locking the account
/// (``LoginGate``), renews tokens that were refused, and bounds the logins under way in the process (``LoginQueue``).
public final class MailEntrance: Sendable {
    private let source: MailCredentialSource?
    private let door: LoginDoor
    private let slots: LoginSlots
    /// What was refused last; such a token is not shown twice.
    private let refused = Mutex<MailCredentials?>(nil)

    /// Without `source` there is no login, as some servers accept from their own network.
    public convenience init(_ source: MailCredentialSource?) { self.init(source, door: LoginDoor(), slots: .shared) }

    init(_ source: MailCredentialSource?, door: LoginDoor, slots: LoginSlots) {
        self.source = source
        self.door = door
        self.slots = slots
    }

    /// Connects to an IMAP server and logs in, each attempt within `timeout`; waits for its turn first.
    ///
    /// While the account rests after refused logins, or because the server asked for it, the error of then comes back at
    /// once, with the rest of the time as its advice.
    public func openIMAP(_ server: MailServer, timeout: Duration) async throws(TransportError) -> MailChannel {
        try await open { credentials in
            MailLogin(dialect: .imap, server: server, credentials: credentials, timeout: timeout)
        }
    }

    /// Tells that an established connection was asked to leave the server alone for `pause`.
    public func rest(for pause: Duration, because detail: String) async {
        await door.note(.pause(TransportError(.unavailable, detail, retry: .after(pause)), pause))
    }

    func open(_ login: @Sendable (MailCredentials?) -> MailLogin) async throws(TransportError) -> MailChannel {
        switch await door.enter() {
        case .open: break
        case .closed(let error): throw error
        case .cancelled: throw .cancelled()
        }
        do throws(TransportError) {
            let channel = try await logIn(login)
            await door.leave(.success)
            return channel
        } catch {
            let outcome = LoginGate.Outcome(error)
            var shared: TransportError?
            if case .other = outcome, error.kind != .cancelled { shared = error }
            await door.leave(outcome, shared: shared)
            throw error
        }
    }

    /// One attempt, and a second one with another token if the first was refused. After a refusal that this did not cure,
    /// there is one attempt only, with a new token.
    private func logIn(_ login: (MailCredentials?) -> MailLogin) async throws(TransportError) -> MailChannel {
        guard let source else { return try await attempt(login(nil)) }
        let first = try await source.credentials(insteadOf: refused.withLock { $0 })
        do throws(TransportError) {
            return try await attempt(login(first))
        } catch {
            guard error.kind == .credentials else { throw error }
            refused.withLock { $0 = first }
            guard source.isRenewable, await !door.hasStrike else { throw error }
            let second = try await source.credentials(insteadOf: first)
            if second.isSame(as: first) { throw error }
            do throws(TransportError) {
                return try await attempt(login(second))
            } catch {
                if error.kind == .credentials { refused.withLock { $0 = second } }
                throw error
            }
        }
    }

    private func attempt(_ login: MailLogin) async throws(TransportError) -> MailChannel {
        let host = "\(login.server.host):\(login.server.port)"
        guard await slots.enter(host) else { throw .cancelled() }
        do throws(TransportError) {
            let channel = try await MailChannel.open(login)
            await slots.leave(host, hasAnswered: true)
            return channel
        } catch {
            await slots.leave(host, hasAnswered: error.kind == .cancelled ? nil : !error.isOfNetwork)
            throw error
        }
    }
}

extension TransportError {
    /// Whether there was no usable connection.
    fileprivate var isOfNetwork: Bool {
        switch kind {
        case .resolve, .connect, .tls, .timeout, .connectionLost: true
        default: false
        }
    }
}

extension LoginGate.Outcome {
    /// Of a login that failed.
    fileprivate init(_ error: TransportError) {
        switch (error.kind, error.retry) {
        case (.credentials, _): self = .strike(error)
        case (.cancelled, _): self = .other
        case (_, .after(let pause)): self = .pause(error, pause)
        case (.unavailable, _): self = .pause(error, nil)
        // Only an admin can cure these; a server is not bothered more often with them than with wrong credentials.
        case (.certificate, _), (.configuration, _): self = .pause(error, LoginGate.strikePause)
        default: self = .other
        }
    }
}
