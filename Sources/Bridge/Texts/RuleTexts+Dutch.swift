import ContentRules

extension RuleTexts {
    static let dutch = RuleTexts(
        place: "regel {line}: “{words}”", file: "bestand “{words}”",
        refused: "Dit staan de regels van het platform niet toe:", asked: "Dit valt op in uw tekst:",
        warned: "Het is verzonden; let er de volgende keer op:",
        rules: [
            .link: Rule("Link naar een website", "verwijder het webadres; links zijn in antwoorden niet gewenst."),
            .address: Rule("Mailadres", "verwijder het; het contact moet op het platform blijven."),
            .phone: Rule("Telefoonnummer", "verwijder het; het contact moet op het platform blijven."),
            .bank: Rule("Bankgegevens", "verwijder ze; betalingen lopen alleen via het platform."),
            .elsewhere: Rule("Contact op een andere plek", "vraag de koper hier te antwoorden."),
            .placeholder: Rule("Plaatshouder niet ingevuld", "vul in wat daar hoort te staan."),
            .otherOrder: Rule(
                "Nummer van een andere bestelling", "controleer of het antwoord bij deze bestelling hoort."),
            .otherBuyer: Rule("Bestelnummer van een andere koper", "haal het weg; het is van iemand anders."),
            .language: Rule("Niet de taal van de koper", "antwoord in de taal van de vraag."),
            .salutation: Rule("Geen aanhef en geen groet", "voeg ze toe; het platform doet dat niet."),
            .hidden: Rule("Onzichtbare tekens", "typ het woord opnieuw."),
            .markup: Rule("HTML of code in de tekst", "schrijf het als gewone tekst."),
            .decoration: Rule("Emoji in de tekst", "laat hem weg."),
            .marker: Rule(
                "Woord tussen haken voor dringende mail", "verwijder het; Amazon bestraft het in antwoorden."),
            .reviews: Rule("Vraagt om een beoordeling", "laat het weg; om beoordelingen vragen mag niet."),
            .tracking: Rule(
                "Ongevraagde verzendinformatie", "laat het weg; de koper ziet de zending bij de bestelling."),
            .marketing: Rule("Reclame", "laat het weg."),
            .cancel: Rule("Vraagt de koper te annuleren", "annuleer zelf of laat het weg."),
            .sensitive: Rule("Vraagt om gevoelige gegevens", "laat het weg."),
            .tone: Rule("Onbeleefd woord", "zeg het anders."),
            .invoice: Rule("Factuur in een antwoord", "upload hem in plaats daarvan met #invoice."),
            .words: Rule("Woord op de lijst van uw winkel", "zeg het anders."),
            .largeFiles: Rule("Grote bestanden", "stuur kleinere; ze komen anders misschien niet aan."),
            .orderFiles: Rule("Te veel bestanden voor deze bestelling", "voeg ze samen in één bestand."),
            .late: Rule(
                "Laat", "de tijd waarin verkopers over deze bestelling mogen schrijven is waarschijnlijk voorbij."),
        ],
        tooShort:
            "De tekst heeft {count} tekens, minstens {limit} zijn nodig: schrijf meer, bijvoorbeeld aanhef en groet.",
        tooLong:
            "De tekst heeft {count} tekens, hoogstens {limit} zijn toegestaan: kort hem in of stuur twee antwoorden.",
        tooManyFiles: "{count} bestanden, hoogstens {limit} zijn toegestaan: voeg ze samen of stuur meer antwoorden.",
        noFiles: "Bestanden worden daar in antwoorden niet aangenomen: beschrijf wat ze tonen, of gebruik het portaal.",
        fileTooLarge: "Het bestand “{words}” heeft {count}, hoogstens {limit} zijn toegestaan: maak het kleiner.",
        filesTooLarge: "De bestanden hebben samen {count}, hoogstens {limit} zijn toegestaan: maak ze kleiner.",
        fileType:
            "Het bestand “{words}” is van het type {type}, dat niet wordt aangenomen: stuur het als pdf of afbeelding.")
}
