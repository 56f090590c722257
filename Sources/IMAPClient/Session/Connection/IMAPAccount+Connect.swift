import Domain
import Transport

extension IMAPAccount {
    /// A new session, logged in with credentials that are good now. Waits for its turn among the logins of the account
    /// and of the process; see ``MailEntrance/openIMAP(_:timeout:)``.
    public func connect() async throws(IMAPError) -> IMAPSession {
        let channel: MailChannel
        do throws(TransportError) {
            channel = try await entrance.openIMAP(server, timeout: options.connectTimeout)
        } catch {
            throw IMAPError(error)
        }
        let session = IMAPSession(channel, options: options, account: name)
        await session.note(channel.loginLines)
        try await session.start(LoginLines(channel.loginLines))
        return session
    }

    /// Takes notice of an error of one session that concerns the others: no login while the server limits the account.
    func heed(_ error: IMAPError) async {
        guard error.kind == .throttled, case .after(let pause) = error.retry else { return }
        await entrance.rest(for: pause, because: error.detail)
    }
}
