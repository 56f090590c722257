public import Domain

/// One wait as the marketplace's score sees it.
public struct ScoredWait: Sendable, Hashable {
    public enum End: String, Sendable, CaseIterable {
        case answer
        case close
        case marketplace
        /// The marketplace knows that no answer is owed.
        case noReply = "no_reply"
        /// Only we know it: for the marketplace the question is still open.
        case localNoReply = "no_reply_local"
    }

    /// Any name that tells tickets apart.
    public var ticket: String
    public var start: Timestamp
    public var deadline: Timestamp
    public var end: Timestamp?
    public var how: End?

    public init(ticket: String, start: Timestamp, deadline: Timestamp, end: Timestamp? = nil, how: End? = nil) {
        self.ticket = ticket
        self.start = start
        self.deadline = deadline
        self.end = end
        self.how = how
    }

    /// - Parameter isConfirmed: whether the marketplace shows that no reply is needed
    public init(ticket: String, _ wait: Wait, isConfirmed: Bool = false) {
        let how: End? =
            switch wait.how {
            case .answer: .answer
            case .close: .close
            case .marketplace: .marketplace
            case .noReply: isConfirmed || wait.rules.noReply == .stops ? .noReply : .localNoReply
            case nil: nil
            }
        self.init(ticket: ticket, start: wait.start, deadline: wait.deadline, end: wait.end, how: how)
    }

    /// When the seller answered.
    var answeredAt: Timestamp? { how == .answer ? end : nil }

    /// Nil where the score leaves it out, or does not know yet.
    func isInTime(at now: Timestamp) -> Bool? {
        switch how {
        case .answer: end.map { $0.seconds <= deadline.seconds }
        case nil, .localNoReply: deadline.seconds < now.seconds ? false : nil
        case .close, .marketplace, .noReply: nil
        }
    }
}
