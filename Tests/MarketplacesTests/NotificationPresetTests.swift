import Domain
import Patterns
import Testing

@testable import Marketplaces

@Suite("Built-in rules") struct NotificationPresetTests {
    @Test("all compile, and each has a name of its own", arguments: ConnectorKind.allCases)
    func compile(connector: ConnectorKind) {
        let presets = NotificationPresets.of(connector)
        #expect(presets.mistakes.isEmpty, "\(presets.mistakes)")
        #expect(!presets.rules.isEmpty && presets.rules.allSatisfy(\.hasCondition))
        let names = NotificationRecogniser.builtInRules
        #expect(Set(names).count == names.count)
    }

    @Test("their captures have names with a meaning", arguments: ConnectorKind.allCases)
    func captures(connector: ConnectorKind) {
        let known = Set(NotificationCapture.allCases.map(\.rawValue))
        let presets = NotificationPresets.of(connector)
        var patterns = presets.captures
        for rule in presets.rules {
            for list in [rule.subject, rule.body, rule.anywhere, rule.links, rule.fromLocal, rule.capture] {
                patterns += list
            }
        }
        for pattern in patterns { #expect(known.isSuperset(of: pattern.names), "\(pattern)") }
    }

    struct Row: Sendable, CustomTestStringConvertible {
        var from: String
        var subject: String
        var body = ""
        var kind: NotificationKind
        var order: OrderNumber?
        var check: @Sendable (Recognition) -> Bool = { _ in true }

        var testDescription: String { "\(from): \(subject)" }
    }

    static let accountSubjects: [(String, NotificationKind)] = [
        ("[CASE 12345678901] Ihre Anfrage", .case), ("Re: [CASE: 12345678901] Your inquiry", .case),
        ("Fall-ID: 12345678901 wurde beantwortet", .case), ("Sprawa 12345678901", .case),
        ("Voice of the Customer: NCX rating very poor", .voiceOfTheCustomer),
        ("Stimme des Kunden: Bewertung schlecht", .voiceOfTheCustomer),
        ("Voix du client : évaluation", .voiceOfTheCustomer),
        ("Voce del cliente", .voiceOfTheCustomer), ("La voz del cliente", .voiceOfTheCustomer),
        ("Stem van de klant", .voiceOfTheCustomer), ("Głos klienta", .voiceOfTheCustomer),
        ("Action required: product safety documents", .compliance),
        ("Anfrage zur Produktsicherheit (GPSR)", .compliance),
        ("Documents de conformité requis", .compliance), ("Documenti di conformità", .compliance),
        ("Persona responsable para sus productos", .compliance), ("Productveiligheid: actie vereist", .compliance),
        ("Bezpieczeństwo produktów: wymagane działanie", .compliance), ("Verify your identity", .compliance),
        ("Your account health rating has changed", .performance), ("Policy warning", .performance),
        ("Your listing has been removed", .performance), ("Your selling account has been deactivated", .performance),
        ("Verstoß gegen Richtlinien", .performance), ("Ihr Verkäuferkonto wurde gesperrt", .performance),
        ("Ihr Kontozustand ist gefährdet", .performance), ("Maßnahmenplan erforderlich", .performance),
        ("Votre compte vendeur a été suspendu", .performance), ("Stato dell’account a rischio", .performance),
        ("Su cuenta de vendedor ha sido suspendida", .performance), ("Uw account is opgeschort", .performance),
        ("Stan konta: naruszenie zasad", .performance), ("Ihr Angebot B0SAMPLE01 wurde entfernt", .performance),
        ("You received negative feedback", .feedback), ("Neue Verkäuferbewertung", .feedback),
        ("Nouvelle évaluation du vendeur", .feedback), ("Feedback negativo ricevuto", .feedback),
        ("Valoración negativa", .feedback), ("Nieuwe verkopersfeedback", .feedback), ("Negatywna opinia", .feedback),
        ("Your report is ready", .system), ("Ihr Bestätigungscode", .system), ("Kod weryfikacyjny", .system),
        ("Ihre Nachricht wurde nicht zugestellt", .undelivered), ("Cancellation request for order", .cancel),
        ("Ihr A-bis-z-Garantieantrag", .claimClosed), ("Return authorisation notice", .return),
        ("Angebote der Woche", .other), ("", .other),
    ]

    @Test("Amazon's notices about the account by their subject", arguments: accountSubjects)
    func account(subject: String, kind: NotificationKind) throws {
        let mail = NotificationMailText(from: "donotreply@amazon.de", subject: subject, body: "Guten Tag")
        let found = try mail.recognised()
        #expect(found.kind == kind, "\(found.reason)")
        #expect(found.standing == .proven && found.text == "Guten Tag")
    }

    @Test(
        "Amazon's notices about the account by sender or type",
        arguments: [
            ("seller-performance@amazon.de", nil, NotificationKind.performance),
            ("account-health@amazon.co.uk", nil, .performance), ("atoz-guarantee-no-reply@amazon.fr", nil, .claimOpen),
            ("donotreply@amazon.de", "SELLER_PERFORMANCE_NOTIFICATION", .performance),
            ("donotreply@amazon.de", "LISTING_REMOVED", .performance),
            ("donotreply@amazon.de", "GPSR_DOCUMENT_REQUEST", .compliance),
            ("donotreply@amazon.de", "VOICE_OF_THE_CUSTOMER_WEEKLY", .voiceOfTheCustomer),
            ("donotreply@amazon.de", "SELLER_SUPPORT_CASE_UPDATE", .case),
            ("donotreply@amazon.de", "NEW_FEEDBACK_RECEIVED", .feedback),
            ("donotreply@amazon.de", "SOMETHING_NEW", .other),
        ] as [(String, String?, NotificationKind)])
    func types(from: String, type: String?, kind: NotificationKind) throws {
        let link = type.map { "https://sellercentral.amazon.de/notifications/feedback?x=1&communicationName=\($0)&y=2" }
        let body = "Bitte antworten Sie bis zum 3.12.2026.\n\(link ?? "")"
        let byLink = try NotificationMailText(from: from, subject: "x", body: body).recognised()
        #expect(byLink.kind == kind, "\(byLink.reason)")
        guard let type else { return }
        let byField = try NotificationMailText(
            from: from, subject: "x", body: "", fields: ["X-Space-Notification-Type: \(type)"]
        ).recognised()
        #expect(byField.kind == kind, "\(byField.reason)")
    }

    @Test("a buyer's words never make his mail another kind")
    func buyersWords() throws {
        let body =
            "policy warning, [CASE 12345678901], ?nt=RETURN_REQUEST&x, https://x.example/?communicationName=LISTING_REMOVED"
        for subject in ["Frage", "[CASE 12345678901] account suspended"] {
            let found = try NotificationMailText(from: "a1@marketplace.amazon.de", subject: subject, body: body)
                .recognised()
            #expect(found.kind == .buyerMessage && found.details.caseID == nil, "\(found.reason)")
        }
    }

    static let rows: [Row] = [
        Row(
            from: "donotreply@amazon.de", subject: "[CASE 12345678901] Anfrage", kind: .case,
            check: { $0.details.caseID == "12345678901" && $0.thread == "12345678901" }),
        Row(
            from: "donotreply@amazon.de", subject: "Anfrage zur Produktsicherheit",
            body: "ASIN: B0SAMPLE01\nSKU: RED-1\nbis zum 3.12.2026",
            kind: .compliance,
            check: {
                $0.details.asin == "B0SAMPLE01" && $0.details.sku == "RED-1"
                    && $0.details.deadline == .at(Timestamp(seconds: 1_796_338_740))
            }),
        Row(
            from: "atoz-guarantee-no-reply@amazon.it",
            subject: "Richiesta di rimborso ricevuta per l’ordine 302-0000002-0000002",
            body: "1.119,00 €\nRispondi entro 3 giorni di calendario.", kind: .claimOpen, order: "302-0000002-0000002",
            check: {
                $0.details.deadline == .within(days: 3)
                    && $0.details.amount == Money(minorUnits: 111_900, currency: "EUR")
            }),
        Row(from: "x@shop.mirakl.net", subject: "Your shop has been suspended", kind: .performance),
        Row(
            from: "x@shop.mirakl.net", subject: "Vorfall zu einer Nachricht 451264-A", kind: .claimOpen,
            order: "451264-A"),
        Row(from: "x@shop.mirakl.net", subject: "Bestellung 451264-A wartet", kind: .other, order: "451264-A"),
        Row(
            from: "noreply@kaufland-marktplatz.de", subject: "Neues Ticket 00112345678", body: "Bestellung MK3UZQ5",
            kind: .ticketNotice,
            order: "MK3UZQ5", check: { $0.thread == "00112345678" && $0.details.ticket == "00112345678" }),
        Row(
            from: "noreply@kaufland-marktplatz.de", subject: "Zgłoszenie nr 20112345678", kind: .ticketNotice,
            check: { $0.thread == "20112345678" }),
        Row(from: "noreply@kaufland-marktplatz.de", subject: "Ihr Konto wurde gesperrt", kind: .performance),
        Row(from: "noreply@kaufland-marktplatz.de", subject: "Newsletter", kind: .other),
        Row(
            from: "Noor <abcdefghij0123456789@klantbericht.bol.com>", subject: "Re: Vraag over bestelling 1234567890",
            body: "Hoi",
            kind: .buyerMessage, order: "1234567890", check: { $0.relayAddress != nil && $0.buyerName == "Noor" }),
        Row(
            from: "partners@bol.com", subject: "Nieuwe klantvraag", body: "https://partner.bol.com/cases/13171886",
            kind: .ticketNotice,
            check: { $0.details.caseID == "13171886" && $0.thread == nil }),
        Row(
            from: "partners@bol.com", subject: "Nieuwe retourmelding", body: "bestelling B1ABCDEFG2", kind: .return,
            order: "B1ABCDEFG2"),
        Row(from: "partners@bol.com", subject: "Je verkoopaccount is geblokkeerd", kind: .performance),
        Row(from: "partners@bol.com", subject: "Telefoon 0123456789", kind: .other),
        Row(
            from: "ben@members.ebay.de", subject: "ben hat eine Frage zu Artikelnr. 123456789012 gesendet",
            body: "Geht das?",
            kind: .buyerMessage, check: { $0.details.item == "123456789012" }),
        Row(
            from: "ebay@ebay.de", subject: "Käufer hat einen Fall geöffnet 12-34567-89012", kind: .claimOpen,
            order: "12-34567-89012"),
        Row(from: "ebay@ebay.com", subject: "Your account is on hold", kind: .performance),
        Row(
            from: "powiadomienia@allegro.pl", subject: "Dyskusja - ula zgłosiła problem z zamówieniem",
            body: """
                ula rozpoczęła z Tobą dyskusję dotyczącą
                zakupu z 4.03.2026 6f89580b-d363-4b47-bd6a-0a82788e8a64

                Zestaw kluczy 8 szt. 9164225110

                Jeśli nie wypowiesz się
                do 15.07.2026 14:30, sprawa trafi do nas.

                https://allegro.pl/moje-allegro/sprzedaz/dyskusje/e55e4754-c2cd-486e-bea2-8dfd0ac97d78
                https://allegro.pl/uzytkownik/ula
                """, kind: .claimOpen, order: "6f89580b-d363-4b47-bd6a-0a82788e8a64",
            check: {
                $0.details.issue == "e55e4754-c2cd-486e-bea2-8dfd0ac97d78" && $0.thread?.text == $0.details.issue
                    && $0.details.item == "9164225110" && $0.buyerName == "ula"
                    && $0.details.deadline == Timestamp(iso8601: "2026-07-15T12:30:00Z").map(Recognition.Deadline.at)
            }),
        Row(
            from: "powiadomienia@allegro.pl", subject: "Dyskusja - ula zgłosiła problem",
            body: "https://allegro.pl/moje-allegro/sprzedaz/dyskusje/e55e4754-c2cd-486e-bea2-8dfd0ac97d78",
            kind: .ticketNotice),
        Row(from: "powiadomienia@allegro.pl", subject: "Jakość sprzedaży spadła", kind: .performance),
        Row(
            from: "c.0123456789abcdef0123456789abcdef@clemarche.com",
            subject: "Question sur la commande 2349065217XK1LG", body: "Bonjour",
            kind: .buyerMessage, order: "2349065217XK1LG", check: { $0.relayAddress != nil }),
        Row(
            from: "no-reply@octopia.com", subject: "Nouvelle réclamation 2349065217XK1LG", kind: .claimOpen,
            order: "2349065217XK1LG"),
        Row(
            from: "noreply@backmarket.com", subject: "New customer request", body: "Order 12345678",
            kind: .ticketNotice, order: "12345678"),
        Row(from: "noreply@backmarket.fr", subject: "Info", kind: .other),
    ]

    @Test("kinds, numbers and dates of each marketplace", arguments: rows)
    func marketplaces(row: Row) throws {
        let found = try NotificationMailText(from: row.from, subject: row.subject, body: row.body).recognised()
        #expect(found.kind == row.kind, "\(found.reason)")
        #expect(found.order == row.order && found.standing == .proven)
        #expect(row.check(found), "\(found)")
    }

    @Test("folded encoded subjects, HTML alone and attachments alone are read too")
    func forms() throws {
        let folded = NotificationMailText(
            from: "donotreply@amazon.de",
            subject: "=?utf-8?q?Ihr_Verk=C3=A4uferko?=\r\n =?utf-8?q?nto_wurde_gesperrt?=", body: "x")
        #expect(try folded.recognised().kind == .performance)
        let html = NotificationMailText(
            from: "partners@bol.com", subject: "Bericht",
            body:
                "<html><body><p>Over bestelling&nbsp;1234567890</p><a href=\"https://partner.bol.com/cases/44444\">Bekijk</a></body></html>",
            type: "text/html; charset=utf-8")
        let notice = try html.recognised()
        #expect(notice.kind == .ticketNotice && notice.order == "1234567890" && notice.details.caseID == "44444")
        let attachment = NotificationMailText(
            from: "abcdefghij0123456789@klantbericht.bol.com", subject: "bestelling 1234567890",
            body:
                "--b\nContent-Type: text/plain\n\n\n--b\nContent-Type: image/png\nContent-Disposition: attachment; filename=a.png\n\nx\n--b--\n",
            type: "multipart/mixed; boundary=b")
        let empty = try attachment.recognised()
        #expect(empty.kind == .buyerMessage && empty.order == "1234567890" && empty.text == nil)
    }

    @Test(
        "look-alikes of a marketplace's domain are no marketplace",
        arguments: [
            "a@kaufland-marktplatz.de.evil.example", "a@amazon.de.evil.example", "a@amazon-de.example",
            "a@bol.com.evil.example",
            "a@members.ebay.de.evil.example", "a@allegro.pl.evil.example", "a@clemarche.com.evil.example",
        ])
    func lookAlikes(from: String) throws {
        let found = try NotificationMailText(
            from: from, subject: "Ihr Konto wurde gesperrt", body: "Ticket 00112345678"
        )
        .recognised()
        #expect(found.standing == .unproven && found.noReplyLink == nil && found.relayAddress == nil)
    }
}
