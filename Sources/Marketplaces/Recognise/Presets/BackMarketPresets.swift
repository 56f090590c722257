import Domain

/// Back Market's mails; none is public, so all of this is unverified. The words come from the API.
enum BackMarketPresets {
    static let rules = [
        PresetRule(
            name: "backmarket-claim", kind: .claimOpen,
            subject: ["(?i)claim|dispute|escalat|réclamation|litige|reklamation|chargeback"]),
        PresetRule(name: "backmarket-refund", kind: .refund, subject: ["(?i)refund|remboursement|erstattung"]),
        PresetRule(name: "backmarket-return", kind: .return, subject: ["(?i)return|retour|rücksendung"]),
        PresetRule(name: "backmarket-cancel", kind: .cancel, subject: ["(?i)cancel|annul|stornier"]),
        PresetRule(
            name: "backmarket-message", kind: .ticketNotice,
            subject: [
                #"(?i)message|customer (?:request|question)|after[- ]sales|\bSAV\b|nachricht|kundenanfrage|question client"#
            ]),
        PresetRule(
            name: "backmarket-performance", kind: .performance,
            subject: [
                "(?i)quality|performance|defect(?:ive)? rate|qualité|qualität|account.{0,40}(?:suspended|blocked|on hold)|compte.{0,40}suspendu"
            ],
            capture: PresetCaptures.days + PresetCaptures.dates),
        PresetRule(
            name: "backmarket-compliance", kind: .compliance,
            subject: [#"(?i)compliance|conformité|\bKYC\b|\bEPR\b|documents? (?:required|requis)|identity"#]),
        PresetRule(name: "backmarket-feedback", kind: .feedback, subject: ["(?i)review|avis client|bewertung"]),
    ]

    static let captures = [#"(?i:order|commande|bestellung|pedido|ordine)[^\n]{0,30}?\b(?<order>\d{6,10})\b"#]
}
