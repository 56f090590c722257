import Domain

extension TeamTexts {
    static let french = TeamTexts(
        due: "Réponse avant le {date}", overdue: "EN RETARD depuis le {date}",
        answerHere: "Une réponse à ce message part à l’acheteur, comme une réponse au message du ticket.",
        dueList: "Réponses attendues sous peu : {count}", ticket: "Ticket {number}", left: "reste {time}",
        late: "{time} de retard", owner: "confié à {name}", nobody: "confié à personne",
        forecast: "Avant de partir – réponses : {count}",
        forecastIntroduction: "Ces délais expirent avant le retour de l’équipe le {date} :",
        forecastPressing: "Pour {count} autres, il restera alors moins d’un quart du délai.",
        digest: "Aujourd’hui – réponses : {count}", digestOverdue: "En retard :", digestToday: "Pour aujourd’hui :",
        digestOpen: "Acheteurs qui attendent une réponse en tout : {count}.",
        digestProblems:
            "Réponses retenues : {held} ; au sort inconnu : {uncertain} ; échouées depuis hier : {failed} ; messages en quarantaine : {quarantined}.",
        alarm: "Alarme : {kind}",
        alarmTake: "Prenez-la en charge en répondant #attribuer au message du ticket. D’ici là, elle sera rappelée.",
        alarmAgain: "Déjà signalée {count} fois, d’abord le {date}.",
        kinds: [
            .performance: "l’état du compte vendeur", .case: "un dossier du service de la place de marché",
            .compliance: "un justificatif demandé", .claimOpen: "une réclamation de l’acheteur",
            .feedback: "une évaluation de l’acheteur", .voiceOfTheCustomer: "des plaintes sur un produit",
        ],
        silence: "Plus de nouvelles de {marketplace}",
        silenceText:
            "Le dernier message de {marketplace} date du {date}. Si des commandes arrivent quand même, vérifiez que la place de marché envoie encore ses notifications à la bonne adresse, puis lancez `mailbridge doctor`."
    )
}
