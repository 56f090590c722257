import Domain

/// Mails of operators on Mirakl: by words of the subject, because words, language and sender are the operator's. An incident comes
/// first: its subject may also speak of a message. Not verified with any operator's mails but for one set of English subjects.
enum MiraklPresets {
    static let rules = [
        PresetRule(
            name: "mirakl-incident", kind: .claimOpen,
            subject: [
                "(?i)ereignis|vorfall|reklamation|incident|réclamation|dispute|klacht|incidente|incidencia|reclamo|reclamación|zgłoszeni|reklamacj"
            ]),
        PresetRule(
            name: "mirakl-message", kind: .buyerMessage,
            subject: ["(?i)nachricht|anfrage|message|bericht|messaggio|mensaje|wiadomoś|mensagem|zpráv"]),
        PresetRule(
            name: "mirakl-performance", kind: .performance,
            subject: [
                #"(?i)\b(?:shop|store|account)\b.{0,40}(?:suspended|closed|deactivated|at risk)"#,
                #"(?i)\b(?:shop|konto|händlerkonto)\b.{0,40}(?:gesperrt|ausgesetzt|suspendiert|geschlossen|deaktiviert)"#,
                #"(?i)\bboutique\b.{0,40}(?:suspendue|fermée|désactivée)"#,
                #"(?i)\bnegozio\b.{0,40}(?:sospeso|chiuso)"#,
                #"(?i)\btienda\b.{0,40}(?:suspendida|cerrada)"#,
                #"(?i)\bwinkel\b.{0,40}(?:opgeschort|geblokkeerd|gesloten)"#,
                #"(?i)\bsklep\b.{0,40}(?:zawieszony|zamknięty)"#,
                "(?i)quality (?:rate|score)|approval rate|qualitätsquote|taux de qualité",
            ], capture: PresetCaptures.days + PresetCaptures.dates),
        PresetRule(
            name: "mirakl-compliance", kind: .compliance,
            subject: [
                #"(?i)\bKYC\b|identity (?:check|verification)|documents? (?:required|missing|expired)|identitätsprüfung|dokument\w* (?:fehl|erforderlich|abgelaufen)|vérification d['’]identité|documents? (?:requis|manquants?|expirés?)|documenti? (?:richiest|mancant|scadut)|documentos? (?:requerid|caducad)"#
            ], capture: PresetCaptures.days + PresetCaptures.dates),
    ]
}
