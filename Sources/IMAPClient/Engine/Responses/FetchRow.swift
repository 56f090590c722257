/// What one FETCH response tells about one message (RFC 9051 §7.5.2). Absent is nil; empty is not absent.
@dynamicMemberLookup
public struct FetchRow: Sendable, Equatable {
    /// The message sequence number; nil in UIDFETCH (RFC 9586).
    public var sequenceNumber: UInt32?
    public var uid: UID?
    public var flags: [Flag]?
    public var internalDate: InternalDate?
    /// RFC822.SIZE in octets.
    public var size: UInt64?
    public var modSequence: UInt64?
    public var sections: [BodySection] = []
    /// At most one: rows are passed around by the thousand, and these fields would make each of them large.
    private var rare: [Rare] = []
}

extension FetchRow {
    /// What few servers tell, or few commands ask for.
    public struct Rare: Sendable, Equatable {
        public var envelope: Envelope?
        /// RFC 8474.
        public var emailID: String?
        public var threadID: String?
        /// RFC 8514.
        public var saveDate: InternalDate?
        /// RFC 8970.
        public var preview: [UInt8]?
        /// Gmail's X-GM-MSGID, X-GM-THRID and X-GM-LABELS.
        public var gmailMessageID: UInt64?
        public var gmailThreadID: UInt64?
        public var gmailLabels: [String]?
        /// Items that were read over, in upper case; BODYSTRUCTURE is always one, because servers get it wrong.
        public var otherItems: [String] = []
    }

    public subscript<Value>(dynamicMember path: WritableKeyPath<Rare, Value>) -> Value {
        get { (rare.first ?? Rare())[keyPath: path] }
        set {
            if rare.isEmpty { rare.append(Rare()) }
            rare[0][keyPath: path] = newValue
        }
    }
}

/// The contents of `BODY[…]` or `BINARY[…]`.
public struct BodySection: Sendable, Equatable {
    public let isBinary: Bool
    /// Part numbers and name in upper case: empty for the whole mail, `HEADER`, `1.2.TEXT`, `HEADER.FIELDS`.
    public let name: String
    /// Of `HEADER.FIELDS` and `HEADER.FIELDS.NOT`, in upper case.
    public let fields: [String]
    /// The first octet's place, if only a part was asked for.
    public let origin: UInt64?
    /// Nil if the server had nothing to give, which is not the same as an empty mail.
    public let bytes: [UInt8]?
}

/// The parts of ENVELOPE that can be relied upon (RFC 9051 §7.5.2); raw octets, encoded-words and all.
public struct Envelope: Sendable, Equatable {
    public let date: [UInt8]?
    public let subject: [UInt8]?
    public let inReplyTo: [UInt8]?
    public let messageID: [UInt8]?
}
