import Synchronization

/// The counted time of one rule, worked out once for each period that somebody asks about.
///
/// A copy of a rule shares them; a change of what counts begins with none. They are no part of a rule's identity.
final class CountedPeriods: Sendable, Hashable {
    /// More are asked for only by times that no message has; then all are worked out anew.
    private static let most = 64
    private let periods = Mutex<[Int64: CountedPeriod]>([:])

    /// The period that an instant lies in.
    func period(at instant: Int64, of rules: RuleSet) -> CountedPeriod {
        let index = instant >> CountedPeriod.shift
        if let known = periods.withLock({ $0[index] }) { return known }
        let period = CountedPeriod(index: index, of: rules)
        periods.withLock { periods in
            if periods.count >= Self.most { periods.removeAll() }
            periods[index] = period
        }
        return period
    }

    static func == (left: CountedPeriods, right: CountedPeriods) -> Bool { true }
    func hash(into hasher: inout Hasher) {}
}
