/// Finds the first line of a connection that can be trusted.
///
/// libcurl may keep the octets that came together with its last login line, so that a connection can begin in the middle
/// of a line. Everything before the answer to our first command is dropped, without regard to literals.
struct SyncPoint {
    private let prefix: [UInt8]
    private let limit: Int
    private var line: [UInt8] = []
    /// Octets of `line` that hold no line end.
    private var searched = 0
    private var dropped = 0

    init(tag: String, limit: Int = 1 << 20) {
        prefix = Array("\(tag) ".utf8)
        self.limit = limit
    }

    enum Progress: Equatable {
        case searching
        /// The octets from the tagged line on.
        case found([UInt8])
        /// More was dropped than a server can have to say here.
        case lost
    }

    mutating func receive(_ bytes: [UInt8]) -> Progress {
        dropped += bytes.count
        line.append(contentsOf: bytes)
        var start = 0
        while let end = line[searched...].firstIndex(of: 0x0A) {
            if line[start...].starts(with: prefix) { return .found(Array(line[start...])) }
            start = end + 1
            searched = start
        }
        line.removeFirst(start)
        searched = line.count
        return dropped > limit ? .lost : .searching
    }
}
