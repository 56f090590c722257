import Domain

extension TeamTexts {
    static let polish = TeamTexts(
        due: "Odpowiedź do {date}", overdue: "PO TERMINIE od {date}",
        answerHere: "Odpowiedź na tę wiadomość trafi do kupującego, tak jak odpowiedź na wiadomość zgłoszenia.",
        dueList: "Odpowiedzi z bliskim terminem: {count}", ticket: "Zgłoszenie {number}", left: "pozostało {time}",
        late: "{time} po terminie", owner: "prowadzi {name}", nobody: "bez opiekuna",
        forecast: "Przed końcem pracy – odpowiedzi: {count}",
        forecastNothingDue: "Przed końcem pracy – żaden termin nie minie, pilne będą: {count}",
        forecastIntroduction: "Te terminy miną, zanim zespół wróci {date}, albo w ciągu dwóch godzin potem:",
        forecastPressing:
            "Jeszcze nie po terminie, ale z mniej niż ćwiercią czasu, gdy zespół wróci {date}: {count}.",
        digest: "Dzisiaj – odpowiedzi: {count}", digestOverdue: "Po terminie:", digestToday: "Termin dzisiaj:",
        digestOpen: "Łącznie na odpowiedź czeka kupujących: {count}.",
        digestProblems:
            "Wstrzymane odpowiedzi: {held}; o nieznanym losie: {uncertain}; nieudane od wczoraj: {failed}; wiadomości w kwarantannie: {quarantined}.",
        alarm: "Alarm: {kind}",
        alarmTake: "Przejmij go, odpowiadając na tę wiadomość słowem #przypisz. Do tego czasu będą przypomnienia.",
        alarmAgain: "Zgłoszono dotąd: {count} ×, pierwszy raz {date}.",
        kinds: [
            .performance: "ocena konta sprzedawcy", .case: "sprawa w obsłudze platformy",
            .compliance: "wymagane potwierdzenie", .claimOpen: "roszczenie kupującego",
            .feedback: "ocena od kupującego", .voiceOfTheCustomer: "skargi na produkt",
        ],
        silence: "Brak wiadomości od {marketplace}",
        silenceLast: "Ostatnia wiadomość od {marketplace} przyszła {date}.",
        silenceNever:
            "Od {marketplace} nie przyszła jeszcze żadna wiadomość, choć kupujący piszą tam od {date}.",
        silenceAdvice:
            "Jeśli mimo to wpływają zamówienia, sprawdź, czy platforma nadal wysyła powiadomienia na właściwy adres, i uruchom `mailbridge doctor`."
    )
}
