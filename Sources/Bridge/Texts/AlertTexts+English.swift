extension AlertTexts {
    static let english = AlertTexts(
        several: "{count} matters need you",
        quarantined: "Mails in quarantine: {count}",
        quarantinedText:
            "Mails in quarantine that you were not told of yet: {count}. Nothing became of them. `mailbridge quarantine list` says why each lies there, `quarantine release` lets it through once the cause is cured.",
        refused: "{name} refuses us",
        refusedText:
            "{name} does not take our login or key ({count}× since {date}). Until that is mended nothing is read or sent there. `mailbridge doctor` shows what it says.",
        stalled: "{name} lets us call no more",
        stalledText:
            "{name} allows no more calls at present ({count}× since {date}), and answers wait. Does another program use the same key? `mailbridge queue list` shows what waits.",
        clock: "The clock is wrong",
        clockText:
            "This machine's clock and that of {name} are {count} seconds apart. Deadlines are wrong by as much. `timedatectl` shows whether the clock is synchronised.",
        disk: "The disk is nearly full",
        diskText:
            "Only {size} MB are free where the database lies. Make room: when nothing is left, no mail is taken in and no answer goes out.",
        holidays: "The table of holidays ends",
        holidaysText:
            "The table of public holidays ends with {year}. Install a newer version: deadlines behind it would be wrong.",
        expiring: "A key of {name} runs out on {date}",
        expiringText:
            "The credentials of {name} run out on {date}. Make new ones in time and write the new date to credentials_expire.",
        expiredText:
            "The credentials of {name} ran out on {date}, as the configuration says. If there are new ones already, write their date to credentials_expire.",
        again: "As long as it lasts, you are told again after six hours at the earliest.")
}
