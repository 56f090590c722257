extension AlertTexts {
    static let dutch = AlertTexts(
        several: "{count} zaken vragen uw aandacht",
        quarantined: "Mails in quarantaine: {count}",
        quarantinedText:
            "Mails in quarantaine waarvan u nog niet wist: {count}. Er is niets mee gebeurd. `mailbridge quarantine list` zegt waarom; `quarantine release` laat ze door als de oorzaak is verholpen.",
        refused: "{name} weigert ons",
        refusedText:
            "{name} accepteert onze aanmelding of sleutel niet ({count}× sinds {date}). Tot dat is verholpen, wordt daar niets gelezen of verzonden. `mailbridge doctor` toont wat de server zegt.",
        stalled: "{name} laat geen aanroepen meer toe",
        stalledText:
            "{name} laat nu geen aanroepen meer toe ({count}× sinds {date}) en antwoorden wachten. Gebruikt een ander programma dezelfde sleutel? `mailbridge queue list` toont wat er wacht.",
        clock: "De klok loopt niet goed",
        clockText:
            "De klok van deze machine en die van {name} verschillen {count} seconden. Termijnen zijn evenveel fout. `timedatectl` toont of de klok wordt gesynchroniseerd.",
        disk: "De schijf is bijna vol",
        diskText:
            "Waar de database ligt, is nog maar {size} MB vrij. Maak ruimte: is er niets meer, dan wordt geen mail aangenomen en gaat geen antwoord uit.",
        holidays: "De feestdagentabel eindigt",
        holidaysText:
            "De tabel met feestdagen eindigt met {year}. Installeer een nieuwere versie: termijnen daarna zouden fout zijn.",
        expiring: "Een sleutel van {name} verloopt op {date}",
        expiringText:
            "De toegangsgegevens van {name} verlopen op {date}. Maak op tijd nieuwe en zet de nieuwe datum in credentials_expire.",
        expiredText:
            "De toegangsgegevens van {name} zijn volgens de configuratie op {date} verlopen. Zijn er al nieuwe, zet dan hun datum in credentials_expire.",
        again: "Zolang het duurt, hoort u er op zijn vroegst na zes uur weer van.")
}
