import Domain

/// The words with which clients of one language head what they quote.
struct ClientText {
    let outlook: [(label: String, value: String)]
    let gmail: String
    let apple: String
    let thunderbird: String
    let originalMessage: String
    let phone: String

    init(_ language: AgentLanguage) {
        let name = "Ticket Bridge"
        let address = "\(name) <tickets@bridge.example>"
        switch language {
        case .de:
            outlook = Self.block("Von", "Gesendet", "An", "Betreff", address, "Donnerstag, 26. November 2026 10:05")
            gmail = "Am Do., 26. Nov. 2026 um 10:05 Uhr schrieb \(address):"
            apple = "Am 26.11.2026 um 10:05 schrieb \(address):"
            thunderbird = "Am 26.11.26 um 10:05 schrieb \(name):"
            originalMessage = "Ursprüngliche Nachricht"
            phone = "Von meinem iPhone gesendet"
        case .en:
            outlook = Self.block("From", "Sent", "To", "Subject", address, "Thursday, 26 November 2026 10:05")
            gmail = "On Thu, 26 Nov 2026 at 10:05, \(address) wrote:"
            apple = "On 26 Nov 2026, at 10:05, \(address) wrote:"
            thunderbird = "On 26/11/2026 10:05, \(name) wrote:"
            originalMessage = "Original Message"
            phone = "Sent from my iPhone"
        case .nl:
            outlook = Self.block("Van", "Verzonden", "Aan", "Onderwerp", address, "donderdag 26 november 2026 10:05")
            gmail = "Op do 26 nov 2026 om 10:05 schreef \(address):"
            apple = "Op 26 nov 2026, om 10:05 heeft \(address) het volgende geschreven:"
            thunderbird = "Op 26-11-2026 om 10:05 schreef \(name):"
            originalMessage = "Oorspronkelijk bericht"
            phone = "Verstuurd vanaf mijn iPhone"
        case .fr:
            outlook = Self.block(
                "De\u{A0}", "Envoyé\u{A0}", "À\u{A0}", "Objet\u{A0}", address, "jeudi 26 novembre 2026 10:05")
            gmail = "Le jeu. 26 nov. 2026 à 10:05, \(address) a écrit\u{A0}:"
            apple = "Le 26 nov. 2026 à 10:05, \(address) a écrit :"
            thunderbird = "Le 26/11/2026 à 10:05, \(name) a écrit\u{A0}:"
            originalMessage = "Message d'origine"
            phone = "Envoyé de mon iPhone"
        case .pl:
            outlook = Self.block("Od", "Wysłane", "Do", "Temat", address, "czwartek, 26 listopada 2026 10:05")
            gmail = "czw., 26 lis 2026 o 10:05 \(address) napisał(a):"
            apple = "Wiadomość napisana przez \(address) w dniu 26 lis 2026, o godz. 10:05:"
            thunderbird = "W dniu 26.11.2026 o 10:05, \(name) pisze:"
            originalMessage = "Oryginalna wiadomość"
            phone = "Wysłane z iPhone'a"
        }
    }

    private static func block(
        _ from: String, _ sent: String, _ to: String, _ subject: String, _ address: String, _ date: String
    ) -> [(label: String, value: String)] {
        [
            (from, address), (sent, date), (to, "Jonas Lampert <hallo@lampert.example>"),
            (subject, "[Leuchtmarkt 88231-C] Halterung zerbrochen"),
        ]
    }

    var outlookText: [String] { outlook.map { "\($0.label): \($0.value)" } }
    var outlookHTML: String {
        outlook.map { "<b>\($0.label):</b> \(escaped($0.value))<br>\n" }.joined()
    }
}

func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
}
