/// Ranges that hold all of some entries of an index and few others, so that these can be read without what lies between.
struct EntryRanges {
    /// The last entries first.
    let ranges: [ClosedRange<Int64>]

    /// - Parameters:
    ///   - most: at least 1; so many ranges at most, apart where the widest gaps are
    ///   - gap: what is narrower is read along
    init(_ entries: some Collection<Int64>, atMost most: Int, gap: Int64) {
        let sorted = entries.sorted(by: >)
        guard let last = sorted.first else {
            ranges = []
            return
        }
        let breaks = sorted.indices.dropFirst().filter { sorted[$0 - 1] - sorted[$0] > gap }
        let widest = breaks.sorted { sorted[$0 - 1] - sorted[$0] > sorted[$1 - 1] - sorted[$1] }.prefix(most - 1)
            .sorted()
        var ranges: [ClosedRange<Int64>] = []
        var upper = last
        for place in widest {
            ranges.append(sorted[place - 1]...upper)
            upper = sorted[place]
        }
        ranges.append(sorted[sorted.count - 1]...upper)
        self.ranges = ranges
    }
}
