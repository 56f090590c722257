import Domain

/// Application and seller account that the stand-in knows.
struct AmazonAccount: Sendable {
    /// The merchant token that feeds name.
    static let sellerID = "A2SANDBOXSELLER"

    var clientID: String
    var clientSecret: Secret<String>
    var refreshToken: Secret<String>
    var marketplaceID: String
    var relayDomain: String
    var approvedSenders: [EmailAddress]
    /// Of the frame of its mails: `de`, `en` or `pl`.
    var language: String
}
