import Domain

/// Cdiscount's mails: the relay is known from a real mail of 2019, nothing of Octopia's notices is.
enum OctopiaPresets {
    static let rules = [
        PresetRule(name: "octopia-relay", kind: .buyerMessage, isRelayed: true),
        PresetRule(
            name: "octopia-claim", kind: .claimOpen, subject: ["(?i)réclamation|litige|claim|dispute"],
            capture: PresetCaptures.days + PresetCaptures.dates),
        PresetRule(name: "octopia-return", kind: .return, subject: ["(?i)retour|return"]),
        PresetRule(name: "octopia-cancel", kind: .cancel, subject: ["(?i)annulation|annulée|cancel"]),
        PresetRule(
            name: "octopia-message", kind: .ticketNotice, subject: ["(?i)question|message|discussion|sav\\b"]),
        PresetRule(
            name: "octopia-performance", kind: .performance,
            subject: [
                "(?i)performance|taux de|(?:compte|boutique).{0,40}(?:suspendu|fermé|désactivé)|(?:account|shop).{0,40}(?:suspended|closed)"
            ],
            capture: PresetCaptures.days + PresetCaptures.dates),
        PresetRule(
            name: "octopia-compliance", kind: .compliance,
            subject: [
                #"(?i)conformité|sécurité des produits|\bGPSR\b|\bKYC\b|documents? (?:requis|manquants?)|compliance"#
            ]),
    ]

    static let captures = [#"\b(?<order>\d{10}[A-Z0-9]{5})\b"#]
}
