import Domain

/// Which kind of mail Amazon sent, by the first of: its type field, the type's name in a link of the footer, the sender.
enum AmazonKind {
    /// Amazon's word for the kind, wherever the mail has it.
    static func typeName(_ mail: NotificationMail, frame: AmazonFrame, isRelayed: Bool) -> String? {
        if let type = mail.amazonType, !type.isEmpty { return type }
        // In a buyer's mail, only Amazon writes behind the end marker; in its own mails, the footer comes last.
        if isRelayed { return linkedType(frame.footer).flatMap { types[$0] == nil ? nil : $0 } }
        return linkedType(mail.text[...]) ?? mail.html.flatMap { linkedType($0[...]) }
    }

    /// The last type that a link names.
    private static func linkedType(_ text: Substring) -> String? {
        var found: String?
        for name in ["customAttribute1Value=", "communicationName=", "&nt=", "?nt="] {
            var rest = text
            while let range = rest.range(ofASCII: name) {
                let type = rest[range.upperBound...].prefix { ("A"..."Z").contains($0) || $0 == "_" || $0.isASCIIDigit }
                if type.count > 3 { found = String(type) }
                rest = rest[range.upperBound...]
            }
            if found != nil { return found }
        }
        return nil
    }

    static func kind(type: String?, isRelayed: Bool, localPart: String, subject: String) -> NotificationKind {
        if let type {
            if let known = types[type] { return known }
            if type.contains("PERFORMANCE") || type.contains("ACCOUNT_HEALTH") { return .performance }
            return .other
        }
        if isRelayed { return .buyerMessage }
        let name = localPart.lowercased()
        if name.contains("performance") || name.contains("account-health") { return .performance }
        if name.hasPrefix("atoz-guarantee") { return .claimOpen }
        let subject = subject.lowercased()
        return subjects.first { subject.contains($0.0) }?.1 ?? .other
    }

    private static let types: [String: NotificationKind] = [
        "BBC_MESSAGE_SENT_TO_MERCHANT": .buyerMessage,
        "BBC_MESSAGE_CONFIRMATION_TO_MERCHANT": .ownCopy,
        "BUYER_OPTED_OUT_BSM_MESSAGES": .undelivered,
        "BRC_SELLER_NOTIFICATION": .cancel,
        "RETURN_REQUEST": .return,
        "REFUND_ISSUED": .refund,
        "A_Z_CLAIM_RESPONDENT_NOTIFY": .claimOpen,
        "A_Z_CLAIM_RESPONDENT_CLOSE": .claimClosed,
    ]

    /// Last resort: words of subjects, most telling first, in lower case.
    private static let subjects: [(String, NotificationKind)] = [
        ("nicht zugestellt", .undelivered), ("not delivered", .undelivered), ("non è stato consegnato", .undelivered),
        ("a-bis-z", .claimClosed), ("a-to-z", .claimClosed), ("garantía de la a a la z", .claimClosed),
        ("stornierungsanfrage", .cancel), ("richiesta di annullamento", .cancel), ("solicitud de cancelación", .cancel),
        ("cancellation request", .cancel), ("demande d'annulation", .cancel),
        ("rücksendegenehmigung", .return), ("return authorisation", .return), ("return authorization", .return),
        ("autorizzazione del reso", .return), ("autorización de devolución", .return),
        ("autorisation de retour", .return),
        ("your e-mail to ", .ownCopy), ("ihre e-mail an ", .ownCopy), ("seu e-mail para ", .ownCopy),
        ("la tua e-mail a ", .ownCopy),
    ]
}
