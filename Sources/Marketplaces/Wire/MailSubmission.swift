public import Domain
public import Transport

/// What a connector needs of SMTP: one mail handed over. ``SMTPClient`` in the product, a script in tests.
public protocol MailSubmission: Sendable {
    func submit(_ message: [UInt8], from: EmailAddress?, to: [EmailAddress]) async -> SubmissionResult
}

extension SMTPClient: MailSubmission {}
