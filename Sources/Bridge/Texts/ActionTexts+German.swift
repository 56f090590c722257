import Marketplaces

extension ActionTexts {
    static let german = ActionTexts(
        names: [
            .reply: "Antwort",
            .openConversation: "Neues Gespräch",
            .close: "Schließen",
            .reopen: "Wieder öffnen",
            .noReplyNeeded: "Keine Antwort nötig",
            .escalate: "Den Marktplatz um Hilfe bitten",
            .refund: "Erstattung",
            .cancel: "Stornierung",
            .resolveIncident: "Vorfall lösen",
            .uploadInvoice: "Rechnung hochladen",
        ],
        doneSubject: "Erledigt",
        done: "{marketplace} hat das ausgeführt, {date}:",
        notDoneSubject: "NICHT ausgeführt",
        notDone: "Das wurde bei {marketplace} NICHT ausgeführt:",
        whatNow: "Antworten Sie auf diese Mail mit dem berichtigten Befehl, oder erledigen Sie es im Portal.",
        pending: "{marketplace} hat das angenommen und arbeitet daran. Das Ergebnis wird hier gemeldet.",
        uncertain:
            "Es ist nicht sicher, ob {marketplace} das ausgeführt hat. Bitte sehen Sie im Portal nach, bevor Sie es noch einmal verlangen. Mit „ok“ wird es ein weiteres Mal verlangt.",
        portalOnly: "„{action}“ geht bei {marketplace} nur im Portal. Der Vorgang bleibt, wie er ist.",
        onlyHere: "Das ist nur hier vermerkt: Bei {marketplace} muss es im Portal geschehen.",
        unknownReason: "{marketplace} kennt den Grund „{reason}“ nicht.",
        reasons: "Gründe, die angenommen werden:",
        unknownLine: "Die Bestellung hat keine Position {line}.",
        lines: "Positionen der Bestellung:",
        needsFile: "Hängen Sie die Rechnung als PDF-Datei an die Mail mit dem Befehl.",
        badAmount: "„{amount}“ ist kein Betrag in {currency} bis {limit}.",
        earlier:
            "Eine frühere Erstattung oder Stornierung dieser Bestellung steht dem entgegen: Sie wartet auf ein ok, ist unterwegs, ist ausgeführt, oder niemand weiß, ob {marketplace} sie ausgeführt hat. Jetzt wurde nichts getan; bitte zuerst jene klären.",
        noOrder: "{marketplace} zeigt die Bestellung nicht; von hier aus lässt sich nichts mit ihr tun.",
        allOfOrder: "ganze Bestellung",
        needsText: "Schreiben Sie den Text für {marketplace} unter den Befehl.",
        stillCounts:
            "Der Käufer wartet noch, und {marketplace} zählt bis {date}: Antworten Sie, oder beenden Sie das Warten zuerst im Portal. Das Ticket bleibt offen.",
        endedThere: "Zeigt das Portal, dass keine Antwort nötig ist, senden Sie „#keineantwort“.",
        again:
            "Dasselbe wurde vor wenigen Minuten verlangt. Es ist nichts weiter geschehen; ist es ein zweites Mal gemeint, schicken Sie es in zehn Minuten noch einmal.",
        newQuestion:
            "Der Käufer hat seitdem noch einmal geschrieben. Lesen Sie zuerst die neue Nachricht; beantworten Sie sie, oder senden Sie den Befehl noch einmal."
    )
}
