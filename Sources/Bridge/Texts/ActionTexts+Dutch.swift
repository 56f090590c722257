import Marketplaces

extension ActionTexts {
    static let dutch = ActionTexts(
        names: [
            .reply: "Antwoord",
            .openConversation: "Nieuw gesprek",
            .close: "Sluiten",
            .reopen: "Heropenen",
            .noReplyNeeded: "Geen antwoord nodig",
            .escalate: "De marktplaats om hulp vragen",
            .refund: "Terugbetaling",
            .cancel: "Annulering",
            .resolveIncident: "Incident oplossen",
            .uploadInvoice: "Factuur uploaden",
        ],
        doneSubject: "Gedaan",
        done: "{marketplace} heeft dit uitgevoerd, {date}:",
        notDoneSubject: "NIET gedaan",
        notDone: "Dit is bij {marketplace} NIET uitgevoerd:",
        whatNow: "Beantwoord deze mail met het verbeterde commando, of doe het in het portaal.",
        pending: "{marketplace} heeft dit aangenomen en is ermee bezig. Het resultaat wordt hier gemeld.",
        uncertain:
            "Het is niet zeker of {marketplace} dit heeft uitgevoerd. Kijk in het portaal voordat u het nog eens vraagt. Met “ok” wordt het nog een keer gevraagd.",
        portalOnly: "“{action}” kan bij {marketplace} alleen in het portaal. Het ticket blijft zoals het is.",
        onlyHere: "Dit is alleen hier genoteerd: bij {marketplace} moet het in het portaal gebeuren.",
        unknownReason: "{marketplace} kent de reden “{reason}” niet.",
        reasons: "Redenen die worden aangenomen:",
        unknownLine: "De bestelling heeft geen regel {line}.",
        lines: "Regels van de bestelling:",
        needsFile: "Voeg de factuur als pdf-bestand bij de mail met het commando.",
        badAmount: "“{amount}” is geen bedrag in {currency} tot {limit}.",
        earlier:
            "Een eerdere terugbetaling of annulering van deze bestelling staat dit in de weg: die wacht op een ok, is onderweg, is gedaan, of niemand weet of {marketplace} die heeft uitgevoerd. Er is nu niets gedaan; maak eerst die in orde.",
        noOrder: "{marketplace} toont de bestelling niet; van hieruit kan er niets mee worden gedaan.",
        allOfOrder: "hele bestelling",
        needsText: "Schrijf de tekst voor {marketplace} onder het commando.",
        stillCounts:
            "De koper wacht nog en {marketplace} telt tot {date}: antwoord, of beëindig het wachten eerst in het portaal. Het ticket blijft open.",
        endedThere: "Toont het portaal dat er geen antwoord nodig is, stuur dan “#geenantwoord”.",
        again:
            "Ditzelfde is enkele minuten geleden gevraagd. Er is verder niets gedaan; is het een tweede keer bedoeld, stuur het dan over tien minuten opnieuw.",
        newQuestion:
            "De koper heeft sindsdien opnieuw geschreven. Lees eerst het nieuwe bericht; beantwoord het, of stuur het commando opnieuw."
    )
}
