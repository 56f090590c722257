extension AgentTexts {
    static let dutch = AgentTexts(
        buyer: "Koper", us: "Wij", via: "{name} via {marketplace}", wrote: "{name} schreef, {date}:",
        operatorWrote: "{name} (beheerder van het platform) schreef, {date}:",
        noticeFrom: "Melding van {marketplace}, {date}:", subjectMessage: "Bericht van {name}",
        emptyText: "(geen tekst)", order: "Bestelling", orderedOn: "Besteld op", state: "Status", total: "Totaal",
        shipment: "Zending", answerBy: "Antwoord vóór", portal: "In het portaal",
        noReplyLink: "Geen antwoord nodig (opent het portaal)", earlier: "Eerder in dit gesprek",
        notAttached: "Niet bijgevoegd, want te groot of niet beschikbaar: {names}",
        receiptSubject: "Verzonden", receipt: "Uw antwoord staat sinds {date} bij {marketplace}.",
        relayReceipt:
            "De mailserver heeft uw antwoord voor {marketplace} op {date} aangenomen. Weigert {marketplace} het later, dan leest u dat hier.",
        remoteID: "Berichtnummer daar", storedText: "Zo staat het bij {marketplace}; dit leest de koper:",
        sentText: "De verzonden tekst (bij {marketplace} niet nagelezen):",
        altered: "Let op: {marketplace} toont een andere tekst dan er is verzonden.", sentPlace: "Verzonden",
        storedPlace: "Daar staat", failureSubject: "NIET verzonden",
        failure: "Uw antwoord is NIET naar {marketplace} verzonden.", reason: "Reden", whatNow: "Wat nu",
        whatNowPortal: "Antwoord in het portaal; uw tekst staat hieronder klaar om te plakken.",
        whatNowAgain: "Beantwoord deze mail met een aangepaste tekst.", yourText: "Uw tekst:",
        delayedSubject: "Vertraagd",
        delayed:
            "Uw antwoord is nog niet bij {marketplace} aangekomen. De brug blijft het proberen en meldt zich hier.",
        bounced: "{marketplace} meldt dat uw antwoord de koper niet heeft bereikt.",
        clockStopped: "De klok staat stil.",
        clockRuns: "De koper heeft opnieuw geschreven: de klok loopt tot {date}.",
        questionSubject: "Graag bevestigen", question: "Uw antwoord is nog NIET verzonden.",
        wouldSend: "Dit zou worden verzonden:", nothingToSend: "In uw mail stond geen nieuwe tekst.",
        okOrNew:
            "Antwoord met alleen ‘ok’ om precies deze tekst te verzenden, of schrijf de tekst die in plaats daarvan moet worden verzonden.",
        uncertain:
            "Het is niet zeker of uw antwoord {marketplace} heeft bereikt. Kijk eerst in het portaal voordat u het opnieuw verzendt. Met ‘ok’ wordt het nog eens verzonden.",
        shadow: "Proefbedrijf: er wordt niets naar {marketplace} verzonden. Dit zou zijn verzonden:",
        stranger:
            "Een mail bij dit gesprek is niet aangenomen, omdat de afzender niet bewezen is ({reason}). Er is niets verzonden; de mail ligt voor de beheerder in quarantaine.",
        listed:
            "Een mail van {name} kwam via de verzendlijst “{list}” en geldt niet als antwoord. Er is niets verzonden. Is het uw eigen lijst, dan zet de beheerder die bij internal_lists.",
        absent:
            "Van {name} kwam een afwezigheidsbericht, en voor dit ticket is verder niemand verantwoordelijk. De koper wacht. Wie het overneemt, antwoordt gewoon of schrijft #assign.",
        flooded:
            "Bij dit ticket komen van {name} meer mails binnen dan iemand met de hand schrijft. Zij worden niet meer gelezen en liggen voor de beheerder in quarantaine. Waarschijnlijk antwoordt daar een programma.",
        unknownCommand: "De opdracht ‘{command}’ bestaat niet{suggestion}. Er is niets verzonden.",
        unavailableCommand:
            "‘{command}’ kan bij {marketplace} niet van hieruit. Er is niets verzonden; gebruik het portaal.",
        closed: "Het ticket is gesloten. Er ging niets naar de koper.",
        noted: "Uw notitie is bij het ticket bewaard. Er ging niets naar de koper.",
        nothingToUndo: "Er stond niets klaar; wat verzonden is, kan niet worden teruggehaald.",
        undone: "Ingetrokken, niet verzonden:",
        undoneInDoubt:
            "Niet opnieuw verzonden. Een eerdere poging kan toch zijn aangekomen; kijk bij {marketplace}:")
}
