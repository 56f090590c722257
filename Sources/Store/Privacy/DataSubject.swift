public import Domain

/// Whose data are looked for: an order's, a ticket's, or those of one who writes from an address.
public enum DataSubject: Sendable, Hashable {
    case order(OrderNumber)
    case address(EmailAddress)
    case ticket(TicketID)

    /// What is looked for in texts and whole mails; nil if only the ticket itself is meant, or if the word is so short that
    /// it would stand in anybody's mail.
    public var word: SubjectWord? {
        switch self {
        case .order(let order): order.text.utf8.count < Self.shortestWord ? nil : SubjectWord(order.text)
        case .address(let address): SubjectWord(address.text)
        case .ticket: nil
        }
    }

    /// Octets.
    private static let shortestWord = 5
}

/// An order number or an address as it stands in a text: whole, in any case.
public struct SubjectWord: Sendable, Hashable {
    /// In lower case, never empty.
    private let octets: [UInt8]

    public init?(_ text: String) {
        octets = text.utf8.map(Self.lower)
        if octets.isEmpty { return nil }
    }

    var text: String { String(decoding: octets, as: UTF8.self) }

    public func occurs(in text: String) -> Bool { occurs(in: Array(text.utf8)) }

    /// In linear time for all that people write; letters beyond ASCII have to be written alike.
    public func occurs(in bytes: [UInt8]) -> Bool {
        guard let first = octets.first, bytes.count >= octets.count else { return false }
        for start in 0...(bytes.count - octets.count) where Self.lower(bytes[start]) == first {
            let end = start + octets.count
            guard zip(bytes[start..<end], octets).allSatisfy({ Self.lower($0) == $1 }) else { continue }
            if start > 0, Self.continues(bytes[start - 1]) { continue }
            if end < bytes.count, Self.continues(bytes[end]) {
                // A full stop or hyphen behind it belongs to the sentence unless a word goes on there.
                let isPunctuation = bytes[end] == UInt8(ascii: ".") || bytes[end] == UInt8(ascii: "-")
                guard isPunctuation, end + 1 >= bytes.count || !Self.isAlphanumeric(bytes[end + 1]) else { continue }
            }
            return true
        }
        return false
    }

    private static func lower(_ octet: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(octet) ? octet | 0x20 : octet
    }

    private static func isAlphanumeric(_ octet: UInt8) -> Bool {
        octet >= 0x80 || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(octet)
            || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(lower(octet))
    }

    /// Whether an address or a number may have this octet inside.
    private static func continues(_ octet: UInt8) -> Bool { isAlphanumeric(octet) || "._+-".utf8.contains(octet) }
}
