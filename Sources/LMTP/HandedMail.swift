public import Domain

/// A mail as an MTA handed it over, with its envelope.
public struct HandedMail: Sendable, Equatable {
    /// As written, without angle brackets; empty for the null path of automatic mail.
    public var sender = ""
    /// Those that were accepted.
    public var recipients: [EmailAddress] = []
    /// CR LF line ends, dots unstuffed.
    public var content: [UInt8] = []

    public init() {}

    /// The content below the fields by which the last host tells the envelope (RFC 5321 §4.4, RFC 9228).
    public var bytes: [UInt8] {
        let fields = recipients.map { "Delivered-To: \($0)\r\n" }.joined()
        return Array("Return-Path: <\(sender)>\r\n\(fields)".utf8) + content
    }
}

/// What became of a mail that was handed over.
public enum HandOver: Sendable, Equatable {
    /// It survives a loss of power from here on.
    case stored
    /// Not stored; the MTA shall keep it.
    case notNow
    /// The same, for want of space.
    case noSpace

    var reply: SMTPReply {
        switch self {
        case .stored: SMTPReply(250, "2.0.0", "Stored")
        case .notNow: SMTPReply(451, "4.3.0", "Cannot be stored now")
        case .noSpace: SMTPReply(452, "4.3.1", "No space left")
        }
    }
}
