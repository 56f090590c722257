import Marketplaces

extension ActionTexts {
    static let french = ActionTexts(
        names: [
            .reply: "Réponse",
            .openConversation: "Nouvelle conversation",
            .close: "Clore",
            .reopen: "Rouvrir",
            .noReplyNeeded: "Pas de réponse nécessaire",
            .escalate: "Demander l’aide de la place de marché",
            .refund: "Remboursement",
            .cancel: "Annulation",
            .resolveIncident: "Régler l’incident",
            .uploadInvoice: "Envoyer la facture",
        ],
        doneSubject: "Fait",
        done: "{marketplace} a exécuté ceci, {date} :",
        notDoneSubject: "PAS fait",
        notDone: "Ceci n’a PAS été exécuté chez {marketplace} :",
        whatNow: "Répondez à ce courriel avec la commande corrigée, ou faites-le dans le portail.",
        pending: "{marketplace} l’a accepté et s’en occupe. Le résultat sera annoncé ici.",
        uncertain:
            "Il n’est pas certain que {marketplace} l’ait exécuté. Regardez dans le portail avant de le redemander. Répondez « ok » pour le demander encore une fois.",
        portalOnly: "Chez {marketplace}, « {action} » ne se fait que dans le portail. Le ticket reste tel quel.",
        onlyHere: "C’est noté ici seulement : chez {marketplace}, il faut le faire dans le portail.",
        unknownReason: "{marketplace} ne connaît pas le motif « {reason} ».",
        reasons: "Motifs acceptés :",
        unknownLine: "La commande n’a pas de ligne {line}.",
        lines: "Lignes de la commande :",
        needsFile: "Joignez la facture en PDF au courriel qui porte la commande.",
        badAmount: "« {amount} » n’est pas un montant en {currency} jusqu’à {limit}.",
        earlier:
            "Un remboursement ou une annulation demandés plus tôt pour cette commande s’y opposent : un ok est attendu, c’est en cours, c’est fait, ou nul ne sait si {marketplace} l’a fait. Rien n’a été fait cette fois ; réglez d’abord la première demande.",
        noOrder: "{marketplace} ne montre pas la commande ; rien ne peut être fait d’ici.",
        allOfOrder: "commande entière",
        needsText: "Écrivez le texte pour {marketplace} sous la commande.",
        stillCounts:
            "L’acheteur attend encore et {marketplace} compte jusqu’au {date} : répondez, ou mettez d’abord fin à l’attente sur le portail. Le ticket reste ouvert.",
        endedThere: "Dès que le portail indique qu’aucune réponse n’est nécessaire, envoyez « #sansreponse ».",
        again:
            "La même chose a été demandée il y a quelques minutes. Rien de plus n’a été fait ; si elle est voulue une seconde fois, renvoyez-la dans dix minutes.",
        newQuestion:
            "L’acheteur a écrit de nouveau depuis. Lisez d’abord le nouveau message, puis répondez-y ou renvoyez la commande."
    )
}
