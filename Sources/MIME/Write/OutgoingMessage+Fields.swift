extension OutgoingMessage {
    func writeFields(to header: inout HeaderWriter) throws(WriteError) {
        guard let dateText = date.fieldText else { throw WriteError(field: "Date", .dateOutOfRange) }
        header.write("Date", words: dateText.split(separator: " ").map(String.init))
        try header.write("From", mailboxes: [from])
        if let sender { try header.write("Sender", mailboxes: [sender]) }
        try header.write("Reply-To", mailboxes: replyTo)
        try header.write("To", mailboxes: to)
        try header.write("Cc", mailboxes: cc)
        try header.write("Subject", text: subject)
        try Self.checkID(messageID, field: "Message-ID")
        guard messageID.utf8.contains(UInt8(ascii: "@")) else { throw WriteError(field: "Message-ID", .malformedID) }
        header.write("Message-ID", words: ["<\(messageID)>"])
        for (name, ids) in [("In-Reply-To", inReplyTo), ("References", references)] where !ids.isEmpty {
            for id in ids { try Self.checkID(id, field: name) }
            header.write(name, words: ids.map { "<\($0)>" })
        }
        for (name, value) in fields {
            try Self.checkFieldName(name)
            try header.write(name, text: value)
        }
    }

    /// Ids of foreign mails may look odd, but must not be able to end the field or the id.
    static func checkID(_ id: String, field: String) throws(WriteError) {
        try refuseLineEnds(id, field: field)
        let isWellFormed = id.utf8.allSatisfy {
            $0 > 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">")
        }
        guard isWellFormed, (1...900).contains(id.utf8.count) else { throw WriteError(field: field, .malformedID) }
    }

    private static func checkFieldName(_ name: String) throws(WriteError) {
        let isWellFormed = name.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: ":") }
        guard isWellFormed, (1...76).contains(name.utf8.count) else {
            throw WriteError(field: "field name", .malformedFieldName)
        }
        let folded = String(decoding: name.utf8.map(\.lowercased), as: UTF8.self)
        guard !reservedNames.contains(folded), !folded.hasPrefix("content-") else {
            throw WriteError(field: name, .reservedField)
        }
    }

    private static let reservedNames: Set<String> = [
        "date", "from", "sender", "reply-to", "to", "cc", "subject", "message-id", "in-reply-to", "references",
        "mime-version",
    ]
}

/// Refuses the characters by which a value could break out of its field.
func refuseLineEnds(_ value: String, field: String) throws(WriteError) {
    if value.utf8.contains(where: { $0 == 0x0D || $0 == 0x0A || $0 == 0 }) {
        throw WriteError(field: field, .lineEndOrNUL)
    }
}
