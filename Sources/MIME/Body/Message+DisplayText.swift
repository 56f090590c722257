extension Message {
    /// Something to read of every mail: the text of its body; without one the text of the first enclosed message, of the
    /// first report for programs, fragment or text file; then the subject, at last the names of files. Empty only
    /// if there is none of these.
    ///
    /// For people. What is relayed or judged as the sender's own words comes from ``body`` alone.
    public var displayText: String {
        if let text = body.text, text.utf8.contains(where: { !$0.isWhiteSpace }) { return text }
        for part in parts {
            let text: String?
            if part.isMessage, part.isAttachment {
                text = enclosedText(of: part)
            } else if part.isLeaf, part.node.role != .body, part.isText || part.mainType == "message" {
                text = part.type == "text/html" ? plainText(fromHTML: self.text(of: part)) : readableText(of: part)
            } else {
                text = nil
            }
            if let text, text.utf8.contains(where: { !$0.isWhiteSpace }) { return text }
        }
        if let subject, !subject.isEmpty { return subject }
        return attachments.map { fileName(of: $0) }.joined(separator: "\n")
    }

    /// One level down only, so that mails within mails are not read again and again.
    private func enclosedText(of part: Part) -> String? {
        let inner = Message(parsing: content(of: part), limits: limits)
        return inner.body.text
    }
}
