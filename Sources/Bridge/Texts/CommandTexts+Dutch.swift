import Replies

extension CommandTexts {
    static let dutch = CommandTexts(
        conflict:
            "Dit gaat niet samen in één mail: {commands}. Er is niets gebeurd of verzonden; stuur ze na elkaar.",
        text: "tekst voor de koper",
        yourText: "Uw tekst, die niet is verzonden:",
        known: "Opdrachten die er zijn: {commands}",
        unknownRecipient: "“{word}” is geen ontvanger: schrijf klant, beheerder of beide. Er is niets verzonden.",
        assigned: "Het ticket is nu van {name}.",
        unknownAgent: "Er is geen medewerker “{name}”. Er zijn: {names}",
        snoozed: "Opzijgelegd tot {date}; dan verschijnt het hier weer.",
        snoozedShorter: "Niet langer, vanwege de termijn van de marktplaats.",
        badSnooze:
            "“{word}” is geen tijd die haalbaar is: schrijf 4h, 2d, morgen of een dag. Antwoord voor: {deadline}",
        wakes: "{name} heeft dit tot nu opzijgelegd.",
        state: "Status",
        owner: "Verantwoordelijk",
        waiting: "De koper wacht sinds",
        nobodyWaits: "Er hoeft geen antwoord te worden gegeven.",
        onItsWay: "Onderweg ({state}): {text}",
        noOrder: "{marketplace} toont hier geen bestelling.",
        portalOnly: "alleen in het portaal",
        helpIntroduction:
            "Opdrachten staan in de eerste regels van een antwoord, één per regel. Bij {marketplace} zijn er:",
        unknownTemplate: "Er is hier geen sjabloon “{name}”. Er zijn: {names}",
        templateLanguage:
            "Het sjabloon “{name}” bestaat alleen in {languages}, niet in de taal van de koper ({language}). Er is niets verzonden.",
        templateMissing: "Het sjabloon “{name}” heeft nodig wat hier niet bekend is: {names}. Er is niets verzonden.",
        cannedRuns:
            "Een tussenbericht telt bij {marketplace} niet: de klok loopt door. Antwoord voor: {deadline}",
        offers: "Eén klik en Verzenden is genoeg:",
        closesAfter: "Het gesprek wordt gesloten zodra het antwoord daar staat.",
        usage: [
            .close: "beëindigt het gesprek",
            .noReply: "geen antwoord nodig",
            .escalate: "vraagt de marktplaats om hulp, met de tekst eronder",
            .refund: "[regel:] [bedrag] [reden], bijvoorbeeld 1: 12,50 EUR",
            .cancel: "[regel:] [reden]",
            .template: "NAAM, een kant-en-klare tekst",
            .to: "klant, beheerder, beide",
            .note: "alleen voor het team",
            .assign: "NAAM",
            .snooze: "4h, 2d, morgen, een dag",
            .undo: "trekt terug wat nog niet weg is",
            .status: "wat er speelt",
            .order: "de bestelling zoals die nu is",
            .help: "deze lijst",
            .reopen: "heropent het",
            .resolve: "[reden], lost het incident op",
            .invoice: "met de pdf als bijlage",
            .new: "[onderwerp], begint een gesprek met de tekst eronder",
        ],
        labels: [.template: "Sjabloon", .status: "Status"]
    )
}
