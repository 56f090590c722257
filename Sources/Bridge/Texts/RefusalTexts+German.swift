import Replies

extension RefusalTexts {
    static let german = RefusalTexts(
        causes: [
            .noFrom:
                "sie hat keinen Absender. Schicken Sie sie noch einmal aus Ihrem Mailprogramm.",
            .severalFromFields:
                "sie hat zwei Absenderfelder, wie gefälschte Mails. Schicken Sie sie noch einmal aus Ihrem Mailprogramm.",
            .severalAddresses:
                "sie nennt mehr als einen Absender. Schicken Sie sie von einer einzigen Adresse.",
            .groupAddress:
                "ihr Absender ist eine Gruppe. Schicken Sie sie von Ihrer eigenen Adresse.",
            .unclearAddress:
                "ihr Absender lässt sich verschieden lesen. Tragen Sie in den Kontoeinstellungen nur Ihre Adresse ein.",
            .notAnAgent:
                "{address} ist keine Adresse eines Bearbeiters. Ist es Ihre, trägt der Administrator sie bei [[agent]] unter aliases ein.",
            .senderMismatch:
                "sie wurde im Namen eines anderen gesendet. Schicken Sie sie aus Ihrem eigenen Konto.",
            .noTrustedHost:
                "keinem Server wird die Prüfung von Absendern geglaubt. Der Administrator setzt authserv_id.",
            .noResult:
                "der Mailserver hat den Absender nicht geprüft. Der Administrator sieht in dessen Einstellungen nach.",
            .notAuthenticated:
                "der Mailserver konnte die Domain des Absenders nicht bestätigen. Der Administrator prüft ihr SPF, DKIM und DMARC.",
            .submittedBySomebodyElse:
                "sie wurde mit einer anderen Anmeldung gesendet als der ihres Absenders. Senden Sie mit Ihrer eigenen.",
            .notForThisAgent:
                "dieser Bearbeiter gehört nicht zu {marketplace}. Der Administrator ergänzt ihn bei [[agent]] unter marketplaces.",
            .expiredToken:
                "die beantwortete Mail ist zu alt. Antworten Sie auf eine neuere Mail dieser Unterhaltung oder im Portal.",
            .revokedToken:
                "die Adresse, an die sie ging, wurde zurückgezogen. Antworten Sie auf eine neuere Mail dieser Unterhaltung oder im Portal.",
            .unsignedToken:
                "ihre Signatur deckt nicht ab, was den Vorgang nennt; jeder, der die Mail hat, könnte sie weitergeschickt haben. Senden Sie sie über Ihren eigenen Mailserver direkt an die Adresse des Vorgangs.",
        ],
        severalTickets: "die Mail gehört zu mehreren Tickets. Antworten Sie auf eine Mail eines davon.",
        tooLarge:
            "die Mail ist größer, als eine gelesen wird. Schicken Sie die Antwort ohne die großen Dateien.",
        lostTicket:
            "Ihre Mail konnte keinem Vorgang zugeordnet werden, darum wurde dem Käufer nichts gesendet: Unterwegs gingen der Zusatz hinter dem Pluszeichen des Empfängers und die Felder verloren, die die beantwortete Mail nennen. Öffnen Sie die neueste Mail des Vorgangs und antworten Sie dort, ohne den Empfänger zu ändern, oder antworten Sie im Portal. Geschieht das wieder, sagen Sie es dem Administrator.",
        unservedMarketplace:
            "Ihre Antwort wurde nicht gesendet: Der Marktplatz {marketplace} dieses Vorgangs ist nicht mehr eingerichtet oder heißt jetzt anders. Die Mail ist aufgehoben. Antworten Sie im Portal, und sagen Sie es dem Administrator, der den Namen wiederherstellen und die Mail freigeben kann."
    )
}
