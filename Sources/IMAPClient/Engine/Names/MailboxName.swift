/// The full name of a folder on its server, kept in the bytes of modified UTF-7, so that every name round-trips, even one
/// that is not valid there (RFC 3501 §5.1.3). `INBOX` compares without case (RFC 9051 §5.1).
public struct MailboxName: Hashable, Sendable, CustomStringConvertible, ExpressibleByStringLiteral {
    /// As on the wire, unless UTF-8 was agreed on.
    public let bytes: [UInt8]
    /// As shown to people. Names that cannot be decoded are shown with their raw bytes read as UTF-8.
    public let text: String

    /// A name as people write it, with the server's own separator between its levels.
    public init(_ text: String) {
        if ASCII.uppercased(text) == "INBOX" {
            self = .inbox
        } else {
            self.text = text
            bytes = ModifiedUTF7.encode(text)
        }
    }

    public init(stringLiteral value: String) { self.init(value) }

    /// A name as the server sent it.
    public init(wire bytes: [UInt8]) {
        if ASCII.equal(bytes, "INBOX") {
            self = .inbox
        } else {
            self.bytes = bytes
            text = ModifiedUTF7.decode(bytes) ?? String(decoding: bytes, as: UTF8.self)
        }
    }

    /// A name as the server sent it after `ENABLE UTF8=ACCEPT` (RFC 6855 §3).
    init(utf8 bytes: [UInt8]) {
        if let text = String(validating: bytes, as: UTF8.self) {
            self.init(text)
        } else {
            self.init(wire: bytes)
        }
    }

    private init(inbox bytes: [UInt8]) {
        self.bytes = bytes
        text = "INBOX"
    }

    public static let inbox = MailboxName(inbox: Array("INBOX".utf8))

    /// False if the bytes are no modified UTF-7, so that ``text`` is only for show.
    public var isWellFormed: Bool { ModifiedUTF7.encode(text) == bytes }

    /// As on the wire after `ENABLE UTF8=ACCEPT`.
    var utf8Bytes: [UInt8] { isWellFormed ? Array(text.utf8) : bytes }

    /// The names of all levels from the outermost to this one: `a`, `a/b`, `a/b/c`.
    public func levels(separator: UInt8?) -> [MailboxName] {
        guard let separator else { return [self] }
        var result: [MailboxName] = []
        for (index, byte) in bytes.enumerated() where byte == separator && index > 0 {
            result.append(MailboxName(wire: Array(bytes[..<index])))
        }
        return result + [self]
    }

    public var description: String { text }
    public static func == (left: Self, right: Self) -> Bool { left.bytes == right.bytes }
    public func hash(into hasher: inout Hasher) { hasher.combine(bytes) }
}
