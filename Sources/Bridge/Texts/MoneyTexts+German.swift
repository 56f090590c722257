extension MoneyTexts {
    static let german = MoneyTexts(
        confirm: "Das würde bei {marketplace} ausgeführt. Noch ist nichts geschehen.",
        answerWith: "Um genau das auszuführen, antworten Sie bis {date} nur mit dieser Zeile:",
        willNeedApproval: "Das liegt über Ihrer Grenze: Nach Ihrem ok muss es noch genehmigen: {names}.",
        doneBefore: "Achtung: Genau dasselbe wurde hier am {date} schon ausgeführt. Das wäre das zweite Mal.",
        approve: "{name} hat das bestätigt und bittet um Genehmigung durch: {names}.",
        needsCode:
            "Ohne den Code geschieht nichts: Antworten Sie mit der Zeile aus der Frage, ok und dem Code.",
        nothingWaits: "Auf diesen Code wartet nichts. Es ist nichts geschehen.",
        wrongCode: "Der Code ist falsch. Es ist nichts geschehen. Verbleibende Versuche: {count}.",
        noMoreTries:
            "Der Code war zum dritten Mal falsch: Die Anfrage ist zurückgezogen. Es ist nichts geschehen.",
        expired: "Der Code galt bis {date}. Es ist nichts geschehen; schicken Sie den Befehl noch einmal.",
        changed:
            "Die Bestellung hat sich seit der Frage geändert. Es ist nichts geschehen; schicken Sie den Befehl noch einmal, um zu sehen, was er jetzt täte.",
        askAgain: "Diese Frage gilt nicht mehr. Es ist nichts geschehen; schicken Sie den Befehl noch einmal.",
        notAsker: "Nur {name} kann das bestätigen, von dort kam die Anfrage. Es ist nichts geschehen.",
        ownApproval:
            "Die Anfrage kam von Ihnen, genehmigen muss jemand anders: {names}. Es ist nichts geschehen.",
        notApprover: "Ihre eigene Grenze für Genehmigungen reicht dafür nicht. Es ist nichts geschehen.",
        refusals: [
            .noRight:
                "Für Sie ist keine Grenze für Erstattungen und Stornierungen gesetzt (refund_limit in der Konfiguration). Es ist nichts geschehen.",
            .unknownAmount:
                "{marketplace} sagt nicht, wie viel es wäre; so lässt sich keine Grenze prüfen. Es ist nichts geschehen.",
            .overLimit:
                "{amount} liegt über Ihrer Grenze, und niemand sonst darf es genehmigen. Es ist nichts geschehen.",
            .overDay:
                "Mit {amount} wäre Ihre Grenze für 24 Stunden überschritten, und niemand sonst darf es genehmigen. Es ist nichts geschehen.",
        ]
    )
}
