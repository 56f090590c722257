extension AlertTexts {
    static let german = AlertTexts(
        several: "{count} Punkte brauchen Sie",
        quarantined: "Mails in Quarantäne: {count}",
        quarantinedText:
            "Mails in Quarantäne, von denen Sie noch nicht wissen: {count}. Aus ihnen wurde nichts. `mailbridge quarantine list` sagt, warum; `quarantine release` lässt sie durch, wenn die Ursache behoben ist.",
        refused: "{name} weist uns ab",
        refusedText:
            "{name} nimmt Anmeldung oder Schlüssel nicht an ({count}× seit {date}). Bis dahin wird dort nichts gelesen und nichts gesendet. `mailbridge doctor` zeigt, was der Server sagt.",
        stalled: "{name} lässt keine Aufrufe mehr zu",
        stalledText:
            "{name} lässt zurzeit keine Aufrufe mehr zu ({count}× seit {date}), Antworten warten. Nutzt ein anderes Programm denselben Schlüssel? `mailbridge queue list` zeigt, was wartet.",
        clock: "Die Uhr geht falsch",
        clockText:
            "Die Uhr dieses Rechners und die von {name} gehen {count} Sekunden auseinander. Um ebenso viel sind die Fristen falsch. `timedatectl` zeigt, ob die Uhr abgeglichen wird.",
        disk: "Die Platte ist fast voll",
        diskText:
            "Wo die Datenbank liegt, sind nur noch {size} MB frei. Schaffen Sie Platz: Ist nichts mehr frei, wird keine Mail angenommen und keine Antwort gesendet.",
        holidays: "Die Feiertagstabelle endet",
        holidaysText:
            "Die Tabelle der Feiertage endet mit {year}. Installieren Sie eine neuere Version: Fristen danach wären falsch.",
        expiring: "Ein Schlüssel von {name} läuft am {date} ab",
        expiringText:
            "Die Zugangsdaten von {name} laufen am {date} ab. Erzeugen Sie rechtzeitig neue, und tragen Sie das neue Datum als credentials_expire ein.",
        expiredText:
            "Die Zugangsdaten von {name} sind laut Konfiguration am {date} abgelaufen. Gibt es schon neue, tragen Sie deren Datum als credentials_expire ein.",
        again: "Solange es dauert, werden Sie frühestens nach sechs Stunden wieder erinnert.")
}
