/// The words around a buyer's text in Amazon's mails, in the language of the seller's account.
struct AmazonFrame: Sendable {
    var received: String
    var begin: String
    var end: String
    var helpful: String
    var resolve: String
    var report: String
    var copyright: String
    /// `%@` is the buyer's name, `%#` the order.
    var subject: String
    var copySubject: String
    var copyLine: String

    /// German for any language that is not known here.
    static func frame(_ language: String) -> AmazonFrame {
        switch language {
        case "en": english
        case "pl": polish
        default: german
        }
    }

    private static let german = AmazonFrame(
        received: "Sie haben eine Nachricht erhalten.", begin: "Nachricht:", end: "Ende der Nachricht",
        helpful: "War diese E-Mail hilfreich?", resolve: "Fall lösen", report: "Verdächtige Aktivitäten melden",
        copyright: "Copyright 2026 Amazon, Inc. oder Tochtergesellschaften.",
        subject: "Frage von Amazon-Kunde %@(Bestellung: %#)", copySubject: "Ihre E-Mail an %@",
        copyLine: "Hier ist eine Kopie der E-Mail, die Sie an %@ gesendet haben.")

    private static let english = AmazonFrame(
        received: "You have received a message.", begin: "Message:", end: "End message",
        helpful: "Was this email helpful?", resolve: "Resolve case", report: "Report suspicious activity",
        copyright: "Copyright 2026 Amazon, Inc. or its affiliates.",
        subject: "Inquiry from Amazon customer %@ (Order: %#)", copySubject: "Your email to %@",
        copyLine: "Here is a copy of the email that you sent to %@.")

    private static let polish = AmazonFrame(
        received: "Otrzymano wiadomość.", begin: "Wiadomość:", end: "Koniec wiadomości",
        helpful: "Czy ten e-mail był pomocny?", resolve: "Rozwiąż sprawę", report: "Zgłoś podejrzaną aktywność",
        copyright: "Copyright 2026 Amazon, Inc. lub podmioty stowarzyszone.",
        subject: "Zapytanie od klienta Amazon %@ (Zamówienie: %#)", copySubject: "Twoja wiadomość do %@",
        copyLine: "Oto kopia wiadomości wysłanej do %@.")
}
