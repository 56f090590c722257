import Domain

/// How long an answer waits before it goes out, so that it can be taken back. Near the deadline it waits less, or not at
/// all; behind it there is nothing left to be won.
enum GracePeriod {
    /// Before the deadline, for the post itself and for a second try.
    static let reserve = Duration.seconds(300)

    static func wait(_ grace: Duration, deadline: Timestamp?, at now: Timestamp) -> Duration {
        guard let deadline, deadline > now else { return grace }
        return max(.zero, min(grace, deadline - now - reserve))
    }
}
