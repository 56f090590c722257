extension Message {
    /// All From fields, joined. More than one is a defect.
    public var from: [Address] { addresses("from") }
    public var sender: [Address] { addresses("sender") }
    public var replyTo: [Address] { addresses("reply-to") }
    public var to: [Address] { addresses("to") }
    public var cc: [Address] { addresses("cc") }
    public var bcc: [Address] { addresses("bcc") }
    /// Written by the receiving hosts: Delivered-To.
    public var deliveredTo: [Address] { addresses("delivered-to") }
    /// Written by the receiving hosts: X-Original-To.
    public var originalTo: [Address] { addresses("x-original-to") }

    /// The addresses of all fields called `name`, in order.
    public func addresses(_ name: String) -> [Address] { header.all(name).flatMap(\.addresses) }

    /// Decoded, of the first Subject field.
    public var subject: String? { header.text("subject") }

    /// Of the first Date field; nil if there is none or it is no date.
    public var date: DateTime? { header.first("date")?.date }

    /// Without angle brackets.
    public var messageID: String? { header.first("message-id")?.messageIDs.first }

    /// Without angle brackets, in order, each once.
    public var inReplyTo: [String] { header.first("in-reply-to")?.messageIDs ?? [] }

    /// Without angle brackets, in order, each once; the last ones if there are too many.
    public var references: [String] { (header.first("references")?.messageIDs ?? []).suffix(limits.references) }

    /// The first word of Auto-Submitted in lower case (RFC 3834 §5).
    public var autoSubmitted: String? { header.first("auto-submitted")?.parameters.value }

    /// The id of List-Id without angle brackets (RFC 2919).
    public var listID: String? { header.first("list-id")?.messageIDs.last }

    /// URIs of List-Unsubscribe (RFC 2369).
    public var listUnsubscribe: [String] { [] }

    /// The findings of the own receiving host.
    ///
    /// Only the topmost Authentication-Results field counts, only if its authserv-id equals `host` (compared in full,
    /// without case), and only if no Received field of a foreign host stands above it.
    public func authenticationResults(trusting host: String) -> AuthenticationResults? { nil }
}
