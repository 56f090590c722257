/// What names a ticket in a mail: 26 characters of lower-case base32, 128 random bits.
///
/// Lower case only, because local parts of addresses lose their case on the way. A token never appears in logs or in
/// text for a marketplace.
public struct TicketToken: Sendable, Hashable {
    public static let length = 26

    /// 26 characters of `a`–`z`, `2`–`7`.
    public let text: String

    /// Reads a token in any case. Nil unless there are exactly 26 characters of the alphabet.
    public init?(_ text: some StringProtocol) {
        var folded: [UInt8] = []
        folded.reserveCapacity(Self.length)
        for byte in text.utf8 {
            let lower = (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
            guard folded.count < Self.length, (0x61...0x7A).contains(lower) || (0x32...0x37).contains(lower) else {
                return nil
            }
            folded.append(lower)
        }
        guard folded.count == Self.length else { return nil }
        self.text = String(decoding: folded, as: UTF8.self)
    }

    /// The token of 16 bytes, which have to be random: base 32 of RFC 4648 §6 in lower case, without padding.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 16 else { return nil }
        let alphabet = Array("abcdefghijklmnopqrstuvwxyz234567".utf8)
        var result: [UInt8] = []
        var buffer = 0
        var bits = 0
        for byte in bytes {
            buffer = (buffer & 0xFF) << 8 | Int(byte)
            bits += 8
            while bits >= 5 {
                bits -= 5
                result.append(alphabet[buffer >> bits & 31])
            }
        }
        result.append(alphabet[buffer << (5 - bits) & 31])
        text = String(decoding: result, as: UTF8.self)
    }

    /// The few characters that the marker line shows: `K7Q2-9F`. They find no ticket.
    public var short: String {
        let capitals = text.uppercased()
        return "\(capitals.prefix(4))-\(capitals.dropFirst(4).prefix(2))"
    }

    /// Whether a Message-ID of ours stands in `text`, which is in lower case: `mb-`, a token and a dot.
    static func isInMessageID(in text: String) -> Bool {
        let bytes = Array(text.utf8)
        let sign = Array("mb-".utf8)
        var start = 0
        while start + sign.count + length < bytes.count {
            defer { start += 1 }
            guard bytes[start] == sign[0], bytes[start..<start + sign.count].elementsEqual(sign) else { continue }
            let token = bytes[start + sign.count..<start + sign.count + length]
            if bytes[start + sign.count + length] == UInt8(ascii: "."),
                token.allSatisfy({ (0x61...0x7A).contains($0) || (0x32...0x37).contains($0) })
            {
                return true
            }
        }
        return false
    }
}
