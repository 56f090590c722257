import Domain

extension TeamTexts {
    static let french = TeamTexts(
        due: "Réponse avant le {date}", overdue: "EN RETARD depuis le {date}",
        answerHere: "Une réponse à ce message part à l’acheteur, comme une réponse au message du ticket.",
        dueList: "Réponses attendues sous peu : {count}", ticket: "Ticket {number}", left: "reste {time}",
        late: "{time} de retard", owner: "confié à {name}", nobody: "confié à personne",
        forecast: "Avant de partir – réponses : {count}",
        forecastNothingDue: "Avant de partir – rien n’expire, deviennent urgentes : {count}",
        forecastIntroduction:
            "Ces délais expirent avant le retour de l’équipe le {date}, ou dans les deux heures qui suivent :",
        forecastPressing:
            "Pas encore expirées, mais avec moins d’un quart du délai au retour de l’équipe le {date} : {count}.",
        digest: "Aujourd’hui – réponses : {count}", digestOverdue: "En retard :", digestToday: "Pour aujourd’hui :",
        digestOpen: "Acheteurs qui attendent une réponse en tout : {count}.",
        digestProblems:
            "Réponses retenues : {held} ; au sort inconnu : {uncertain} ; échouées depuis hier : {failed} ; messages en quarantaine : {quarantined}.",
        alarm: "Alarme : {kind}",
        alarmTake: "Prenez-la en charge en répondant #attribuer à ce message. D’ici là, elle sera rappelée.",
        alarmAgain: "Déjà signalée {count} fois, d’abord le {date}.",
        kinds: [
            .performance: "l’état du compte vendeur", .case: "un dossier du service de la place de marché",
            .compliance: "un justificatif demandé", .claimOpen: "une réclamation de l’acheteur",
            .feedback: "une évaluation de l’acheteur", .voiceOfTheCustomer: "des plaintes sur un produit",
        ],
        silence: "Plus de nouvelles de {marketplace}",
        silenceLast: "Le dernier message de {marketplace} date du {date}.",
        silenceNever:
            "Aucun message de {marketplace} n’est encore arrivé, alors que des acheteurs y posent des questions depuis le {date}.",
        silenceAdvice:
            "Si des commandes arrivent quand même, vérifiez que la place de marché envoie encore ses notifications à la bonne adresse, puis lancez `mailbridge doctor`."
    )
}
