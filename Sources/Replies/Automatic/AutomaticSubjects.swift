/// How the subjects of automatic mails begin, folded. Only the beginning counts: `AW: Abwesenheit` was typed by a human.
enum AutomaticSubjects {
    static let receipts = [
        "gelesen:", "nicht gelesen:", "gelezen:", "niet gelezen:", "lu :", "lu:", "non lu :", "non lu:", "read:",
        "not read:", "odczytano:", "nie odczytano:", "letto:", "leído:", "lida:", "læst:",
    ]

    static let bounces = [
        "unzustellbar", "onbestelbaar", "undeliverable", "undelivered mail", "delivery status", "delivery failure",
        "delivery has failed", "failure notice", "returned mail", "mail delivery failed", "mail delivery failure",
        "nicht zustellbar", "non remis", "non distribuable", "niedostarczon", "nie można dostarczyć",
        "mail system error",
    ]

    static let absences = [
        "automatische antwort", "abwesenheitsnotiz", "abwesend:", "abwesenheitsmeldung", "abwesenheitsassistent",
        "automatic reply", "auto reply", "auto-reply", "autoreply", "out of office", "out of the office",
        "out-of-office",
        "automatisch antwoord", "afwezig:", "afwezigheid:", "réponse automatique", "absence :", "absence:",
        "message d'absence", "odpowiedź automatyczna", "autoodpowiedź", "automatyczna odpowiedź", "risposta automatica",
        "fuori sede", "respuesta automática", "resposta automática", "fuera de la oficina", "autosvar",
        "automatisk svar",
        "automatisk svarmelding", "automatiskt svar", "automaattinen vastaus", "automatická odpověď",
        "automatikus válasz",
        "автоответ", "автоматический ответ", "vacation:",
    ]
}
