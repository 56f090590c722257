import Marketplaces

extension FaultTexts {
    static let dutch = FaultTexts(
        refusals: [
            .unknownOrder: "{marketplace} kent deze bestelling niet, of niet voor dit account.",
            .unknownConversation: "{marketplace} kent dit gesprek niet (meer), of niet voor dit account.",
            .noConversation: "{marketplace} kent bij deze bestelling geen gesprek dat beantwoord kan worden.",
            .severalConversations:
                "bij deze bestelling zijn er meerdere gesprekken, en welk gesprek is bedoeld, staat niet vast.",
            .conversationFull: "het gesprek is vol; {marketplace} neemt er geen bericht meer in aan.",
            .tooManyFiles: "{marketplace} neemt niet zo veel bestanden aan.",
            .limits: "de tekst of de bestanden vallen buiten de grenzen van {marketplace}.",
            .readerMissing: "wie het antwoord moet lezen, neemt niet deel aan dit gesprek.",
            .cannotBegin: "{marketplace} laat u dit gesprek niet van hieruit beginnen.",
            .notDelivered:
                "{marketplace} heeft het bericht aangenomen, maar niet bezorgd; de koper heeft het niet gezien.",
            .noRelayAddress: "bij dit gesprek is geen adres bekend waarop {marketplace} een antwoord aanneemt.",
            .mailRefused: "de mailserver heeft het antwoord op weg naar {marketplace} geweigerd.",
            .portalOnly: "{marketplace} neemt dit antwoord alleen in het portaal aan.",
            .marketplace: "{marketplace} heeft het antwoord geweigerd.",
        ],
        failures: [
            .credentials: "{marketplace} accepteert de sleutel van de brug niet.",
            .forbidden: "het account mag dit bij {marketplace} niet.",
            .notFound: "{marketplace} vindt niet waar het om gaat.",
            .invalid: "{marketplace} heeft het verzoek niet begrepen.",
            .rateLimited: "{marketplace} neemt op dit moment geen verzoeken meer aan.",
            .unavailable: "{marketplace} was niet bereikbaar.",
            .protocolViolation: "{marketplace} gaf een onbegrijpelijk antwoord.",
            .unsupported: "bij {marketplace} kan dit niet op deze manier.",
        ],
        cures: [
            .otherText: "Wijzig de tekst of de bestanden.",
            .portal: "Gebruik het portaal.",
            .conversation: "Beantwoord de mail van het gesprek dat u bedoelt.",
            .admin: "Meld het de beheerder; tot dan helpt het portaal.",
            .later: "Later lukt het misschien weer; heeft het haast, gebruik dan het portaal.",
        ],
        said: "{marketplace} zegt: ‘{words}’", details: "Details (Engels): {words}",
        deadlineNear:
            "{marketplace} is niet bereikbaar en de termijn loopt bijna af. Om die te halen: antwoord in het portaal; uw tekst staat hieronder klaar om te plakken. De brug verzendt hem niet meer vanzelf. Met ‘ok’ probeert zij het nog eens."
    )
}
