extension OutgoingMessage {
    func writeFields(to header: inout HeaderWriter) throws(WriteError) {
        guard let dateText = date.fieldText else { throw WriteError(field: "Date", .dateOutOfRange) }
        try header.write("Date", words: dateText.split(separator: " ").map(String.init))
        try header.write("From", mailboxes: [from])
        try header.write("Sender", mailboxes: sender.map { [$0] } ?? [])
        try header.write("Reply-To", mailboxes: replyTo)
        try header.write("To", mailboxes: to)
        try header.write("Cc", mailboxes: cc)
        try header.write("Subject", text: subject)
        try header.write("Message-ID", words: [MessageIDText.own(messageID, field: "Message-ID")])
        try writeThread("In-Reply-To", inReplyTo, to: &header)
        try writeThread("References", references, to: &header)
        guard fields.count <= WriteLimits.extraFields else { throw WriteError(field: "fields", .tooLong) }
        for (name, value) in fields {
            try header.write(FieldName(extra: name), text: value)
        }
        try header.write("MIME-Version", words: ["1.0"])
        guard header.output.count <= WriteLimits.header else { throw WriteError(field: "fields", .tooLong) }
    }

    private func writeThread(_ name: FieldName, _ ids: [String], to header: inout HeaderWriter) throws(WriteError) {
        guard !ids.isEmpty else { return }
        try header.write(name, words: MessageIDText.thread(ids, field: name.text))
    }
}
