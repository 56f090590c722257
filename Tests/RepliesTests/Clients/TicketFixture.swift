import Domain
import Replies

/// A ticket mail as the bridge writes it, in one language, with text that must never come back out of a reply.
struct TicketFixture: Sendable {
    let language: AgentLanguage
    let token: TicketToken
    let customer: [String]
    let head: [String]
    let `internal`: [String]
    let heading: String
    /// The marker line stands on top; false as if a client had dropped it.
    var isMarked = true

    init?(_ language: AgentLanguage) {
        guard let token = TicketToken("q4xk7mzp2wjc5tga3rneh6ysba") else { return nil }
        self.language = language
        self.token = token
        switch language {
        case .de:
            heading = "Der Kunde schreibt:"
            customer = [
                "Guten Tag,", "die Schirmhalterung ist beim Auspacken zerbrochen.", "Bekomme ich ein Ersatzteil?",
            ]
            head = ["Leuchtmarkt · 88231-C", "Antwort bis: Freitag, 27. November 2026, 16:00"]
            `internal` = [
                "Nur intern: Einkauf 31,90 EUR, Spanne 22 %, Kulanz bis 15 EUR",
                "https://helpdesk.lampert.example/t/881",
            ]
        case .en:
            heading = "The customer writes:"
            customer = ["Hello,", "the shade holder was broken when I opened the box.", "Can I get a spare part?"]
            head = ["Lightmarket · 88231-C", "Answer by: Friday, 27 November 2026, 16:00"]
            `internal` = [
                "Internal only: cost 31.90 EUR, margin 22 %, goodwill up to 15 EUR",
                "https://helpdesk.lampert.example/t/881",
            ]
        case .nl:
            heading = "De klant schrijft:"
            customer = [
                "Goedendag,", "de houder van de kap was gebroken bij het uitpakken.",
                "Kan ik een reserveonderdeel krijgen?",
            ]
            head = ["Lichtmarkt · 88231-C", "Antwoord vóór: vrijdag 27 november 2026, 16:00"]
            `internal` = [
                "Alleen intern: inkoop 31,90 EUR, marge 22 %, coulance tot 15 EUR",
                "https://helpdesk.lampert.example/t/881",
            ]
        case .fr:
            heading = "Le client écrit :"
            customer = [
                "Bonjour,", "le support de l’abat-jour était cassé à l’ouverture.",
                "Puis-je recevoir une pièce de rechange ?",
            ]
            head = ["Marché Lumière · 88231-C", "Répondre avant : vendredi 27 novembre 2026, 16:00"]
            `internal` = [
                "Interne seulement : achat 31,90 EUR, marge 22 %, geste jusqu’à 15 EUR",
                "https://helpdesk.lampert.example/t/881",
            ]
        case .pl:
            heading = "Klient pisze:"
            customer = [
                "Dzień dobry,", "uchwyt klosza był pęknięty po otwarciu paczki.", "Czy dostanę część zamienną?",
            ]
            head = ["Rynek Lamp · 88231-C", "Odpowiedź do: piątek, 27 listopada 2026, 16:00"]
            `internal` = [
                "Tylko wewnętrznie: zakup 31,90 EUR, marża 22 %, rabat do 15 EUR",
                "https://helpdesk.lampert.example/t/881",
            ]
        }
    }

    var marker: String { ReplyMarker.line(token: token, language: language) }

    /// The plain text, empty lines between the parts.
    var lines: [String] {
        (isMarked ? [marker, ""] : []) + [heading, ""] + customer + [""] + head + [""] + `internal`
    }

    var sent: SentMail {
        SentMail(
            lines: [.init(marker, .head), .init(heading, .customer)] + customer.map { .init($0, .customer) }
                + head.map { .init($0, .head) } + `internal`.map { .init($0, .internal) })
    }

