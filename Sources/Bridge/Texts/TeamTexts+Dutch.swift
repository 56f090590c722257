import Domain

extension TeamTexts {
    static let dutch = TeamTexts(
        due: "Antwoord vóór {date}", overdue: "TE LAAT sinds {date}",
        answerHere: "Een antwoord op deze mail gaat naar de koper, net als een antwoord op de ticketmail.",
        dueList: "Antwoorden met een krappe termijn: {count}", ticket: "Ticket {number}", left: "nog {time}",
        late: "{time} te laat",
        owner: "van {name}", nobody: "van niemand",
        forecast: "Voor het einde van de dag – antwoorden: {count}",
        forecastNothingDue: "Voor het einde van de dag – niets verloopt, dringend worden: {count}",
        forecastIntroduction: "Deze termijnen verlopen voordat het team op {date} terug is, of in de twee uur daarna:",
        forecastPressing:
            "Dan nog niet verlopen, maar met minder dan een kwart van de tijd als het team op {date} terug is: {count}.",
        digest: "Vandaag – antwoorden: {count}", digestOverdue: "Te laat:", digestToday: "Vandaag nodig:",
        digestOpen: "Kopers die in totaal op antwoord wachten: {count}.",
        digestProblems:
            "Vastgehouden antwoorden: {held}; met onbekende afloop: {uncertain}; mislukt sinds gisteren: {failed}; mails in quarantaine: {quarantined}.",
        alarm: "Alarm: {kind}",
        alarmTake: "Neem het over door deze mail met #toewijzen te beantwoorden. Tot dan volgt een herinnering.",
        alarmAgain: "Al {count} keer gemeld, voor het eerst op {date}.",
        kinds: [
            .performance: "de status van het verkopersaccount", .case: "een zaak bij de service van het platform",
            .compliance: "een gevraagd bewijs", .claimOpen: "een claim van de koper",
            .feedback: "een beoordeling door de koper", .voiceOfTheCustomer: "klachten over een product",
        ],
        silence: "Niets gehoord van {marketplace}",
        silenceLast: "De laatste mail van {marketplace} kwam op {date}.",
        silenceNever:
            "Van {marketplace} is nog geen mail gekomen, hoewel kopers daar sinds {date} vragen stellen.",
        silenceAdvice:
            "Komen er toch bestellingen binnen, kijk dan of het platform zijn meldingen nog naar het juiste adres stuurt, en start `mailbridge doctor`."
    )
}
