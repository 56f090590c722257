import Domain

extension ReportTexts {
    static let polish = ReportTexts(
        code: "pl", title: "Odpowiedzi i pytania", to: "do", writtenAt: "Sporządzono",
        allMarketplaces: "Wszystkie platformy",
        marketplace: "Platforma", overview: "Przegląd", answers: "Odpowiedzi", inTime: "Na czas", late: "Spóźnione",
        goal: "Cel", week: "Tydzień od", mean: "Średnia", median: "Mediana", ninetieth: "9 z 10 w ciągu",
        firstAnswer: "Pierwsza odpowiedź", firstContact: "Rozwiązane pierwszą odpowiedzią",
        firstContactHint: "jedna odpowiedź i żadnego dalszego pytania w ciągu 7 dni", open: "Teraz otwarte",
        overdue: "Po terminie", shareByWeek: "Na czas, tydzień po tygodniu",
        shareHint:
            "Pytanie należy do tygodnia, w którym je zadano; linia przerywana to cel platformy.",
        distribution: "Jak długo kupujący czekali na odpowiedź", upTo: "poniżej", longer: "dłużej",
        hours: "Kiedy kupujący pytają", hoursHint: "Pytania według dnia i godziny", hour: "Godzina", weekday: "Dzień",
        agents: "Kto odpowiadał", agent: "Pracownik", portal: "w portalu", reasons: "Czego dotyczyły",
        reason: "Powód", questions: "Pytania", ages: "Otwarte, według wieku", waitingFor: "Czeka od",
        incidents: "Otwarte incydenty i reklamacje", ticket: "Zgłoszenie", order: "Zamówienie", openedAt: "Od",
        daysLeft: "Dni do samoczynnego zamknięcia", moreIncidents: "i jeszcze {count}",
        closedThemselves: "Zamknięte samoczynnie w tym okresie: {count}", perHundred: "Na 100 zamówień",
        orders: "Zamówienia",
        norm: "Norma", buyers: "Kupujący", returning: "pytali więcej niż raz", feedback: "Zgłoszone oceny",
        products: "Najczęściej pytano o", product: "Produkt", share: "Udział", asTable: "Pokaż liczby",
        nothing: "Brak danych w tym okresie.", weekdays: ["pn", "wt", "śr", "cz", "pt", "sb", "nd"],
        units: ("d", "godz.", "min", "s"), point: ",",
        kinds: [
            .buyerMessage: "Pytanie", .ownCopy: "Własna odpowiedź", .return: "Zwrot", .cancel: "Anulowanie",
            .refund: "Zwrot pieniędzy", .claimOpen: "Reklamacja lub incydent", .claimClosed: "Reklamacja zamknięta",
            .undelivered: "Odpowiedź niedostarczona", .ticketNotice: "Powiadomienie o zgłoszeniu",
            .performance: "Wyniki", .case: "Sprawa", .compliance: "Dokumenty", .feedback: "Ocena",
            .voiceOfTheCustomer: "Skargi na produkt", .system: "Portal", .other: "Inne",
        ])
}
