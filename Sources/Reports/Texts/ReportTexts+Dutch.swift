import Domain

extension ReportTexts {
    static let dutch = ReportTexts(
        code: "nl", title: "Antwoorden en vragen", to: "tot en met", writtenAt: "Gemaakt",
        allMarketplaces: "Alle marktplaatsen", marketplace: "Marktplaats", overview: "Overzicht", answers: "Antwoorden",
        inTime: "Op tijd", late: "Te laat", goal: "Doel", week: "Week van", mean: "Gemiddeld", median: "Mediaan",
        ninetieth: "9 van 10 binnen", firstAnswer: "Eerste antwoord", firstContact: "Opgelost met het eerste antwoord",
        firstContactHint: "één antwoord, en geen nieuwe vraag binnen 7 dagen", open: "Nu open", overdue: "Over tijd",
        shareByWeek: "Op tijd, week na week",
        shareHint:
            "Een vraag telt in de week waarin die is gesteld; de stippellijn is het doel van de marktplaats.",
        distribution: "Hoe lang kopers op een antwoord wachtten", upTo: "onder", longer: "langer",
        hours: "Wanneer kopers vragen", hoursHint: "Vragen per weekdag en uur", hour: "Uur", weekday: "Weekdag",
        agents: "Wie antwoordde", agent: "Medewerker", portal: "in het portaal", reasons: "Waar het over ging",
        reason: "Aanleiding", questions: "Vragen", ages: "Open, naar leeftijd", waitingFor: "Wacht sinds",
        incidents: "Open incidenten en claims", ticket: "Ticket", order: "Bestelling", openedAt: "Sinds",
        daysLeft: "Dagen tot het vanzelf sluit", moreIncidents: "en nog {count}",
        closedThemselves: "Vanzelf gesloten in deze periode: {count}", perHundred: "Per 100 bestellingen",
        orders: "Bestellingen",
        norm: "Norm", buyers: "Kopers", returning: "vroegen vaker", feedback: "Gemelde beoordelingen",
        products: "Meest gevraagd", product: "Artikel", share: "Aandeel", asTable: "Toon de cijfers",
        nothing: "Niets in deze periode.", weekdays: ["ma", "di", "wo", "do", "vr", "za", "zo"],
        units: ("d", "u", "min", "s"), point: ",",
        kinds: [
            .buyerMessage: "Vraag", .ownCopy: "Eigen antwoord", .return: "Retour", .cancel: "Annulering",
            .refund: "Terugbetaling", .claimOpen: "Claim of incident", .claimClosed: "Claim afgehandeld",
            .undelivered: "Antwoord niet bezorgd", .ticketNotice: "Melding bij ticket", .performance: "Prestaties",
            .case: "Zaak", .compliance: "Bewijsstukken", .feedback: "Beoordeling",
            .voiceOfTheCustomer: "Klachten over een artikel", .system: "Portaal", .other: "Overig",
        ])
}
