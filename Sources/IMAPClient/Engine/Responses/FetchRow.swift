/// What one FETCH response tells about one message (RFC 9051 §7.5.2). Absent is nil; empty is not absent.
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
    private struct Rare: Sendable, Equatable {
        var envelope: Envelope?
        var emailID: String?
        var threadID: String?
        var saveDate: InternalDate?
        var preview: [UInt8]?
        var gmailMessageID: UInt64?
        var gmailThreadID: UInt64?
        var gmailLabels: [String]?
        var otherItems: [String] = []
    }

    public var envelope: Envelope? {
        get { self[rare: \.envelope] ?? nil }
        set { self[rare: \.envelope] = newValue }
    }
    /// RFC 8474.
    public var emailID: String? {
        get { self[rare: \.emailID] ?? nil }
        set { self[rare: \.emailID] = newValue }
    }
    /// RFC 8474.
    public var threadID: String? {
        get { self[rare: \.threadID] ?? nil }
        set { self[rare: \.threadID] = newValue }
    }
    /// RFC 8514.
    public var saveDate: InternalDate? {
        get { self[rare: \.saveDate] ?? nil }
        set { self[rare: \.saveDate] = newValue }
    }
    /// RFC 8970.
    public var preview: [UInt8]? {
        get { self[rare: \.preview] ?? nil }
        set { self[rare: \.preview] = newValue }
    }
    /// X-GM-MSGID.
    public var gmailMessageID: UInt64? {
        get { self[rare: \.gmailMessageID] ?? nil }
        set { self[rare: \.gmailMessageID] = newValue }
    }
    /// X-GM-THRID.
    public var gmailThreadID: UInt64? {
        get { self[rare: \.gmailThreadID] ?? nil }
        set { self[rare: \.gmailThreadID] = newValue }
    }
    /// X-GM-LABELS.
    public var gmailLabels: [String]? {
        get { self[rare: \.gmailLabels] ?? nil }
        set { self[rare: \.gmailLabels] = newValue }
    }
    /// Items that were read over, in upper case; BODYSTRUCTURE is always one, because servers get it wrong.
    public var otherItems: [String] {
        get { self[rare: \.otherItems] ?? [] }
        set { self[rare: \.otherItems] = newValue }
    }

    private subscript<Value>(rare path: WritableKeyPath<Rare, Value>) -> Value? {
        get { rare.first?[keyPath: path] }
        set {
            guard let newValue else { return }
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
