extension MoneyTexts {
    static let dutch = MoneyTexts(
        confirm: "Dit zou bij {marketplace} worden uitgevoerd. Er is nog niets gebeurd.",
        answerWith: "Om precies dit uit te voeren, antwoordt u tot {date} met alleen deze regel:",
        willNeedApproval: "Dit ligt boven uw limiet: na uw ok moet een van hen het goedkeuren: {names}.",
        doneBefore: "Let op: precies hetzelfde is hier op {date} al uitgevoerd. Dit zou de tweede keer zijn.",
        approve: "{name} heeft dit bevestigd en vraagt goedkeuring van een van: {names}.",
        needsCode: "Zonder de code gebeurt er niets: antwoord met de regel uit de vraag, ok en de code.",
        nothingWaits: "Niets wacht op deze code. Er is niets gebeurd.",
        wrongCode: "De code is onjuist. Er is niets gebeurd. Resterende pogingen: {count}.",
        noMoreTries: "De code was voor de derde keer onjuist: het verzoek is ingetrokken. Er is niets gebeurd.",
        expired: "De code gold tot {date}. Er is niets gebeurd; stuur de opdracht opnieuw.",
        changed:
            "De bestelling is sinds de vraag veranderd. Er is niets gebeurd; stuur de opdracht opnieuw om te zien wat die nu zou doen.",
        askAgain: "Deze vraag geldt niet meer. Er is niets gebeurd; stuur de opdracht opnieuw.",
        notAsker: "Alleen {name}, die erom vroeg, kan dit bevestigen. Er is niets gebeurd.",
        ownApproval: "U vroeg erom, dus iemand anders moet het goedkeuren: {names}. Er is niets gebeurd.",
        notApprover: "Uw eigen limiet voor goedkeuringen reikt niet zo ver. Er is niets gebeurd.",
        refusals: [
            .noRight:
                "Voor u is geen limiet voor terugbetalingen en annuleringen ingesteld (refund_limit in de configuratie). Er is niets gebeurd.",
            .unknownAmount:
                "{marketplace} zegt niet hoeveel het zou zijn; zo kan geen limiet worden gecontroleerd. Er is niets gebeurd.",
            .overLimit:
                "{amount} ligt boven uw limiet en niemand anders mag het goedkeuren. Er is niets gebeurd.",
            .overDay:
                "Met {amount} wordt uw limiet voor 24 uur overschreden en niemand anders mag het goedkeuren. Er is niets gebeurd.",
        ]
    )
}