    /// The HTML with all marks; `rename` is what a client does to ids and classes.
    func html(marks: Bool = true, prefix: String = "") -> String {
        func attributes(_ text: String) -> String {
            guard marks else { return "" }
            return prefix.isEmpty
                ? text
                : text.replacing("id=\"", with: "id=\"\(prefix)").replacing("class=\"", with: "class=\"\(prefix)")
        }
        let top = isMarked ? "<div\(attributes(TicketMark.markerAttributes(token: token)))>\(marker)</div>" : ""
        return top
            + "<div\(attributes(TicketMark.attributes(of: .customer)))><p>\(heading)</p><p>\(customer.joined(separator: "<br>"))</p></div>"
            + "<table\(attributes(TicketMark.attributes(of: .head)))><tbody><tr><td>\(head.joined(separator: "<br>"))</td></tr></tbody></table>"
            + "<div\(attributes(TicketMark.attributes(of: .internal)))><p>\(`internal`.joined(separator: "<br>"))</p></div>"
    }

    /// Nothing of this may stand in a relayed text.
    var secrets: [String] {
        [
            "[[mb:", "31,90", "31.90", "22 %", "27. November", "27 November", "27 november", "27 novembre",
            "27 listopada",
            "helpdesk.lampert", "tickets@bridge.example", "Ticket Bridge", customer[1], heading,
        ]
    }
}

/// What the agent types and what the client adds below it.
struct AgentFixture: Sendable {
    let answer: [String]
    let closing: [String]
    let letterhead: [String]

    init(_ language: AgentLanguage) {
        switch language {
        case .de:
            answer = ["Guten Tag Frau Ostermann,", "", "die Halterung schicken wir Ihnen morgen kostenlos zu."]
            closing = ["Mit freundlichen Grüßen", "", "Jonas Lampert"]
            letterhead = [
                "Lampert Leuchten GmbH & Co. KG", "Am Hafen 3, 24103 Kiel", "Telefon 0431 5550177",
                "E-Mail: hallo@lampert.example",
                "Amtsgericht Kiel HRA 99871, USt-IdNr. DE999888777",
            ]
        case .en:
            answer = ["Dear Ms Osterman,", "", "we will send you the holder tomorrow, free of charge."]
            closing = ["Kind regards", "", "Jonas Lampert"]
            letterhead = [
                "Lampert Lighting Ltd", "3 Harbour Road, Hull HU1 9ZZ", "Phone +44 1482 555 0177",
                "www.lampert.example",
                "Registered in England No. 09990001",
            ]
        case .nl:
            answer = ["Beste mevrouw Oster,", "", "wij sturen u de houder morgen gratis toe."]
            closing = ["Met vriendelijke groet,", "", "Jonas Lampert"]
            letterhead = [
                "Lampert Verlichting B.V.", "Havenstraat 3, 3011 AA Rotterdam", "T +31 10 555 0177", "KvK 99000111",
            ]
        case .fr:
            answer = ["Bonjour Madame Oster,", "", "nous vous envoyons le support demain, gratuitement."]
            closing = ["Cordialement", "", "Jonas Lampert"]
            letterhead = [
                "Lampert Éclairage SARL", "3 quai du Port, 76600 Le Havre", "Tél. 02 35 55 01 77",
                "SIRET 999 888 777 00011",
            ]
        case .pl:
            answer = ["Dzień dobry,", "", "uchwyt wyślemy jutro bezpłatnie."]
            closing = ["Z poważaniem", "", "Jonas Lampert"]
            letterhead = [
                "Lampert Oświetlenie Sp. z o.o.", "ul. Portowa 3, 81-350 Gdynia", "tel. +48 58 555 01 77",
                "NIP 9990001112",
            ]
        }
    }

    var secrets: [String] {
        [
            "5550177", "555 0177", "55 01 77", "lampert.example", "99871", "999888777", "09990001", "99000111", "SIRET",
            "NIP",
            "GmbH", "SARL", "B.V.", "Ltd", "o.o.",
        ]
    }
}
