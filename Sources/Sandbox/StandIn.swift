import Domain
import LMTP

/// One marketplace: what its interface answers, and what its buyers see. A value; the caller brings requests and time.
protocol StandIn: Sendable {
    /// Name of the operation that `request` is for, as the marketplace's documentation has it; `unknown` otherwise.
    func operation(of request: Request) -> String
    /// Carries `request` out, or says why the marketplace would not.
    mutating func carryOut(_ request: Request, now: Timestamp) throws(Refusal) -> Response
    /// The marketplace's own error body for `refusal`.
    func response(to refusal: Refusal) -> Response
    /// Fields that the marketplace puts on every answer.
    func headers(for status: Int, operation: String) -> [(name: String, value: String)]

    /// Takes what a buyer (or the marketplace's staff) wrote; throws ``SandboxError``.
    mutating func receive(_ message: BuyerMessage, now: Timestamp) throws(SandboxError) -> Arrival
    var conversations: [SandboxConversation] { get }
    func attachment(_ id: String) -> Attachment?
    /// Answers of the seller that stand in conversations.
    var postCount: Int { get }
    /// The marketplace's mail to the seller about `arrival`; nil where it sends none.
    func notification(of arrival: Arrival, files: [Attachment], to recipient: EmailAddress) -> Notification?

    /// Keys and values of the `[[marketplace]]` that this stand-in is. `base` is its address without slash at the end:
    /// `http://127.0.0.1:8025/mirakl`.
    func settings(base: String) -> [(key: String, value: String)]
    /// Forgets every access token that it gave; nothing where it gives none.
    mutating func expireTokens()
    /// Changes the text of the seller's newest answer, as marketplaces do that filter texts.
    mutating func alterNewestAnswer(_ change: (String) -> String)
}

/// A marketplace whose buyers are answered by mail to their alias.
protocol RelayStandIn: StandIn {
    /// Whether the alias belongs to this marketplace's relay.
    func owns(_ recipient: EmailAddress) -> Bool
    /// At RCPT: who may write to whom.
    func checkEnvelope(from sender: EmailAddress?, to recipient: EmailAddress) throws(SMTPReply)
    /// Takes `mail` for the buyer behind `recipient` and shows the buyer its new text.
    mutating func relay(
        _ mail: [UInt8], from sender: EmailAddress?, to recipient: EmailAddress, now: Timestamp
    ) throws(SMTPReply) -> RelayedAnswer
    /// The marketplace's copy of an answer for the seller; nil where it sends none.
    func ownCopy(of answer: RelayedAnswer, to recipient: EmailAddress, now: Timestamp) -> Notification?
}

extension StandIn {
    func headers(for status: Int, operation: String) -> [(name: String, value: String)] { [] }
    mutating func expireTokens() {}
}

/// A message of a buyer that stands in its conversation and is to be announced to the seller.
struct Arrival: Sendable {
    var conversation: SandboxConversation
    var message: SandboxMessage
    var order: Order
    /// Whether the conversation began with it.
    var isFirst: Bool
}
