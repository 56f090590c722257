import Digests
import MIME

/// What makes a mail this mail, however often and along whatever way it arrives.
struct Fingerprint: Sendable {
    /// Without angle brackets.
    let messageID: String?
    /// SHA-256 in hexadecimal over sender, date, subject and body; trace fields differ from copy to copy.
    let contentHash: String

    /// Tells this mail from one with the same content that was sent right after it.
    var name: String { "\(messageID ?? "") \(contentHash)" }

    /// Of a mail that must not be read again.
    static let unread = Fingerprint(messageID: nil, contentHash: "")

    private init(messageID: String?, contentHash: String) {
        self.messageID = messageID
        self.contentHash = contentHash
    }

    /// Of a mail as a message of a conversation that no API knows: equal Message-IDs alone do not make two mails one.
    var remoteID: String { "mail:\(messageID ?? "")#\(contentHash.prefix(16))" }

    init(_ message: Message) {
        messageID = message.messageID
        var content: [UInt8] = []
        for name in ["from", "date", "subject", "content-type"] {
            content += message.header.first(name)?.rawValue ?? []
            content.append(0)
        }
        if let root = message.parts.first { content += message.bytes[root.bodyRange] }
        contentHash = hexadecimal(sha256(content))
    }
}
