extension AgentTexts {
    static let french = AgentTexts(
        buyer: "Acheteur", us: "Nous", via: "{name} via {marketplace}", wrote: "{name} a écrit, {date} :",
        operatorWrote: "{name} (opérateur de la place de marché) a écrit, {date} :",
        noticeFrom: "Avis de {marketplace}, {date} :", subjectMessage: "Message de {name}",
        emptyText: "(pas de texte)", order: "Commande", orderedOn: "Commandé le", state: "État", total: "Total",
        shipment: "Envoi", answerBy: "Répondre avant", portal: "Dans le portail",
        noReplyLink: "Pas de réponse nécessaire (ouvre le portail)", earlier: "Auparavant dans cette conversation",
        notAttached: "Non joint, car trop volumineux ou indisponible : {names}",
        receiptSubject: "Envoyé", receipt: "Votre réponse se trouve chez {marketplace} depuis {date}.",
        relayReceipt:
            "Le serveur de messagerie a accepté votre réponse pour {marketplace} le {date}. Si {marketplace} la refuse plus tard, vous le saurez ici.",
        remoteID: "Numéro du message là-bas",
        storedText: "Tel qu'il figure chez {marketplace} ; voici ce que lit l'acheteur :",
        sentText: "Le texte envoyé (non relu chez {marketplace}) :",
        altered: "Attention : {marketplace} affiche un autre texte que celui envoyé.", sentPlace: "Envoyé",
        storedPlace: "Là-bas", failureSubject: "NON envoyé",
        failure: "Votre réponse n'a PAS été envoyée à {marketplace}.", reason: "Motif", whatNow: "Que faire",
        whatNowPortal: "Répondez dans le portail ; votre texte figure ci-dessous, prêt à coller.",
        whatNowAgain: "Répondez à ce message avec un texte modifié.", yourText: "Votre texte :",
        delayedSubject: "Retardé",
        delayed:
            "Votre réponse n'est pas encore arrivée chez {marketplace}. La passerelle continue d'essayer et vous informera ici.",
        bounced: "{marketplace} signale que votre réponse n'est pas parvenue à l'acheteur.",
        clockStopped: "Le délai ne court plus.",
        clockRuns: "L’acheteur a écrit de nouveau : le délai court jusqu’au {date}.",
        questionSubject: "À confirmer", question: "Votre réponse n'a PAS encore été envoyée.",
        wouldSend: "Voici ce qui serait envoyé :",
        nothingToSend: "Aucun texte nouveau n'a été trouvé dans votre message.",
        okOrNew:
            "Répondez seulement « ok » pour envoyer exactement ce texte, ou écrivez le texte à envoyer à sa place.",
        uncertain:
            "Il n'est pas certain que votre réponse soit arrivée chez {marketplace}. Vérifiez dans le portail avant de la renvoyer. Avec « ok », elle sera envoyée une fois de plus.",
        shadow: "Mode d'essai : rien n'est envoyé à {marketplace}. Voici ce qui aurait été envoyé :",
        stranger:
            "Un message destiné à cette conversation n'a pas été accepté, car son expéditeur n'est pas prouvé ({reason}). Rien n'a été envoyé ; le message est en quarantaine pour l'administrateur.",
        listed:
            "Un message de {name} est arrivé par la liste de diffusion « {list} » et ne compte pas comme réponse. Rien n’a été envoyé. Si cette liste est la vôtre, l’administrateur l’inscrit sous internal_lists.",
        absent:
            "Une réponse automatique annonce l'absence de {name}, et personne d'autre n'est chargé de ce ticket. L'acheteur attend. Qui prend le relais répond simplement, ou écrit #assign.",
        flooded:
            "Il arrive pour ce ticket plus de messages de {name} que personne n'en écrit à la main. Ils ne sont plus lus et sont gardés en quarantaine pour l'administrateur. Un programme y répond sans doute.",
        unknownCommand: "La commande « {command} » n'existe pas{suggestion}. Rien n'a été envoyé.",
        unavailableCommand:
            "« {command} » n'est pas possible d'ici chez {marketplace}. Rien n'a été envoyé ; utilisez le portail.",
        closed: "Le ticket est clos. Rien n'a été envoyé à l'acheteur.",
        noted: "Votre note est conservée avec le ticket. Rien n'a été envoyé à l'acheteur.",
        nothingToUndo: "Rien n'attendait d'être envoyé ; ce qui est parti ne peut être repris.",
        undone: "Retiré, non envoyé :",
        undoneInDoubt:
            "Non renvoyé. Un essai précédent a pu arriver malgré tout ; veuillez vérifier chez {marketplace} :")
}
