/// The last lines of a conversation, kept for the moment when it goes wrong, and told as they come where that is wanted.
public struct Transcript: Sendable {
    private static let capacity = 24

    private var ring: [TraceLine] = []
    private var next = 0
    /// Told of every line while it is switched on.
    var listener: (@Sendable (TraceLine) -> Void)?

    public init() {}

    mutating func note(_ line: @autoclosure () -> TraceLine) {
        let line = line()
        listener?(line)
        if ring.count < Self.capacity {
            ring.append(line)
        } else {
            ring[next] = line
            next = (next + 1) % Self.capacity
        }
    }

    /// Oldest first.
    public var lines: [TraceLine] { Array(ring[next...] + ring[..<next]) }
}
