import Domain
import MIME

/// A mail of a marketplace to the seller, before the receiving host has put its fields on top.
struct Notification: Sendable {
    var mail: OutgoingMessage
    /// Return path.
    var bounces: EmailAddress?
    /// Domain that DMARC proves.
    var domain: String
    var recipient: EmailAddress
    var kind: SandboxMail.Kind
}

extension DateTime {
    init(_ time: Timestamp) { self.init(secondsSinceEpoch: time.seconds) }
}
