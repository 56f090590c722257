import Domain

/// Amazon's mails about the seller's account. No sample is public: names of kinds and subjects are the project's own collection
/// and **not verified**; an admin corrects them with rules of his own. What fits none of them is shown as `other`.
enum AmazonAccountPresets {
    private static let due = PresetCaptures.days + PresetCaptures.dates

    /// Names of kinds that speak for themselves.
    static let types = [
        PresetRule(
            name: "amazon-voice-type", kind: .voiceOfTheCustomer, type: "^VOC_|VOICE_OF|CUSTOMER_EXPERIENCE"),
        PresetRule(
            name: "amazon-compliance-type", kind: .compliance,
            type:
                "COMPLIANCE|GPSR|PRODUCT_SAFETY|DANGEROUS_GOODS|DOCUMENT_REQUEST|IDENTITY|(?:^|_)(?:KYC|EPR|VAT|TAX)(?:_|$)",
            capture: due),
        PresetRule(
            name: "amazon-performance-type", kind: .performance,
            type:
                "PERFORMANCE|ACCOUNT_HEALTH|POLICY|DEACTIVAT|SUSPEN|LISTING_(?:REMOV|BLOCK|SUPPRESS)|INTELLECTUAL|CHARGEBACK",
            capture: due),
        PresetRule(name: "amazon-case-type", kind: .case, type: "SELLER_SUPPORT|(?:^|_)CASE(?:_|$)"),
        PresetRule(
            name: "amazon-feedback-type", kind: .feedback,
            type: "(?:BUYER|SELLER|NEW|NEGATIVE)_FEEDBACK|FEEDBACK_RE[CM]"),
        PresetRule(
            name: "amazon-system-type", kind: .system,
            type: "REPORT_|SECURITY_|SIGN_?IN|PASSWORD|MAINTENANCE|NEWSLETTER"),
    ]

