import Domain

/// What a buyer and the seller write to each other.
struct BolContact: Sendable {
    struct Message: Sendable {
        var view: SandboxMessage
        /// Message-ID of the mail that carried it, without angle brackets.
        var mailID: String
    }

    var id: String
    /// Local part of the buyer's address at ``BolAccount/contactDomain``; nil for a question in the seller account, which
    /// no mail answers.
    var alias: String?
    var order: String
    /// Oldest first.
    var messages: [Message] = []

    var address: EmailAddress? { alias.flatMap { EmailAddress("\($0)@\(BolAccount.contactDomain)") } }

    /// 28 letters and digits, of which the first is a 2.
    static func newAlias() -> String { "2" + randomText(27, of: .lowercaseAndDigits) }
}
