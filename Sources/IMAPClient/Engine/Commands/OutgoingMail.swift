public import Domain

/// A mail for APPEND.
public struct OutgoingMail: Sendable, Equatable {
    public var bytes: [UInt8]
    /// Without angle brackets. With it the mail can be looked for when the server's answer is lost.
    public var messageID: String?
    public var flags: [Flag]
    /// The folder's INTERNALDATE; nil lets the server take its own clock.
    public var date: Timestamp?

    public init(_ bytes: [UInt8], messageID: String? = nil, flags: [Flag] = [], date: Timestamp? = nil) {
        self.bytes = bytes
        self.messageID = messageID
        self.flags = flags
        self.date = date
    }
}
