import Domain

/// A buyer-seller conversation at Amazon.
struct AmazonCase: Sendable {
    struct Message: Sendable {
        var view: SandboxMessage
        /// Message-ID of the mail that carried it, without angle brackets.
        var mailID: String
    }

    /// The case id behind the plus of the buyer's address.
    var id: String
    /// Same for every case of one buyer with this seller.
    var alias: String
    var order: Order
    var created: Timestamp
    /// Oldest first.
    var messages: [Message] = []

    /// `<alias>+<case>@<domain>`, where answers go.
    func address(domain: String) -> EmailAddress? { EmailAddress("\(alias)+\(id)@\(domain)") }
}
