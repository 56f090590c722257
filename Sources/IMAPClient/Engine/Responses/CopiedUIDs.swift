/// Where COPY or MOVE put messages (RFC 4315 §3): two lists of equal length that correspond by place.
public struct CopiedUIDs: Sendable, Equatable {
    /// Of the folder that received them.
    public let uidValidity: UIDValidity
    let sources: [ClosedRange<UInt32>]
    let destinations: [ClosedRange<UInt32>]

    /// Nil unless both lists name equally many UIDs.
    init?(uidValidity: UIDValidity, sources: [ClosedRange<UInt32>], destinations: [ClosedRange<UInt32>]) {
        func length(_ ranges: [ClosedRange<UInt32>]) -> Int {
            ranges.reduce(0) { $0 + Int($1.upperBound) - Int($1.lowerBound) + 1 }
        }
        guard length(sources) == length(destinations) else { return nil }
        self.uidValidity = uidValidity
        self.sources = sources
        self.destinations = destinations
    }

    /// The UID in the new folder of the message that was `source` in the old one. O(n) in the number of ranges.
    public func destination(of source: UID) -> UID? {
        var place = 0
        for range in sources {
            guard range.contains(source.number) else {
                place += Int(range.upperBound - range.lowerBound) + 1
                continue
            }
            return destination(at: place + Int(source.number - range.lowerBound))
        }
        return nil
    }

    private func destination(at place: Int) -> UID? {
        var rest = place
        for range in destinations {
            let length = Int(range.upperBound - range.lowerBound) + 1
            if rest < length { return UID(range.lowerBound + UInt32(rest)) }
            rest -= length
        }
        return nil
    }
}
