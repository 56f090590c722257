/// A failure that the sandbox shows on purpose.
public struct SandboxFault: Sendable, Hashable {
    public enum Place: String, Sendable, CaseIterable {
        case mirakl, kaufland, amazon, bol, ebay, allegro, octopia, backmarket
        /// The SMTP server; operations `rcpt` and `data`.
        case smtp
    }

    public enum Effect: Sendable, Hashable {
        /// HTTP status, or SMTP reply code, with the marketplace's own body.
        case status(Int)
        /// The connection is closed without a word.
        case drop
        /// Before: a page in HTML with status 200. After: half of the answer.
        case garbled
        /// Nothing but the delay.
        case slow
        /// The request is carried out, but readers see its effect only after this time.
        case lag(Duration)
        /// The request is carried out, and the marketplace changes the seller's text.
        case altered
        /// Every access token is forgotten before the request is looked at.
        case expireTokens
    }

    /// Whether the request is carried out first.
    public enum Moment: String, Sendable, CaseIterable {
        case before, after
    }

    public var place: Place
    /// The operation's name as in the documentation (`M12`, `tickets.message`, `token`, `data`); `*` is any.
    public var operation: String
    public var effect: Effect
    public var moment: Moment = .before
    /// How often it happens before it is used up.
    public var times = 1
    /// So many matching requests pass first.
    public var skip = 0
    /// Seconds; sent as the Retry-After field.
    public var retryAfter: Int?
    public var delay: Duration = .zero
    /// SMTP: only recipients whose address ends so.
    public var recipientSuffix: String?

    public init(_ place: Place, _ operation: String, _ effect: Effect) {
        self.place = place
        self.operation = operation
        self.effect = effect
    }
}
