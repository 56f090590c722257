import Domain

extension TeamTexts {
    static let german = TeamTexts(
        due: "Antwort bis {date}", overdue: "ÜBERFÄLLIG seit {date}",
        answerHere: "Eine Antwort auf diese Mail geht an den Käufer, wie eine auf die Ticket-Mail.",
        dueList: "Antworten mit naher Frist: {count}", ticket: "Ticket {number}", left: "noch {time}",
        late: "{time} zu spät", owner: "zuständig: {name}", nobody: "ohne Zuständigen",
        forecast: "Vor Feierabend – Antworten: {count}",
        forecastNothingDue: "Vor Feierabend – nichts wird fällig, dringend werden: {count}",
        forecastIntroduction:
            "Diese werden fällig, bevor das Team am {date} wieder da ist, oder in den zwei Stunden danach:",
        forecastPressing:
            "Noch nicht fällig, aber mit weniger als einem Viertel der Zeit, wenn das Team am {date} wieder da ist: {count}.",
        digest: "Heute – Antworten: {count}", digestOverdue: "Überfällig:", digestToday: "Heute fällig:",
        digestOpen: "Käufer, die insgesamt auf eine Antwort warten: {count}.",
        digestProblems:
            "Zurückgehaltene Antworten: {held}; mit unbekanntem Verbleib: {uncertain}; seit gestern fehlgeschlagen: {failed}; Mails in Quarantäne: {quarantined}.",
        alarm: "Alarm: {kind}",
        alarmTake: "Übernehmen Sie ihn, indem Sie diese Mail mit #zuweisen beantworten. Bis dahin wird erinnert.",
        alarmAgain: "Bereits {count}-mal gemeldet, zuerst am {date}.",
        kinds: [
            .performance: "Bewertung des Verkäuferkontos", .case: "ein Fall beim Service des Marktplatzes",
            .compliance: "ein verlangter Nachweis", .claimOpen: "ein Antrag des Käufers",
            .feedback: "eine Bewertung des Käufers", .voiceOfTheCustomer: "Beschwerden über ein Produkt",
        ],
        silence: "Nichts mehr von {marketplace}",
        silenceLast: "Die letzte Mail von {marketplace} kam am {date}.",
        silenceNever:
            "Von {marketplace} kam noch keine Mail, obwohl Käufer dort seit {date} fragen.",
        silenceAdvice:
            "Wenn trotzdem Bestellungen eingehen, prüfen Sie, ob der Marktplatz seine Benachrichtigungen noch an die richtige Adresse schickt, und starten Sie `mailbridge doctor`."
    )
}
