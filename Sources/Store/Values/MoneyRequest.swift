public import Domain

/// What an agent asked for that moves money, and whose word it waits for. Belongs to one outbox entry, which is `held` as
/// long as a word is missing.
public struct MoneyRequest: Sendable, Hashable {
    /// Nil = the entry that the same intake makes.
    public var outbox: Int64?
    public var step: MoneyStep
    /// Addresses of agents.
    public var askedBy: String
    /// The English word of the command, and what stood behind it.
    public var command: String
    public var arguments: String
    /// Nil if the marketplace does not say.
    public var amount: Money?
    /// Digest of the order as it was when the question was asked.
    public var order: String
    public var needsApproval: Bool
    /// Of the code that ends this step.
    public var codeHash: String
    /// Wrong codes so far.
    public var tries: Int
    /// When the code ends to count.
    public var expiresAt: Timestamp
    public var confirmedBy: String?
    public var approvedBy: String?

    public init(
        outbox: Int64? = nil, step: MoneyStep, askedBy: String, command: String, arguments: String, amount: Money?,
        order: String, needsApproval: Bool, codeHash: String, tries: Int = 0, expiresAt: Timestamp,
        confirmedBy: String? = nil, approvedBy: String? = nil
    ) {
        self.outbox = outbox
        self.step = step
        self.askedBy = askedBy
        self.command = command
        self.arguments = arguments
        self.amount = amount
        self.order = order
        self.needsApproval = needsApproval
        self.codeHash = codeHash
        self.tries = tries
        self.expiresAt = expiresAt
        self.confirmedBy = confirmedBy
        self.approvedBy = approvedBy
    }
}
