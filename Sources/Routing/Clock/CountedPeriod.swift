/// What a rule counts within 2^25 seconds, about 388 days: neighbouring stretches joined, with the sum in front of each.
/// Questions about it take the logarithm of its stretches.
final class CountedPeriod: Sendable {
    static let shift: Int64 = 25

    /// Not part of it; seconds since the epoch.
    let end: Int64
    /// Of all its stretches, in seconds.
    let total: Int64
    private let stretches: [Counted]

    private struct Counted: Sendable {
        var start: Int64
        var end: Int64
        /// Counted in front of it.
        var before: Int64
        var sum: Int64 { before + end - start }
    }

    init(index: Int64, of rules: RuleSet) {
        let begin = index << Self.shift
        let end = (index + 1) << Self.shift
        var found: [Counted] = []
        var sum: Int64 = 0
        for stretch in Stretches(of: rules, from: begin) {
            if stretch.start >= end { break }
            guard stretch.counts else { continue }
            let stop = min(stretch.end, end)
            if found.last?.end == stretch.start {
                found[found.count - 1].end = stop
            } else {
                found.append(Counted(start: stretch.start, end: stop, before: sum))
            }
            sum += stop - stretch.start
        }
        self.end = end
        total = sum
        stretches = found
    }

    /// Counted from the period's begin to an instant of it.
    func sum(before instant: Int64) -> Int64 {
        let index = firstIndex { $0.end > instant }
        guard index < stretches.count else { return total }
        return stretches[index].before + max(0, instant - stretches[index].start)
    }

    /// The smallest instant by which so much has been counted; nil if that is more than its total.
    /// - Parameter wanted: more than zero
    func instant(sum wanted: Int64) -> Int64? {
        let index = firstIndex { $0.sum >= wanted }
        guard index < stretches.count else { return nil }
        return stretches[index].start + wanted - stretches[index].before
    }

    /// The first instant from here on that counts.
    func firstCounted(from instant: Int64) -> Int64? {
        let index = firstIndex { $0.end > instant }
        return index < stretches.count ? max(instant, stretches[index].start) : nil
    }

    /// The first stretch for which it holds; it holds for all behind that one.
    private func firstIndex(_ holds: (Counted) -> Bool) -> Int {
        var low = 0
        var high = stretches.count
        while low < high {
            let middle = (low + high) / 2
            if holds(stretches[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
