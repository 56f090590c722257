import Domain

extension ReportTexts {
    static let german = ReportTexts(
        code: "de", title: "Antworten und Fragen", to: "bis", writtenAt: "Erstellt",
        allMarketplaces: "Alle Marktplätze",
        marketplace: "Marktplatz", overview: "Überblick", answers: "Antworten", inTime: "Pünktlich", late: "Verspätet",
        goal: "Ziel", week: "Woche ab", mean: "Mittel", median: "Median", ninetieth: "9 von 10 binnen",
        firstAnswer: "Erste Antwort", firstContact: "Mit der ersten Antwort gelöst",
        firstContactHint: "eine Antwort, und binnen 7 Tagen keine weitere Frage", open: "Jetzt offen",
        overdue: "Überfällig", shareByWeek: "Pünktlich, Woche für Woche",
        shareHint:
            "Eine Frage zählt zu der Woche, in der sie gestellt wurde; die gestrichelte Linie ist das Ziel des Marktplatzes.",
        distribution: "Wie lange Käufer auf eine Antwort warteten", upTo: "unter", longer: "länger",
        hours: "Wann Käufer fragen", hoursHint: "Fragen nach Wochentag und Stunde", hour: "Stunde",
        weekday: "Wochentag",
        agents: "Wer geantwortet hat", agent: "Bearbeiter", portal: "im Portal", reasons: "Worum es ging",
        reason: "Anlass", questions: "Fragen", ages: "Offen, nach Alter", waitingFor: "Wartet seit",
        incidents: "Offene Vorfälle und Reklamationen", ticket: "Ticket", order: "Bestellung", openedAt: "Seit",
        daysLeft: "Tage, bis er von selbst schließt", moreIncidents: "und {count} weitere",
        closedThemselves: "Im Zeitraum von selbst geschlossen: {count}", perHundred: "Je 100 Bestellungen",
        orders: "Bestellungen",
        norm: "Norm", buyers: "Käufer", returning: "fragten mehrmals", feedback: "Gemeldete Bewertungen",
        products: "Am häufigsten gefragt", product: "Artikel", share: "Anteil", asTable: "Zahlen zeigen",
        nothing: "Nichts in diesem Zeitraum.", weekdays: ["Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"],
        units: ("T", "Std", "min", "s"), point: ",",
        kinds: [
            .buyerMessage: "Frage", .ownCopy: "Eigene Antwort", .return: "Rücksendung", .cancel: "Stornierung",
            .refund: "Erstattung", .claimOpen: "Reklamation oder Vorfall", .claimClosed: "Reklamation erledigt",
            .undelivered: "Antwort nicht zugestellt", .ticketNotice: "Hinweis zum Ticket", .performance: "Leistung",
            .case: "Fall", .compliance: "Nachweise", .feedback: "Bewertung",
            .voiceOfTheCustomer: "Beschwerden über einen Artikel", .system: "Portal", .other: "Sonstiges",
        ])
}
