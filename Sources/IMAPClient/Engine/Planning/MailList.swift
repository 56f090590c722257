/// Learns the sizes of the mails that are to be fetched, so many at a time. Dates and flags come with the mails: some
/// servers open each mail for its date.
///
/// Each piece of the list is asked for while mails of the piece before are still on their way, so that the server never
/// waits for the next command.
struct MailList {
    /// Mails in one piece.
    static let window = 1000
    static let items = "UID RFC822.SIZE"

    private let uids: [UID]
    private let window: Int
    private var start = 0
    private var end = 0
    private var commands = 0
    private var sizes: [UID: UInt64] = [:]

    /// - Parameters:
    ///   - uids: Ascending.
    ///   - singly: Of each alone: some servers open a mail for its size.
    init(_ uids: [UID], singly: Bool = false) {
        self.uids = uids
        window = singly ? 1 : Self.window
    }

    /// All was asked for and answered.
    var isComplete: Bool { start == uids.count }

    /// The sets to ask for next, each with a command of its own; none while answers are awaited or if all is known.
    mutating func next() -> [UIDSet] {
        guard start == end, end < uids.count else { return [] }
        end = min(uids.count, start + window)
        let pieces = UIDSet(uids[start..<end]).pieces
        commands = pieces.count
        return pieces
    }

    /// True if this was an answer to such a command.
    mutating func receive(_ row: FetchRow) -> Bool {
        guard start < end, row.sections.isEmpty, let uid = row.uid, let size = row.size else { return false }
        // A server may name others; the dictionary must not grow with them.
        guard uid >= uids[start], uid <= uids[end - 1] else { return false }
        sizes[uid] = size
        return true
    }

    /// One of the commands is done. After the last of them: what they told, in the order of UIDs.
    mutating func finish() -> [FetchPlan.Listing] {
        commands -= 1
        guard commands == 0 else { return [] }
        defer {
            start = end
            sizes.removeAll(keepingCapacity: true)
        }
        return uids[start..<end].map { FetchPlan.Listing(uid: $0, size: sizes[$0]) }
    }
}
