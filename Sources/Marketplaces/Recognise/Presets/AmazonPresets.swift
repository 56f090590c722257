import Domain

/// Amazon's mails about messages and orders.
enum AmazonPresets {
    private static let claim = PresetCaptures.amounts + PresetCaptures.days

    /// By Amazon's own name of the kind, in its header field or a link of the footer (notification-mails: seen in real mails).
    static let types = [
        PresetRule(name: "amazon-buyer-message", kind: .buyerMessage, type: "^BBC_MESSAGE_SENT_TO_MERCHANT$"),
        PresetRule(name: "amazon-own-copy", kind: .ownCopy, type: "^BBC_MESSAGE_CONFIRMATION_TO_MERCHANT$"),
        PresetRule(name: "amazon-undelivered", kind: .undelivered, type: "^BUYER_OPTED_OUT_BSM_MESSAGES$"),
        PresetRule(name: "amazon-cancel", kind: .cancel, type: "^BRC_SELLER_NOTIFICATION$"),
        PresetRule(name: "amazon-return", kind: .return, type: "^RETURN_REQUEST$"),
        PresetRule(
            name: "amazon-refund", kind: .refund, type: "^REFUND_ISSUED$", capture: PresetCaptures.amounts),
        PresetRule(
            name: "amazon-claim-open", kind: .claimOpen, type: "^A_Z_CLAIM_RESPONDENT_NOTIFY$", capture: claim),
        PresetRule(
            name: "amazon-claim-closed", kind: .claimClosed, type: "^A_Z_CLAIM_RESPONDENT_CLOSE$",
            capture: PresetCaptures.amounts),
    ]

    /// By the sender. A relay alias counts only where no name of a kind is known.
    static let senders = [
        PresetRule(name: "amazon-relay", kind: .buyerMessage, isRelayed: true),
        PresetRule(
            name: "amazon-claim-closed-sender", kind: .claimClosed, fromLocal: ["(?i)^atoz-guarantee"],
            subject: closedClaims, capture: PresetCaptures.amounts),
        PresetRule(
            name: "amazon-claim-open-sender", kind: .claimOpen, fromLocal: ["(?i)^atoz-guarantee"], capture: claim),
        PresetRule(
            name: "amazon-performance-sender", kind: .performance,
            fromLocal: ["(?i)performance|account-?health|notice-dispute"],
            capture: PresetCaptures.days + PresetCaptures.dates),
    ]

    /// Number of a case at seller support. The form in brackets is known, the others are not verified.
    static let cases = [
        PresetRule(
            name: "amazon-case", kind: .case,
            subject: [
                #"(?i)\[CASE:?\s*#?(?<case>\d{8,20})\]"#,
                #"(?i)\b(?:case(?: id| log)?|fall(?:-?id|nummer|protokoll)?|num[ée]ro de (?:dossier|caso)|id (?:du |del |de )?(?:dossier|caso|cas)|caso|zaak(?:nummer|-?id)?|sprawa|(?:numer|id) sprawy)\W{1,4}(?<case>\d{8,20})\b"#,
            ]),
        PresetRule(
            name: "amazon-case-link", kind: .case,
            fromLocal: ["(?i)support|case|help"],
            links: [#"(?i)/case-(?:dashboard|lobby)\S*[?&]caseID=(?<case>\d{8,20})"#]),
    ]

    /// Last resort, most telling first.
    static let subjects = [
        PresetRule(
            name: "amazon-undelivered-subject", kind: .undelivered,
            subject: ["(?i)nicht zugestellt|not delivered|non è stato consegnato"]),
        PresetRule(
            name: "amazon-claim-closed-subject", kind: .claimClosed, subject: closedClaims,
            capture: PresetCaptures.amounts),
        PresetRule(
            name: "amazon-cancel-subject", kind: .cancel,
            subject: [
                "(?i)stornierungsanfrage|richiesta di annullamento|solicitud de cancelación|cancell?ation request|demande d['’]annulation|annuleringsverzoek|prośba o anulowanie"
            ]),
        PresetRule(
            name: "amazon-return-subject", kind: .return,
            subject: [
                "(?i)rücksendegenehmigung|return authori[sz]ation|autorizzazione del reso|autorización de devolución|autorisation de retour|retourautorisatie|autoryzacja zwrotu"
            ]),
        PresetRule(
            name: "amazon-own-copy-subject", kind: .ownCopy,
            subject: [
                "(?i)your e-mail to |ihre e-mail an |seu e-mail para |la tua e-mail a |votre e-mail à |twoja wiadomość do "
            ]),
    ]

    private static let closedClaims = [
        "(?i)a-bis-z|a-to-z|garantía de la a a la z|garanzia dalla a alla z|garantie a à z"
    ]

    static let captures = [
        #"\[ASIN: ?(?<asin>[A-Z0-9]{10})\]|\bASIN\W{1,3}(?<asin>B[A-Z0-9]{9})\b"#,
        #"\bSKU\W{1,3}(?<sku>[A-Za-z0-9][A-Za-z0-9._-]{1,39})"#,
    ]
}
