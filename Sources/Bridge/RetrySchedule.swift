import Domain

/// Waiting times between attempts: doubled each time, and then somewhere between half and all of that, so that many
/// bridges do not knock together.
struct RetrySchedule: Sendable {
    var first: Duration
    var longest: Duration

    /// - Parameters:
    ///   - attempt: attempts made so far, from 1
    ///   - advice: what the peer asked for; up to an hour it is never undercut
    ///   - random: 0…1
    func delay(after attempt: Int, advice: RetryAdvice = .later, random: Double) -> Duration {
        let doublings = min(max(attempt - 1, 0), 30)
        let ceiling = min(first * (1 << doublings), longest)
        let jittered = ceiling * (0.5 + random / 2)
        return advice.leastWait.map { max($0, jittered) } ?? jittered
    }

    /// The longest that a peer's own wish to wait is taken at its word.
    fileprivate static let longestWish = Duration.seconds(3600)

    func delay(after attempt: Int, advice: RetryAdvice = .later) -> Duration {
        delay(after: attempt, advice: advice, random: Double.random(in: 0...1))
    }

    /// Posts: the first retry within 10 s, at most a quarter of an hour apart.
    static let posts = RetrySchedule(first: .seconds(5), longest: .seconds(900))
    /// Ticket mails: the agents' own server.
    static let ticketMails = RetrySchedule(first: .seconds(2), longest: .seconds(300))
    /// Mails that were dealt with, where the server will not move them.
    static let moves = RetrySchedule(first: .seconds(30), longest: .seconds(900))
    /// Notifications that wait for the marketplace's API.
    static let spool = RetrySchedule(first: .seconds(5), longest: .seconds(300))
}

extension RetryAdvice {
    /// How long the peer asked to be left alone, as far as it is taken at its word; nil if it did not ask.
    var leastWait: Duration? {
        guard case .after(let least) = self else { return nil }
        return min(least, RetrySchedule.longestWish)
    }
}
