import Domain

/// What is done about an answer that could not be posted yet and surely was not taken. A value without I/O.
struct PostPatience: Sendable {
    enum Verdict: Sendable, Hashable {
        /// Tried again, without a word.
        case wait
        /// Tried again, and the agent is told; once.
        case tell
        /// The next try may come too late: a person answers in the portal, or says `ok`.
        case handOver
        case giveUp
    }

    /// When it was first committed to be sent, or a person last wanted it sent.
    var begun: Timestamp
    /// Until when the buyer has to be answered.
    var deadline: Timestamp?
    /// Whether the bridge may ask somebody to do it by hand: not for actions, nor for what no agent wrote.
    var canBeHandedOver: Bool

    /// How long attempts go on before a post is given up.
    static let longest = Duration.seconds(48 * 3600)
    /// The agent hears of a delay after this time, or a quarter of what was left of the time to answer.
    static let silence = Duration.seconds(600)
    private static let share = 4

    /// - Parameters:
    ///   - next: when it would be tried again
    ///   - isToMend: somebody has to mend something first, so the agent hears of it at once
    func verdict(next: Timestamp, isToMend: Bool, at now: Timestamp) -> Verdict {
        guard now - begun < Self.longest else { return .giveUp }
        if let deadline, deadline > now, canBeHandedOver, next > deadline - limit { return .handOver }
        return isToMend || next - begun > limit ? .tell : .wait
    }

    /// Also how long a person needs to take over.
    private var limit: Duration {
        guard let deadline, deadline > begun else { return Self.silence }
        return min(Self.silence, (deadline - begun) / Self.share)
    }
}
