/// Paragraphs about confidentiality, the environment, virus scans and the like, which mail servers and companies add.
enum Disclaimer {
    /// Whether a paragraph, its lines joined, is one. Single words are no evidence: agents write "vertraulich" too.
    static func isDisclaimer(_ paragraph: String) -> Bool {
        let text = FoldedText(paragraph)
        guard text.count >= 20 else { return false }
        if text.contains(anyOf: phrases) { return true }
        let isOfThisMail = text.contains(anyOf: thisMail)
        // "Der Stick ist virenfrei" is an answer, as is a word about one's privacy policy that names no page.
        if text.contains(anyOf: scans), isOfThisMail || text.contains(anyOf: scanners) { return true }
        if text.contains(anyOf: policies), text.contains(anyOf: ["http", "www."]) { return true }
        guard isOfThisMail else { return false }
        let groups = [secrecy, receiver, exclusive, deletion].count { text.contains(anyOf: $0) }
        return groups >= 2
    }

    /// A warning that a mail server puts on top of a mail from outside.
    static func isBanner(_ paragraph: String) -> Bool {
        let text = FoldedText(paragraph)
        guard text.count >= 15 else { return false }
        return text.contains(anyOf: warning) && text.contains(anyOf: outside)
    }

    private static let phrases = [
        "nicht der richtige adressat", "nicht der vorgesehene empfänger", "nicht der beabsichtigte empfänger",
        "not the intended recipient", "not the named addressee", "intended solely for", "intended only for the",
        "pas le destinataire", "niet de beoogde ontvanger", "niet de bedoelde ontvanger", "niet de geadresseerde",
        "nie jesteś adresatem", "nie są państwo adresatem", "nie jest adresatem", "klauzula rodo", "klauzulą rodo",
        "administratorem danych osobowych", "administratorem państwa danych", "denken sie an die umwelt",
        "umwelt, bevor sie", "bevor sie diese e-mail ausdrucken", "think before you print",
        "consider the environment", "avant d'imprimer", "denk aan het milieu", "print deze e-mail", "zanim wydrukujesz",
        "pomyśl o środowisku", "allgemeinen geschäftsbedingungen finden", "riservate e per uso esclusivo",
        "does not accept liability",
    ]
    private static let scans = [
        "auf viren geprüft", "auf viren überprüft", "checked for viruses", "scanned for viruses", "virus-free",
        "virus free",
        "virenfrei", "gecontroleerd op virussen", "non infetto", "before printing", "no liability for",
    ]
    private static let scanners = [
        "avast", "avg.", "antivir", "avira", "norton", "mcafee", "kaspersky", "eset", "defender",
    ]
    private static let policies = [
        "informationen zum datenschutz", "datenschutzhinweise finden", "unsere datenschutzerklärung",
        "our privacy policy",
    ]
    private static let thisMail = [
        "diese e-mail", "dieser e-mail", "diese email", "dieser email", "diese mail", "dieser mail", "diese nachricht",
        "dieser nachricht", "this e-mail", "this email", "this message", "this communication", "this transmission",
        "ce message",
        "cet e-mail", "cet email", "ce courriel", "ce mail", "dit bericht", "deze e-mail", "deze email", "deze mail",
        "wiadomość", "wiadomości", "questo messaggio", "este mensaje", "este correo", "esta mensagem", "denne e-mail",
        "denne mail", "inhalt der e-mail",
    ]
    private static let secrecy = [
        "vertraulich", "rechtlich geschützt", "confidential", "privileged", "confidentiel", "vertrouwelijk", "poufn",
        "riservat", "confidencial", "fortrolig",
    ]
    private static let receiver = [
        "adressat", "empfänger", "addressee", "recipient", "destinataire", "geadresseerde", "ontvanger", "adresat",
        "odbiorc",
        "destinatari", "modtager",
    ]
    private static let exclusive = [
        "ausschließlich für", "nur für den", "solely for", "exclusively for", "exclusivement", "uitsluitend",
        "wyłącznie",
        "unbefugte", "unauthori", "non autoris", "irrtümlich", "versehentlich", "received in error", "by mistake",
        "par erreur", "per abuis", "ten onrechte", "omyłkowo",
    ]
    private static let deletion = [
        "löschen", "vernichten", "delete", "destroy", "supprimer", "détruire", "verwijder", "vernietig", "usuń",
        "usunąć",
        "usunięcie", "skasow", "cancellar", "eliminar",
    ]
    private static let warning = [
        "caution", "achtung", "vorsicht", "warning", "attention", "let op", "uwaga", "external", "extern",
    ]
    private static let outside = [
        "outside of the organi", "outside of your organi", "outside the organi", "outside your organi",
        "external sender",
        "external email", "externen absender", "externer absender", "außerhalb der organisation",
        "außerhalb ihrer organisation",
        "externe afzender", "expéditeur externe", "spoza organizacji", "open attachments unless", "do not click links",
        "öffnen sie keine anhänge", "öffnen sie keine links", "öffnen sie keine anlagen",
        "öffnen sie keine dateianhänge",
    ]
}
