extension MoneyTexts {
    static let french = MoneyTexts(
        confirm: "Voici ce qui serait exécuté chez {marketplace}. Rien n’a encore été fait.",
        answerWith: "Pour exécuter exactement cela, répondez avant le {date} avec cette seule ligne :",
        willNeedApproval:
            "Cela dépasse votre limite : après votre ok, l’une de ces personnes doit approuver : {names}.",
        doneBefore:
            "Attention : exactement la même chose a déjà été faite ici le {date}. Ce serait la deuxième fois.",
        approve: "{name} l’a confirmé et demande l’approbation de l’une de ces personnes : {names}.",
        needsCode: "Sans le code rien n’est fait : répondez avec la ligne de la question, ok et le code.",
        nothingWaits: "Rien n’attend ce code. Rien n’a été fait.",
        wrongCode: "Le code est faux. Rien n’a été fait. Essais restants : {count}.",
        noMoreTries: "Le code était faux pour la troisième fois : la demande est retirée. Rien n’a été fait.",
        expired: "Le code était valable jusqu’au {date}. Rien n’a été fait ; renvoyez la commande.",
        changed:
            "La commande a changé depuis la question. Rien n’a été fait ; renvoyez l’ordre pour voir ce qu’il ferait maintenant.",
        askAgain: "Cette question n’est plus valable. Rien n’a été fait ; renvoyez la commande.",
        notAsker: "Seul {name}, qui l’a demandé, peut le confirmer. Rien n’a été fait.",
        ownApproval: "Vous l’avez demandé : une autre personne doit l’approuver : {names}. Rien n’a été fait.",
        notApprover: "Votre propre limite d’approbation ne va pas jusque-là. Rien n’a été fait.",
        refusals: [
            .noRight:
                "Aucune limite de remboursement et d’annulation n’est fixée pour vous (refund_limit dans la configuration). Rien n’a été fait.",
            .unknownAmount:
                "{marketplace} ne dit pas combien ce serait ; aucune limite ne peut être vérifiée. Rien n’a été fait.",
            .overLimit:
                "{amount} dépasse votre limite, et personne d’autre ne peut l’approuver. Rien n’a été fait.",
            .overDay:
                "Avec {amount}, votre limite de 24 heures est dépassée, et personne d’autre ne peut l’approuver. Rien n’a été fait.",
        ]
    )
}
