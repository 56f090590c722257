import Domain
import MIME

/// Allegro's mails in Polish: a discussion was begun or has news, or a message came.
enum AllegroNotification {
    private static let domain = "allegro.pl"

    static func make(_ arrival: Arrival, to recipient: EmailAddress) -> Notification {
        let isIssue = arrival.conversation.id.contains("-")
        let login = arrival.message.name
        let (subject, text) =
            isIssue
            ? (
                "Dyskusja - \(login) \(arrival.isFirst ? "zgłosił problem z zamówieniem" : "odpowiedział w dyskusji")",
                dispute(arrival, login)
            ) : ("Nowa wiadomość od \(login)", message(arrival, login))
        let mail = OutgoingMessage(
            from: Mailbox(name: "Allegro", address: "powiadomienia@\(domain)"), to: [Mailbox(address: recipient.text)],
            subject: subject, date: DateTime(arrival.message.sent),
            messageID: "\(randomText(20, of: .lowercaseAndDigits))@\(domain)", text: text)
        return Notification(
            mail: mail, bounces: EmailAddress("bounces@\(domain)"), domain: domain, recipient: recipient,
            kind: .notification)
    }

    /// The deadline is Polish time without a zone; three days are given here.
    private static func dispute(_ arrival: Arrival, _ login: String) -> String {
        let bought = day(arrival.order.placed)
        let due = day(arrival.message.sent + .seconds(3 * 86_400))
        let start =
            arrival.isFirst
            ? "\(login) rozpoczął z Tobą dyskusję dotyczącą" : "\(login) odpowiedział w dyskusji dotyczącej"
        return """
            Cześć,

            \(start) zakupu z \(bought) \(arrival.order.number)

            \(arrival.order.article.title) 7700000001

            Powód
            Przedmiot uszkodzony

            Jeśli nie wypowiesz się do \(due) 14:30, sprawa trafi do nas.

            https://allegro.pl/moje-allegro/sprzedaz/dyskusje/\(arrival.conversation.id)
            https://allegro.pl/uzytkownik/\(login)
            """
    }

    private static func message(_ arrival: Arrival, _ login: String) -> String {
        """
        \(login) napisał(a) do Ciebie w sprawie zamówienia \(arrival.order.number):

        \(arrival.message.text)

        Odpowiedz: https://allegro.pl/moje-allegro/wiadomosci
        """
    }

    private static func day(_ time: Timestamp) -> String {
        let date = CivilDate(daysSinceEpoch: time.seconds / 86_400)
        return "\(date.day).\(date.month < 10 ? "0" : "")\(date.month).\(date.year)"
    }
}
