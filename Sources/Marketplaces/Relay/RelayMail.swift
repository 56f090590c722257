import Digests
public import Domain
import MIME

/// The mail that carries an answer to the buyer's alias at a marketplace's relay.
public struct RelayMail: Sendable {
    /// Longest quotation of the buyer's mail, in characters.
    private static let quotation = 30_000

    let post: Post
    let context: Post.RelayContext
    let from: EmailAddress
    let date: Timestamp
    /// What stands above the quotation.
    let answer: String
    /// Whether it answers a buyer's mail; else it begins a conversation with the context's subject.
    let isReply: Bool

    init(
        post: Post, context: Post.RelayContext, from: EmailAddress, date: Timestamp, answer: String? = nil,
        isReply: Bool = true
    ) {
        self.post = post
        self.context = context
        self.from = from
        self.date = date
        self.answer = answer ?? post.text
        self.isReply = isReply
    }

    /// The Message-ID of the mail for the answer with this key, without angle brackets: the key itself where it has the
    /// form of one, else made from it. It is the same for all attempts, so that a copy or a bounce can be told to belong
    /// to the answer.
    public static func messageID(key: String, from: EmailAddress) -> String {
        let sides = key.split(separator: "@", omittingEmptySubsequences: false)
        if sides.count == 2, sides.allSatisfy(isDotAtom) { return key }
        let name = isDotAtom(key[...]) ? key : hexadecimal(sha256(key.utf8).prefix(16))
        return "\(name)@\(from.domain)"
    }

    /// Letters, digits, `-` and `_`, with single dots between (RFC 5322 §3.2.3 allows more).
    private static func isDotAtom(_ text: Substring) -> Bool {
        text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { word in
            !word.isEmpty && word.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit || $0 == "-" || $0 == "_" }
        }
    }

    /// `Re: ` and the buyer's subject, unchanged.
    var subject: String {
        let subject = context.subject.split(whereSeparator: \.isNewline).joined(separator: " ")
        let isMarked = !isReply || subject.prefix(3).lowercased() == "re:"
        return OutgoingMessage.oneLine(isMarked ? subject : "Re: \(subject)")
    }

    /// The answer, and below it the buyer's mail quoted.
    var text: String {
        var text = answer
        while text.last?.isNewline == true { text.removeLast() }
        let original = context.quoted.prefix(Self.quotation)
        guard !original.isEmpty else { return text + "\n" }
        let quoted = original.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        return text + "\n\n" + quoted.map { $0.isEmpty ? ">" : "> \($0)" }.joined(separator: "\n") + "\n"
    }

    /// The buyer's mail and what it refers to, oldest first; the middle of a long list is left out.
    var references: [String] {
        var ids = context.references.filter { $0 != context.messageID && Self.isMessageID($0) }
        if ids.count > 20 { ids = Array(ids.prefix(1) + ids.suffix(19)) }
        return ids + inReplyTo
    }

    private var inReplyTo: [String] { [context.messageID].compactMap { $0 }.filter(Self.isMessageID) }

    /// Whether an id from a foreign mail can be written again as it is.
    private static func isMessageID(_ id: String) -> Bool {
        id.utf8.count <= 250 && id.utf8.contains(UInt8(ascii: "@"))
            && id.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">") }
    }

    func bytes() throws(WriteError) -> [UInt8] {
        let message = OutgoingMessage(
            from: Mailbox(address: from.text), to: [Mailbox(address: context.address.text)], subject: subject,
            date: DateTime(secondsSinceEpoch: date.seconds),
            messageID: Self.messageID(key: post.key, from: from),
            inReplyTo: inReplyTo, references: references, text: text,
            attachments: post.attachments.map {
                OutgoingMessage.Attachment(foreignName: $0.name, type: $0.type, bytes: $0.bytes)
            })
        return try message.bytes()
    }
}
