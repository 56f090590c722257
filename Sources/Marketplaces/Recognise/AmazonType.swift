/// Amazon's own name for the kind of a mail.
enum AmazonType {
    /// In lower case.
    static let field = "x-space-notification-type"

    /// Names that a link in a buyer's mail may bring; others say nothing there.
    private static let known: Set<String> = [
        "BBC_MESSAGE_SENT_TO_MERCHANT", "BBC_MESSAGE_CONFIRMATION_TO_MERCHANT", "BUYER_OPTED_OUT_BSM_MESSAGES",
        "BRC_SELLER_NOTIFICATION", "RETURN_REQUEST", "REFUND_ISSUED", "A_Z_CLAIM_RESPONDENT_NOTIFY",
        "A_Z_CLAIM_RESPONDENT_CLOSE",
    ]

    /// From the header field, else from a link. In a buyer's mail only Amazon writes behind the end marker; in its own mails
    /// the footer comes last.
    static func name(_ mail: NotificationMail, footer: Substring, isRelayed: Bool) -> String? {
        if let type = mail.amazonType, !type.isEmpty { return type }
        if isRelayed { return linked(footer).flatMap { known.contains($0) ? $0 : nil } }
        return linked(mail.text[...]) ?? mail.html.flatMap { linked($0[...]) }
    }

    /// The last name that a link holds.
    private static func linked(_ text: Substring) -> String? {
        var found: String?
        for name in ["customAttribute1Value=", "communicationName=", "&nt=", "?nt="] {
            var rest = text
            while let range = rest.range(ofASCII: name) {
                let type = rest[range.upperBound...].prefix { $0.isASCIICapital || $0 == "_" || $0.isASCIIDigit }
                if type.count > 3 { found = String(type) }
                rest = rest[range.upperBound...]
            }
            if found != nil { return found }
        }
        return nil
    }
}
