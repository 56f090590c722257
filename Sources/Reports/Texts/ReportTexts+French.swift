import Domain

extension ReportTexts {
    static let french = ReportTexts(
        code: "fr", title: "Réponses et questions", to: "au", writtenAt: "Établi le",
        allMarketplaces: "Toutes les places de marché", marketplace: "Place de marché", overview: "Vue d’ensemble",
        answers: "Réponses", inTime: "À temps", late: "En retard", goal: "Objectif", week: "Semaine du",
        mean: "Moyenne", median: "Médiane", ninetieth: "9 sur 10 en", firstAnswer: "Première réponse",
        firstContact: "Résolu dès la première réponse",
        firstContactHint: "une seule réponse, et aucune autre question sous 7 jours", open: "Ouverts",
        overdue: "En dépassement", shareByWeek: "À temps, semaine par semaine",
        shareHint:
            "Une question compte dans la semaine où elle a été posée ; la ligne pointillée est l’objectif de la place de marché.",
        distribution: "Combien de temps les acheteurs ont attendu une réponse", upTo: "moins de", longer: "plus",
        hours: "Quand les acheteurs écrivent", hoursHint: "Questions par jour et par heure", hour: "Heure",
        weekday: "Jour", agents: "Qui a répondu", agent: "Agent", portal: "sur le portail",
        reasons: "De quoi il s’agissait", reason: "Motif", questions: "Questions", ages: "Ouverts, par ancienneté",
        waitingFor: "En attente depuis", incidents: "Incidents et réclamations ouverts", ticket: "Ticket",
        order: "Commande", openedAt: "Depuis", daysLeft: "Jours avant clôture automatique",
        moreIncidents: "et {count} autres",
        closedThemselves: "Clôturés automatiquement pendant la période : {count}",
        perHundred: "Pour 100 commandes", orders: "Commandes", norm: "Norme", buyers: "Acheteurs",
        returning: "ont écrit plusieurs fois", feedback: "Évaluations annoncées", products: "Les plus demandés",
        product: "Article", share: "Part", asTable: "Afficher les chiffres", nothing: "Rien pendant cette période.",
        weekdays: ["lun", "mar", "mer", "jeu", "ven", "sam", "dim"], units: ("j", "h", "min", "s"), point: ",",
        kinds: [
            .buyerMessage: "Question", .ownCopy: "Propre réponse", .return: "Retour", .cancel: "Annulation",
            .refund: "Remboursement", .claimOpen: "Réclamation ou incident", .claimClosed: "Réclamation réglée",
            .undelivered: "Réponse non remise", .ticketNotice: "Avis de ticket", .performance: "Performance",
            .case: "Dossier", .compliance: "Conformité", .feedback: "Évaluation",
            .voiceOfTheCustomer: "Plaintes sur un article", .system: "Portail", .other: "Autre",
        ])
}
