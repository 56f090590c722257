import Replies

extension CommandTexts {
    static let french = CommandTexts(
        conflict:
            "Ceci ne va pas ensemble dans un même mail : {commands}. Rien n’a été fait ni envoyé ; envoyez-les l’un après l’autre.",
        text: "texte pour l’acheteur",
        yourText: "Votre texte, qui n’a pas été envoyé :",
        known: "Commandes disponibles : {commands}",
        unknownRecipient:
            "« {word} » n’est pas un destinataire : écrivez client, opérateur ou les deux. Rien n’a été envoyé.",
        assigned: "Le ticket est maintenant à {name}.",
        unknownAgent: "Il n’y a pas d’agent « {name} ». Il y a : {names}",
        snoozed: "Mis de côté jusqu’au {date} ; il réapparaîtra alors ici.",
        snoozedShorter: "Pas plus longtemps, à cause du délai de la place de marché.",
        badSnooze:
            "« {word} » n’est pas une échéance possible : écrivez 4h, 2d, demain ou une date. Réponse avant : {deadline}",
        wakes: "{name} avait mis ceci de côté jusqu’à maintenant.",
        state: "État",
        owner: "Responsable",
        waiting: "L’acheteur attend depuis",
        nobodyWaits: "Aucune réponse n’est due.",
        onItsWay: "En cours ({state}) : {text}",
        noOrder: "{marketplace} ne montre pas de commande ici.",
        portalOnly: "seulement sur le portail",
        helpIntroduction:
            "Les commandes se placent dans les premières lignes d’une réponse, une par ligne. Chez {marketplace} il y a :",
        unknownTemplate: "Il n’y a pas de modèle « {name} » ici. Il y a : {names}",
        templateLanguage:
            "Le modèle « {name} » n’existe qu’en {languages}, pas dans la langue de l’acheteur ({language}). Rien n’a été envoyé.",
        templateMissing: "Le modèle « {name} » demande ce qui n’est pas connu ici : {names}. Rien n’a été envoyé.",
        cannedRuns:
            "Une réponse d’attente ne compte pas chez {marketplace} : le délai continue de courir. Réponse avant : {deadline}",
        offers: "Un clic et Envoyer suffisent :",
        closesAfter: "La conversation sera fermée dès que la réponse y sera.",
        usage: [
            .close: "termine la conversation",
            .noReply: "aucune réponse due",
            .escalate: "demande l’aide de la place de marché, avec le texte dessous",
            .refund: "[ligne :] [montant] [motif], par exemple 1: 12,50 EUR",
            .cancel: "[ligne :] [motif]",
            .template: "NOM, un texte prêt",
            .to: "client, opérateur, les deux",
            .note: "pour l’équipe seulement",
            .assign: "NOM",
            .snooze: "4h, 2d, demain, une date",
            .undo: "reprend ce qui n’est pas parti",
            .status: "où en est-on",
            .order: "la commande telle qu’elle est",
            .help: "cette liste",
            .reopen: "rouvre",
            .resolve: "[motif], résout l’incident",
            .invoice: "avec le PDF joint",
            .new: "[sujet], commence une conversation avec le texte dessous",
        ],
        labels: [.template: "Modèle", .status: "État"]
    )
}
