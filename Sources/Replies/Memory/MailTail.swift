/// The last lines that an agent's mail has before its history, as digests: enough to know lines again that were there before,
/// and nothing to read in.
public struct MailTail: Sendable, Hashable {
    /// Top to bottom; lines without words do not count.
    public let digests: [UInt64]

    /// Lines kept. No signature that is worth remembering is longer.
    static let height = 14

    public init(digests: [UInt64]) { self.digests = Array(digests.suffix(Self.height)) }

    init(_ lines: [Line]) {
        var digests: [UInt64] = []
        for line in lines.reversed() where digests.count < Self.height {
            if let digest = Self.digest(of: line.text) { digests.append(digest) }
        }
        self.digests = digests.reversed()
    }

    /// Of a line's words (FNV-1a, 64 bits); nil if there are none. The store keeps them, so they must never change.
    static func digest(of line: String) -> UInt64? {
        let key = LineKey(line)
        guard !key.isEmpty else { return nil }
        return key.text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
}
