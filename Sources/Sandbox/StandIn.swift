import Domain

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
}

extension StandIn {
    func headers(for status: Int, operation: String) -> [(name: String, value: String)] { [] }
}

/// A message of a buyer that stands in its conversation and is to be announced to the seller.
struct Arrival: Sendable {
    var conversation: SandboxConversation
    var message: SandboxMessage
    var order: Order
    /// Whether the conversation began with it.
    var isFirst: Bool
}
