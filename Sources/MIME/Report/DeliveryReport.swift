/// What a host tells about the delivery of a mail (RFC 3464 §2): fields of the mail as a whole, and of each recipient.
public struct DeliveryReport: Sendable {
    /// Fields about the mail as a whole.
    public let fields: Header
    /// In order; the limit is that of the parts of a message.
    public let recipients: [Recipient]

    init(_ blocks: [Header]) {
        fields = blocks.first ?? Header(parsing: [])
        // Some hosts leave out the blank line between the mail's fields and those of the only recipient.
        let own = blocks.prefix(1).filter(Recipient.isDescribed)
        recipients = (own + blocks.dropFirst()).map(Recipient.init)
    }

    /// The host that tells, usually of type `dns` (RFC 3464 §2.2.2).
    public var reportingHost: TypedText? { TypedText(fields.first("reporting-mta")) }
    /// The host from which the mail came (RFC 3464 §2.2.4).
    public var receivedFrom: TypedText? { TypedText(fields.first("received-from-mta")) }
    /// What the sender called the envelope (RFC 3464 §2.2.1).
    public var envelopeID: String? { fields.text("original-envelope-id") }
    /// When the mail arrived at the reporting host (RFC 3464 §2.2.5).
    public var arrivalDate: DateTime? { fields.first("arrival-date")?.date }

    /// What became of the mail for one recipient (RFC 3464 §2.3).
    public struct Recipient: Sendable {
        public let fields: Header

        init(_ fields: Header) { self.fields = fields }

        static func isDescribed(in block: Header) -> Bool {
            block.first("final-recipient") != nil || block.first("action") != nil
        }

        /// As the sender wrote it (RFC 3464 §2.3.1).
        public var originalRecipient: TypedText? { TypedText(fields.first("original-recipient")) }
        /// As it stood in the envelope that the reporting host handled (RFC 3464 §2.3.2).
        public var finalRecipient: TypedText? { TypedText(fields.first("final-recipient")) }
        /// Nil if there is none or an unknown one.
        public var action: Action? { (fields.first("action")?.parameters.value).flatMap(Action.init) }
        public var status: StatusCode? { fields.text("status").flatMap { StatusCode($0) } }
        /// The host that refused or took the mail (RFC 3464 §2.3.5).
        public var remoteHost: TypedText? { TypedText(fields.first("remote-mta")) }
        /// What the remote host said, usually of type `smtp` (RFC 3464 §2.3.6).
        public var diagnosis: TypedText? { TypedText(fields.first("diagnostic-code")) }
        public var lastAttempt: DateTime? { fields.first("last-attempt-date")?.date }
        /// When a delayed mail is given up (RFC 3464 §2.3.9).
        public var willRetryUntil: DateTime? { fields.first("will-retry-until")?.date }
    }

    /// What the reporting host did (RFC 3464 §2.3.3).
    public enum Action: String, Sendable, Hashable, CaseIterable {
        case failed, delayed, delivered, relayed, expanded
    }
}
