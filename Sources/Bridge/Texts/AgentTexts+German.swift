extension AgentTexts {
    static let german = AgentTexts(
        buyer: "Käufer", us: "Wir", via: "{name} über {marketplace}", wrote: "{name} schrieb, {date}:",
        operatorWrote: "{name} (Betreiber des Marktplatzes) schrieb, {date}:",
        noticeFrom: "Hinweis von {marketplace}, {date}:", subjectMessage: "Nachricht von {name}",
        emptyText: "(kein Text)", order: "Bestellung", orderedOn: "Bestellt am", state: "Stand", total: "Summe",
        shipment: "Sendung", answerBy: "Antwort bis", portal: "Im Portal",
        noReplyLink: "Keine Antwort nötig (öffnet das Portal)", earlier: "Bisher in diesem Gespräch",
        notAttached: "Nicht angehängt, weil zu groß oder nicht abrufbar: {names}",
        receiptSubject: "Gesendet", receipt: "Ihre Antwort steht seit {date} bei {marketplace}.",
        relayReceipt:
            "Der Mailserver hat Ihre Antwort für {marketplace} am {date} angenommen. Lehnt {marketplace} sie später ab, erfahren Sie es hier.",
        remoteID: "Nachrichtennummer dort", storedText: "So steht es bei {marketplace}, das liest der Käufer:",
        sentText: "Der gesendete Text (bei {marketplace} nicht nachgelesen):",
        altered: "Achtung: {marketplace} zeigt einen anderen Text, als gesendet wurde.", sentPlace: "Gesendet",
        storedPlace: "Dort steht", failureSubject: "NICHT gesendet",
        failure: "Ihre Antwort wurde NICHT an {marketplace} gesendet.", reason: "Grund", whatNow: "Was tun",
        whatNowPortal: "Bitte im Portal antworten; Ihr Text steht unten zum Einfügen bereit.",
        whatNowAgain: "Antworten Sie auf diese Mail mit geändertem Text.", yourText: "Ihr Text:",
        delayedSubject: "Verzögert",
        delayed:
            "Ihre Antwort ist noch nicht bei {marketplace} angekommen. Die Brücke versucht es weiter und meldet sich hier.",
        bounced: "{marketplace} meldet, dass Ihre Antwort den Käufer nicht erreicht hat.",
        clockStopped: "Die Uhr steht.",
        clockRuns: "Der Käufer hat noch einmal geschrieben: Die Uhr läuft bis {date}.",
        questionSubject: "Bitte bestätigen", question: "Ihre Antwort wurde noch NICHT gesendet.",
        wouldSend: "Das würde gesendet:", nothingToSend: "In Ihrer Mail war kein neuer Text zu finden.",
        okOrNew:
            "Antworten Sie nur mit „ok“, um genau diesen Text zu senden, oder schreiben Sie den Text, der stattdessen gesendet werden soll.",
        uncertain:
            "Es ist nicht sicher, ob Ihre Antwort bei {marketplace} angekommen ist. Bitte sehen Sie im Portal nach, bevor Sie sie noch einmal senden. Mit „ok“ wird sie ein weiteres Mal gesendet.",
        shadow: "Probebetrieb: An {marketplace} wird nichts gesendet. Das wäre gesendet worden:",
        stranger:
            "Eine Mail zu diesem Gespräch wurde nicht angenommen, weil ihr Absender nicht nachgewiesen ist ({reason}). Es wurde nichts gesendet; die Mail liegt für den Administrator in Quarantäne.",
        listed:
            "Eine Mail von {name} kam über die Verteilerliste „{list}“ und gilt nicht als Antwort. Es wurde nichts gesendet. Ist es Ihre eigene Liste, trägt der Administrator sie unter internal_lists ein.",
        absent:
            "Von {name} kam eine Abwesenheitsnotiz, und sonst ist für dieses Ticket niemand zuständig. Der Käufer wartet. Wer übernimmt, antwortet einfach oder schreibt #assign.",
        flooded:
            "Zu diesem Ticket kommen von {name} mehr Mails, als jemand von Hand schreibt. Sie werden nicht mehr gelesen und liegen für den Administrator in Quarantäne. Vermutlich antwortet dort ein Programm.",
        unknownCommand: "Den Befehl „{command}“ gibt es nicht{suggestion}. Es wurde nichts gesendet.",
        unavailableCommand:
            "„{command}“ ist bei {marketplace} von hier aus nicht möglich. Es wurde nichts gesendet; bitte nutzen Sie das Portal.",
        closed: "Der Vorgang ist geschlossen. An den Käufer ging nichts.",
        noted: "Ihre Notiz ist beim Vorgang abgelegt. An den Käufer ging nichts.",
        nothingToUndo: "Es wartete nichts auf den Versand; was draußen ist, lässt sich nicht zurückholen.",
        undone: "Zurückgezogen, nicht gesendet:",
        undoneInDoubt:
            "Nicht noch einmal gesendet. Ein früherer Versuch kann trotzdem angekommen sein; bitte sehen Sie bei {marketplace} nach:"
    )
}
