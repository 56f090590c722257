import Replies

extension CommandTexts {
    static let german = CommandTexts(
        conflict:
            "Das geht in einer Mail nicht zusammen: {commands}. Es ist nichts geschehen und nichts gesendet; schicken Sie es nacheinander.",
        text: "Text für den Käufer",
        yourText: "Ihr Text, der nicht gesendet wurde:",
        known: "Befehle, die es gibt: {commands}",
        unknownRecipient:
            "„{word}“ ist kein Empfänger: Schreiben Sie Kunde, Betreiber oder beide. Es wurde nichts gesendet.",
        assigned: "Der Vorgang gehört jetzt {name}.",
        unknownAgent: "Es gibt keinen Bearbeiter „{name}“. Es gibt: {names}",
        snoozed: "Zurückgestellt bis {date}; dann erscheint der Vorgang hier wieder.",
        snoozedShorter: "Nicht länger, wegen der Frist des Marktplatzes.",
        badSnooze:
            "„{word}“ ist keine Zeit, die sich halten lässt: Schreiben Sie 4h, 2d, morgen oder einen Tag. Antwort bis: {deadline}",
        wakes: "{name} hat das bis jetzt zurückgestellt.",
        state: "Stand",
        owner: "Zuständig",
        waiting: "Der Käufer wartet seit",
        nobodyWaits: "Es ist keine Antwort offen.",
        onItsWay: "Unterwegs ({state}): {text}",
        noOrder: "{marketplace} zeigt hier keine Bestellung.",
        portalOnly: "nur im Portal",
        helpIntroduction:
            "Befehle stehen in den ersten Zeilen einer Antwort, je Zeile einer. Bei {marketplace} gibt es:",
        unknownTemplate: "Es gibt hier keine Vorlage „{name}“. Es gibt: {names}",
        templateLanguage:
            "Die Vorlage „{name}“ gibt es nur in {languages}, nicht in der Sprache des Käufers ({language}). Es wurde nichts gesendet.",
        templateMissing: "Der Vorlage „{name}“ fehlt, was hier nicht bekannt ist: {names}. Es wurde nichts gesendet.",
        cannedRuns:
            "Eine Zwischenantwort zählt bei {marketplace} nicht: Die Uhr läuft weiter. Antwort bis: {deadline}",
        offers: "Ein Klick und Senden genügt:",
        closesAfter: "Das Gespräch wird geschlossen, sobald die Antwort dort steht.",
        usage: [
            .close: "beendet das Gespräch",
            .noReply: "keine Antwort nötig",
            .escalate: "bittet den Marktplatz um Hilfe, mit dem Text darunter",
            .refund: "[Position:] [Betrag] [Grund], zum Beispiel 1: 12,50 EUR",
            .cancel: "[Position:] [Grund]",
            .template: "NAME, ein fertiger Text",
            .to: "Kunde, Betreiber, beide",
            .note: "nur fürs Team",
            .assign: "NAME",
            .snooze: "4h, 2d, morgen, ein Tag",
            .undo: "nimmt zurück, was noch nicht gesendet ist",
            .status: "was los ist",
            .order: "die Bestellung, wie sie jetzt ist",
            .help: "diese Liste",
            .reopen: "öffnet es wieder",
            .resolve: "[Grund], löst den Vorfall",
            .invoice: "mit angehängter PDF-Datei",
            .new: "[Thema], beginnt ein Gespräch mit dem Text darunter",
        ],
        labels: [.template: "Vorlage", .status: "Stand"]
    )
}
