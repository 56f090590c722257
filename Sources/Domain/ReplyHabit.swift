/// What is kept of one reply of an agent, to know the next one better. It holds no word of the reply.
public struct ReplyHabit: Sendable, Hashable {
    public enum Standing: String, Sendable {
        /// It went out unasked.
        case relayed
        /// The agent was asked about it.
        case asked
        /// The agent said `ok` to it.
        case confirmed
    }

    public var at: Timestamp
    /// The agent's first address.
    public var agent: String
    /// The program that it was written with, by its stable name.
    public var client: String
    /// How the start of the history was found.
    public var method: String
    /// The history was found by its form alone, although it was known what had been sent.
    public var isFormOnly: Bool
    public var standing: Standing
    /// Of the text for the buyer, in characters.
    public var length: Int
    /// Digests of its last lines before the history, top to bottom.
    public var tail: [UInt64]

    public init(
        at: Timestamp, agent: String, client: String, method: String, isFormOnly: Bool, standing: Standing,
        length: Int, tail: [UInt64]
    ) {
        self.at = at
        self.agent = agent
        self.client = client
        self.method = method
        self.isFormOnly = isFormOnly
        self.standing = standing
        self.length = length
        self.tail = tail
    }
}
