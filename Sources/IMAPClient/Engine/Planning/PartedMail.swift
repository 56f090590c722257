/// A large mail that is put together from parts, so that no literal is as large as the mail.
///
/// The size that servers announce may be wrong by some octets: the end is where a part comes back shorter than asked.
struct PartedMail {
    /// What was known before its parts were asked for.
    let head: FetchedMail
    let partLength: Int
    /// Octets that are taken at most.
    let limit: Int
    private(set) var bytes: [UInt8] = []
    private var waiting: [Int: [UInt8]] = [:]
    private var nextOrigin = 0
    /// Behind the last octet, once it is known.
    private var end: Int?

    init(head: FetchedMail, partLength: Int, limit: Int) {
        self.head = head
        self.partLength = partLength
        self.limit = limit
        bytes.reserveCapacity(min(Int(clamping: head.size), limit))
    }

    /// Where the next part begins that should be asked for; nil if all that is known to exist has been.
    mutating func nextPart() -> Int? {
        let isPlanned = nextOrigin < min(Int(clamping: head.size), limit)
        // All that was announced is here, and the last part was full: there may be more.
        let mayBeMore = bytes.count == nextOrigin && nextOrigin < limit
        guard end == nil, isPlanned || mayBeMore else { return nil }
        defer { nextOrigin += partLength }
        return nextOrigin
    }

    /// Takes what came of the part at `origin`.
    mutating func receive(_ part: [UInt8], at origin: Int) {
        guard waiting[origin] == nil, origin >= bytes.count else { return }
        if origin == 0, part.count > partLength { end = part.count }
        if part.count < partLength { end = min(end ?? .max, origin + part.count) }
        waiting[origin] = part
        while let next = waiting.removeValue(forKey: bytes.count) {
            bytes += next
            if next.isEmpty { break }
        }
    }

    /// Whether the part at `origin` came.
    func has(_ origin: Int) -> Bool {
        origin < bytes.count || waiting[origin] != nil || end.map { origin >= $0 } == true
    }

    var isComplete: Bool { end.map { bytes.count >= $0 } == true || bytes.count >= limit }

    var mail: FetchedMail {
        FetchedMail(
            uid: head.uid, flags: head.flags, internalDate: head.internalDate, size: UInt64(bytes.count), bytes: bytes,
            isTruncated: end == nil)
    }
}
