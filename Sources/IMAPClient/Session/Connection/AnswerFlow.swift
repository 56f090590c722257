/// What has come since a command was sent or answered, or a mail was dealt with. A server that says one line after the
/// other is never silent, so that silence alone would not end the wait for an answer that never comes.
struct AnswerFlow {
    private(set) var start = ContinuousClock.now
    /// Octets received, and the memory that responses take whatever their length.
    private(set) var octets = 0
    /// Octets since others had their turn.
    private var inOneTurn = 0
    /// Until when a cancelled task waits for the answer.
    private var graceEnd: ContinuousClock.Instant?

    /// What one response takes beside its octets, about.
    private static let octetsPerResponse = 128
    /// How long a cancelled task waits for the answer to what it has begun.
    private static let grace: Duration = .seconds(2)
    /// Some milliseconds of work. Each turn wakes another thread and moves the work to it.
    private static let longestTurn = 4 << 20

    mutating func receive(_ octets: Int, responses: Int) {
        self.octets += octets + responses * Self.octetsPerResponse
        inOneTurn += octets
    }

    /// Whether it is time that others have their turn.
    mutating func endsTurn() -> Bool {
        guard inOneTurn > Self.longestTurn else { return false }
        inOneTurn = 0
        return true
    }

    mutating func endOfGrace() -> ContinuousClock.Instant {
        let end = graceEnd ?? .now + Self.grace
        graceEnd = end
        return end
    }
}
