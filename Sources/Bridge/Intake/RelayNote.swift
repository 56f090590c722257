import Domain
import FoundationEssentials
import Marketplaces
import MIME

/// How a buyer's mail has to be answered, as the store keeps it beside the message.
struct RelayNote: Codable, Sendable {
    var address: String
    var subject: String
    var messageID: String?
    var references: [String]
    var quoted: String

    /// Nil if the mail cannot be answered by mail.
    init?(_ message: Message, _ recognition: Recognition) {
        guard let address = recognition.relayAddress else { return nil }
        self.address = address.text
        subject = message.subject ?? ""
        messageID = message.messageID
        references = message.references
        quoted = String((message.body.text ?? "").prefix(Self.longestQuote))
    }

    func json() throws -> String { String(decoding: try JSONEncoder().encode(self), as: UTF8.self) }

    /// Nil if the text is none of ours or its address is no address.
    static func context(_ json: String) -> Post.RelayContext? {
        guard let note = try? JSONDecoder().decode(RelayNote.self, from: Data(json.utf8)),
            let address = EmailAddress(note.address)
        else { return nil }
        return Post.RelayContext(
            address: address, subject: note.subject, messageID: note.messageID, references: note.references,
            quoted: note.quoted)
    }

    /// Characters of the buyer's mail that are quoted below an answer.
    private static let longestQuote = 20_000
}
