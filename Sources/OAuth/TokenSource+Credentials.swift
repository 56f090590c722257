public import Domain
public import Transport

extension TokenSource {
    /// These tokens as the credentials of a mail account, made by `login`.
    public nonisolated func credentials(
        _ login: @escaping @Sendable (Secret<String>) -> MailCredentials
    ) -> MailCredentialSource {
        MailCredentialSource { refused throws(TransportError) in
            do throws(OAuthError) {
                return login(try await self.token(insteadOf: refused?.secret))
            } catch {
                throw error.transportError
            }
        }
    }
}
