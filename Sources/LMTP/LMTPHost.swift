/// What an LMTP dialogue needs to know of the host that holds it.
public struct LMTPHost: Sendable {
    /// In greetings.
    public var name: String
    public var recipients: RecipientRule
    /// Largest mail in bytes.
    public var sizeLimit: Int
    /// Most recipients of one mail.
    public var recipientLimit: Int

    public init(name: String, recipients: RecipientRule, sizeLimit: Int, recipientLimit: Int) {
        self.name = name
        self.recipients = recipients
        self.sizeLimit = sizeLimit
        self.recipientLimit = recipientLimit
    }

    var greeting: SMTPReply { SMTPReply(220, lines: ["\(name) LMTP mailbridge"]) }

    var capabilities: SMTPReply {
        SMTPReply(
            250, lines: [name, "PIPELINING", "ENHANCEDSTATUSCODES", "8BITMIME", "SMTPUTF8", "SIZE \(sizeLimit)"])
    }
}
