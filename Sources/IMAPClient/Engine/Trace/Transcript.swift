/// The last lines of a conversation, kept for the moment when it goes wrong, and told as they come where that is wanted.
public struct Transcript: Sendable {
    private static let capacity = 24

    /// As it came: most lines are never looked at again.
    private enum Entry {
        case server([UInt8])
        case client(TraceLine)

        var line: TraceLine {
            switch self {
            case .server(let octets): TraceLine(server: octets)
            case .client(let line): line
            }
        }
    }

    private var ring: [Entry] = []
    private var next = 0
    /// Told of every line while it is switched on.
    var listener: (@Sendable (() -> TraceLine) -> Void)?

    public init() {}

    mutating func note(_ line: TraceLine) { note(.client(line)) }

    /// A line that a server sent, without its end.
    mutating func note(server line: [UInt8]) {
        // Lines are short: no copy is made of most.
        note(.server(line.count > TraceLine.limit + 1 ? Array(line.prefix(TraceLine.limit + 1)) : line))
    }

    private mutating func note(_ entry: Entry) {
        listener?({ entry.line })
        if ring.count < Self.capacity {
            ring.append(entry)
        } else {
            ring[next] = entry
            next = (next + 1) % Self.capacity
        }
    }

    /// Oldest first.
    public var lines: [TraceLine] { (ring[next...] + ring[..<next]).map(\.line) }
}
