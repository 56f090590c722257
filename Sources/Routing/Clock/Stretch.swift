public import Domain

/// A stretch of time over which a clock either counts or does not, for one reason.
public struct Stretch: Sendable, Hashable {
    public enum Reason: Sendable, Hashable {
        case counts
        /// The weekday is none that counts.
        case dayOff(Weekday)
        /// A holiday: its name and region.
        case holiday(String)
        case outsideWindows
    }

    /// Seconds since the epoch.
    public var start: Int64
    /// Not part of it.
    public var end: Int64
    /// The local date that it lies on.
    public var date: CivilDate
    public var reason: Reason

    public var counts: Bool { reason == .counts }
}

/// The stretches of a rule from an instant on, each within one local day and one offset of the zone; endless.
struct Stretches: Sequence, IteratorProtocol {
    private let rules: RuleSet
    private var position: Int64

    init(of rules: RuleSet, from start: Int64) {
        self.rules = rules
        position = start
    }

    mutating func next() -> Stretch? {
        let start = position
        let local = LocalTime(start, in: rules.zone)
        var reason = Stretch.Reason.counts
        var edge: Int64 = 86_400
        switch rules.counting {
        case .calendar: break
        case .workingDays(let days):
            if !days.contains(local.weekday) {
                reason = .dayOff(local.weekday)
            } else if let name = rules.holidays.holiday(on: local.date) {
                reason = .holiday(name)
            }
        case .businessHours(let windows):
            let today = windows[local.weekday] ?? []
            if today.isEmpty {
                reason = .dayOff(local.weekday)
            } else if let name = rules.holidays.holiday(on: local.date) {
                reason = .holiday(name)
            } else {
                let second = local.secondOfDay
                if !today.contains(where: { $0.start <= second && second < $0.end }) { reason = .outsideWindows }
                edge = today.flatMap { [$0.start, $0.end] }.filter { $0 > second }.min() ?? 86_400
            }
        }
        let end = start + edge - local.secondOfDay
        // At a change of the offset the local clock jumps, so the next stretch is decided anew from there.
        position = Swift.min(end, rules.zone.nextTransition(after: start) ?? end)
        return Stretch(start: start, end: position, date: local.date, reason: reason)
    }
}
