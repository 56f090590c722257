/// Where the credentials of a mail account come from. Asked at each login, so that tokens can be renewed.
public struct MailCredentialSource: Sendable {
    /// Whether asking again can give other credentials than those that were refused.
    public let isRenewable: Bool
    private let give: @Sendable (_ refused: MailCredentials?) async throws(TransportError) -> MailCredentials

    /// Always the same.
    public init(_ credentials: MailCredentials) {
        isRenewable = false
        give = { _ in credentials }
    }

    /// `give` gets what a server did not accept just now, and must not give that again if it can help it.
    public init(
        renewing give: @escaping @Sendable (_ refused: MailCredentials?) async throws(TransportError) -> MailCredentials
    ) {
        isRenewable = true
        self.give = give
    }

    public func credentials(insteadOf refused: MailCredentials? = nil) async throws(TransportError) -> MailCredentials {
        try await give(refused)
    }
}
