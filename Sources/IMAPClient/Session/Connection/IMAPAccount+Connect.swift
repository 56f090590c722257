import Domain
import Transport

extension IMAPAccount {
    /// A new session, logged in with fresh credentials.
    func connect() async throws(IMAPError) -> IMAPSession {
        let login: MailCredentials
        do {
            login = try await credentials()
        } catch let error as IMAPError {
            throw error
        } catch {
            throw IMAPError(.unavailable, "no credentials for \(name): \(error)")
        }
        return try await IMAPSession.connect(server, credentials: login, options: options, account: name)
    }
}
