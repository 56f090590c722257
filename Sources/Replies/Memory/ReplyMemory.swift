public import Domain

/// What an agent's earlier replies teach about the next one. A value without I/O.
public struct ReplyMemory: Sendable, Hashable {
    /// The agent's signature with this client; nil while it is not known.
    public let signature: SignatureMemory?
    /// Median length of the agent's answers in characters; nil before there are enough.
    public let usualLength: Int?
    /// Forms of history of this client that the agent confirmed.
    public let confirmedForms: Set<ReplyExtraction.Method>

    /// - Parameter habits: of one agent, newest first
    public init(_ habits: [ReplyHabit], client: MailClient) {
        let approved = habits.filter { $0.standing != .asked }
        let own = habits.filter { $0.client == client.name }
        signature = SignatureMemory(
            approved.filter { $0.client == client.name }.prefix(SignatureMemory.mails)
                .map { MailTail(digests: $0.tail) })
        usualLength = Self.median(approved.prefix(Self.longest).map(\.length))
        confirmedForms = Set(
            ReplyExtraction.Method.allCases.filter { method in
                let last = own.filter { $0.isFormOnly && $0.method == method.rawValue }.prefix(Self.confirmations)
                return last.count == Self.confirmations && last.allSatisfy { $0.standing != .asked }
            })
    }

    /// Answers that the usual length is taken of, at most and at least.
    private static let longest = 15
    private static let shortest = 5
    /// Replies of one form in a row that the agent had nothing against.
    private static let confirmations = 3

    private static func median(_ lengths: [Int]) -> Int? {
        guard lengths.count >= shortest else { return nil }
        return lengths.sorted()[lengths.count / 2]
    }
}

extension ExtractionOptions {
    public mutating func take(_ memory: ReplyMemory) {
        learnedSignature = memory.signature
        usualLength = memory.usualLength
        confirmedForms = memory.confirmedForms
    }
}
