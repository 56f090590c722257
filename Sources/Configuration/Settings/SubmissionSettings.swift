public import Domain

/// `[submission]`: the server that takes outgoing mail.
public struct SubmissionSettings: Sendable {
    public var server: ServerSettings
    /// Nil = the server takes mail from this machine without login.
    public var login: Login?
    /// Sender of the bridge's own mails.
    public var from: EmailAddress
}
