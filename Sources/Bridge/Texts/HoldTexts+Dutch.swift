extension HoldTexts {
    static let dutch = HoldTexts(
        place: "Het gaat om regel {line} van uw mail:", excerpt: "Het gaat om deze regel:",
        leftOut: "Dit is weggelaten:",
        stillHeld: "Dit antwoord is nog niet verzonden en wacht op uw woord, {name}.",
        escalation:
            "Een antwoord van {name} wacht sinds {date} op een woord en is niet verzonden. Vanzelf gaat er niets uit.",
        escalationSubject: "Antwoord nog vastgehouden",
        causes: [
            .empty: "er is geen nieuwe tekst gevonden",
            .onlyGreeting: "er is alleen een aanhef gevonden",
            .onlySignature: "er is alleen een groet of handtekening gevonden",
            .sameAsSent: "de hele tekst staat al in dit gesprek",
            .interleaved: "uw woorden staan tussen aangehaalde regels",
            .textAboveAndBelow: "uw woorden staan boven en onder de aangehaalde mail",
            .textAfterHistory: "onder de aangehaalde mail staat iets dat geen bekende handtekening is",
            .quotedNewText: "u hebt in het citaat geschreven, tussen regels die met “>” beginnen",
            .editedQuote: "een regel van de aangehaalde mail is gewijzigd",
            .unclearHistory: "het is niet zeker van wie de tekst boven de aangehaalde mail is",
            .weakEvidence:
                "de aangehaalde mail was alleen aan de vorm te herkennen, omdat er niets van ons in is gevonden",
            .textInSignature: "in de handtekening staat een zin",
            .bridgeText: "de tekst bevat regels van de ticketmail die alleen voor u bedoeld waren",
            .internalText: "de tekst bevat woorden uit het interne deel van de ticketmail",
            .partsDisagree: "de platte en de opgemaakte tekst van uw mail zeggen niet hetzelfde",
            .tooLarge: "de mail is te groot om veilig te lezen",
            .tooLong: "de tekst is langer dan het platform aanneemt",
            .unusualLength: "de tekst is meer dan drie keer zo lang als uw antwoorden gewoonlijk zijn",
            .unknownCommand: "een opdracht in uw mail is niet bekend",
            .unclearNote: "het is niet te zien of de tekst onder de notitie notitie of antwoord is",
            .commandBelow: "een regel verderop is een opdracht; opdrachten werken alleen in de eerste regels",
            .confirmationCode: "“ok” met een code is geen antwoord aan een koper",
            .attachedMessage: "er is een mail bijgevoegd; mails gaan nooit als bestand de deur uit",
            .packedFiles:
                "uw mailprogramma heeft bestanden in winmail.dat verpakt, en de koper zou ze niet krijgen; verstuur de mail opnieuw als HTML of platte tekst",
            .notSure: "het is niet zeker waarop uw “ok” antwoordt",
            .contentRules: "in de tekst staat iets dat het platform niet toestaat of dat op een vergissing lijkt",
            .sameText: "dezelfde tekst kwam een paar minuten geleden al",
            .answeredMeanwhile: "de vraag die u beantwoordt is inmiddels afgehandeld",
            .answeredElsewhere: "iemand heeft de koper intussen in het portaal geantwoord",
            .otherReplyInFlight: "een ander antwoord aan deze koper is onderweg",
            .restoredStore:
                "de gegevens van de bridge zijn uit een back-up teruggezet, en de mail kwam daarvoor: die kan al afgehandeld zijn, kijk dus in het portaal; opdrachten erin zijn niet uitgevoerd",
            .confirmAction: "wat er zou gebeuren, verplaatst geld",
        ])
}
