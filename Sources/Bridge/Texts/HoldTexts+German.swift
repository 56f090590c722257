extension HoldTexts {
    static let german = HoldTexts(
        place: "Es geht um Zeile {line} Ihrer Mail:", excerpt: "Es geht um diese Zeile:",
        leftOut: "Das wurde weggelassen:",
        stillHeld: "Diese Antwort wurde noch nicht gesendet und wartet auf Ihr Wort, {name}.",
        escalation:
            "Eine Antwort von {name} wartet seit {date} auf ein Wort und wurde nicht gesendet. Von selbst geht nichts hinaus.",
        escalationSubject: "Antwort noch angehalten",
        causes: [
            .empty: "es war kein neuer Text zu finden",
            .onlyGreeting: "es war nur eine Anrede zu finden",
            .onlySignature: "es war nur eine Grußformel oder Signatur zu finden",
            .sameAsSent: "der ganze Text steht schon in diesem Vorgang",
            .interleaved: "Ihre Worte stehen zwischen zitierten Zeilen",
            .textAboveAndBelow: "Ihre Worte stehen über und unter der zitierten Mail",
            .textAfterHistory: "unter der zitierten Mail steht etwas, das keine bekannte Signatur ist",
            .quotedNewText: "Sie haben in das Zitat geschrieben, zwischen Zeilen, die mit „>“ beginnen",
            .editedQuote: "eine Zeile der zitierten Mail wurde geändert",
            .unclearHistory: "es ist nicht sicher, von wem der Text über der zitierten Mail stammt",
            .weakEvidence:
                "die zitierte Mail war nur an ihrer Form zu erkennen, weil nichts von uns darin zu finden war",
            .textInSignature: "in der Signatur steht ein Satz",
            .bridgeText: "der Text enthält Zeilen der Ticketmail, die nur für Sie bestimmt waren",
            .internalText: "der Text enthält Worte aus dem internen Teil der Ticketmail",
            .partsDisagree: "der einfache und der formatierte Text Ihrer Mail sagen Verschiedenes",
            .tooLarge: "die Mail ist zu groß, um sicher gelesen zu werden",
            .tooLong: "der Text ist länger, als der Marktplatz annimmt",
            .unusualLength: "der Text ist mehr als dreimal so lang wie Ihre Antworten sonst",
            .unknownCommand: "ein Befehl in Ihrer Mail ist nicht bekannt",
            .unclearNote: "es ist nicht zu erkennen, ob der Text unter der Notiz Notiz oder Antwort ist",
            .commandBelow: "eine Zeile weiter unten ist ein Befehl; Befehle wirken nur in den ersten Zeilen",
            .confirmationCode: "„ok“ mit einem Code ist keine Antwort an einen Käufer",
            .attachedMessage: "eine Mail hängt an; Mails gehen nie als Datei hinaus",
            .packedFiles:
                "Ihr Mailprogramm hat Dateien in winmail.dat gepackt, und der Käufer bekäme sie nicht; senden Sie die Mail als HTML oder Nur-Text noch einmal",
            .notSure: "es ist nicht sicher, worauf Ihr „ok“ antwortet",
            .contentRules:
                "im Text steht etwas, das der Marktplatz nicht erlaubt oder das nach einem Versehen aussieht",
            .sameText: "derselbe Text kam vor wenigen Minuten schon einmal",
            .answeredMeanwhile: "die Frage, auf die Sie antworten, hat sich inzwischen erledigt",
            .answeredElsewhere: "jemand hat dem Käufer inzwischen im Portal geantwortet",
            .otherReplyInFlight: "eine andere Antwort an diesen Käufer ist unterwegs",
            .restoredStore:
                "die Daten der Brücke wurden aus einer Sicherung zurückgeholt, und die Mail kam davor: Sie kann schon erledigt sein, also bitte im Portal nachsehen; Befehle darin wurden nicht ausgeführt",
            .confirmAction: "was geschehen soll, bewegt Geld",
        ])
}
