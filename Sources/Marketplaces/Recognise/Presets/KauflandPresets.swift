import Domain

/// Kaufland's mails are no more than the wake-up call: the words come from the API. No sample is public; the numbers' shapes are
/// those of the API's data. Seven to nine digits behind `001`, else eleven beside a word for ticket.
enum KauflandPresets {
    static let rules = [
        PresetRule(
            name: "kaufland-ticket", kind: .ticketNotice,
            anywhere: [
                #"\b(?<ticket>001\d{7,9})\b"#,
                #"(?i)(?:ticket|zgłoszeni|tiket|požadav|demande)[^\n]{0,30}?\b(?<ticket>\d{11})\b"#,
            ]),
        PresetRule(
            name: "kaufland-performance", kind: .performance,
            subject: [
                "(?i)verkäuferleistung|leistungskennzahl|(?:konto|account).{0,40}(?:gesperrt|deaktiviert|eingeschränkt)|verstoß|abmahnung|seller performance|account.{0,40}(?:suspended|blocked)|konto.{0,40}(?:zablokowan|zawieszon)|účet.{0,40}(?:zablokován|pozastaven)"
            ], capture: PresetCaptures.days + PresetCaptures.dates),
        PresetRule(
            name: "kaufland-compliance", kind: .compliance,
            subject: [
                #"(?i)\bGPSR\b|produktsicherheit|product safety|bezpieczeństw[oa] produkt|bezpečnost výrobk|\bEPR\b|\bLUCID\b|nachweis"#
            ],
            capture: PresetCaptures.days + PresetCaptures.dates),
        PresetRule(
            name: "kaufland-return", kind: .return, subject: ["(?i)retoure|rücksendung|return request|zwrot|vrácení"]),
        PresetRule(name: "kaufland-cancel", kind: .cancel, subject: ["(?i)stornier|cancell?ation|anulowani|storno"]),
        PresetRule(name: "kaufland-feedback", kind: .feedback, subject: ["(?i)bewertung|rating|opini[aę]|hodnocení"]),
    ]
}
