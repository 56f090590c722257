import MIME

/// Which files of a reply go out with its text.
///
/// Clients that attach the original to a reply send the bridge its own ticket mail back, with token and internal part.
/// No mail goes out as a file: the bridge's own is left out without a word, about any other the agent is asked.
struct AttachedFiles {
    /// Parts that go out, by index.
    private(set) var parts: [Int] = []
    /// A mail is attached that the bridge did not write.
    private(set) var hasForeignMail = false
    /// Files lie in a winmail.dat, out of which nobody takes them.
    let hasPackedFiles: Bool

    private let message: Message
    private let own: OwnAddresses

    /// - Parameters:
    ///   - shown: Content-IDs of pictures that the answer itself shows; logos of the signature are not among them
    ///   - named: Content-IDs of all pictures of the body
    init(_ message: Message, shown: Set<String>, named: Set<String>, own: OwnAddresses) {
        self.message = message
        self.own = own
        hasPackedFiles = message.hasFilesInTNEF
        for part in message.parts where isFile(part, shown: shown, named: named) {
            switch origin(of: part) {
            case .agent: parts.append(part.index)
            case .bridge: break
            case .foreignMail: hasForeignMail = true
            }
        }
    }

    private enum Origin { case agent, bridge, foreignMail }

    private func isFile(_ part: Part, shown: Set<String>, named: Set<String>) -> Bool {
        guard part.isLeaf || part.isMessage, !Self.technical.contains(part.type) else { return false }
        guard part.fileName?.lowercased() != "winmail.dat" else { return false }
        if let id = part.contentID, named.contains(id) { return shown.contains(id) && !isInsideMail(part) }
        return part.isAttachment || part.isInline && !isShownSomewhere(part)
    }

    /// A picture beside the body that its HTML names in whatever way is layout. A file that bears a Content-ID only because
    /// all parts of this client do, is one that the agent attached.
    private func isShownSomewhere(_ part: Part) -> Bool {
        guard part.disposition?.value != "attachment", part.type.hasPrefix("image/") else { return false }
        guard let id = part.contentID, let html = message.body.html else { return false }
        return FoldedText(html).contains("cid:" + id.lowercased())
    }

    /// Pictures of an attached mail can bear the Content-ID of one that the answer shows.
    private func isInsideMail(_ part: Part) -> Bool {
        var next = part.parent
        while let parent = next {
            if message.parts[parent].isMessage { return true }
            next = message.parts[parent].parent
        }
        return false
    }

    private static let technical: Set<String> = [
        "application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature",
        "application/pgp-keys", "application/ms-tnef", "application/vnd.ms-tnef", "text/x-amp-html",
    ]

    // MARK: Where a file comes from

    private func origin(of part: Part) -> Origin {
        let ending = part.fileName.flatMap { $0.split(separator: ".").last }.map { $0.lowercased() } ?? ""
        if part.type == "application/vnd.ms-outlook" || ending == "msg" {
            return isOwn(outlookItem: message.content(of: part)) ? .bridge : .foreignMail
        }
        let isMail = part.type.hasPrefix("message/") || part.type == "text/rfc822-headers" || ending == "eml"
        let isOpaque = part.type == "application/octet-stream"
        let isPage = part.isText || ["htm", "html", "txt", "mht", "mhtml"].contains(ending)
        guard isMail || isOpaque || isPage else { return .agent }
        let bytes = message.content(of: part)
        if isMail || Self.looksLikeMail(bytes) {
            if isOwn(Message(parsing: bytes)) { return .bridge }
            if isMail || isOpaque { return .foreignMail }
        }
        guard isPage else { return .agent }
        let text = part.isText ? message.text(of: part) : String(decoding: bytes, as: UTF8.self)
        return Self.isOwn(text, isHTML: part.type == "text/html" || ending.hasPrefix("htm")) ? .bridge : .agent
    }

    private func isOwn(_ mail: Message) -> Bool {
        mail.parts.contains { part in
            let header = mail.header(of: part)
            if header.fields.contains(where: { BridgeHeader.isOwn($0.name) }) { return true }
            let id = header.text("message-id")?.filter { !$0.isWhitespace && $0 != "<" && $0 != ">" }
            if let id, own.isOwnMessageID(id) { return true }
            return part.isLeaf && part.isText && Self.isOwn(mail.text(of: part), isHTML: part.type == "text/html")
        }
    }

    /// A saved Outlook item holds its texts as ASCII or UTF-16: without zero bytes both can be read.
    private func isOwn(outlookItem bytes: [UInt8]) -> Bool {
        let text = String(decoding: bytes.filter { $0 != 0 }, as: UTF8.self)
        return Self.isOwn(text, isHTML: false) || FoldedText(text).contains(BridgeHeader.prefix.lowercased())
    }

    /// The marker's token, or a mark on an element; clients may write the token with elements inside it.
    private static func isOwn(_ text: String, isHTML: Bool) -> Bool {
        ReplyMarker.isIn(text)
            || isHTML && (text.contains(TicketMark.partAttribute + "=") || ReplyMarker.isIn(plainText(fromHTML: text)))
    }

    /// At least two fields that only mails have, at the very beginning.
    private static func looksLikeMail(_ bytes: [UInt8]) -> Bool {
        let header = Message(parsing: Array(bytes.prefix(64 << 10))).header
        let names = [
            "from", "to", "date", "subject", "message-id", "received", "return-path", "mime-version", "content-type",
        ]
        return names.count { header.first($0) != nil } >= 2
    }
}
