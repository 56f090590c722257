import Domain

/// eBay's mails. Members' messages come through the relay (seen in public code); the subjects of other mails are not verified.
enum EbayPresets {
    static let rules = [
        PresetRule(name: "ebay-member", kind: .buyerMessage, isRelayed: true),
        PresetRule(
            name: "ebay-case", kind: .claimOpen,
            subject: [
                "(?i)(?:opened|open) a (?:case|request)|item (?:not|hasn['’]t) (?:been )?(?:received|arrived)|not as described|money back|hat einen? (?:fall|antrag)|artikel nicht (?:erhalten|wie beschrieben)|käuferschutz|litige|objet non reçu|non conforme|controversia|oggetto non ricevuto|caso abierto|artículo no recibido|spór"
            ], capture: PresetCaptures.amounts + PresetCaptures.dates),
        PresetRule(
            name: "ebay-return", kind: .return, subject: ["(?i)return request|rückgabe|retour|reso|devolución|zwrot"]),
        PresetRule(name: "ebay-cancel", kind: .cancel, subject: ["(?i)cancel|abbruch|stornier|annul|anulowa"]),
        PresetRule(
            name: "ebay-performance", kind: .performance,
            subject: [
                "(?i)seller (?:level|performance|standards)|selling (?:limit|restriction|privilege)|account.{0,40}(?:hold|restricted|suspended)|policy|listing.{0,40}(?:removed|ended)|verkäuferstatus|verkaufslimit|konto.{0,40}(?:eingeschränkt|gesperrt)|angebot.{0,40}(?:entfernt|beendet)|grundsatz|compte.{0,40}(?:restreint|suspendu)|account.{0,40}(?:limitato|sospeso)|cuenta.{0,40}(?:restringida|suspendida)|konto.{0,40}(?:ograniczone|zawieszone)"
            ]),
        PresetRule(
            name: "ebay-compliance", kind: .compliance,
            subject: [
                #"(?i)\bGPSR\b|product safety|produktsicherheit|verify your|identität|verantwortliche person|responsible person"#
            ]),
        PresetRule(
            name: "ebay-feedback", kind: .feedback,
            subject: ["(?i)feedback|bewertung|évaluation|valutazione|valoración|beoordeling|opini"]),
    ]

    static let captures = [
        #"\b(?<order>\d{2}-\d{5}-\d{5})\b"#,
        #"/itm/(?:[^/\s]{1,200}/)?(?<item>\d{12})\b"#,
        #"(?i)(?:item|artikel(?:nr|nummer)?|objet|oggetto|artículo|przedmiot)\W{1,10}(?:\w{1,10}\W{1,3})?(?<item>\d{12})\b"#,
        #"(?i)case (?:id|number)\W{1,4}(?<case>\d{8,14})\b"#,
    ]
}
