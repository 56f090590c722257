/// The mail that Exchange gives in place of one that it cannot render.
enum StandInMail {
    /// Whether `mail`, fetched as `uid`, is one. It names the UID in its subject, so that no sender can make one up.
    static func matches(_ mail: [UInt8], uid: UID) -> Bool {
        let head = mail.prefix(2000)
        guard head.starts(with: Array("From: Microsoft Exchange Server".utf8)) else { return false }
        let subject = Array(
            "Subject: Retrieval using the IMAP4 protocol failed for the following message: \(uid)\r".utf8)
        return head.indices.contains { head[$0] == UInt8(ascii: "S") && head[$0...].starts(with: subject) }
    }
}
