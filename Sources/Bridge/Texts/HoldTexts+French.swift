extension HoldTexts {
    static let french = HoldTexts(
        place: "Il s’agit de la ligne {line} de votre message :", excerpt: "Il s’agit de cette ligne :",
        leftOut: "Voici ce qui a été écarté :",
        stillHeld: "Cette réponse n’a pas encore été envoyée et attend votre mot, {name}.",
        escalation:
            "Une réponse de {name} attend un mot depuis {date} et n’a pas été envoyée. Rien ne part de soi-même.",
        escalationSubject: "Réponse toujours retenue",
        causes: [
            .empty: "aucun texte nouveau n’a été trouvé",
            .onlyGreeting: "seule une formule d’appel a été trouvée",
            .onlySignature: "seule une formule de politesse ou une signature a été trouvée",
            .sameAsSent: "tout le texte se trouve déjà dans cette conversation",
            .interleaved: "vos mots se trouvent entre des lignes citées",
            .textAboveAndBelow: "vos mots se trouvent au-dessus et au-dessous du message cité",
            .textAfterHistory: "au-dessous du message cité se trouve quelque chose qui n’est pas une signature connue",
            .quotedNewText: "vous avez écrit dans la citation, parmi des lignes qui commencent par « > »",
            .editedQuote: "une ligne du message cité a été modifiée",
            .unclearHistory: "il n’est pas certain de qui est le texte au-dessus du message cité",
            .weakEvidence: "le message cité n’a été reconnu qu’à sa forme, car rien de nous n’y a été trouvé",
            .textInSignature: "une phrase se trouve dans la signature",
            .bridgeText: "le texte contient des lignes du message de ticket qui vous étaient réservées",
            .internalText: "le texte contient des mots de la partie interne du ticket",
            .partsDisagree: "le texte brut et le texte mis en forme de votre message ne disent pas la même chose",
            .tooLarge: "le message est trop gros pour être lu sûrement",
            .tooLong: "le texte est plus long que ce que la place de marché accepte",
            .unusualLength: "le texte est plus de trois fois plus long que vos réponses habituelles",
            .unknownCommand: "une commande de votre message n’est pas connue",
            .unclearNote: "on ne peut pas savoir si le texte sous la note est une note ou une réponse",
            .commandBelow:
                "une ligne plus bas est une commande ; les commandes n’agissent que dans les premières lignes",
            .confirmationCode: "« ok » avec un code n’est pas une réponse à un acheteur",
            .attachedMessage: "un message est joint ; les messages ne partent jamais comme fichiers",
            .packedFiles:
                "votre logiciel a mis des fichiers dans winmail.dat, et l’acheteur ne les recevrait pas ; renvoyez le message en HTML ou en texte brut",
            .notSure: "il n’est pas certain à quoi répond votre « ok »",
            .contentRules:
                "le texte contient quelque chose que la place de marché n’autorise pas ou qui ressemble à une erreur",
            .sameText: "le même texte a été reçu il y a quelques minutes",
            .answeredMeanwhile: "la question à laquelle vous répondez est réglée entre-temps",
            .answeredElsewhere: "quelqu’un a répondu entre-temps à l’acheteur sur le portail",
            .otherReplyInFlight: "une autre réponse à cet acheteur est en route",
            .restoredStore:
                "les données du pont ont été restaurées depuis une sauvegarde, et le mail est arrivé avant : il a peut-être déjà été traité, regardez sur le portail ; les commandes qu’il contient n’ont pas été exécutées",
            .confirmAction: "ce qui serait fait déplace de l’argent",
        ])
}
