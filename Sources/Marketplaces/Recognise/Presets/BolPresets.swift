import Domain

/// bol's relay brings customers' own words; a notice links to the portal. No sample of a notice is public, nothing here but the relay is
/// verified.
enum BolPresets {
    static let rules = [
        PresetRule(name: "bol-relay", kind: .buyerMessage, isRelayed: true),
        PresetRule(
            name: "bol-return", kind: .return, subject: ["(?i)retour(?:nering|melding|aanvraag)?|nouveau retour|return"]
        ),
        PresetRule(name: "bol-cancel", kind: .cancel, subject: ["(?i)annulering|geannuleerd|annulation|cancell?ation"]),
        PresetRule(
            name: "bol-performance", kind: .performance,
            subject: [
                "(?i)prestatie|servicenorm|(?:verkoop)?account.{0,40}(?:geblokkeerd|opgeschort|gepauzeerd)|performance|compte.{0,40}(?:bloqué|suspendu)|waarschuwing"
            ], capture: PresetCaptures.days + PresetCaptures.dates),
        PresetRule(
            name: "bol-compliance", kind: .compliance,
            subject: [
                #"(?i)productveiligheid|conformiteit|\bGPSR\b|sécurité des produits|product safety|btw-nummer|identificatie"#
            ],
            capture: PresetCaptures.days + PresetCaptures.dates),
        PresetRule(name: "bol-feedback", kind: .feedback, subject: ["(?i)beoordeling|review|évaluation"]),
        PresetRule(
            name: "bol-question", kind: .ticketNotice,
            subject: [
                "(?i)klantvra[ag]|vraag (?:van|over)|question (?:d['’]un |de |du )?client|question sur|customer question"
            ]),
        PresetRule(name: "bol-order", kind: .ticketNotice, anywhere: [order]),
    ]

    static let captures = [order, #"partner(?:platform)?\.bol\.com/\S*\bcases?/(?<case>\d{4,20})"#]

    /// Ten digits, or a letter and nine letters or digits, beside a word for order.
    private static let order =
        #"(?i:bestel(?:ling|nummer)?|order|commande|bestellung)[^\n]{0,40}?\b(?<order>\d{10}|[A-Z]\d[A-Z0-9]{8})\b"#
}