    /// By words of the subject, one line for each of en, de, fr, it, es, nl, pl.
    static let subjects = [
        PresetRule(
            name: "amazon-voice-subject", kind: .voiceOfTheCustomer,
            subject: [
                #"(?i)voice of the customer|\bNCX\b|customer experience (?:alert|health)"#,
                "(?i)stimme des kunden", "(?i)voix du client", "(?i)voce del cliente", "(?i)voz del cliente",
                "(?i)stem van de klant", "(?i)głos klienta",
            ], capture: [#"\b(?<asin>B0[A-Z0-9]{8})\b"#]),
        PresetRule(
            name: "amazon-compliance-subject", kind: .compliance,
            subject: [
                #"(?i)compliance (?:request|document|information|reference)|product (?:safety|compliance)|\bGPSR\b|responsible person|safety data sheet|extended producer|verify your (?:business|identity|account information)|identity verification|tax (?:information|interview)|\bVAT (?:number|registration|information)"#,
                "(?i)produkt-?(?:compliance|sicherheit)|konformität|verantwortliche person|sicherheitsdatenbl|herstellerverantwortung|identitäts(?:prüfung|nachweis)|unternehmensdaten (?:prüfen|bestätigen)|umsatzsteuer-?(?:id|nummer|registrierung)|steuerliche angaben",
                "(?i)conformité|sécurité des produits|personne responsable|fiche de données de sécurité|responsabilité élargie|vérifi(?:er|cation de) (?:votre )?(?:identité|entreprise)|numéro de tva|informations fiscales",
                "(?i)conformità|sicurezza dei prodotti|persona responsabile|scheda di sicurezza|responsabilità estesa|verifica (?:della tua |dell['’])?identità|partita iva|informazioni fiscali",
                "(?i)cumplimiento (?:normativo|de los productos)|conformidad|seguridad de los productos|persona responsable|ficha de datos de seguridad|responsabilidad ampliada|verifica(?:r|ción de) (?:tu |su )?identidad|número de iva|información fiscal",
                "(?i)conformiteit|productveiligheid|verantwoordelijke persoon|veiligheidsinformatieblad|uitgebreide producentenverantwoordelijkheid|identiteitsverificatie|btw-nummer|belastinggegevens",
                "(?i)zgodnoś(?:ć|ci) produkt|bezpieczeństw[oa] produkt|osoba odpowiedzialna|karta charakterystyki|rozszerzona odpowiedzialność|weryfikacj[aę] tożsamości|numer vat|informacje podatkowe",
            ], capture: due),
        PresetRule(
            name: "amazon-performance-subject", kind: .performance,
            subject: [
                "(?i)account health|seller performance|performance notification|policy (?:warning|violation|compliance)|(?:listing|offer|product|asin)s? .{0,40}(?:removed|deactivated|suppressed|blocked|at risk)|(?:account|selling privileges) .{0,40}(?:deactivat|suspen|at risk|restrict|review)|plan of action|intellectual property|infringement|order defect rate|late shipment rate|valid tracking rate|chargeback",
                "(?i)kontozustand|kontostatus|verkäuferleistung|leistungsbenachrichtigung|maßnahmenplan|richtlinien(?:verstoß|warnung|verletzung)|verstoß gegen|(?:angebot|produkt|listing|asin).{0,40}(?:entfernt|deaktiviert|gesperrt|unterdrückt)|(?:verkäufer|verkaufs|amazon-)?(?:konto|berechtigung).{0,40}(?:gesperrt|deaktiv|gefährdet|eingeschränkt|überprüf)|geistige[ns]? eigentum|rechtsverletzung|rate an bestellmängeln|rückbuchung",
                "(?i)santé du compte|état du compte|performances? du vendeur|plan d['’]action|(?:avertissement|violation|infraction).{0,30}(?:politique|règlement)|(?:offre|produit|annonce)s? .{0,40}(?:supprimé|désactivé|retiré|bloqué)|compte .{0,40}(?:suspendu|désactivé|à risque|restreint)|propriété intellectuelle|taux de commandes défectueuses|rejet de débit",
                "(?i)(?:stato|salute|integrità) dell['’]account|prestazioni del venditore|piano d['’]azione|violazione|(?:offert|prodott|inserzion)\\w* .{0,40}(?:rimoss|disattivat|bloccat)|account .{0,40}(?:sospes|disattivat|a rischio|limitat)|proprietà intellettuale|tasso di ordini difettosi|storno di addebito",
                "(?i)estado de la cuenta|rendimiento del vendedor|plan de acción|(?:infracción|incumplimiento|advertencia).{0,30}(?:política|normas)|(?:oferta|producto|listing)s? .{0,40}(?:eliminad|retirad|desactivad|bloquead)|cuenta .{0,40}(?:suspendid|desactivad|en riesgo|restringid)|propiedad intelectual|tasa de pedidos defectuosos|devolución de cargo",
                "(?i)accountstatus|accountgezondheid|verkopersprestaties|actieplan|(?:beleids|richtlijn)\\w*(?:schending|overtreding|waarschuwing)|(?:aanbieding|product|listing)\\w* .{0,40}(?:verwijderd|gedeactiveerd|geblokkeerd)|account .{0,40}(?:opgeschort|gedeactiveerd|in gevaar|beperkt)|intellectuele eigendom|defectpercentage|terugboeking",
                "(?i)(?:stan|kondycja) konta|wyniki sprzedawcy|plan działań|naruszeni[ea]|(?:ofert|produkt|aukcj)\\w* .{0,40}(?:usunięt|dezaktywowan|zablokowan)|kont[oa] .{0,40}(?:zawieszon|dezaktywowan|zagrożon|ograniczon)|własnoś(?:ć|ci) intelektualn|wskaźnik wadliwych|obciążeni[ea] zwrotn",
            ], capture: due),
        PresetRule(
            name: "amazon-feedback-subject", kind: .feedback,
            subject: [
                "(?i)(?:seller|negative|new|buyer) feedback|left (?:you )?feedback|feedback (?:received|rating)",
                "(?i)verkäuferbewertung|bewertung(?:en)? (?:erhalten|von)|hat sie bewertet|negative bewertung",
                "(?i)évaluation(?:s)? (?:du )?vendeur|évaluation (?:négative|reçue)",
                "(?i)feedback (?:del |sul )?(?:venditore|negativo|ricevuto)",
                "(?i)(?:valoraci(?:ón|ones)|comentarios) (?:del |sobre el |de )?(?:vendedor|comprador)|valoración negativa",
                "(?i)verkopersfeedback|verkopersbeoordeling|(?:negatieve )?feedback ontvangen",
                "(?i)(?:opini[aę]|ocen[aę]) (?:o )?sprzedawc|negatywn[aą] opini",
            ]),
        PresetRule(
            name: "amazon-system-subject", kind: .system,
            subject: [
                "(?i)report is ready|sign-?in (?:attempt|code)|verification code|password (?:assistance|reset|changed)|security alert|scheduled maintenance|two-step verification",
                "(?i)bericht (?:ist|steht) .{0,20}bereit|anmelde(?:versuch|code)|bestätigungscode|passwort|sicherheits(?:hinweis|warnung)|wartungsarbeiten|zwei-schritt",
                "(?i)rapport est (?:prêt|disponible)|code de vérification|mot de passe|alerte de sécurité|maintenance",
                "(?i)report è (?:pronto|disponibile)|codice di verifica|avviso di sicurezza|manutenzione",
                "(?i)informe está (?:listo|disponible)|código de verificación|contraseña|alerta de seguridad|mantenimiento",
                "(?i)rapport is (?:klaar|beschikbaar)|verificatiecode|wachtwoord|beveiligingswaarschuwing|onderhoud",
                "(?i)raport jest gotowy|kod weryfikacyjny|hasł[oa]|alert bezpieczeństwa|prace konserwacyjne",
            ]),
    ]
}
