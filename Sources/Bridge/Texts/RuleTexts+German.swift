import ContentRules

extension RuleTexts {
    static let german = RuleTexts(
        place: "Zeile {line}: „{words}“", file: "Datei „{words}“",
        refused: "Das lassen die Regeln des Marktplatzes nicht zu:", asked: "Das fällt in Ihrem Text auf:",
        warned: "Es wurde gesendet; bitte achten Sie künftig darauf:",
        rules: [
            .link: Rule("Link", "Entfernen Sie die Web-Adresse; Links sind in Antworten nicht erwünscht."),
            .address: Rule("Mailadresse", "Entfernen Sie sie; der Kontakt muss auf dem Marktplatz bleiben."),
            .phone: Rule("Telefonnummer", "Entfernen Sie sie; der Kontakt muss auf dem Marktplatz bleiben."),
            .bank: Rule("Bankdaten", "Entfernen Sie sie; Zahlungen laufen nur über den Marktplatz."),
            .elsewhere: Rule("Kontakt an anderer Stelle", "Bitten Sie den Käufer, hier zu antworten."),
            .placeholder: Rule("Platzhalter nicht ausgefüllt", "Setzen Sie ein, was dort stehen soll."),
            .otherOrder: Rule(
                "Nummer einer anderen Bestellung", "Prüfen Sie, ob die Antwort zu dieser Bestellung gehört."),
            .otherBuyer: Rule(
                "Bestellnummer eines anderen Käufers", "Nehmen Sie sie heraus; sie gehört jemand anderem."),
            .language: Rule("Nicht die Sprache des Käufers", "Antworten Sie in der Sprache der Frage."),
            .salutation: Rule("Weder Anrede noch Gruß", "Ergänzen Sie beides; der Marktplatz tut es nicht."),
            .hidden: Rule("Unsichtbare Zeichen", "Schreiben Sie das Wort neu."),
            .markup: Rule("HTML oder Code im Text", "Schreiben Sie es als reinen Text."),
            .decoration: Rule("Emoji", "Lassen Sie es weg."),
            .marker: Rule("Wort in Klammern für eilige Mails", "Entfernen Sie es; Amazon bestraft es in Antworten."),
            .reviews: Rule(
                "Bitte um eine Bewertung", "Lassen Sie sie weg; um Bewertungen zu bitten ist nicht erlaubt."),
            .tracking: Rule(
                "Ungefragte Versandnachricht", "Lassen Sie sie weg; der Käufer sieht die Sendung bei der Bestellung."),
            .marketing: Rule("Werbung", "Lassen Sie sie weg."),
            .cancel: Rule("Bitte um Stornierung", "Stornieren Sie selbst oder lassen Sie es weg."),
            .sensitive: Rule("Frage nach vertraulichen Daten", "Lassen Sie sie weg."),
            .tone: Rule("Unhöfliches Wort", "Drücken Sie es anders aus."),
            .invoice: Rule("Rechnung in einer Antwort", "Laden Sie sie stattdessen mit #invoice hoch."),
            .words: Rule("Wort von der Liste Ihres Shops", "Drücken Sie es anders aus."),
            .largeFiles: Rule("Große Dateien", "Senden Sie kleinere; sie kommen sonst vielleicht nicht an."),
            .orderFiles: Rule("Zu viele Dateien für diese Bestellung", "Fassen Sie sie in einer Datei zusammen."),
            .late: Rule("Spät", "Die Zeit, in der Verkäufer zu dieser Bestellung schreiben dürfen, ist wohl vorbei."),
        ],
        tooShort:
            "Der Text hat {count} Zeichen, mindestens {limit} sind nötig: Schreiben Sie mehr, etwa Anrede und Gruß.",
        tooLong:
            "Der Text hat {count} Zeichen, höchstens {limit} sind erlaubt: Kürzen Sie ihn, oder senden Sie zwei Antworten.",
        tooManyFiles:
            "{count} Dateien, höchstens {limit} sind erlaubt: Fassen Sie sie zusammen, oder senden Sie mehrere Antworten.",
        noFiles:
            "Dateien werden dort in Antworten nicht angenommen: Beschreiben Sie, was sie zeigen, oder nutzen Sie das Portal.",
        fileTooLarge: "Die Datei „{words}“ hat {count}, höchstens {limit} sind erlaubt: Verkleinern Sie sie.",
        filesTooLarge: "Die Dateien haben zusammen {count}, höchstens {limit} sind erlaubt: Verkleinern Sie sie.",
        fileType: "Die Datei „{words}“ hat den Typ {type}, der nicht angenommen wird: Senden Sie sie als PDF oder Bild."
    )
}
